internal import Record

/// A metric of a cell as scores and claims need it: the record, and what the record does not say.
struct MetricOutcome {
  var value: MetricValue
  /// The 95 % interval for judging; a side that too few samples leave open is infinite.
  var bounds: Interval
  /// So many of so many, where it was counted.
  var share: Share?
  /// Whether the lag of a load's driver alone widens the interval.
  var isMovedByLag = false
  /// What more items of the kind would give, or why that is not known; absent where the metric is not about items.
  var population: Result<PopulationInterval, MissingValue>?
  /// Whether it was measured in one process and the plan does not say that this is what is meant: it says nothing of the next run.
  var isOfOneRun = false

  /// A counted share, unreduced.
  struct Share: Hashable {
    var part: UInt64
    var total: UInt64
  }

  /// The interval that claims and scores go by: of items what more of the kind would give, of measurements the bounds.
  var judged: Interval {
    switch population {
    case nil: isOfOneRun ? .everything : bounds
    case .success(let found): Interval(low: found.low, high: found.high) ?? bounds
    case .failure: .everything
    }
  }

  /// Whether both sides of the interval have their confidence.
  var isBounded: Bool { judged.low.isFinite && judged.high.isFinite }

  /// What an expression sees.
  var operand: ExpressionValue {
    if value.origin == .measurement || population != nil { return .interval(judged) }
    return exactly
  }

  /// What an expression sees where it asks about these items alone.
  var exactly: ExpressionValue {
    if value.origin == .measurement { return .interval(judged) }
    return value.exact.map(ExpressionValue.rational) ?? .real(value.estimate.value)
  }

  /// The value with the interval that it is judged by; where a side is open, the value of the record stands there.
  var shown: Estimate {
    guard population != nil || isOfOneRun else { return value.estimate }
    let interval = judged
    return Estimate(
      value: value.estimate.value, low: interval.low.isFinite ? interval.low : value.estimate.low,
      high: interval.high.isFinite ? interval.high : value.estimate.high,
      open: Estimate.Open(below: !interval.low.isFinite, above: !interval.high.isFinite))
  }
}

/// Derives the metrics of cells from raw records, as the plan says.
struct MetricDerivation {
  let evidence: Evidence

  func outcome(of metric: Metric, in node: Node) throws(MissingValue) -> MetricOutcome {
    try evidence.demandFinished(node)
    try demand(metric.requires, of: node)
    switch (metric.derivation, metric.origin) {
    case (.value(let name), .result): return try resultOutcome(name, metric, node)
    case (.value(let name), .measurement): return try readingOutcome(name, metric, node)
    case (.time(let series), _):
      return try timeOutcome(series, metric, node) { MetricDerivation.seconds($0, $1)?.real }
    case (.share(let series, let steps), _):
      return try timeOutcome(series, metric, node) { nanoseconds, repetitions in
        MetricDerivation.share(nanoseconds, repetitions, over: steps.value)
      }
    case (.rate(let amount, let series), _):
      return try timeOutcome(series, metric, node) { rate(of: amount.value, per: $0, $1) }
    case (.amount(let name, let series), _): return try amountOutcome(name, series, metric, node)
    case (.load(let figure), _): return try loadOutcome(figure, metric, node)
    case (.energy, _): return try energyOutcome(metric, node) { $0 }
    case (.efficiency(let work), _): return try energyOutcome(metric, node) { work.value.real / $0 }
    }
  }

  /// Demands that a flag holds in every trial.
  private func demand(_ flag: String?, of node: Node) throws(MissingValue) {
    guard let flag else { return }
    for value in try evidence.results(flag, of: node) where value != .flag(true) {
      let reasons = [
        "reached": "the quality target was not reached",
        "tokens-proven": "the server's numbers of tokens are not proven (a probe with `logprobs` would prove them)",
      ]
      throw MissingValue(reasons[flag] ?? "`\(flag)` does not hold")
    }
  }

  /// The time of one of so many repetitions that took so many nanoseconds.
  static func seconds(_ nanoseconds: UInt64, _ repetitions: Int) -> Rational? {
    Rational(Int128(nanoseconds), over: 1_000_000_000 * Int128(repetitions))
  }

