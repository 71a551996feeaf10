internal import Kernels
internal import Record
internal import Text

/// Derives a metric of the items of one category: the same mean and interval as over all, over those items alone.
struct CategoryDerivation {
  private let derivation: MetricDerivation
  private let node: Node
  private let metric: Metric
  private let name: String
  /// Whether the metric over all items is a share.
  private let isShare: Bool
  private let categories: [String]
  private let parts: [ItemScores]

  /// So many categories are listed by themselves; claims and scores may name any.
  static let listed = 200

  /// - Throws: Why the metric has no categories: what is not the mean of all items is none of some either.
  init(_ derivation: MetricDerivation, _ metric: Metric, of node: Node, _ items: ItemScores) throws(MissingValue) {
    guard metric.origin == .result, metric.selection == .all, case .value(let name) = metric.derivation else {
      throw MissingValue("it is not the mean of the items' scores")
    }
    let whole = try derivation.evidence.results(name, of: node)
    _ = try PopulationDerivation(items, of: name, results: whole, mean: 0, key: nil)
    (self.derivation, self.node, self.metric, self.name) = (derivation, node, metric, name)
    isShare = whole.allSatisfy { if case .share = $0 { true } else { false } }
    categories = items.categories
    parts = items.byCategory(of: name)
  }

  /// The metric over the items of each category that has a value, in the order of their bytes; none where there are too many to list.
  var all: [MetricOutcome] {
    guard categories.count <= CategoryDerivation.listed else { return [] }
    let places = categories.indices.sorted { categories[$0].utf8.lexicographicallyPrecedes(categories[$1].utf8) }
    return places.compactMap { place in try? outcome(at: place) }
  }

  /// The metric over the items of a category.
  func outcome(of category: String) throws(MissingValue) -> MetricOutcome {
    guard let place = categories.firstIndex(where: { $0.utf8.elementsEqual(category.utf8) }) else {
      throw MissingValue("no item is of the category \(quoted(category))")
    }
    return try outcome(at: place)
  }

  private func outcome(at place: Int) throws(MissingValue) -> MetricOutcome {
    var results: [ResultValue.Content] = []
    for trial in parts[place].trials {
      guard let result = mean(of: trial[name] ?? []) else {
        throw MissingValue("no item of the category \(quoted(categories[place])) has a score in every trial")
      }
      results.append(result)
    }
    var outcome = try derivation.resultOutcome(name, results, metric, node)
    outcome.value.category = categories[place]
    let key = derivation.evidence.trial(0, of: node).map { StreamKey(resampling: $0.stream) }
    do throws(MissingValue) {
      let mean = outcome.value.estimate.value
      outcome.add(.success(try PopulationDerivation(parts[place], of: name, results: results, mean: mean, key: key).interval()))
    } catch { outcome.add(.failure(error)) }
    return outcome
  }

  /// What the scores of a trial add up to, as its results would say it.
  private func mean(of observations: [ItemScores.Observation]) -> ResultValue.Content? {
    guard !observations.isEmpty else { return nil }
    let count = UInt64(observations.count)
    if isShare { return .share(of: U64(UInt64(observations.count { $0.score == 1 })), total: U64(count)) }
    return .number(ExactAccumulator(observations.map(\.score)).value / Double(count))
  }
}

extension EvaluateWork {
  /// The metrics that are listed by category: what the scorers give, under the declared rules.
  func listedByCategory(_ metrics: [Metric]) -> [Metric] {
    let names = Set(scorers.compactMap { Scorer.named($0.name, revision: $0.revision) }.flatMap { $0.outputs.map(\.name) })
    return metrics.filter { names.contains($0.name) }
  }
}
