/// What the timed repetitions of a trial took of energy, and what says so; always the word of whoever measured.
public struct TrialEnergy: Sendable, Hashable, Codable {
  /// What counted it; absent where nothing did.
  public var source: EnergySource?
  /// Why nothing counted it, or why nothing better did, in a sentence.
  public var reason: String?
  /// One for each fresh process, in order.
  public var windows: [EnergyWindow]
  /// The rows of the meter's file around the windows: a file under `data/artifacts`.
  public var meter: Digest?

  /// What was counted in some windows.
  public init(source: EnergySource?, reason: String? = nil, windows: [EnergyWindow], meter: Digest? = nil) {
    self.source = source
    self.reason = reason
    self.windows = windows
    self.meter = meter
  }
}

/// The time from before the first timed repetition of a process to after its last.
public struct EnergyWindow: Sendable, Hashable, Codable {
  /// When it began, nanoseconds since 1970.
  public var began: U64
  /// When it had ended, on the same clock.
  public var ended: U64
  /// How many timed repetitions it holds.
  public var repetitions: Int
  /// What they took, microjoules; absent where nothing counted it.
  public var microjoules: U64?
  /// How many counters of the processor were added; absent where they did not count.
  public var counters: Int?

  /// A window with what was counted in it.
  public init(began: U64, ended: U64, repetitions: Int, microjoules: U64? = nil, counters: Int? = nil) {
    self.began = began
    self.ended = ended
    self.repetitions = repetitions
    self.microjoules = microjoules
    self.counters = counters
  }

  /// How long it is, seconds; 0 where it ends before it begins.
  // checked: only a later end is taken less the beginning.
  public var seconds: Double { ended.value > began.value ? Double(ended.value - began.value) / 1e9 : 0 }

  /// The most that a part of a machine draws, watts: what a processor's counter stands for, and what a meter is clamped around.
  public static let mostWatts: (counter: Double, meter: Double) = (2_000, 1_000_000)
}
