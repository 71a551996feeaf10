internal import Record

/// Executes a trial as often as its plan has invocations, each with memory and placement of its own, and puts together what they yield.
struct TrialInvocations {
  let invoker: Invoker
  let context: TrialContext
  let bench: Bench

  /// What the trial yields; a single invocation is executed in this process.
  ///
  /// - Throws: `unstable` where an invocation gives another result than the first.
  func outcome() throws(RunFault) -> TrialOutcome {
    let count = context.purpose == .run ? context.node.invocationCount : 1
    guard count > 1 else { return try context.node.work.executor.executeAsDeclared(context, bench) }
    let start = bench.monotonic()
    func elapsed() -> UInt64 {
      let now = bench.monotonic()
      return now > start ? now - start : 0
    }
    var whole: TrialOutcome?
    for _ in 0..<count {
      if context.isCancelled() { throw .interrupted }
      let began = elapsed()
      let outcome = try one(after: began, batch: whole?.batch)
      guard outcome.status == .ok else { return outcome }
      let invocation = TrialMeasurement.Invocation(
        count: outcome.series.first?.count ?? 0, stopped: outcome.stopped, began: U64(began), ended: U64(elapsed()))
      whole = try whole.map { earlier throws(RunFault) in try earlier.joined(with: outcome, invocation) } ?? outcome.begun(by: invocation)
    }
    return whole ?? .ended(.failed, "the trial has no invocation")
  }

  /// One invocation: of a program here, since each of its runs is a fresh process in a sandbox of its own.
  private func one(after elapsed: UInt64, batch: Int?) throws(RunFault) -> TrialOutcome {
    var context = context
    context.elapsed = elapsed
    context.batch = batch
    let executor = context.node.work.executor
    guard case .program(let path) = invoker, !executor.runsPrograms else {
      return try executor.executeAsDeclared(context, bench)
    }
    return try InvocationProcess(path, context, bench).outcome()
  }
}

extension TrialOutcome {
  /// The outcome of a first invocation.
  fileprivate func begun(by invocation: TrialMeasurement.Invocation) -> TrialOutcome {
    var outcome = self
    outcome.invocations = [invocation]
    return outcome
  }

  /// The outcome with the samples of one more invocation behind its own, whose results must be the same.
  fileprivate func joined(with next: TrialOutcome, _ invocation: TrialMeasurement.Invocation) throws(RunFault) -> TrialOutcome {
    var outcome = self
    for (name, mine, theirs) in [("result", results, next.results), ("product", bounded, next.bounded)] where mine != theirs {
      throw .unstableInvocation(zip(mine, theirs).first { $0 != $1 }?.0.name ?? name)
    }
    for index in outcome.series.indices {
      guard let more = next.series.first(where: { $0.name == outcome.series[index].name }) else { continue }
      outcome.series[index].append(more)
    }
    outcome.witnesses += next.witnesses
    outcome.energy += next.energy
    outcome.stopped = next.stopped
    outcome.artifacts = next.artifacts.isEmpty ? artifacts : next.artifacts
    outcome.invocations = (invocations ?? []) + [invocation]
    return outcome
  }
}

extension SampleSeries {
  /// Puts the samples of another series behind the own ones.
  fileprivate mutating func append(_ other: SampleSeries) {
    if let more = other.nanoseconds { nanoseconds = (nanoseconds ?? []) + more }
    if let more = other.numbers { numbers = (numbers ?? []) + more }
    count = nanoseconds?.count ?? numbers?.count ?? 0
  }
}

extension RunFault {
  /// Invocations of one trial gave different results.
  static func unstableInvocation(_ name: String) -> RunFault {
    RunFault(
      .unstable, "unstable: an invocation gave another `\(name)` than the first, with the same seed and inputs",
      help: "a program has to take chance from ETALON_SEED; else suspect the hardware, or a kernel that does not keep its order")
  }
}
