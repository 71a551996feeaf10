internal import Glibc

/// The clock that never goes back.
enum MonotonicClock {
  /// Nanoseconds since some fixed moment.
  static var now: UInt64 {
    var time = timespec()
    guard unsafe clock_gettime(CLOCK_MONOTONIC, &time) == 0 else { return 0 }
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// Sleeps for so long; a signal may end it early.
  static func sleep(nanoseconds: UInt64) {
    let seconds = Int(clamping: nanoseconds / 1_000_000_000)
    var time = timespec(tv_sec: seconds, tv_nsec: Int(nanoseconds % 1_000_000_000))
    _ = unsafe nanosleep(&time, nil)
  }
}