  /// The time of one of so many steps, seconds, rounded once; `nil` of none.
  static func share(_ nanoseconds: UInt64, _ repetitions: Int, over steps: UInt64) -> Double? {
    let (count, isLarge) = Int128(steps).multipliedReportingOverflow(by: 1_000_000_000 * Int128(repetitions))
    guard steps > 0 else { return nil }
    return isLarge
      ? Double(nanoseconds) / 1e9 / Double(repetitions) / Double(steps) : Rational(Int128(nanoseconds), over: count)?.real
  }

  /// An exact amount divided by the time of one of so many repetitions, per second, rounded once.
  func rate(of amount: Rational, per nanoseconds: UInt64, _ repetitions: Int) -> Double? {
    guard nanoseconds > 0 else { return nil }
    if let seconds = MetricDerivation.seconds(nanoseconds, repetitions), let rate = amount.divided(by: seconds) { return rate.real }
    return amount.real * 1e9 * Double(repetitions) / Double(nanoseconds)
  }

  func record(
    _ metric: Metric, _ node: Node, _ estimate: Estimate, exact: Rational?, count: Int, spread: InvocationSpread? = nil
  ) -> MetricValue {
    MetricValue(
      node: node.id, metric: metric.name, unit: metric.dimension.baseUnit, direction: metric.direction, origin: metric.origin,
      estimate: estimate, exact: exact, count: count, spread: spread)
  }
}

// MARK: - Results

extension MetricDerivation {
  private func resultOutcome(_ name: String, _ metric: Metric, _ node: Node) throws(MissingValue) -> MetricOutcome {
    try resultOutcome(name, try evidence.results(name, of: node), metric, node)
  }

  /// What the results of the trials come to.
  func resultOutcome(
    _ name: String, _ values: [ResultValue.Content], _ metric: Metric, _ node: Node
  ) throws(MissingValue) -> MetricOutcome {
    guard !values.isEmpty else { throw MissingValue("no trial is planned") }
    let exact = values.compactMap(\.exact)
    if exact.count == values.count, let value = selected(exact, by: metric.selection) {
      let estimate = Estimate(exactly: value.real)
      let share = share(of: values)
      return MetricOutcome(
        value: record(metric, node, estimate, exact: value, count: share.map { Int(clamping: $0.total) } ?? values.count),
        bounds: Interval(estimate.value), share: share)
    }
    let reals = values.flatMap(\.reals)
    guard reals.count >= values.count, reals.allSatisfy(\.isFinite), let value = selected(reals, by: metric.selection) else {
      throw MissingValue("the result `\(name)` is not a number")
    }
    return MetricOutcome(
      value: record(metric, node, Estimate(exactly: value), exact: nil, count: reals.count), bounds: Interval(value))
  }

  private func selected(_ values: [Rational], by rule: SelectionRule) -> Rational? {
    if let percent = rule.percent { return values.sorted()[OrderStatistics.nearestRank(count: values.count, percent: percent) - 1] }
    var sum: Rational? = Rational(0)
    for value in values { sum = sum?.adding(value) }
    return sum?.divided(by: Rational(values.count))
  }

  private func selected(_ values: [Double], by rule: SelectionRule) -> Double? {
    guard !values.isEmpty else { return nil }
    if let percent = rule.percent { return values.sorted()[OrderStatistics.nearestRank(count: values.count, percent: percent) - 1] }
    return Means.mean(.arithmetic, of: values)
  }

  /// The whole count, where every trial counted a share of the same total.
  private func share(of values: [ResultValue.Content]) -> MetricOutcome.Share? {
    var whole = MetricOutcome.Share(part: 0, total: 0)
    var common: U64?
    for value in values {
      guard case .share(let part, let total) = value, common == nil || common == total else { return nil }
      common = total
      let (parts, first) = whole.part.addingReportingOverflow(part.value)
      let (totals, second) = whole.total.addingReportingOverflow(total.value)
      guard !first, !second else { return nil }
      whole = MetricOutcome.Share(part: parts, total: totals)
    }
    return whole
  }
}

extension ResultValue.Content {
  /// The exact number of a count, a share or a flag, else `nil`.
  var exact: Rational? {
    switch self {
    case .count(let count): Rational(Int128(count.value), over: 1)
    case .share(let part, let total): Rational(Int128(part.value), over: Int128(total.value))
    case .flag(let flag): Rational(flag ? 1 : 0)
    default: nil
    }
  }

  /// The numbers it stands for; none for digests and texts.
  fileprivate var reals: [Double] {
    switch self {
    case .number(let number): [number]
    case .series(let numbers): numbers
    default: exact.map { [$0.real] } ?? []
    }
  }
}
