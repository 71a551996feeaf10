internal import Record

/// The metrics of each kind of workload.
enum MetricCatalogue {
  private static func measured(
    _ name: String, _ dimension: Dimension, _ direction: Direction, _ derivation: Derivation, _ selection: SelectionRule
  ) -> Metric {
    Metric(name: name, dimension: dimension, direction: direction, origin: .measurement, derivation: derivation, selection: selection)
  }

  private static func result(_ name: String, _ direction: Direction) -> Metric {
    Metric(name: name, dimension: .number, direction: direction, origin: .result, derivation: .value(name), selection: .all)
  }

  private static func time(_ name: String, of series: String, _ selection: SelectionRule = .median) -> Metric {
    measured(name, .time, .lower, .time(series), selection)
  }

  /// Time, and `throughput`: by flops where the kernel is about computing, with `bandwidth` beside it, else by bytes.
  static func kernel(_ cost: KernelCost) -> [Metric] {
    func rate(_ name: String, _ amount: UInt64, _ unit: Dimension, _ dimension: Dimension) -> Metric? {
      guard amount > 0, let value = Rational(Int128(amount), over: 1) else { return nil }
      return measured(name, dimension, .higher, .rate(of: Quantity(value, unit), per: "time"), .median)
    }
    let flops = rate("throughput", cost.flops, .number, .computing)
    let throughput = flops ?? rate("throughput", cost.bytes, .information, .bandwidth)
    let bandwidth = flops.flatMap { _ in rate("bandwidth", cost.bytes, .information, .bandwidth) }
    return [time("time", of: "time"), throughput, bandwidth].compactMap { $0 }
  }

  static func train(_ work: TrainWork) -> [Metric] {
    var time = time(work.stop == nil ? "time" : "time-to-quality", of: "time")
    if work.stop != nil { time.requires = "reached" }
    let quality = [result("accuracy", .higher), result("epochs", .lower)]
    let losses = [result("test-loss", .lower)] + (work.readsText ? [result("perplexity", .lower)] : [])
    let amount = work.readsText ? "tokens" : "samples"
    let throughput = measured("throughput", .rate, .higher, .amount(of: amount, per: "time"), .median)
    return quality + [result("steps", .lower)] + losses + [time, throughput]
  }

  static func infer(_ scenario: Scenario) -> [Metric] { [result("accuracy", .higher)] + scenario.metrics }

  static let evaluate: [Metric] = [result("accuracy", .higher), time("p50", of: "latency", .p50), time("p99", of: "latency", .p99)]

  static func command(_ readings: [CommandWork.Reading]) -> [Metric] {
    [time("time", of: "time")]
      + readings.map { reading in
        Metric(
          name: reading.name, dimension: reading.dimension, direction: reading.direction, origin: reading.origin,
          derivation: .value(reading.name),
          selection: reading.origin == .result ? .all : .median)
      }
  }
}
