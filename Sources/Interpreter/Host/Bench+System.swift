internal import Glibc
internal import Record

extension Bench {
  /// The host's own clocks and counters.
  static var system: Bench {
    Bench(
      monotonic: { MonotonicClock.now }, wallClock: { secondsSince1970() }, beginWitness: beginWitness,
      pause: { MonotonicClock.sleep(nanoseconds: $0) })
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
