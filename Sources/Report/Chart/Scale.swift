/// A unit to show values in, and how much of the base unit it is.
///
/// An axis or a column shows all its values in one unit, whichever would suit each of them; single values are written by `Score.Format`.
struct Scale: Sendable, Hashable {
  let symbol: String
  let factor: Double

  /// The scale in which values of about this size read best.
  init(unit: String, around magnitude: Double) {
    let steps = Scale.steps(of: unit)
    let fitting = steps.last { magnitude.magnitude >= $0.factor * 0.9995 } ?? steps.first
    let chosen = magnitude == 0 || !magnitude.isFinite ? steps.first { $0.factor == 1 } ?? steps.first : fitting
    symbol = chosen?.symbol ?? ""
    factor = chosen?.factor ?? 1
  }

  /// Shares shown as percent.
  static let percent = Scale(symbol: "%", factor: 0.01)

  private init(symbol: String, factor: Double) {
    self.symbol = symbol
    self.factor = factor
  }

  /// The units of a base unit, ascending.
  private static func steps(of unit: String) -> [Scale] {
    let decimal: [(String, Double)] = [("", 1), ("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12), ("P", 1e15)]
    switch unit {
    case "s": return [("ns", 1e-9), ("µs", 1e-6), ("ms", 1e-3), ("s", 1)].map { Scale(symbol: $0.0, factor: $0.1) }
    case "1/s": return [Scale(symbol: "/s", factor: 1), Scale(symbol: "k/s", factor: 1e3), Scale(symbol: "M/s", factor: 1e6)]
    case "flop/s", "B/s", "B": return decimal.map { Scale(symbol: $0.0 + unit, factor: $0.1) }
    case "J", "W": return ([("m", 1e-3)] + decimal).map { Scale(symbol: $0.0 + unit, factor: $0.1) }
    case "1", "": return [Scale(symbol: "", factor: 1)]
    default: return [Scale(symbol: shortened(unit, to: 24), factor: 1)]
    }
  }

  /// The unit after a space, or nothing for a plain number.
  var suffix: String { symbol.isEmpty ? "" : "\u{A0}" + symbol }

  /// A value with its unit.
  func text(_ value: Double, digits: Int = 4) -> String { significant(value / factor, digits) + suffix }
}

/// A value and its interval in words that show as many digits as the interval warrants.
struct EstimateText {
  let value: String
  let interval: String?
  let unit: String

  init(value: Double, low: Double, high: Double, in scale: Scale) {
    let width = (high - low) / scale.factor
    let shown = value / scale.factor
    // Two digits of the interval's width, but between three and six of the value.
    let leading = decimalExponent(shown)
    let warranted = width > 0 && width.isFinite ? 1 - decimalExponent(width) : 3 - leading
    let isWhole = low == high && shown == shown.rounded() && scale.symbol.isEmpty
    let decimals = isWhole ? 0 : min(max(warranted, 2 - leading), 5 - leading)
    func text(_ number: Double) -> String {
      (-5...14).contains(leading) ? fixed(number / scale.factor, max(decimals, 0)) : significant(number / scale.factor)
    }
    self.value = text(value)
    interval = low == high ? nil : "\(text(low)) – \(text(high))"
    unit = scale.symbol
  }

  /// All in one line.
  var line: String {
    let suffix = unit.isEmpty ? "" : "\u{A0}" + unit
    return value + suffix + (interval.map { " (\($0))" } ?? "")
  }
}
