internal import Record

/// What the sandbox itself takes, measured by a program that does nothing beside each run of the trial's own.
struct EmptyRuns {
  private let command: CommandRun
  private var times: [UInt64] = []
  /// What was taken off each run, in order.
  private var taken: [UInt64] = []

  init(_ command: CommandRun) { self.command = command }

  /// Runs the program that does nothing once; the first time thrice, since the first of all starts is the slowest.
  mutating func measure() throws(RunFault) {
    for _ in 0..<(times.isEmpty ? 3 : 1) { times.append(try command.emptyRun()) }
  }

  /// A run's time without the median of the empty runs so far; what is less than they take counts as nothing.
  mutating func without(_ time: UInt64) -> UInt64 {
    guard !times.isEmpty else { return time }
    let share = min(time, times.sorted()[(times.count - 1) / 2])
    taken.append(share)
    return time - share
  }

  /// What was taken off each sample.
  func series(behind warmup: Int) -> SampleSeries {
    SampleSeries(name: CommandWork.sandboxSeries, nanoseconds: taken.dropFirst(warmup).map { U64($0) })
  }
}
