internal import Record
internal import Score

extension Trend {
  /// Looks at runs of one system, ordered by their time.
  ///
  /// - Parameters:
  ///   - level: The chance that any metric shows a change where none changed.
  ///   - notes: What is to be known of the runs beside what their standings say.
  public init(
    _ runs: [(run: Run, system: LeafTable.System)], gates: [TrendGate], level: Double = 0.05, resampling: Resampling = Resampling(),
    notes: [Ranking.Obstacle] = []
  ) {
    let ordered = runs.sorted { ($0.run.started.recordText, $0.run.name) < ($1.run.started.recordText, $1.run.name) }
    self.init(
      notes: notes + Ranking.Obstacle.standing(of: ordered.map(\.system)), runs: ordered.map(\.run), metrics: [], falseAlarms: level,
      gates: [])
    let series = Trend.series(ordered.map(\.system))
    let found = series.map { ChangePoint($0.logarithms, seed: resampling.seed) }
    let adjusted = holmAdjusted(found.map { $0?.p ?? 1 })
    for (index, own) in series.enumerated() {
      let change = found[index].flatMap { adjusted[index] < level ? Change(own.logarithms, at: $0.at) : nil }
      metrics.append(
        MetricTrend(
          id: own.leaves[0].id, unit: own.leaves[0].unit, better: own.leaves[0].better, values: own.leaves.map(\.point.text),
          change: change, p: adjusted[index]))
    }
    for gate in gates {
      for (own, metric) in zip(series, metrics) where gate.selects(own.leaves[0]) {
        self.gates.append(Verdict(gate, own, since: metric.change?.at ?? 0, resampling))
      }
    }
  }

  /// A leaf of each run.
  struct Series {
    let leaves: [Leaf]
    var logarithms: [Double] { leaves.map { PlainMath.logarithm($0.point.real) } }
  }

  /// The metrics that every run has above 0, by name.
  private static func series(_ systems: [LeafTable.System]) -> [Series] {
    guard let first = systems.first else { return [] }
    return first.leaves.map(\.id).sorted().compactMap { id in
      let leaves = systems.compactMap { system in system.leaves.first { $0.id == id && $0.point.sign > 0 } }
      return leaves.count == systems.count ? Series(leaves: leaves) : nil
    }
  }
}

extension Trend.Change {
  init(_ logarithms: [Double], at place: Int) {
    func mean(_ part: ArraySlice<Double>) -> Double { part.reduce(0, +) / Double(max(1, part.count)) }
    self.init(at: place, ratio: PlainMath.exponential(mean(logarithms[place...]) - mean(logarithms[..<place])))
  }
}

extension Trend.Verdict {
  /// Compares the last run with those before it since the last change.
  ///
  /// With three or more of them by a prediction interval from the spread between runs, which holds what a day does to a host; with fewer by
  /// the spread of samples within the runs.
  init(_ gate: TrendGate, _ series: Trend.Series, since start: Int, _ resampling: Resampling) {
    let logarithms = series.logarithms
    let from = min(start, max(0, logarithms.count - 2))
    let before = logarithms[from..<max(from, logarithms.count - 1)]
    let last = logarithms.last ?? 0
    let mean = before.reduce(0, +) / Double(max(1, before.count))
    let distance = before.isEmpty ? 0 : last - mean
    let reach = before.isEmpty ? .infinity : Trend.Verdict.reach(Array(before), mean, series, resampling)
    let bound = PlainMath.logarithm(gate.drops ? 1 - gate.share.real : 1 + gate.share.real)
    func isBeyond(_ value: Double) -> Bool { gate.drops ? value < bound : value > bound }
    let ends = (distance - reach, distance + reach)
    let baseline = Baseline(first: from, count: before.count, mean: PlainMath.exponential(mean))
    let state: State = isBeyond(ends.0) && isBeyond(ends.1) ? .fails : isBeyond(ends.0) || isBeyond(ends.1) ? .undecided : .passes
    self.init(
      gate: gate.text, metric: series.leaves[0].id, baseline: before.isEmpty ? nil : baseline,
      value: series.leaves.last?.point.real ?? 0, unit: series.leaves[0].unit, ratio: PlainMath.exponential(distance),
      low: reach.isFinite ? PlainMath.exponential(ends.0) : nil, high: reach.isFinite ? PlainMath.exponential(ends.1) : nil,
      state: before.isEmpty ? .undecided : state)
  }

  private static func reach(_ before: [Double], _ mean: Double, _ series: Trend.Series, _ resampling: Resampling) -> Double {
    let count = Double(before.count)
    if before.count >= 3 {
      let variance = before.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
      return Reach.of(freedom: count - 1) * (variance * (1 + 1 / count)).squareRoot()
    }
    let plain = SampleDraws(draws: resampling.draws, seed: resampling.seed)
    let spreads = series.leaves.suffix(before.count + 1).map { leaf -> (variance: Double, freedom: Double) in
      guard let drawn = plain.deviations(leaf) else { return (0, .infinity) }
      return (drawn.values.reduce(0) { $0 + $1 * $1 } / Double(drawn.values.count), drawn.freedom)
    }
    let earlier = spreads.dropLast().reduce(0) { $0 + $1.variance } / (count * count)
    let variance = earlier + (spreads.last?.variance ?? 0)
    return Reach.of(freedom: spreads.map(\.freedom).min() ?? 1) * variance.squareRoot()
  }
}
