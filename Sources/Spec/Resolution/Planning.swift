internal import Record
internal import Text

/// One resolution of one spec with everything it inherits.
///
/// Every step reports what is wrong and goes on, so that one run shows every problem.
final class Planning {
  let context: PlanningContext
  let problems: Problems
  let language: Language
  let decoder: Decoder
  let meter = Substitution.Meter()
  private let inherited: Inherited
  private let root: SourceFile
  private let files: [SourceText: SourceFile]

  /// - Parameter root: The spec that a plan is asked of.
  init(_ inherited: Inherited, of root: SourceFile, _ context: PlanningContext, _ problems: Problems, _ language: Language) {
    (self.inherited, self.root, self.context, self.problems, self.language) = (inherited, root, context, problems, language)
    let files = Dictionary(inherited.sources.map { ($0.text, $0) }, uniquingKeysWith: { first, _ in first })
    self.files = files
    decoder = Decoder(problems, context.catalogue) { value in
      guard let path = value["file"], let text = path.scalar?.text else { return nil }
      return context.digestOfFile(text, files[path.span.source] ?? root)
    }
  }

  /// The plan with what a bundle needs beside it.
  func planned() throws(Reported) -> Planned {
    let parameters = Substitution.parameters(of: inherited.tree)
    let tree = substituted(inherited.tree, parameters)
    let fields = try decoder.fields(tree, Language.spec, "the spec", in: Occurrence.Place(phrase: "the spec", name: nil))
    checkLanguage(fields)
    let workloads = Outcome(try fields.workloads).value ?? []
    let scope = WorkloadPlanning(self).plan(workloads, Declarations(self, fields))
    let metrics = MetricScope(scope.workloads, decoder)
    let claims = Outcome(try claims(fields, metrics))
    let weighting = Outcome(try weighting(fields, metrics))
    guard !problems.hasErrors else { throw problems.reported(earlier: "the plan", at: tree.span) }
    UnusedNames(root: root.text, arguments: inherited.arguments, fields: fields, scope: scope, meter: meter).warn(problems)
    let judged = JudgedCells(claims: try claims.get(), weighting: try weighting.get(), version: context.catalogue.version)
    let plan = Plan(
      language: Language.version, catalogue: context.catalogue.version, name: try fields.name, title: try fields.title,
      seed: Seed(root: U64(try fields.seed), needsPulse: try fields.beacon != nil),
      spec: SpecPins(root: inherited.sources[0].digest, parents: inherited.sources.dropFirst().map { $0.digest }),
      parameters: parameters.mapValues(\.text), overrides: context.overrides, division: inherited.division,
      deviations: inherited.deviations, targets: scope.targets, inputs: scope.inputs.map(\.plan), subjects: scope.subjects,
      nodes: scope.nodes.map(judged.repeated), claims: try claims.get(), weighting: try weighting.get())
    return Planned(plan: plan, sources: inherited.sources, inputFiles: scope.inputs.map(\.location), templates: scope.templates)
  }

  // MARK: - Files

  /// The file that a place lies in; what the command line gave counts as the root's.
  func file(of span: Span) -> SourceFile { files[span.source] ?? root }

  /// Compares a pinned digest with the file as it is now, where that is known.
  func checkDigest(_ digest: Digest, at span: Span, path: String, _ base: SourceFile) {
    guard let actual = context.digestOfFile(path, base), actual != digest else { return }
    problems.error(
      .digestDiffers, "\(quoted(path)) is not the file that is pinned here", at: span, "it has \(actual.short)…, not \(digest.short)…",
      help: "if the file is the right one, write `sha256: \(actual.hex)`", fix: Diagnostic.Fix(span, actual.hex))
  }

  // MARK: - Steps

  private func checkLanguage(_ fields: Fields<SpecKeys>) {
    guard let version = Outcome(try fields.etalon).value, version != Language.version else { return }
    problems.error(
      .unsupportedLanguage, "this version of etalon does not know version \(version) of the language", at: fields.place(of: \.etalon),
      "not known", help: "it knows version \(Language.version); a newer etalon may know more")
  }

  private func claims(_ fields: Fields<SpecKeys>, _ scope: MetricScope) throws(Reported) -> [Claim] {
    let written = try fields.claims ?? []
    // What an alias repeats stands at one place, and is read once.
    var known: [Span: (outcome: Outcome<Expression>, cells: Int)] = [:]
    return try Array(written.enumerated()).mapAll { claim throws(Reported) in
      let place = claim.element.place.whole
      let before = scope.cellsLeft
      if let earlier = known[place] {
        try scope.spend(earlier.cells, at: place)
      } else {
        let outcome = Outcome(try ExpressionChecker.condition(claim.element, scope: scope, problems: problems))
        known[place] = (outcome, before - scope.cellsLeft)
      }
      guard let outcome = known[place]?.outcome else { throw problems.fault("a claim is not read", at: place) }
      return Claim(id: "claim-\(claim.offset + 1)", text: claim.element.text, expression: try outcome.get())
    }
  }

  private func weighting(_ fields: Fields<SpecKeys>, _ scope: MetricScope) throws(Reported) -> Weighting? {
    guard let written = try fields.weighting else { return nil }
    return try WeightingBuilder(self, scope).weighting(written)
  }
}
