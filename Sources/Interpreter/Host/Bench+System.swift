internal import Glibc
internal import Record

extension Bench {
  /// The host's own clocks and counters.
  static var system: Bench {
    Bench(
      monotonic: { MonotonicClock.now }, wallClock: { secondsSince1970() }, beginWitness: beginWitness,
      pause: { MonotonicClock.sleep(nanoseconds: $0) }, pauseExactly: waitExactly)
  }

  /// A sleeper is woken late by tens of microseconds, so the last moment is spent looking at the clock.
  private static func waitExactly(_ nanoseconds: UInt64) {
    let moment: UInt64 = 200_000
    let end = MonotonicClock.now.addingSaturating(nanoseconds)
    if nanoseconds > moment { MonotonicClock.sleep(nanoseconds: nanoseconds - moment) }
    while true {
      let now = MonotonicClock.now
      // A signal may have ended the sleep.
      if now >= end || end - now > moment { return }
    }
  }

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
