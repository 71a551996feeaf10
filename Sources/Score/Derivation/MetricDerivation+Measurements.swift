internal import Record

extension MetricDerivation {
  /// The selection applies to the times; the result is then converted, so that a throughput is the work by the median time.
  func timeOutcome(
    _ series: String, _ metric: Metric, _ node: Node, convert: (UInt64, _ repetitions: Int) -> Double?
  ) throws(MissingValue) -> MetricOutcome {
    let parts = try evidence.nanoseconds(series, of: node)
    let isMixed = Set(parts.map(\.repetitions)).count > 1
    guard let percent = metric.selection.percent, !isMixed || node.invocationCount > 1 else {
      let converted = parts.map { part in part.samples.compactMap { convert($0, part.repetitions) } }
      guard zip(converted, parts).allSatisfy({ $0.count == $1.samples.count }) else {
        throw MissingValue("a sample of `\(series)` took no time")
      }
      return try outcome(ofParts: converted, percent: metric.selection.percent, metric, node).settled(parts)
    }
    func quantile(_ samples: [UInt64], _ repetitions: Int) throws(MissingValue) -> Quantile {
      guard let rank = RankEstimate(samples, percent: percent), let value = convert(rank.value, repetitions),
        let first = convert(rank.low, repetitions), let last = convert(rank.high, repetitions)
      else { throw MissingValue("a sample of `\(series)` took no time") }
      let isFalling = first > last
      return Quantile(
        value: value, low: min(first, last), high: max(first, last), count: samples.count, effective: rank.effective,
        isBoundedBelow: isFalling ? rank.isBoundedAbove : rank.isBoundedBelow,
        isBoundedAbove: isFalling ? rank.isBoundedBelow : rank.isBoundedAbove)
    }
    if node.invocationCount == 1 {
      return try measured(try quantile(parts.flatMap(\.samples), parts.first?.repetitions ?? 1), metric, node).settled(parts)
    }
    var quantiles: [Quantile] = []
    for part in parts { quantiles.append(try quantile(part.samples, part.repetitions)) }
    return try measured(overInvocations: quantiles, percent: percent, metric, node).settled(parts)
  }

  /// Each trial has an amount of its own, so the selection applies to the rates.
  func amountOutcome(_ name: String, _ series: String, _ metric: Metric, _ node: Node) throws(MissingValue) -> MetricOutcome {
    let amounts = try evidence.results(name, of: node)
    var rates: [[Double]] = []
    let parts = try evidence.nanoseconds(series, of: node)
    for part in parts {
      guard let exact = amounts[part.trial].exact else { throw MissingValue("the result `\(name)` is not a count") }
      var converted: [Double] = []
      for sample in part.samples {
        guard let rate = rate(of: exact, per: sample, part.repetitions) else { throw MissingValue("a sample of `\(series)` took no time") }
        converted.append(rate)
      }
      rates.append(converted)
    }
    return try outcome(ofParts: rates, percent: metric.selection.percent, metric, node).settled(parts)
  }

  func readingOutcome(_ name: String, _ metric: Metric, _ node: Node) throws(MissingValue) -> MetricOutcome {
    let parts = try evidence.numbers(name, of: node).map(\.samples)
    return try outcome(ofParts: parts, percent: metric.selection.percent, metric, node)
  }

  /// The energy of a repetition, by invocation or trial, as something else that follows from it.
  func energyOutcome(_ metric: Metric, _ node: Node, convert: (Double) -> Double) throws(MissingValue) -> MetricOutcome {
    let (joules, source) = try evidence.joules(of: node)
    let values = joules.map(convert)
    guard values.allSatisfy(\.isFinite) else { throw MissingValue("a repetition took no energy that was counted: take more samples") }
    let parts = node.invocationCount == 1 ? [values] : values.map { [$0] }
    var outcome = try outcome(ofParts: parts, percent: metric.selection.percent, metric, node)
    outcome.value.source = source
    return outcome
  }

  /// The outcome of numbers that the selection applies to, by invocation.
  private func outcome(ofParts parts: [[Double]], percent: Int?, _ metric: Metric, _ node: Node) throws(MissingValue) -> MetricOutcome {
    func quantile(_ samples: [Double]) throws(MissingValue) -> Quantile {
      guard let quantile = Quantile(samples, percent: percent) else { throw MissingValue("the samples have no mean") }
      return quantile
    }
    if node.invocationCount == 1 { return try measured(try quantile(parts.flatMap(\.self)), metric, node) }
    var quantiles: [Quantile] = []
    for samples in parts { quantiles.append(try quantile(samples)) }
    return try measured(overInvocations: quantiles, percent: percent, metric, node)
  }

