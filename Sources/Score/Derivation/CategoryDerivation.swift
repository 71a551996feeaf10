internal import Kernels
internal import Record
internal import Text

/// Derives the metrics of the items of one category: the same means and intervals, over those items alone.
struct CategoryDerivation {
  let derivation: MetricDerivation
  let node: Node
  let items: ItemScores

  /// So many categories are listed by themselves; claims and scores may name any.
  static let listed = 200

  /// The categories in the order of their bytes; none where there are too many to list.
  var names: [String] {
    guard items.categories.count <= CategoryDerivation.listed else { return [] }
    return items.categories.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// A metric over the items of a category.
  func outcome(of metric: Metric, category: String) throws(MissingValue) -> MetricOutcome {
    guard metric.origin == .result, metric.selection == .all, case .value(let name) = metric.derivation else {
      throw MissingValue("it is not the mean of the items' scores")
    }
    let whole = try derivation.evidence.results(name, of: node)
    // What is not the mean of all items is none of some either.
    _ = try PopulationDerivation(items, of: name, results: whole, mean: 0, key: nil)
    guard items.categories.contains(where: { $0.utf8.elementsEqual(category.utf8) }) else {
      throw MissingValue("no item is of the category \(quoted(category))")
    }
    let chosen = items.restricted(to: category, of: name)
    let isShare = whole.allSatisfy { if case .share = $0 { true } else { false } }
    var results: [ResultValue.Content] = []
    for trial in chosen.trials {
      guard let result = mean(of: trial[name] ?? [], isShare: isShare) else {
        throw MissingValue("no item of the category \(quoted(category)) has a score in every trial")
      }
      results.append(result)
    }
    var outcome = try derivation.resultOutcome(name, results, metric, node)
    outcome.value.category = category
    let key = derivation.evidence.trial(0, of: node).map { StreamKey(resampling: $0.stream) }
    let mean = outcome.value.estimate.value
    do throws(MissingValue) {
      let population = try PopulationDerivation(chosen, of: name, results: results, mean: mean, key: key).interval()
      outcome.add(.success(population))
    } catch { outcome.add(.failure(error)) }
    return outcome
  }

  /// What the scores of a trial add up to, as its results would say it.
  private func mean(of observations: [ItemScores.Observation], isShare: Bool) -> ResultValue.Content? {
    guard !observations.isEmpty else { return nil }
    if isShare {
      return .share(of: U64(UInt64(observations.count { $0.score == 1 })), total: U64(UInt64(observations.count)))
    }
    return .number(ExactAccumulator(observations.map(\.score)).value / Double(observations.count))
  }
}

extension EvaluateWork {
  /// The metrics that are listed by category: what the scorers give, under the declared rules.
  func listedByCategory(_ metrics: [Metric]) -> [Metric] {
    let names = Set(scorers.compactMap { Scorer.named($0.name, revision: $0.revision) }.flatMap { $0.outputs.map(\.name) })
    return metrics.filter { names.contains($0.name) }
  }
}
