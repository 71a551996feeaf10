public import Record

extension Format {
  /// A metric with its interval and what that is about, such as `8 ms (7.9 to 8.1 ms), within this run`.
  public static func text(of metric: MetricValue) -> String {
    text(of: metric.estimate, in: metric.dimension) + (runs(of: metric).map { ", \($0)" } ?? "")
  }

  /// What the interval of a measurement is about, in brief: `within this run`, or `over 5 invocations`; `nil` for a result.
  public static func kind(of metric: MetricValue) -> String? {
    guard metric.origin == .measurement else { return nil }
    return metric.spread.map { "over \($0.invocations) invocations" } ?? "within this run"
  }

  /// What the interval of a measurement is about: `within this run`, or the components over invocations; `nil` for a result.
  public static func runs(of metric: MetricValue) -> String? {
    guard metric.origin == .measurement else { return nil }
    return spread(of: metric) + (metric.source.map { ", \($0.words)" } ?? "")
  }

  private static func spread(of metric: MetricValue) -> String {
    let settling = metric.settling.map { ", without \($0) of \($0 + metric.count) samples that came before it settled" } ?? ""
    guard let spread = metric.spread else {
      let worth = metric.effective.map { " (samples follow one another and are worth \($0) of \(metric.count))" } ?? ""
      return "within this run" + worth + settling
    }
    func share(_ value: Double) -> String {
      spread.logarithmic ? percent(value, significant: 2) : text(of: value, in: metric.dimension, significant: 2)
    }
    let within = spread.within.map { ", within \(share($0))" } ?? ""
    let drift = spread.drift.map { ", drifting by \(share($0))" } ?? ""
    return "over \(spread.invocations) invocations (between \(share(spread.between))\(within)\(drift))\(settling)"
  }
}

extension EnergySource {
  /// Who counted, as the end of a sentence.
  public var words: String {
    switch self {
    case .meter: "by an external meter (the signer's word)"
    case .rapl: "by the processor's counters, `rapl` (the signer's word; packages and memory, not the whole machine)"
    case .estimate: "estimated from a declared power"
    }
  }
}
