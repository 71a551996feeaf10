internal import Glibc
internal import Record

/// The clocks and counters that measuring needs; a test hands in its own.
struct Bench {
  /// Nanoseconds of a clock that never goes back.
  var monotonic: () -> UInt64
  /// Seconds since 1970.
  var wallClock: () -> Int
  /// Starts watching what the host does to the process; the returned closure ends it.
  var beginWitness: () -> () -> Witness

  /// The host's own clocks.
  static var system: Bench {
    Bench(
      monotonic: { nanoseconds(of: CLOCK_MONOTONIC) }, wallClock: { secondsSince1970() },
      beginWitness: {
        var probe = WitnessProbe()
        probe.begin()
        return { probe.end() }
      })
  }

  func now() -> Timestamp { Timestamp(secondsSince1970: wallClock()) }

  private static func nanoseconds(of clock: clockid_t) -> UInt64 {
    var time = timespec()
    guard unsafe clock_gettime(clock, &time) == 0 else { return 0 }
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  private static func secondsSince1970() -> Int {
    var time = timespec()
    guard unsafe clock_gettime(CLOCK_REALTIME, &time) == 0 else { return 0 }
    return time.tv_sec
  }
}
