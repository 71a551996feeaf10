public import Record

/// Numbers as people read them: a unit with a fitting prefix, as many digits as mean something, no locale.
///
/// Never for records: those hold exact values in base units.
public enum Format {
  /// A value with its 95 % interval, such as `112.4 Gflop/s (111.9 to 112.8)`; an exact value without one.
  public static func text(of estimate: Estimate, in dimension: Dimension) -> String {
    if let open = estimate.open { return text(of: estimate, open: open, in: dimension) }
    // An interval around 0 is shown by its bounds.
    let scale = Scale.fitting(estimate.value == 0 ? max(-estimate.low, estimate.high) : estimate.value, dimension)
    let parts = [estimate.value, estimate.low, estimate.high].map { Decimal($0 / scale.factor) }
    guard estimate.low != estimate.high else {
      return parts[0].text(places: places(parts[0], significant: 4)) + scale.suffix
    }
    // Digits are added until both bounds show that they differ from the value, within reason.
    let widest = estimate.value == 0 ? parts.dropFirst().first { $0.text(places: 9) != parts[0].text(places: 9) } ?? parts[0] : parts[0]
    var places = places(widest, significant: 4)
    let most = self.places(widest, significant: 7)
    while places < most, Set(parts.dropFirst().map { $0.text(places: places) }).count == 1 { places += 1 }
    let texts = parts.map { $0.text(places: places) }
    return "\(texts[0])\(scale.suffix) (\(texts[1]) to \(texts[2]))"
  }

  /// A value whose interval has an open side, such as `8 ms (at least 7.9 ms)`.
  private static func text(of estimate: Estimate, open: Estimate.Open, in dimension: Dimension) -> String {
    func shown(_ value: Double) -> String { text(of: value, in: dimension) }
    switch open {
    case .both where estimate.low == estimate.high: return "\(shown(estimate.value)) (no interval)"
    case .both: return "\(shown(estimate.value)) (range \(shown(estimate.low)) to \(shown(estimate.high)), no interval)"
    case .below: return "\(shown(estimate.value)) (at most \(shown(estimate.high)), not bounded below)"
    case .above: return "\(shown(estimate.value)) (at least \(shown(estimate.low)), not bounded above)"
    }
  }

  /// What more items of the kind would give, such as `0.31 to 0.83`.
  public static func text(of population: PopulationInterval) -> String { "\(number(population.low)) to \(number(population.high))" }

  /// A value in a unit with a fitting prefix, such as `1.5 GB/s`; trailing zeros after the point are dropped.
  public static func text(of value: Double, in dimension: Dimension, significant: Int = 4) -> String {
    guard value.isFinite else { return value.isNaN ? "not a number" : value < 0 ? "less than any number" : "more than any number" }
    let scale = Scale.fitting(value, dimension)
    return trimmed(value / scale.factor, significant: significant) + scale.suffix
  }

  /// An exact value in a unit with a fitting prefix.
  public static func text(of quantity: Quantity, significant: Int = 4) -> String {
    text(of: quantity.value.real, in: quantity.dimension, significant: significant)
  }

  /// A plain number with at most so many significant digits, such as `1.043`.
  public static func number(_ value: Double, significant: Int = 4) -> String {
    text(of: value, in: .number, significant: significant)
  }

  /// A share as a percentage, such as `40 %`.
  public static func percent(_ share: Double, significant: Int = 4) -> String {
    trimmed(share * 100, significant: significant) + " %"
  }

  /// A time in nanoseconds, such as `8.04 ms`.
  public static func text(ofNanoseconds nanoseconds: UInt64, significant: Int = 4) -> String {
    text(of: Double(nanoseconds) / 1e9, in: .time, significant: significant)
  }

  private static func trimmed(_ value: Double, significant: Int) -> String {
    let decimal = Decimal(value)
    var text = decimal.text(places: places(decimal, significant: significant))
    guard text.utf8.contains(UInt8(ascii: ".")) else { return text }
    while text.utf8.last == UInt8(ascii: "0") { text.removeLast() }
    if text.utf8.last == UInt8(ascii: ".") { text.removeLast() }
    return text
  }

  /// The digits after the point that give a number its significant digits; never more than 12.
  private static func places(_ decimal: Decimal, significant: Int) -> Int {
    decimal.digits.isEmpty ? 0 : min(12, max(0, significant - decimal.point))
  }
}

/// A unit with a prefix: what a base value is divided by, and what stands behind the number.
private struct Scale {
  let factor: Double
  let suffix: String

  /// The greatest unit of the dimension that the value is at least one of.
  static func fitting(_ value: Double, _ dimension: Dimension) -> Scale {
    let scales = all(dimension)
    let fit = value == 0 ? scales.first { $0.factor == 1 } : scales.last { $0.factor <= value.magnitude }
    return fit ?? scales.first ?? Scale(factor: 1, suffix: "")
  }

  /// Units from the least to the greatest.
  private static func all(_ dimension: Dimension) -> [Scale] {
    switch dimension {
    case .number: [Scale(factor: 1, suffix: "")]
    case .time:
      [
        Scale(factor: 1e-9, suffix: " ns"), Scale(factor: 1e-6, suffix: " µs"), Scale(factor: 1e-3, suffix: " ms"),
        Scale(factor: 1, suffix: " s"), Scale(factor: 60, suffix: " min"), Scale(factor: 3600, suffix: " h"),
      ]
    case .information: prefixed("B")
    case .rate: [Scale(factor: 1, suffix: "/s"), Scale(factor: 1e3, suffix: " k/s"), Scale(factor: 1e6, suffix: " M/s")]
    case .computing: prefixed("flop/s")
    case .bandwidth: prefixed("B/s")
    case .energy: [Scale(factor: 1e-6, suffix: " µJ"), Scale(factor: 1e-3, suffix: " mJ")] + prefixed("J")
    case .power: [Scale(factor: 1e-3, suffix: " mW")] + prefixed("W")
    case .efficiency:
      [("", 1), (" k", 1e3), (" M", 1e6), (" G", 1e9), (" T", 1e12)].map { Scale(factor: $0.1, suffix: "\($0.0)/J") }
    }
  }

  private static func prefixed(_ unit: String) -> [Scale] {
    [("", 1), ("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12), ("P", 1e15)].map { Scale(factor: $0.1, suffix: " \($0.0)\(unit)") }
  }
}
