internal import Record
internal import Text

/// Turns the score tree into its resolved form.
struct WeightingBuilder {
  /// A plan nests two levels of JSON for each level of the tree, and JSON may have 64.
  static let depthLimit = 12

  let planning: Planning
  let scope: MetricScope
  private var problems: Problems { planning.problems }

  /// A metric of the tree and where it stands.
  struct Leaf {
    let reference: MetricReference
    let span: Span
  }

  init(_ planning: Planning, _ scope: MetricScope) {
    self.planning = planning
    self.scope = scope
  }

  func weighting(_ fields: Fields<WeightingKeys>) throws(Reported) -> Weighting {
    var leaves: [Leaf] = []
    let tree = Outcome(try branches(try fields.score, "`score`", depth: 1, &leaves))
    let isComplete = !problems.hasErrors
    let builder = ReferenceBuilder(weighting: self, leaves: leaves, isComplete: isComplete)
    let reference = Outcome(try builder.reference(try fields.reference))
    return Weighting(mean: try fields.mean, reference: try reference.get(), score: try tree.get())
  }

  private func branches(_ value: YAMLValue, _ phrase: Phrase, depth: Int, _ leaves: inout [Leaf]) throws(Reported) -> [ScoreBranch] {
    guard let entries = value.entries, !entries.isEmpty else {
      let isEmpty = value.entries != nil || value.isNothing
      throw problems.error(
        isEmpty ? .emptyScore : .wrongType, isEmpty ? "\(phrase) has no branches" : "\(phrase) has to be a mapping", at: value.span,
        isEmpty ? "nothing to weigh" : "this is \(value.noun)", help: "such as `compute: { weight: 40%, of: { gemm.throughput: 1 } }`")
    }
    guard depth <= WeightingBuilder.depthLimit else {
      throw problems.error(
        .tooDeep, "the score tree is more than \(WeightingBuilder.depthLimit) branches deep", at: value.span, "one too many",
        help: "join some branches")
    }
    let weighed = try entries.mapAll { entry throws(Reported) in try branch(entry, depth, &leaves) }
    return try normalised(weighed, value.span, phrase)
  }

  // MARK: - A branch

  private struct Weight {
    let value: Rational
    let isPercent: Bool
  }

  private typealias Weighed = (branch: ScoreBranch, weight: Weight)

  /// A mapping is a branch of its own; a weight alone belongs to a metric, whose reference is the key.
  private func branch(_ entry: Entry, _ depth: Int, _ leaves: inout [Leaf]) throws(Reported) -> Weighed {
    guard entry.value.entries != nil else { return try leaf(entry, &leaves) }
    try languageName(entry.key.text, at: entry.key.span, problems)
    let phrase = Phrase.named(entry.key.text, noun: "branch")
    let place = Occurrence.Place(phrase: phrase, name: entry.key.span)
    let fields = try planning.decoder.fields(entry.value, Language.branch, "the \(phrase)", in: place)
    let share = Outcome(try weight(try fields.weight, "the weight of the \(phrase)"))
    let inner = try branches(try fields.of, "`of` in the \(phrase)", depth: depth + 1, &leaves)
    return (ScoreBranch(id: entry.key.text, weight: try share.get().value, branches: inner), try share.get())
  }

  private func leaf(_ entry: Entry, _ leaves: inout [Leaf]) throws(Reported) -> Weighed {
    let share = Outcome(try weight(entry.value, "the weight of \(quoted(entry.key.text))"))
    let reference = try metric(entry.key)
    leaves.append(Leaf(reference: reference, span: entry.key.span))
    return (ScoreBranch(id: reference.text, weight: try share.get().value, metric: reference), try share.get())
  }

  /// The metric that a key names.
  func metric(_ key: Key) throws(Reported) -> MetricReference {
    let place = TextPlace(Scalar(text: key.text, style: .plain), key.span)
    let syntax: MetricSyntax
    do {
      syntax = try ExpressionParser.parseMetric(key.text)
    } catch {
      throw problems.error(
        error.id, error.headline, at: place.span(error.range), error.label,
        help: error.help ?? "a metric is written `workload.metric`; a branch has `weight` and `of`")
    }
    return try scope.reference(syntax, place)
  }

  // MARK: - Weights

  private func weight(_ written: WrittenScalar, _ what: Phrase) throws(Reported) -> Weight {
    try weight(YAMLValue(written.span, .scalar(written.scalar)), what)
  }

  private func weight(_ value: YAMLValue, _ what: Phrase) throws(Reported) -> Weight {
    let reader = try ScalarReader(value, .number(.positive), what, problems)
    return Weight(value: try reader.number(.positive), isPercent: reader.scalar.text.utf8.last == UInt8(ascii: "%"))
  }

  /// Weights divided by their sum, so that siblings add up to 1.
  private func normalised(_ weighed: [Weighed], _ span: Span, _ phrase: Phrase) throws(Reported) -> [ScoreBranch] {
    let sum = weighed.reduce(Optional(Rational(0))) { $0?.adding($1.weight.value) }
    let branches = weighed.compactMap { branch, weight -> ScoreBranch? in
      guard let sum, let share = weight.value.divided(by: sum) else { return nil }
      var branch = branch
      branch.weight = share
      return branch
    }
    guard let sum, branches.count == weighed.count else {
      throw problems.error(
        .numberTooLong, "the weights in \(phrase) do not add up exactly", at: span, "too many digits", help: "use shorter numbers")
    }
    if weighed.allSatisfy(\.weight.isPercent), sum != Rational(1), let percent = sum.multiplied(by: Rational(100)) {
      problems.warning(
        .weightsNotWhole, "the weights in \(phrase) add up to \(percent) %", at: span, "not 100 %",
        help: "they are divided by their sum; write them so that they add up, or without `%`")
    }
    return branches
  }
}
