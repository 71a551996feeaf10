internal import Record

/// One resolution of one spec.
///
/// Every step reports what is wrong and goes on, so that one run shows every problem.
final class Planning {
  let root: SourceFile
  let context: PlanningContext
  let problems: Problems
  var files: [SourceText: SourceFile] = [:]
  let meter = Substitution.Meter()

  init(_ root: SourceFile, _ context: PlanningContext, _ problems: Problems) {
    self.root = root
    self.context = context
    self.problems = problems
  }

  func planned() -> Planned? {
    guard let inherited = Inheritance(context: context, problems: problems).load(root) else { return nil }
    for file in inherited.sources { files[file.text] = file }
    let parameters = Substitution.parameters(of: inherited.tree)
    let tree = substituted(inherited.tree, parameters)
    let errors = problems.errors
    guard let fields = decoder.decodeObject(tree, Language.spec, "the spec", in: Decoder.Place(phrase: "the spec", name: nil)) else {
      return nil
    }
    checkLanguage(fields)
    let declarations = Declarations(self, fields)
    let workloads = WorkloadPlanning(self, declarations, parameters)
    let built = workloads.build(fields.map("workloads"), problemsBefore: errors)
    let scope = MetricScope(workloads: built.workloads, problems: problems)
    let claims = claims(fields, scope)
    let weighting = fields.object("weighting").flatMap { WeightingBuilder(self, scope).build($0) }
    guard !problems.hasErrors, let name = fields.text("name"), let seed = fields.seed("seed") else { return nil }
    UnusedNames(root: root.text, arguments: inherited.arguments, fields: fields, built: built, meter: meter).warn(problems)
    let plan = Plan(
      language: Language.version, catalogue: context.catalogue.version, name: name, title: fields.text("title"),
      seed: Seed(root: U64(seed)),
      spec: SpecPins(root: inherited.sources[0].digest, parents: inherited.sources.dropFirst().map { $0.digest }),
      parameters: parameters.mapValues(\.text), overrides: context.overrides, division: inherited.division,
      deviations: inherited.deviations, targets: declarations.targets.filter { built.usedTargets.contains($0.id) },
      inputs: declarations.datasets.filter { built.usedInputs.contains($0.plan.id) }.map(\.plan) + built.programs.map(\.plan),
      subjects: declarations.subjects.filter { built.usedSubjects.contains($0.id) }, nodes: built.nodes, claims: claims,
      weighting: weighting)
    let locations = declarations.datasets.filter { built.usedInputs.contains($0.plan.id) }.map(\.location) + built.programs.map(\.location)
    return Planned(plan: plan, sources: inherited.sources, inputFiles: locations)
  }

  /// The decoder that knows the digests of files.
  var decoder: Decoder {
    var decoder = Decoder(problems: problems)
    decoder.digestHint = { [self] value in
      guard let path = value["file"], let text = path.scalar?.text else { return nil }
      return context.digestOfFile(text, file(of: path.span))
    }
    return decoder
  }

  /// The file that a place lies in; what the command line gave counts as the root's.
  func file(of span: Span) -> SourceFile { files[span.source] ?? root }

  /// Compares a pinned digest with the file as it is now, where that is known.
  func checkDigest(_ digest: Digest, at span: Span, path: String, _ base: SourceFile) {
    guard let actual = context.digestOfFile(path, base), actual != digest else { return }
    problems.error(
      .digestDiffers, "\(quoted(path)) is not the file that is pinned here", at: span, "it has \(actual.short)…, not \(digest.short)…",
      help: "if the file is the right one, write `sha256: \(actual.hex)`", fix: Diagnostic.Fix(span, actual.hex))
  }

  private func checkLanguage(_ fields: Fields) {
    guard let version = fields.integer("etalon"), version != Language.version, let span = fields["etalon"]?.span else { return }
    problems.error(
      .unsupportedLanguage, "this version of etalon does not know version \(version) of the language", at: span, "not known",
      help: "it knows version \(Language.version); a newer etalon may know more")
  }

  /// Fills parameters in, everywhere but where they are declared; axes of a matrix are left for their cells.
  private func substituted(_ tree: Value, _ parameters: [String: Scalar]) -> Value {
    guard let entries = tree.entries else { return tree }
    let everywhere = Substitution(parameters, problems: problems, meter: meter)
    let replaced = entries.map { entry in
      switch entry.key.text {
      case "extends", "rules": return entry
      case "parameters":
        refuseNested(entry.value)
        return entry
      case "targets", "datasets", "subjects": return Entry(key: entry.key, value: declarations(entry, everywhere))
      case "workloads": return Entry(key: entry.key, value: workloads(entry.value, parameters, everywhere))
      default: return Entry(key: entry.key, value: everywhere.apply(to: entry.value))
      }
    }
    return Value(tree.span, .mapping(replaced))
  }

  /// The declarations of a section, each noted as the one that takes its parameters in.
  private func declarations(_ section: Entry, _ everywhere: Substitution) -> Value {
    guard let entries = section.value.entries else { return everywhere.apply(to: section.value) }
    let replaced = entries.map { entry in
      meter.owner = Substitution.Meter.Owner(section: section.key.text, name: entry.key.text)
      defer { meter.owner = nil }
      return Entry(key: entry.key, value: everywhere.apply(to: entry.value))
    }
    return Value(section.value.span, .mapping(replaced))
  }

  /// Parameters are taken in once, so one that names another would stay as it is written.
  private func refuseNested(_ parameters: Value) {
    for entry in parameters.entries ?? [] {
      guard let scalar = entry.value.scalar, !scalar.isUnresolved, Substitution.takesIn(scalar.text) else { continue }
      problems.error(
        .unknownParameter, "the parameter \(quoted(entry.key.text)) cannot take in another", at: entry.value.span, "taken in here",
        help: "write its value out; `$${` stands for `${` itself")
    }
  }

  private func workloads(_ value: Value, _ parameters: [String: Scalar], _ everywhere: Substitution) -> Value {
    guard let entries = value.entries else { return value }
    let replaced = entries.map { entry in
      let axes = Set((entry.value["matrix"]?.entries ?? []).map(\.key.text))
      guard !axes.isEmpty else { return Entry(key: entry.key, value: everywhere.apply(to: entry.value)) }
      let some = Substitution(parameters.filter { !axes.contains($0.key) }, deferring: axes, problems: problems, meter: meter)
      return Entry(key: entry.key, value: some.apply(to: entry.value))
    }
    return Value(value.span, .mapping(replaced))
  }

  private func claims(_ fields: Fields, _ scope: MetricScope) -> [Claim] {
    fields.list("claims").enumerated().compactMap { index, decoded in
      guard let expression = ExpressionChecker.condition(decoded, scope: scope, problems: problems) else { return nil }
      return Claim(id: "claim-\(index + 1)", text: decoded.text ?? "", expression: expression)
    }
  }
}
