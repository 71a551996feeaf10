internal import Record

/// Turns the score tree and its reference into their resolved form.
struct WeightingBuilder {
  /// A plan nests two levels of JSON for each level of the tree, and JSON may have 64.
  static let depthLimit = 12

  let planning: Planning
  let scope: MetricScope
  private var problems: Problems { planning.problems }

  init(_ planning: Planning, _ scope: MetricScope) {
    self.planning = planning
    self.scope = scope
  }

  func build(_ fields: Fields) -> Weighting? {
    let errors = problems.errors
    var leaves: [(reference: MetricReference, span: Span)] = []
    let tree = fields.raw("score").map { branches($0, "`score`", depth: 1, &leaves) } ?? []
    let divisor = fields.object("reference").flatMap { reference($0, leaves, isComplete: !problems.hasErrors) }
    guard problems.errors == errors, let divisor, let mean = fields.text("mean").flatMap(Weighting.Mean.init) else { return nil }
    return Weighting(mean: mean, reference: divisor, score: tree)
  }

  // MARK: - The tree

  private typealias Leaves = [(reference: MetricReference, span: Span)]

  private func branches(_ value: Value, _ phrase: String, depth: Int, _ leaves: inout Leaves) -> [ScoreBranch] {
    guard let entries = value.entries, !entries.isEmpty else {
      let isEmpty = value.entries != nil || value.isNothing
      problems.error(
        isEmpty ? .emptyScore : .wrongType, isEmpty ? "\(phrase) has no branches" : "\(phrase) has to be a mapping", at: value.span,
        isEmpty ? "nothing to weigh" : "this is \(value.noun)",
        help: "such as `compute: { weight: 40%, of: { gemm.throughput: 1 } }`")
      return []
    }
    guard depth <= WeightingBuilder.depthLimit else {
      problems.error(
        .tooDeep, "the score tree is more than \(WeightingBuilder.depthLimit) branches deep", at: value.span, "one too many",
        help: "join some branches")
      return []
    }
    var weighed: [(branch: ScoreBranch, weight: Weight)] = []
    for entry in entries {
      if let branch = branch(entry, depth, &leaves) { weighed.append(branch) }
    }
    guard weighed.count == entries.count else { return [] }
    return normalised(weighed, value.span, phrase)
  }

  private struct Weight {
    var value: Rational
    var isPercent: Bool
  }

  /// A mapping is a branch of its own; a weight alone belongs to a metric, whose reference is the key.
  private func branch(_ entry: Entry, _ depth: Int, _ leaves: inout Leaves) -> (branch: ScoreBranch, weight: Weight)? {
    let phrase = "the branch \(quoted(entry.key.text))"
    guard entry.value.entries != nil else {
      let share = weight(entry.value, "the weight of \(quoted(entry.key.text))")
      let reference = metric(entry.key)
      if let reference { leaves.append((reference, entry.key.span)) }
      guard let share, let reference else { return nil }
      return (ScoreBranch(id: reference.text, weight: share.value, metric: reference), share)
    }
    guard ScalarDecoder(problems: problems, what: phrase).isName(entry.key.text, at: entry.key.span) else { return nil }
    let shape = ObjectShape(
      "a branch of the score", "A weight over branches or metrics.",
      [
        KeyShape("weight", .scalar, .required, "Its share among its siblings."),
        KeyShape("of", .score, .required, "Branches, or metrics with their weights."),
      ])
    let place = Decoder.Place(phrase: phrase.replacingPrefix("the ", with: ""), name: entry.key.span)
    guard let fields = planning.decoder.decodeObject(entry.value, shape, phrase, in: place) else { return nil }
    let share = entry.value["weight"].flatMap { self.weight($0, "the weight of \(phrase)") }
    let inner = fields.raw("of").map { branches($0, "`of` in \(phrase)", depth: depth + 1, &leaves) }
    guard let share, let inner else { return nil }
    return (ScoreBranch(id: entry.key.text, weight: share.value, branches: inner), share)
  }

  private func metric(_ key: Key) -> MetricReference? {
    let place = TextPlace(Scalar(text: key.text, style: .plain), key.span)
    do {
      return scope.metric(try ExpressionParser.parseMetric(key.text), place)
    } catch {
      problems.error(
        error.id, error.headline, at: place.span(error.range), error.label,
        help: error.help ?? "a metric is written `workload.metric`; a branch has `weight` and `of`")
      return nil
    }
  }

  private func weight(_ value: Value, _ what: String) -> Weight? {
    guard let decoded = ScalarDecoder(problems: problems, what: what).decode(value, as: .number(.positive)), let number = decoded.number
    else { return nil }
    return Weight(value: number, isPercent: decoded.scalar?.text.hasSuffix("%") ?? false)
  }

