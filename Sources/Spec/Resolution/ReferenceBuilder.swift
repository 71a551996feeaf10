internal import Record
internal import Text

/// Finds the values that the metrics of a score are divided by.
struct ReferenceBuilder {
  let weighting: WeightingBuilder
  /// The metrics of the score.
  let leaves: [WeightingBuilder.Leaf]
  /// Whether nothing is wrong so far, so that what seems missing or unused is.
  let isComplete: Bool
  /// What the metrics of the score are called.
  private let used: Set<String>
  private var problems: Problems { weighting.planning.problems }

  init(weighting: WeightingBuilder, leaves: [WeightingBuilder.Leaf], isComplete: Bool) {
    (self.weighting, self.leaves, self.isComplete) = (weighting, leaves, isComplete)
    used = Set(leaves.map(\.reference.text))
  }

  func reference(_ fields: Fields<ReferenceKeys>) throws(Reported) -> Weighting.Reference {
    let hasValues = fields.entry(\.values).isWritten
    let hasBundle = fields.entry(\.bundle).isWritten || fields.entry(\.root).isWritten
    guard hasValues != hasBundle else {
      throw problems.error(
        .missingReference, hasValues ? "a reference with both `values` and a bundle" : "a reference without values", at: fields.span,
        hasValues ? "one of them too many" : "divided by what?", help: "give either `values`, or `bundle` and `root`")
    }
    return hasValues ? try inline(fields) : try bundle(fields)
  }

  private func inline(_ fields: Fields<ReferenceKeys>) throws(Reported) -> Weighting.Reference {
    let values = try (try fields.values ?? []).mapAll { named throws(Reported) in try value(named) }
    return try complete(Dictionary(values, uniquingKeysWith: { $1 }), root: nil) {
      "add it to `values` of `reference`, such as `\($0.text): \($0.dimension.example)`"
    }
  }

  private func value(_ named: Named<WrittenScalar>) throws(Reported) -> (String, Rational) {
    let written = Outcome(try named.outcome.get())
    let metric = try weighting.metric(named.key)
    let (scalar, span) = (try written.get().scalar, try written.get().span)
    let what = "the reference of \(quoted(metric.text))"
    guard let quantity = QuantityReader(problems: problems, what: .text(what)).read(scalar, span, metric.dimension) else {
      throw problems.reported(earlier: what, at: span)
    }
    if weighting.scope.isShare(metric), Rational(1) < quantity.value {
      throw problems.error(
        .outOfRange, "\(what) cannot be \(quoted(scalar.text))", at: span, "more than all of it",
        help: "a share is at most 1; write `\(quantity.value)%`", fix: Diagnostic.Fix(span, "\(quantity.value)%"))
    }
    guard Rational(0) < quantity.value else {
      throw problems.error(.outOfRange, "\(what) cannot be \(quoted(scalar.text))", at: span, "has to be above 0")
    }
    if isComplete, !used.contains(metric.text) {
      problems.warning(
        .unusedReference, "the score does not use \(quoted(metric.text))", at: named.key.span, "never divided by",
        help: "remove it, or weigh it")
    }
    return (metric.text, quantity.value)
  }

  private func bundle(_ fields: Fields<ReferenceKeys>) throws(Reported) -> Weighting.Reference {
    let (path, root) = (try fields.bundle, try fields.root)
    guard let path, let root else {
      throw problems.error(
        .missingKey, "a reference bundle needs both `bundle` and `root`", at: fields.span, "one is missing",
        help: "`etalon verify` prints a bundle's root")
    }
    let span = fields.place(of: \.bundle)
    // Without all metrics there is nothing to ask for.
    guard isComplete else { throw problems.reported(earlier: "the score", at: span) }
    let request = ReferenceRequest(
      bundle: path, root: root, metrics: leaves.map(\.reference), from: weighting.planning.file(of: span))
    switch weighting.planning.context.reference(request) {
    case .success(let values): return try complete(values, root: root) { _ in "take another reference, or weigh what it has" }
    case .failure(let problem):
      throw problems.error(
        .referenceNotFound, "the reference \(quoted(path)) cannot be read: \(printable(problem.message))", at: span, "named here",
        help: problem.help)
    }
  }

  /// One value for each metric of the tree, sorted by the metric.
  private func complete(
    _ values: [String: Rational], root: Digest?, help: (MetricReference) -> String
  ) throws(Reported) -> Weighting.Reference {
    var used: [String: Rational] = [:]
    _ = try leaves.mapAll { leaf throws(Reported) in
      guard let value = values[leaf.reference.text], Rational(0) < value else {
        throw problems.error(
          .missingReference, "the reference has no value for \(quoted(leaf.reference.text))", at: leaf.span, "divided by what?",
          help: help(leaf.reference))
      }
      used[leaf.reference.text] = value
    }
    let sorted = used.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    return Weighting.Reference(root: root, values: sorted.map { .init(metric: $0.key, value: $0.value) })
  }
}
