internal import Record

/// A metric as a page or a message names it.
struct DescribedMetric {
  let name: String
  let better: Direction
  /// Which cells have it, where not all of the kind have.
  let condition: String?
  /// Where its value comes from, in a clause.
  let summary: String
  /// The version of the catalogue that brought it.
  let since: Int

  /// - Parameter choice: The word that chooses the entry of the catalogue that brings it.
  init<Facts>(_ rule: MetricRule<Facts>, of choice: String? = nil) {
    name = rule.name
    better = rule.better
    condition = choice ?? rule.condition
    summary = rule.summary
    since = rule.since
  }
}

extension KindPlanner {
  /// The metrics of a cell that do not come from entries of the catalogue.
  func metrics(_ facts: Facts, _ catalogue: Catalogue) -> [Metric] {
    metrics.compactMap { $0.metric(facts, in: catalogue.version) }
  }

  /// Every metric that cells of the kind may have, whatever the version that brought it.
  func describedMetrics(_ catalogue: Catalogue) -> [DescribedMetric] {
    metrics.map { DescribedMetric($0) } + catalogueMetrics(catalogue)
  }
}
