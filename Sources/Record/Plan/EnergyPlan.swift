/// How a target's energy is counted.
public struct EnergyPlan: Sendable, Hashable, Codable {
  /// What may count it, the best first; the first that can does.
  public var sources: [EnergySource]
  /// How the file of an external meter is read; absent where none may count.
  public var meter: MeterPlan?
  /// What an estimate takes the target to draw, watts; absent where nothing is estimated.
  public var power: Rational?

  /// What may count the energy of a target.
  public init(sources: [EnergySource], meter: MeterPlan? = nil, power: Rational? = nil) {
    self.sources = sources
    self.meter = meter
    self.power = power
  }
}

/// What says how much energy something took.
public enum EnergySource: String, Sendable, Hashable, Codable, CaseIterable {
  /// An external meter, whose file the bundle keeps.
  case meter
  /// The processor's own counters (RAPL by powercap, or AMD's by hwmon): packages and their memory, not the rest of the machine.
  case rapl
  /// A declared power times the time it took.
  case estimate
}

/// How the file of an external meter is read: comma-separated values with a line of names.
public struct MeterPlan: Sendable, Hashable, Codable {
  /// The column of times: seconds since 1970, or UTC such as `2026-11-28T10:00:00.25Z`.
  public var time: String
  /// The column with the power at that time, watts; absent where `joules` is there.
  public var watts: String?
  /// The column with the energy since some moment, joules; absent where `watts` is there.
  public var joules: String?
  /// Seconds that are added to the meter's time to get that of the host.
  public var offset: Rational
  /// The longest time between two rows, seconds.
  public var gap: Rational

  /// How a meter's file is read.
  public init(time: String, watts: String? = nil, joules: String? = nil, offset: Rational = Rational(0), gap: Rational = Rational(5)) {
    self.time = time
    self.watts = watts
    self.joules = joules
    self.offset = offset
    self.gap = gap
  }
}
