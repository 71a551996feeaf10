internal import Record

/// The clocks and counters that measuring and waiting need; a test hands in its own.
struct Bench {
  /// Nanoseconds of a clock that never goes back.
  var monotonic: () -> UInt64
  /// Seconds since 1970.
  var wallClock: () -> Int
  /// Starts watching what the host does to the process; the returned closure ends it.
  var beginWitness: () -> () -> Witness
  /// Waits for so many milliseconds; a signal may end it early.
  var pause: (_ milliseconds: Int) -> Void

  /// The time of day, as records write it.
  func now() -> Timestamp { Timestamp(secondsSince1970: wallClock()) }
}
