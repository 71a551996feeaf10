internal import Record

/// How many repetitions one sample stands for, so that the clock's own cost does not show in it.
enum Batch {
  /// A repetition that takes as long is timed by itself, nanoseconds.
  static let alone: UInt64 = 1_000
  /// A batch takes as long at least, nanoseconds.
  static let least: UInt64 = 10_000

  /// The least power of two by which a batch is long enough; 1 where a repetition is.
  static func size(_ bench: Bench, _ repetition: () throws(RunFault) -> Void) throws(RunFault) -> Int {
    try repetition()
    var size = 1
    while size < TrialMeasurement.mostBatch {
      let start = bench.monotonic()
      for _ in 0..<size { try repetition() }
      let end = bench.monotonic()
      if end >= start, end - start >= (size == 1 ? alone : least) { return size }
      size *= 2
    }
    return size
  }
}
