internal import Glibc
internal import Record

/// The clocks and counters that measuring needs; a test hands in its own.
///
/// Time enters here alone: whoever waits, tries again or ends at a limit looks at this clock.
struct Bench {
  /// Nanoseconds of a clock that never goes back.
  var monotonic: () -> UInt64
  /// Seconds since 1970.
  var wallClock: () -> Int
  /// Starts watching what the host does to the process; the returned closure ends it.
  var beginWitness: () -> () -> Witness
  /// Waits for so many nanoseconds of the monotonic clock; a signal may end it early.
  var pause: (UInt64) -> Void = { MonotonicClock.sleep(nanoseconds: $0) }

  /// The host's own clocks and counters.
  static var system: Bench {
    Bench(monotonic: { MonotonicClock.now }, wallClock: { secondsSince1970() }, beginWitness: beginWitness)
  }

  /// The time of day, as records write it.
  func now() -> Timestamp { Timestamp(secondsSince1970: wallClock()) }

  private static func beginWitness() -> () -> Witness {
    var probe = WitnessProbe()
    probe.begin()
    return { [probe] in probe.end() }
  }

  private static func secondsSince1970() -> Int {
    var time = timespec()
    // The call fills the value it is given, or fails.
    guard unsafe clock_gettime(CLOCK_REALTIME, &time) == 0 else { return 0 }
    return time.tv_sec
  }
}
