/// What a quantity measures.
///
/// Quantities of different dimensions are never compared or added.
public enum Dimension: String, Sendable, Hashable, Codable, CaseIterable {
  /// A pure number: a count, a ratio, a share.
  case number
  /// Base unit: second.
  case time
  /// Base unit: byte.
  case information
  /// Base unit: one per second.
  case rate
  /// Base unit: floating-point operation per second.
  case computing
  /// Base unit: byte per second.
  case bandwidth
  /// Base unit: joule.
  case energy
  /// Base unit: watt.
  case power
  /// Base unit: one per joule.
  case efficiency

  /// How people call it in a message.
  public var noun: String {
    switch self {
    case .number: "a plain number"
    case .time: "a time"
    case .information: "an amount of memory"
    case .rate: "a rate"
    case .computing: "a computing rate"
    case .bandwidth: "a bandwidth"
    case .energy: "an energy"
    case .power: "a power"
    case .efficiency: "work for an energy"
    }
  }

  /// The unit that records hold values of this dimension in.
  public var baseUnit: String {
    switch self {
    case .number: "1"
    case .time: "s"
    case .information: "B"
    case .rate: "1/s"
    case .computing: "flop/s"
    case .bandwidth: "B/s"
    case .energy: "J"
    case .power: "W"
    case .efficiency: "1/J"
    }
  }
}

/// A unit that specs may write: its symbol, its dimension and its exact size in the base unit.
public struct Unit: Sendable, Hashable {
  /// How a spec writes it, such as `ms`.
  public let symbol: String
  /// What it measures.
  public let dimension: Dimension
  /// Its size in the base unit of its dimension.
  public let factor: Rational

  /// Every unit of the language, the base units first.
  public static let all: [Unit] = {
    func unit(_ symbol: String, _ dimension: Dimension, _ above: Int128, _ below: Int128 = 1) -> Unit? {
      Rational(above, over: below).map { Unit(symbol: symbol, dimension: dimension, factor: $0) }
    }
    let decimal: [(String, Int128)] = [("", 1), ("k", 1_000), ("M", 1_000_000), ("G", 1_000_000_000), ("T", 1_000_000_000_000)]
    let binary: [(String, Int128)] = [("Ki", 1 << 10), ("Mi", 1 << 20), ("Gi", 1 << 30), ("Ti", 1 << 40)]
    var units: [Unit?] = [
      unit("%", .number, 1, 100),
      unit("s", .time, 1), unit("ms", .time, 1, 1_000), unit("us", .time, 1, 1_000_000), unit("µs", .time, 1, 1_000_000),
      unit("ns", .time, 1, 1_000_000_000), unit("min", .time, 60), unit("h", .time, 3600),
      unit("/s", .rate, 1), unit("Hz", .rate, 1), unit("/min", .rate, 1, 60),
      unit("J", .energy, 1), unit("kJ", .energy, 1_000), unit("Wh", .energy, 3600), unit("kWh", .energy, 3_600_000),
      unit("W", .power, 1), unit("kW", .power, 1_000), unit("mW", .power, 1, 1_000),
      unit("/J", .efficiency, 1), unit("/kJ", .efficiency, 1, 1_000), unit("/Wh", .efficiency, 1, 3600),
      unit("/kWh", .efficiency, 1, 3_600_000),
    ]
    for (prefix, factor) in decimal {
      units.append(unit(prefix + "B", .information, factor))
      units.append(unit(prefix + "B/s", .bandwidth, factor))
      units.append(unit(prefix + "flop/s", .computing, factor))
    }
    for (prefix, factor) in binary {
      units.append(unit(prefix + "B", .information, factor))
      units.append(unit(prefix + "B/s", .bandwidth, factor))
    }
    return units.compactMap { $0 }
  }()

  /// The unit of a symbol, or `nil`.
  public static func named(_ symbol: some StringProtocol) -> Unit? {
    all.first { $0.symbol.utf8.elementsEqual(symbol.utf8) }
  }
}

/// An exact amount of something, in the base unit of its dimension.
public struct Quantity: Sendable, Hashable, Codable {
  /// The exact amount in the base unit.
  public let value: Rational
  /// What it measures.
  public let dimension: Dimension

  /// An amount in the base unit of a dimension.
  public init(_ value: Rational, _ dimension: Dimension = .number) {
    self.value = value
    self.dimension = dimension
  }
}
