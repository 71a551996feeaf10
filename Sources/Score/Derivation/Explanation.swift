public import Record

/// How a number came about: a sentence, and the sentences it rests on.
public struct Explanation: Sendable, Hashable {
  /// The sentence.
  public var text: String
  /// What it rests on, in order.
  public var parts: [Explanation]

  /// Makes a sentence with those that it rests on.
  public init(_ text: String, parts: [Explanation] = []) {
    self.text = text
    self.parts = parts
  }

  /// The sentences from the whole down to the parts, each level two spaces further in.
  public var lines: [String] { lines(indented: 0) }

  private func lines(indented depth: Int) -> [String] {
    [String(repeating: "  ", count: depth) + text] + parts.flatMap { $0.lines(indented: depth + 1) }
  }
}

/// The derivation of a score: every division, weight and mean, with its numbers.
public func explain(_ scores: Scores, plan: Plan) -> Explanation {
  guard let weighting = plan.weighting else { return unweighted(scores) }
  let explainer = ScoreExplainer(scores: scores, weighting: weighting)
  let branches = zip(scores.score, weighting.score).map { explainer.explain($0, $1) }
  return Explanation("score: " + explainer.headline(scores.total, scores.score), parts: branches + [explainer.footnote])
}

/// The derivation of metrics and claims where nothing weighs them.
private func unweighted(_ scores: Scores) -> Explanation {
  let metrics = scores.inOrder.map { value in
    var text = "\(value.node).\(value.title): \(Format.text(of: value.estimate, in: value.dimension))"
    if let exact = value.exact, exact.denominator != 1 { text += " = \(exact.numerator)/\(exact.denominator)" }
    if let basis = value.basis { text += ", n \(basis)" }
    if let population = value.population { text += "; more of the kind \(Format.text(of: population)) (\(population.words))" }
    return Explanation(text)
  }
  let claims = scores.claims.map { Explanation("claim \($0.text): \($0.verdict.rawValue), \($0.because)") }
  return Explanation(
    "this plan has no `weighting`, so there is no score; `--spec FILE` weighs its metrics by another spec's", parts: metrics + claims)
}

/// Puts the derivation of a score into words.
private struct ScoreExplainer {
  let scores: Scores
  let weighting: Weighting

  var footnote: Explanation {
    let reference = weighting.reference.root.map { "the bundle with root \($0.short)" } ?? "values in the spec"
    return Explanation(
      "ratios are to \(reference); above 1 is better; bounds are the mean of the lower and of the upper 95 % bounds of the leaves, "
        + "for metrics of items those of more of the kind")
  }

  func explain(_ value: ScoreValue, _ branch: ScoreBranch) -> Explanation {
    let head = "\(value.id) (weight \(weightText(value.weight))): "
    guard let metric = branch.metric else {
      let parts = zip(value.branches, branch.branches).map { explain($0, $1) }
      return Explanation(head + headline(value.estimate, value.branches), parts: parts)
    }
    return Explanation(head + division(value, metric), parts: cells(of: metric))
  }

  /// The mean of some branches as a formula with numbers, such as `1.02 (1.01 to 1.03) = 1.05^0.4 × 1^0.6, geometric mean`.
  func headline(_ estimate: Estimate?, _ branches: [ScoreValue]) -> String {
    guard let estimate else {
      let missing = branches.filter { $0.estimate == nil }.map(\.id).joined(separator: ", ")
      return "no value, since there is none for \(missing)"
    }
    let terms = branches.map { branch in (weightText(branch.weight), Format.number(branch.estimate?.value ?? .nan, significant: 6)) }
    let formula =
      switch weighting.mean {
      case .geometric: terms.map { "\($1)^\($0)" }.joined(separator: " × ")
      case .arithmetic: terms.map { "\($0) × \($1)" }.joined(separator: " + ")
      case .harmonic: "1 ÷ (" + terms.map { "\($0) ÷ \($1)" }.joined(separator: " + ") + ")"
      }
    return "\(Format.text(of: estimate, in: .number)) = \(formula), \(weighting.mean.rawValue) mean"
  }

  private func weightText(_ weight: Rational) -> String { weight.description }

  private func division(_ value: ScoreValue, _ metric: MetricReference) -> String {
    guard let measured = value.measured else { return "no value, since \(metric.text) has none" }
    let mine = Format.text(of: measured, in: metric.dimension)
    guard let reference = value.reference else { return "no value, since the reference has none for \(metric.text)" }
    let theirs = Format.text(of: reference, in: metric.dimension, significant: 6)
    guard let ratio = value.estimate else { return "no value, since \(mine) and the reference \(theirs) have no ratio" }
    let quotient =
      metric.direction == .higher
      ? "\(metric.text) \(mine) ÷ reference \(theirs)" : "reference \(theirs) ÷ \(metric.text) \(mine), lower is better"
    return "\(Format.text(of: ratio, in: .number)) = \(quotient)"
      + (measured.open.map { "; too few samples to bound it \($0.words)" } ?? "")
  }

  /// The cells that a reference averages; none where it is a single one.
  private func cells(of metric: MetricReference) -> [Explanation] {
    guard metric.cells.count > 1 else { return [] }
    let found = metric.cells.map { cell in
      let values = metric.category == nil ? scores.metrics : scores.categories ?? []
      let value = values.first { $0.node == cell && $0.metric == metric.metric && $0.category == metric.category }
      return Explanation("\(cell): " + (value.map { Format.text(of: $0.shown, in: metric.dimension) } ?? "no value"))
    }
    return [Explanation("geometric mean of \(metric.cells.count) cells", parts: found)]
  }
}
