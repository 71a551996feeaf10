internal import Glibc

/// The clock that never goes back.
enum MonotonicClock {
  /// Nanoseconds since some fixed moment.
  static var now: UInt64 {
    var time = timespec()
    guard unsafe clock_gettime(CLOCK_MONOTONIC, &time) == 0 else { return 0 }
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// What a look at the clock costs and the least step that it shows, nanoseconds: the median and the least above 0 of 1,001 pairs of looks.
  static func grain() -> (overhead: UInt64, resolution: UInt64) {
    let gaps = (0..<1001).map { _ in
      let (first, second) = (now, now)
      return second > first ? second - first : 0
    }.sorted()
    return (gaps[gaps.count / 2], gaps.first { $0 > 0 } ?? 0)
  }

  /// Sleeps for so long; a signal may end it early.
  static func sleep(nanoseconds: UInt64) {
    let seconds = Int(clamping: nanoseconds / 1_000_000_000)
    var time = timespec(tv_sec: seconds, tv_nsec: Int(nanoseconds % 1_000_000_000))
    _ = unsafe nanosleep(&time, nil)
  }
}
