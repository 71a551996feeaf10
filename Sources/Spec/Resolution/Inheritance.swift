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

  private struct Loaded {
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

  // MARK: - Locks

  private func deviations(_ chain: [Loaded], final: YAMLValue) -> [Deviation] {
    var deviations: [Deviation] = []
    let mine = Substitution.everything(in: final)
    for loaded in chain {
      let base = Substitution.everything(in: loaded.merged)
      for lock in loaded.own["rules"]?["locked"]?.elements ?? [] {
        guard let path = lock.scalar?.text, let components = DottedPath(path)?.components else { continue }
        guard !deviations.contains(where: { $0.path == path }) else { continue }
        let (inherited, here) = (base.value(at: components), mine.value(at: components))
        guard inherited?.fingerprint != here?.fingerprint else { continue }
        deviations.append(Deviation(path: path, inherited: inherited?.summary, here: here?.summary))
        reportLock(path, lock.span, here, chain[0].own)
      }
    }
    return deviations.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private func reportLock(_ path: String, _ lock: Span, _ here: YAMLValue?, _ root: YAMLValue) {
    var place = here?.span ?? root.place(of: DottedPath(path)?.components ?? [])
    var label = here == nil ? "removed here" : "changed here"
    // Text that still stands in the parent changed by a parameter that it takes in.
    if place.source == lock.source, let own = root.entry("parameters") ?? root.entry("extends"), root.span.source != lock.source {
      (place, label) = (own.key.span, "changed by way of a parameter")
    }
    problems.warning(
      .lockedValueChanged, "\(quoted(path)) is locked, so results of this spec are of the custom division", at: place, label,
      also: [Diagnostic.Label(lock, "locked here")], help: "leave the locked value as it is to stay in the standard division")
  }
}

extension YAMLValue {
  /// Keys that hold one choice of several, so that another choice replaces the parent's instead of joining it.
  private static let choices = Set(
    Language.current.objects(.empty).flatMap(\.keys).filter { if case .choice = $0.value { true } else { false } }.map(\.name))

  /// A parent's value with a child's over it: mappings are merged, `~` removes what is inherited, everything else is replaced.
  func merging(_ child: YAMLValue, _ problems: Problems) -> YAMLValue {
    guard let mine = entries, let theirs = child.entries else { return child }
    var merged: [Entry?] = mine
    var places: [String: Int] = [:]
    for (index, entry) in mine.enumerated() { places[entry.key.text] = index }
    for entry in theirs {
      let index = places[entry.key.text]
      if entry.value.isNothing {
        guard let index else {
          entry.reportNothingToRemove(among: mine.map(\.key.text), problems)
          continue
        }
        merged[index] = nil
        problems.removed[entry.key.text] = entry.key.span
      } else if let index, let inherited = merged[index]?.value {
        let isReplaced = inherited.isReplaced(by: entry.value, key: entry.key.text)
        merged[index] = Entry(key: entry.key, value: isReplaced ? entry.value : inherited.merging(entry.value, problems))
      } else {
        merged.append(entry)
      }
    }
    return YAMLValue(child.span, .mapping(merged.compactMap(\.self)))
  }

  /// Where a path leads, or where it ends on the way; an empty place for one that does not begin here.
  fileprivate func place(of path: [String]) -> Span {
    guard let first = path.first, let entry = entry(first) else { return span.part(0..<0) }
    let inner = path.count > 1 && entry.value.entry(path[1]) != nil
    return inner ? entry.value.place(of: Array(path.dropFirst())) : entry.value.isNothing ? entry.value.span : entry.key.span
  }

  private func isReplaced(by child: YAMLValue, key: String) -> Bool {
    guard let mine = entries, let theirs = child.entries else { return true }
    if YAMLValue.choices.contains(key) { return mine.first?.key.text != theirs.first?.key.text }
    if key == "reference" { return self["bundle"] != nil || child["bundle"] != nil }
    if key == "sample" { return (self["count"] == nil) != (child["count"] == nil) }
    return false
  }

  /// The value at a path of keys and list positions, or `nil`.
  func value(at path: [String]) -> YAMLValue? {
    guard let first = path.first else { return self }
    let next = elements.flatMap { list in Int(first).flatMap { list.indices.contains($0) ? list[$0] : nil } } ?? self[first]
    return next?.value(at: Array(path.dropFirst()))
  }

  /// One text for equal values and different ones for different values, whatever order keys are written in.
  var fingerprint: String {
    switch content {
    case .scalar(let scalar):
      scalar.isPlain && CoreScalar(scalar.text) != .text ? scalar.text : JSON.string(scalar.text).canonicalText
    case .sequence(let elements): "[" + elements.map(\.fingerprint).joined(separator: ",") + "]"
    case .mapping(let entries):
      "{"
        + entries.sorted { $0.key.text.utf8.lexicographicallyPrecedes($1.key.text.utf8) }
        .map { JSON.string($0.key.text).canonicalText + ":" + $0.value.fingerprint }.joined(separator: ",") + "}"
    }
  }

  /// The text of a scalar, else the fingerprint.
  fileprivate var summary: String { scalar?.text ?? fingerprint }
}

extension Entry {
  /// A key without a value in a child, though nothing of its name is inherited.
  fileprivate func reportNothingToRemove(among names: [String], _ problems: Problems) {
    problems.error(
      .nothingToRemove, "\(quoted(key.text)) is not inherited, so there is nothing to remove", at: key.span, "has no value",
      help: didYouMean(key.text, among: names).map { "did you mean `\($0)`?" }
        ?? "a key without a value, or with `~`, removes what a parent has under it; an empty mapping is written `{}`")
  }
}
