internal import Kernels
internal import Record

/// Derives what more items of the kind would give; the estimator follows from the design of the evaluation.
struct PopulationDerivation {
  /// The observations of each trial.
  private let trials: [[ItemScores.Observation]]
  private let unitCount: Int
  private let mean: Double
  private let key: StreamKey?
  /// Whether an item is asked once, and each is a unit of its own.
  private let isIndependent: Bool
  /// Whether every score is right or wrong.
  private let isShare: Bool

  /// - Parameter key: The stream of the bootstrap; without it there is none.
  /// - Throws: Why the items say nothing about others.
  init(_ items: ItemScores, of name: String, results: [ResultValue.Content], mean: Double, key: StreamKey?) throws(MissingValue) {
    trials = items.trials.map { $0[name] ?? [] }
    unitCount = items.unitCount
    self.mean = mean
    self.key = key
    isIndependent = trials.count == 1 && !items.hasClusters
    isShare = results.allSatisfy { if case .share = $0 { true } else { false } }
    guard trials.count == results.count, zip(trials, results).allSatisfy({ PopulationDerivation.isMean($1, of: $0) }) else {
      throw MissingValue("it is not the mean of the items' scores")
    }
  }

  /// Whether a result is what the scores of a trial add up to.
  private static func isMean(_ result: ResultValue.Content, of observations: [ItemScores.Observation]) -> Bool {
    let count = Double(observations.count)
    guard count > 0 else { return false }
    let sum = ExactAccumulator(observations.map(\.score)).value
    switch result {
    case .share(let part, let total): return Double(part.value) == sum && Double(total.value) == count
    // A difference of two scores is rounded here, and not where results add it up.
    case .number(let number): return abs(number - sum / count) <= 1e-12 * max(1, abs(number))
    default: return false
    }
  }

  /// The interval, or why there is none.
  func interval() throws(MissingValue) -> PopulationInterval {
    let scores = trials.joined()
    if isIndependent, isShare {
      let interval = wilsonInterval(share: mean, count: Double(scores.count), reach: Normal.reach95)
      return PopulationInterval(.wilson, low: interval.low, high: interval.high, units: scores.count)
    }
    guard let clustered = clustered() else { throw MissingValue("one unit says nothing about others") }
    if isShare { return share(clustered, observations: scores.count) }
    guard clustered.error > 0 else {
      throw MissingValue("all \(clustered.clusters) units have the same mean, which says nothing about others")
    }
    if isIndependent, scores.count <= Bootstrap.mostObservations, let key,
      let interval = Bootstrap.interval95(ofMeanOf: scores.map(\.score), key)
    {
      return PopulationInterval(.bootstrap, low: min(interval.low, mean), high: max(interval.high, mean), units: scores.count)
    }
    guard let interval = clustered.interval95 else { throw MissingValue("the scores are too large for an interval") }
    return PopulationInterval(
      .clustered, low: interval.low, high: interval.high, units: clustered.clusters, error: clustered.error, freedom: clustered.freedom)
  }

  /// Each trial weighs the same, and each item of a trial.
  private func clustered() -> ClusteredMean? {
    var units = [ClusteredMean.Cluster](repeating: .init(), count: unitCount)
    for trial in trials {
      let weight = 1 / (Double(trials.count) * Double(trial.count))
      for observation in trial {
        units[observation.unit].weight += weight
        units[observation.unit].residual += weight * (observation.score - mean)
      }
    }
    return ClusteredMean(mean: mean, clusters: units.filter { $0.weight > 0 })
  }

  /// Wilson's interval of as many independent items as would have the same standard error.
  ///
  /// Where all answers are right, or none is, the standard error is 0 and says nothing: then the units are what is counted.
  private func share(_ clustered: ClusteredMean, observations: Int) -> PopulationInterval {
    let variance = clustered.error * clustered.error
    let isExtreme = mean <= 0 || mean >= 1
    let effective =
      isExtreme ? Double(clustered.clusters) : variance > 0 ? min(Double(observations), mean * (1 - mean) / variance) : Double(observations)
    let interval = wilsonInterval(share: mean, count: effective, reach: StudentT.reach95(freedom: clustered.freedom))
    return PopulationInterval(
      .clusteredWilson, low: interval.low, high: interval.high, units: clustered.clusters, error: clustered.error,
      freedom: clustered.freedom)
  }
}

extension StreamKey {
  /// The stream that resamples the items of a cell: the second half of its first trial's stream digest, which nothing else uses.
  init(resampling digest: Digest) {
    func word(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) } }
    let bytes = Array(digest.bytes)
    self.init(key: word(bytes[16..<24]), high: word(bytes[24..<32]))
  }
}

extension MetricDerivation {
  /// What more items of the kind would give a metric; `nil` where it is not a mean over items.
  func population(of metric: Metric, in node: Node, _ items: Result<ItemScores, MissingValue>?, mean: Double)
    -> Result<PopulationInterval, MissingValue>?
  {
    guard let items, metric.origin == .result, metric.selection == .all, case .value(let name) = metric.derivation else { return nil }
    if let inference = Scorer.contaminationInference(name, in: node) { return gap(inference, of: node) }
    do throws(MissingValue) {
      let key = evidence.trial(0, of: node).map { StreamKey(resampling: $0.stream) }
      if let total = MetricDerivation.total(name, of: node) {
        guard let key else { throw MissingValue("there is no stream to draw with") }
        return .success(try TotalInterval(try items.get(), of: total, key: key).interval(around: mean))
      }
      let results = try evidence.results(name, of: node)
      return .success(try PopulationDerivation(items.get(), of: name, results: results, mean: mean, key: key).interval())
    } catch {
      return .failure(error)
    }
  }
}

extension MetricDerivation {
  /// The interval that a contamination comes with; p-values and ends of intervals are statements about more items already and have none.
  private func gap(_ ends: Scorer.ContaminationInference, of node: Node) -> Result<PopulationInterval, MissingValue>? {
    guard case .interval(let low, let high) = ends else { return nil }
    do throws(MissingValue) {
      func end(_ name: String) throws(MissingValue) -> Double {
        let values = try evidence.results(name, of: node)
        guard values.count == 1, case .number(let number) = values[0] else {
          throw MissingValue("several trials have no interval in common")
        }
        return number
      }
      return .success(PopulationInterval(.stratified, low: try end(low), high: try end(high), units: 2))
    } catch { return .failure(error) }
  }
}

extension MetricOutcome {
  /// Adds what is known of more items of the kind, to the record too.
  mutating func add(_ population: Result<PopulationInterval, MissingValue>?) {
    self.population = population
    value.population = try? population?.get()
  }
}

extension PopulationInterval {
  /// How it came about, in a clause.
  var words: String {
    let freedom = freedom.map { ", \(Format.number($0, significant: 3)) degrees of freedom" } ?? ""
    switch method {
    case .wilson: return "Wilson, \(units) items"
    case .clusteredWilson: return "Wilson by the standard error of \(units) units\(freedom)"
    case .clustered: return "standard error of \(units) units\(freedom)"
    case .bootstrap: return "bootstrap of \(units) items"
    case .stratified: return "\(units) arms, template by template"
    }
  }
}
