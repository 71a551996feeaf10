import Record
import Testing

@testable import Interpreter

@Suite struct SamplingLoopTests {
  /// A loop whose samples take the given numbers of nanoseconds, then the last one for ever.
  private func samples(
    _ times: [UInt64], _ rule: Sampling, limits: Limits = Limits(), witnessing: SamplingLoop.Witnessing = .samples,
    isCancelled: @escaping () -> Bool = { false }, check: (Int) throws(RunFault) -> Void = { _ in }
  ) throws(RunFault) -> SamplingLoop.Samples {
    var now: UInt64 = 0
    var repetition = 0
    let bench = Bench(monotonic: { now }, wallClock: { 0 }, beginWitness: { { Witness(majorFaults: 1) } }, pause: { _ in })
    let loop = SamplingLoop(
      rule: rule, witnessing: witnessing, bench: bench, deadline: Deadline(limits, bench), progress: { _ in }, isCancelled: isCancelled)
    return try loop.run(
      {
        let sample = repetition - rule.warmup
        let time = sample < 0 ? 1_000_000_000 : times[min(sample, times.count - 1)]
        now += time
        repetition += 1
        return time
      }, check: { () throws(RunFault) in try check(repetition) })
  }

  @Test func `steady samples end by the rule, and warm-up is not among them`() throws {
    let rule = Sampling(warmup: 3, min: 10, max: 100, ci95: Rational(1, over: 100))
    let taken = try samples([5], rule)
    #expect(taken.times == Array(repeating: 5, count: 10))
    #expect(taken.stopped == .rule)
    #expect(taken.witnesses.count == 10)
  }

  @Test func `restless samples end at the greatest number`() throws {
    let rule = Sampling(warmup: 0, min: 10, max: 25, ci95: Rational(1, over: 100))
    let taken = try samples((0..<25).map { $0 % 2 == 0 ? 10 : 1000 }, rule)
    #expect(taken.times.count == 25)
    #expect(taken.stopped == .max)
  }

  @Test func `the budget ends them once there are enough`() throws {
    let taken = try samples([1000], Sampling(warmup: 1, min: 4, max: 100, budget: 2000))
    #expect(taken.times.count == 4)
    #expect(taken.stopped == .budget)
  }

  @Test func `what a loop took is what the rule says about it`() throws {
    for seed in 1...20 {
      let times = (0..<200).map { UInt64(1000 + ($0 * seed * 7919) % 97) }
      let rule = Sampling(warmup: 0, min: 10, max: 150, ci95: Rational(1, over: 50), budget: 150_000)
      let taken = try samples(times, rule)
      let stop = rule.firstStop(in: taken.times)
      #expect(stop?.count == taken.times.count && stop?.reason == taken.stopped, "seed \(seed)")
    }
  }

  @Test func `single queries are witnessed as a whole`() throws {
    let taken = try samples([5], Sampling(warmup: 0, min: 20, max: 20), witnessing: .trial)
    #expect(taken.witnesses == [Witness(majorFaults: 1)])
  }

  @Test func `an output that differs ends the trial`() {
    let fault = #expect(throws: RunFault.self) {
      try samples(
        [5], Sampling(warmup: 1, min: 10, max: 10),
        check: { (repetition) throws(RunFault) in
          if repetition == 4 { throw .unstable("output") }
        })
    }
    #expect(fault?.code == .unstable)
    #expect(fault?.status == .failed)
  }

  @Test func `a time limit cuts, and a wish to stop interrupts`() {
    let rule = Sampling(warmup: 0, min: 10, max: 10)
    #expect(throws: RunFault.self) { try samples([300], rule, limits: Limits(time: 1000)) }
    let cut = #expect(throws: RunFault.self) { try samples([300], rule, limits: Limits(time: 1000)) }
    #expect(cut?.status == .cut)
    let stopped = #expect(throws: RunFault.self) { try samples([300], rule, isCancelled: { true }) }
    #expect(stopped == .interrupted)
  }

  @Test func `repetitions are compared bit for bit`() {
    var output = StableOutput()
    // One statement each: the assertion cannot hold a span.
    let (first, same, other, shorter) = (
      accepts([1, 2, 3], &output), accepts([1, 2, 3], &output), accepts([1, 2, 4], &output), accepts([1, 2], &output)
    )
    #expect(first && same && !other && !shorter)
    var empty = StableOutput()
    let (none, again) = (accepts([], &empty), accepts([], &empty))
    #expect(none && again)
  }

  // The span does not outlive the call, nor the array.
  private func accepts(_ bytes: [UInt8], _ output: inout StableOutput) -> Bool { unsafe output.accepts(bytes.span.bytes) }
}