  /// Weights divided by their sum, so that siblings add up to 1.
  private func normalised(_ weighed: [(branch: ScoreBranch, weight: Weight)], _ span: Span, _ phrase: String) -> [ScoreBranch] {
    let sum = weighed.reduce(Optional(Rational(0))) { $0?.adding($1.weight.value) }
    let branches = weighed.compactMap { branch, weight -> ScoreBranch? in
      guard let sum, let share = weight.value.divided(by: sum) else { return nil }
      var branch = branch
      branch.weight = share
      return branch
    }
    guard let sum, branches.count == weighed.count else {
      problems.error(
        .numberTooLong, "the weights in \(phrase) do not add up exactly", at: span, "too many digits", help: "use shorter numbers")
      return []
    }
    if weighed.allSatisfy(\.weight.isPercent), sum != Rational(1), let percent = sum.multiplied(by: Rational(100)) {
      problems.warning(
        .weightsNotWhole, "the weights in \(phrase) add up to \(percent) %", at: span, "not 100 %",
        help: "they are divided by their sum; write them so that they add up, or without `%`")
    }
    return branches
  }

  // MARK: - The reference

  private func reference(_ fields: Fields, _ leaves: Leaves, isComplete: Bool) -> Weighting.Reference? {
    let hasValues = fields.isWritten("values")
    let hasBundle = fields.isWritten("bundle") || fields.isWritten("root")
    guard hasValues != hasBundle else {
      problems.error(
        .missingReference, hasValues ? "a reference with both `values` and a bundle" : "a reference without values", at: fields.span,
        hasValues ? "one of them too many" : "divided by what?", help: "give either `values`, or `bundle` and `root`")
      return nil
    }
    return hasValues ? inline(fields, leaves, isComplete: isComplete) : bundle(fields, leaves, isComplete: isComplete)
  }

  private func inline(_ fields: Fields, _ leaves: Leaves, isComplete: Bool) -> Weighting.Reference? {
    var values: [String: Rational] = [:]
    let errors = problems.errors
    for (key, decoded) in fields.map("values") {
      guard let metric = metric(key), let scalar = decoded.scalar else { continue }
      let what = "the reference of \(quoted(metric.text))"
      guard let quantity = QuantityReader(problems: problems, what: what).read(scalar, decoded.span, metric.dimension) else { continue }
      if scope.isShare(metric), Rational(1) < quantity.value {
        problems.error(
          .outOfRange, "\(what) cannot be \(quoted(scalar.text))", at: decoded.span, "more than all of it",
          help: "a share is at most 1; write `\(quantity.value)%`", fix: Diagnostic.Fix(decoded.span, "\(quantity.value)%"))
        continue
      }
      guard Rational(0) < quantity.value else {
        problems.error(.outOfRange, "\(what) cannot be \(quoted(scalar.text))", at: decoded.span, "has to be above 0")
        continue
      }
      values[metric.text] = quantity.value
      if isComplete, !leaves.contains(where: { $0.reference.text == metric.text }) {
        problems.warning(
          .unusedReference, "the score does not use \(quoted(metric.text))", at: key.span, "never divided by",
          help: "remove it, or weigh it")
      }
    }
    guard problems.errors == errors else { return nil }
    return complete(leaves, values, root: nil) { "add it to `values` of `reference`, such as `\($0.text): \($0.dimension.example)`" }
  }

  private func bundle(_ fields: Fields, _ leaves: Leaves, isComplete: Bool) -> Weighting.Reference? {
    guard let path = fields.text("bundle"), let root = fields.digest("root"), let span = fields["bundle"]?.span else {
      if fields.isWritten("bundle") != fields.isWritten("root") {
        problems.error(
          .missingKey, "a reference bundle needs both `bundle` and `root`", at: fields.span, "one is missing",
          help: "`etalon verify` prints a bundle's root")
      }
      return nil
    }
    guard isComplete else { return nil }
    let request = ReferenceRequest(bundle: path, root: root, metrics: leaves.map(\.reference), from: planning.file(of: span))
    switch planning.context.reference(request) {
    case .success(let values): return complete(leaves, values, root: root) { _ in "take another reference, or weigh what it has" }
    case .failure(let problem):
      problems.error(
        .referenceNotFound, "the reference \(quoted(path)) cannot be read: \(printable(problem.message))", at: span, "named here",
        help: problem.help)
      return nil
    }
  }

  /// One value for each metric of the tree, sorted by the metric.
  private func complete(_ leaves: Leaves, _ values: [String: Rational], root: Digest?, help: (MetricReference) -> String) -> Weighting
    .Reference?
  {
    var used: [String: Rational] = [:]
    let errors = problems.errors
    for (reference, span) in leaves {
      guard let value = values[reference.text], Rational(0) < value else {
        problems.error(
          .missingReference, "the reference has no value for \(quoted(reference.text))", at: span, "divided by what?", help: help(reference)
        )
        continue
      }
      used[reference.text] = value
    }
    guard problems.errors == errors else { return nil }
    let sorted = used.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    return Weighting.Reference(root: root, values: sorted.map { .init(metric: $0.key, value: $0.value) })
  }
}

extension String {
  fileprivate func replacingPrefix(_ prefix: String, with other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }
}
