internal import Record

/// Executes a trial as often as its plan has invocations, each with memory and placement of its own, and puts together what they yield.
///
/// One step is one invocation, so that trials of several cells can take turns.
struct TrialInvocations {
  private let invoker: Invoker
  private let context: TrialContext
  private let bench: Bench
  private let count: Int
  private let start: UInt64
  /// How many took place.
  private(set) var taken = 0
  /// Nanoseconds in which they took place, without what lay between.
  private var spent: UInt64 = 0
  private var whole: TrialOutcome?
  private var isOver = false

  /// The first invocation is about to begin.
  init(invoker: Invoker, context: TrialContext, bench: Bench) {
    (self.invoker, self.context, self.bench) = (invoker, context, bench)
    count = context.purpose == .run ? context.node.invocationCount : 1
    start = bench.monotonic()
  }

  /// The name of the trial.
  var id: TrialID { context.id }

  /// What the trial yields, once all invocations took place; `nil` before.
  var outcome: TrialOutcome? { isOver || taken >= count ? whole ?? .ended(.failed, "the trial has no invocation") : nil }

  /// Nanoseconds until the next invocation may begin, by the spread of the plan.
  var wait: UInt64 {
    guard taken > 0, let first = whole?.invocations?.first?.began.value else { return 0 }
    let (due, overflow) = first.addingReportingOverflow(context.node.sampling.earliest(taken))
    let now = elapsed
    return overflow || due <= now ? 0 : due - now
  }

  private var elapsed: UInt64 {
    let now = bench.monotonic()
    return now > start ? now - start : 0
  }

  /// Executes one more invocation; a single one is executed in this process.
  ///
  /// - Throws: `unstable` where it gives another result than the first.
  mutating func step() throws(RunFault) {
    guard count > 1 else {
      whole = try context.node.work.executor.executeAsDeclared(context, bench)
      taken += 1
      return
    }
    if context.isCancelled() { throw .interrupted }
    let began = elapsed
    let outcome = try one()
    guard outcome.status == .ok else {
      (whole, isOver) = (outcome, true)
      return
    }
    let ended = max(began, elapsed)
    let invocation = TrialMeasurement.Invocation(
      count: outcome.series.first?.count ?? 0, stopped: outcome.stopped, began: U64(began), ended: U64(ended))
    whole = try whole.map { earlier throws(RunFault) in try earlier.joined(with: outcome, invocation) } ?? outcome.begun(by: invocation)
    taken += 1
    spent = spent.addingReportingOverflow(ended - began).partialValue
  }

  /// One invocation: of a program here, since each of its runs is a fresh process in a sandbox of its own.
  private func one() throws(RunFault) -> TrialOutcome {
    var context = context
    context.elapsed = spent
    context.batch = whole?.batch
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
