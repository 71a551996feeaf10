internal import Kernels

/// Draws of what is not items: samples within trials, values of trials, and intervals of which no more is known.
struct SampleDraws {
  let draws: Int
  let seed: UInt64

  /// How many samples of a series are drawn at most; of a longer one every so many-th in the order of size.
  static let mostSamples = 2048

  /// Deviations of a leaf's logarithm with their freedom; `nil` for one that does not vary.
  func deviations(_ leaf: Leaf) -> (values: [Double], freedom: Double)? {
    switch leaf.observations {
    case .exact, .items: return nil
    case .samples(let trials, let percent): return samples(trials.filter { !$0.isEmpty }, percent, leaf)
    case .trials(let values): return means(values, leaf)
    case .interval(let low, let high):
      guard low > 0, high > low else { return nil }
      var stream = hash(leaf, [[low, high]]).stream(seed: seed)
      let error = (PlainMath.logarithm(high) - PlainMath.logarithm(low)) / 3.919927969080108
      let values = (0..<draws).map { _ in error * DoubleFunctions.normalQuantile((Double(stream.nextWord()) + 0.5) * 0x1p-32) }
      return (values, .infinity)
    }
  }

  /// The stream's name: the metric and what is drawn from.
  private func hash(_ leaf: Leaf, _ numbers: [[Double]]) -> ContentHash {
    var hash = ContentHash()
    hash.add(leaf.id)
    for trial in numbers {
      hash.add(UInt64(trial.count))
      for number in trial { hash.add(number) }
    }
    return hash
  }

  /// Trials are drawn where there are several, then samples within each.
  private func samples(_ trials: [[Double]], _ percent: Int?, _ leaf: Leaf) -> (values: [Double], freedom: Double)? {
    let trials = trials.map { SampleDraws.thinned($0.sorted(), to: max(1, SampleDraws.mostSamples / trials.count)) }
    let total = trials.reduce(0) { $0 + $1.count }
    guard total > 1, trials.allSatisfy({ $0.allSatisfy { $0 > 0 && $0.isFinite } }) else { return nil }
    var stream = hash(leaf, trials).stream(seed: seed)
    let pool = Pool(trials)
    let values = (0..<draws).map { _ in PlainMath.logarithm(pool.draw(percent, &stream)) }
    let units = trials.count > 1 ? trials.count : total
    let stretch = (Double(units) / Double(units - 1)).squareRoot()
    return (ItemGroup.centred(values, stretch), Double(units - 1))
  }

  /// The samples of all trials in the order of size, so that a percentile of a draw is found by counting.
  private struct Pool {
    let sorted: [Double]
    /// For each trial the places of its samples.
    let places: [[Int]]

    init(_ trials: [[Double]]) {
      let all = trials.enumerated().flatMap { trial, samples in samples.map { (value: $0, trial: trial) } }
      let order = all.sorted { ($0.value, $0.trial) < ($1.value, $1.trial) }
      sorted = order.map(\.value)
      var places = [[Int]](repeating: [], count: trials.count)
      for (place, sample) in order.enumerated() { places[sample.trial].append(place) }
      self.places = places
    }

    func draw(_ percent: Int?, _ stream: inout RandomStream) -> Double {
      var counts = [Int](repeating: 0, count: sorted.count)
      var total = 0
      for trial in places.indices {
        let chosen = places.count > 1 ? places[stream.place(below: UInt32(places.count))] : places[trial]
        for _ in chosen { counts[chosen[stream.place(below: UInt32(chosen.count))]] += 1 }
        total += chosen.count
      }
      guard let percent else { return zip(sorted, counts).reduce(0) { $0 + $1.0 * Double($1.1) } / Double(total) }
      let rank = max(1, (percent * total + 99) / 100)
      var seen = 0
      for (place, count) in counts.enumerated() {
        seen += count
        if seen >= rank { return sorted[place] }
      }
      return sorted[sorted.count - 1]
    }
  }

  private static func thinned(_ sorted: [Double], to most: Int) -> [Double] {
    guard sorted.count > most else { return sorted }
    return (0..<most).map { sorted[($0 * 2 + 1) * sorted.count / (2 * most)] }
  }

  private func means(_ values: [Double], _ leaf: Leaf) -> (values: [Double], freedom: Double)? {
    guard values.count > 1, values.allSatisfy({ $0 >= 0 && $0.isFinite }), values.contains(where: { $0 > 0 }) else { return nil }
    var stream = hash(leaf, [values]).stream(seed: seed)
    let least = values.filter { $0 > 0 }.min().map { $0 / Double(4 * values.count) } ?? 0
    let logarithms = (0..<draws).map { _ in
      var sum = 0.0
      for _ in values { sum += values[stream.place(below: UInt32(values.count))] }
      return PlainMath.logarithm(max(least, sum / Double(values.count)))
    }
    let stretch = (Double(values.count) / Double(values.count - 1)).squareRoot()
    return (ItemGroup.centred(logarithms, stretch), Double(values.count - 1))
  }
}