  /// What samples of one process give: its interval is within this run.
  private func measured(_ quantile: Quantile, _ metric: Metric, _ node: Node) throws(MissingValue) -> MetricOutcome {
    var outcome = try measured(
      Estimate(value: quantile.value, low: quantile.low, high: quantile.high), count: quantile.count,
      isBoundedBelow: quantile.isBoundedBelow, isBoundedAbove: quantile.isBoundedAbove, metric, node)
    outcome.isOfOneRun = node.isMeasuredInOneRun
    if quantile.effective < quantile.count { outcome.value.effective = quantile.effective }
    return outcome
  }

  /// What several fresh processes give: an interval that the next run falls under too.
  private func measured(
    overInvocations quantiles: [Quantile], percent: Int?, _ metric: Metric, _ node: Node
  ) throws(MissingValue) -> MetricOutcome {
    guard let level = TwoLevel(quantiles.map(\.part)) else { throw MissingValue("the samples have no mean") }
    // A far percentile of fewer samples is the extreme one, and says nothing of the tail.
    let rarer = percent.map { min($0, 100 - $0) } ?? 50
    let isBounded = rarer == 50 || quantiles.allSatisfy { $0.count >= 100 / max(1, rarer) }
    return try measured(
      Estimate(value: level.value, low: level.low, high: level.high), count: quantiles.reduce(0) { $0 + $1.count },
      isBoundedBelow: isBounded, isBoundedAbove: isBounded, metric, node, spread: level.spread)
  }

  func measured(
    _ estimate: Estimate, count: Int, isBoundedBelow: Bool, isBoundedAbove: Bool, _ metric: Metric, _ node: Node,
    spread: InvocationSpread? = nil
  ) throws(MissingValue) -> MetricOutcome {
    guard [estimate.value, estimate.low, estimate.high].allSatisfy(\.isFinite),
      // One unit outward, since converting from nanoseconds rounds: a verdict must never rest on that.
      let bounds = Interval(
        low: isBoundedBelow ? estimate.low.nextDown : -.infinity, high: isBoundedAbove ? estimate.high.nextUp : .infinity)
    else { throw MissingValue("a value that is not finite") }
    var estimate = estimate
    estimate.open = Estimate.Open(below: !isBoundedBelow, above: !isBoundedAbove)
    return MetricOutcome(value: record(metric, node, estimate, exact: nil, count: count, spread: spread), bounds: bounds)
  }
}

extension MetricOutcome {
  /// The same, with the samples that are left out at the start.
  fileprivate func settled(_ parts: [Evidence.Part<UInt64>]) -> MetricOutcome {
    var outcome = self
    let settling = parts.reduce(0) { $0 + $1.settling }
    outcome.value.settling = settling > 0 ? settling : nil
    return outcome
  }
}

/// The selection of a metric over samples of one process, in the unit of the metric.
private struct Quantile {
  var value: Double
  var low: Double
  var high: Double
  var count: Int
  var effective: Int
  var isBoundedBelow: Bool
  var isBoundedAbove: Bool

  /// A part of a two-level estimate.
  var part: TwoLevel.Part {
    TwoLevel.Part(value: value, ends: isBoundedBelow && isBoundedAbove ? Interval(low: low, high: high) : nil)
  }
}

extension Quantile {
  /// The percentile of samples, or their mean, which has no interval that holds for every distribution: the range is shown, and a claim on
  /// it stays open.
  fileprivate init?(_ samples: [Double], percent: Int?) {
    guard let low = samples.min(), let high = samples.max() else { return nil }
    if let percent, let rank = RankEstimate(samples, percent: percent) {
      self.init(
        value: rank.value, low: rank.low, high: rank.high, count: samples.count, effective: rank.effective,
        isBoundedBelow: rank.isBoundedBelow, isBoundedAbove: rank.isBoundedAbove)
    } else {
      guard let mean = Means.mean(.arithmetic, of: samples) else { return nil }
      self.init(
        value: mean, low: low, high: high, count: samples.count, effective: Autocorrelation.effectiveCount(samples),
        isBoundedBelow: false, isBoundedAbove: false)
    }
  }
}
