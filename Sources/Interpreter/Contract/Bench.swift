internal import Record

/// The clocks and counters that measuring and waiting need; a test hands in its own.
///
/// Time enters here alone: whoever waits, tries again or ends at a limit looks at this clock.
struct Bench {
  /// Nanoseconds of a clock that never goes back.
  var monotonic: () -> UInt64
  /// Seconds since 1970.
  var wallClock: () -> Int
  /// Starts watching what the host does to the process; the returned closure ends it.
  var beginWitness: () -> () -> Witness
  /// Starts counting energy; the returned closure ends it.
  var beginEnergy: () -> () -> EnergyWindow = { { EnergyWindow(began: U64(0), ended: U64(0), repetitions: 0) } }
  /// Waits for so many nanoseconds; a signal may end it early.
  var pause: (_ nanoseconds: UInt64) -> Void
  /// Waits as exactly as the host can, which costs a processor for the last moment; without it `pause` waits.
  var pauseExactly: ((_ nanoseconds: UInt64) -> Void)?

  /// The time of day, as records write it.
  func now() -> Timestamp { Timestamp(secondsSince1970: wallClock()) }
}
