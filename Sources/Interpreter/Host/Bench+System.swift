internal import Glibc
internal import Record

extension Bench {
  /// The host's own clocks and counters.
  static var system: Bench {
    Bench(
      monotonic: { MonotonicClock.now }, wallClock: { secondsSince1970() }, beginWitness: beginWitness, beginEnergy: beginEnergy,
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

  private static func beginEnergy() -> () -> EnergyWindow {
    let start = EnergyProbe()
    return { start.window }
  }

  private static func secondsSince1970() -> Int { Int(clamping: nanosecondsSince1970 / 1_000_000_000) }

  /// The time of day; 0 where the system does not tell.
  static var nanosecondsSince1970: UInt64 {
    var time = timespec()
    // The call fills the value it is given, or fails.
    guard unsafe clock_gettime(CLOCK_REALTIME, &time) == 0, time.tv_sec >= 0 else { return 0 }
    return UInt64(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000).partialValue &+ UInt64(clamping: time.tv_nsec)
  }
}
