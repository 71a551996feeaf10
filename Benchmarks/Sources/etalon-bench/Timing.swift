import Glibc

/// The seconds of a clock.
func seconds(_ clock: clockid_t) -> Double {
  var time = timespec()
  _ = unsafe clock_gettime(clock, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// How long one repetition takes in one burst.
struct Burst {
  /// The median over batches, in seconds by the wanted clock.
  let perCall: Double
  let calls: Int
  /// What the burst took: this thread, the whole process, the world.
  let threadTime: Double
  let processTime: Double
  let wallTime: Double

  var line: String { "burst \(perCall) \(calls) \(threadTime) \(processTime) \(wallTime)" }
}

/// A prepared case: knows how many repetitions make a batch that a clock can measure.
final class Measurement {
  private let job: any Job
  private let hold: Bool
  private let batch: Int
  private let estimate: Double

  init(_ job: any Job, hold: Bool) throws {
    self.job = job
    self.hold = hold
    try job.run(1, hold: hold)
    let start = seconds(CLOCK_MONOTONIC)
    try job.run(1, hold: hold)
    let once = max(1e-8, seconds(CLOCK_MONOTONIC) - start)
    estimate = once
    batch = max(1, Int(200e-6 / once))
  }

  /// Repeats for about `budget` seconds, at least once, after a batch that warms caches (or none if one takes 0.2 s).
  func burst(clock: clockid_t, budget: Double) throws -> Burst {
    if estimate < 0.2 { try job.run(batch, hold: hold) }
    let start = (seconds(CLOCK_THREAD_CPUTIME_ID), seconds(CLOCK_PROCESS_CPUTIME_ID), seconds(CLOCK_MONOTONIC))
    var times: [Double] = []
    repeat {
      let before = seconds(clock)
      try job.run(batch, hold: hold)
      times.append((seconds(clock) - before) / Double(batch))
    } while seconds(CLOCK_MONOTONIC) - start.2 + estimate * Double(batch) / 2 < budget
    times.sort()
    return Burst(
      perCall: (times[(times.count - 1) / 2] + times[times.count / 2]) / 2, calls: times.count * batch,
      threadTime: seconds(CLOCK_THREAD_CPUTIME_ID) - start.0, processTime: seconds(CLOCK_PROCESS_CPUTIME_ID) - start.1,
      wallTime: seconds(CLOCK_MONOTONIC) - start.2)
  }
}
