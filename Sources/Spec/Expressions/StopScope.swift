internal import Record
internal import Text

/// What a `stop` rule sees: results of the epoch just done, and nothing that was measured.
struct StopScope: ExpressionScope {
  let problems: Problems
  let variables = ["accuracy", "epoch", "loss"]

  func variable(_ name: String) -> Dimension? { variables.contains(name) ? .number : nil }
  func isShare(_ expression: Expression) -> Bool { if case .variable("accuracy") = expression { true } else { false } }
  func isAboutItems(_ reference: MetricReference) -> Bool { false }
  func sibling(of expression: Expression, measuring dimension: Dimension) -> String? { nil }

  func metric(_ syntax: MetricSyntax, _ place: TextPlace) -> MetricReference? {
    problems.error(
      .metricInStop, "a `stop` rule cannot use metrics", at: place.span(syntax.workload.range.lowerBound..<syntax.metric.range.upperBound),
      "not a result of an epoch", help: "it sees \(listed(variables)); a bound on time is `limits: { time: … }`")
    return nil
  }
}
