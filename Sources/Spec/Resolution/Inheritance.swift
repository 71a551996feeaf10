internal import Record
internal import Text

/// A spec together with what it inherits, not yet checked against the table of keys.
struct Inherited {
  /// Everything merged, overrides applied.
  var tree: YAMLValue
  /// The root first, then its parents, the nearest first.
  var sources: [SourceFile]
  var deviations: [Deviation]
  var division: Division
  /// What the command line set, in order.
  var arguments: [Overriding.Argument]
}

/// Loads a spec and its parents, merges them, applies overrides and compares what parents lock.
struct Inheritance {
  static let parentLimit = 16

  let context: PlanningContext
  let problems: Problems

  struct Loaded {
    var file: SourceFile
    /// As written in the file.
    var own: YAMLValue
    /// With everything it inherits.
    var merged: YAMLValue
  }

  /// `nil` where the root or a parent cannot be read.
  func load(_ root: SourceFile) -> Inherited? {
    guard let chain = chain(from: root), let first = chain.first else { return nil }
    let (tree, arguments) = Overriding(problems: problems, catalogue: context.catalogue).apply(context.overrides, to: first.merged)
    let deviations = deviations(chain, final: tree)
    let isBound = chain.contains { !($0.own["rules"]?["locked"]?.elements ?? []).isEmpty }
    return Inherited(
      tree: tree, sources: chain.map(\.file), deviations: deviations,
      division: isBound ? deviations.isEmpty ? .standard : .custom : .none, arguments: arguments)
  }

  /// The file and its parents, each merged with those behind it.
  private func chain(from root: SourceFile) -> [Loaded]? {
    var files: [(file: SourceFile, own: YAMLValue)] = []
    var next: SourceFile? = root
    while let file = next {
      guard let own = DocumentReader.read(file.text, problems: problems) else { return nil }
      guard own.entries != nil else {
        problems.error(
          .wrongType, "a spec has to be a mapping", at: own.span, "this is \(own.noun)", help: "it begins with `etalon: 1` and a `name`")
        return nil
      }
      files.append((file, own))
      let errors = problems.errors
      next = parent(of: own, file, depth: files.count)
      if problems.errors > errors { return nil }
    }
    var merged: YAMLValue?
    var chain: [Loaded] = []
    for (file, own) in files.reversed() {
      let whole = merged.map { $0.merging(own, problems) } ?? own
      chain.insert(Loaded(file: file, own: own, merged: whole), at: 0)
      merged = whole
    }
    guard let count = merged?.count, count <= ReadingLimits().nodes else {
      problems.error(.tooManyNodes, "the spec and its parents have too many values", at: files[0].own.span.part(0..<0))
      return nil
    }
    return chain
  }

  private func parent(of own: YAMLValue, _ file: SourceFile, depth: Int) -> SourceFile? {
    guard let entry = own.entry("extends") else { return nil }
    if let path = entry.value.scalar, !entry.value.isNothing {
      let digest = context.digestOfFile(path.text, file)?.hex ?? "…"
      problems.error(
        .wrongType, "the key `extends` has to be a mapping", at: entry.value.span, "this is \(path.noun)",
        help: "a parent is pinned by its digest: `extends: { spec: \(printable(path.text)), sha256: \(digest) }`")
      return nil
    }
    let decoder = Decoder(problems, context.catalogue) { value in value["spec"]?.scalar.flatMap { context.digestOfFile($0.text, file) } }
    let place = Occurrence.Place(phrase: "`extends`", name: entry.key.span)
    guard let fields = Outcome(try decoder.fields(entry.value, Language.extends, "the key `extends`", in: place)).value,
      let path = Outcome(try fields.spec).value, let pinned = Outcome(try fields.sha256).value
    else { return nil }
    let (name, pin) = (fields.place(of: \.spec), fields.place(of: \.sha256))
    guard depth <= Inheritance.parentLimit else {
      problems.error(
        .tooManyParents, "more than \(Inheritance.parentLimit) specs inherit from one another", at: name, "one too many",
        help: "merge some of them into one")
      return nil
    }
    switch context.parent(path, pinned, file) {
    case .success(let parent) where parent.digest == pinned: return parent
    case .success(let parent): reportDigest(path, pinned, parent.digest, pin)
    case .failure(let problem):
      if let actual = problem.actual {
        reportDigest(path, pinned, actual, pin)
      } else {
        problems.error(
          .sourceNotFound, "the spec \(quoted(path)) cannot be read: \(printable(problem.message))", at: name, "named here",
          help: problem.help)
      }
    }
    return nil
  }

  private func reportDigest(_ path: String, _ pinned: Digest, _ actual: Digest, _ pin: Span) {
    problems.error(
      .digestDiffers, "\(quoted(path)) is not the file that is pinned here", at: pin, "it has \(actual.short)…, not \(pinned.short)…",
      help: "if the file is the right one, write `sha256: \(actual.hex)`", fix: Diagnostic.Fix(pin, actual.hex))
  }
}
