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

  /// A run's time without the shortest of the empty runs so far, so that a program never seems quicker than it was; what remains is no less
  /// than any program takes.
  mutating func without(_ time: UInt64) -> UInt64 {
    guard let shortest = times.min() else { return time }
    let share = min(time - min(time, CommandWork.leastTime), shortest)
    taken.append(share)
    return time - share
  }

  /// What was taken off each sample.
  func series(behind warmup: Int) -> SampleSeries {
    SampleSeries(name: CommandWork.sandboxSeries, nanoseconds: taken.dropFirst(warmup).map { U64($0) })
  }
}
