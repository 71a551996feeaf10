internal import Attest
internal import CSystem
internal import Glibc
internal import Record

/// The side of a fresh process that takes samples of one trial for the run that started it.
public enum InvocationServer {
  /// The first argument of a process that serves; no verb has this name.
  public static let word = "__invocation"

  /// Takes the trial from descriptor 3, executes it and says what came of it; returns the exit code.
  public static func serve() -> Int32 {
    csystem_end_with_parent()
    let channel = InvocationChannel(descriptor: 3)
    do throws(RunFault) {
      guard let (kind, bytes) = try channel.receive(), kind == .order else { return 2 }
      let order = try InvocationChannel.record(bytes, as: InvocationOrder.self)
      do throws(RunFault) {
        try send(try outcome(of: order, channel), channel)
      } catch { try channel.send(.fault, InvocationFault(error)) }
      return 0
    } catch { return 1 }
  }

  private static func outcome(of order: InvocationOrder, _ channel: InvocationChannel) throws(RunFault) -> TrialOutcome {
    var plan = order.plan
    plan.seed.pulse = order.pulse
    guard let node = plan.node(order.node) else { throw RunFault(.invalidPlan, "the plan has no cell `\(order.node)`") }
    return try node.work.executor.executeAsDeclared(context(order, plan, node, channel), .system)
  }

  private static func context(_ order: InvocationOrder, _ plan: Plan, _ node: Node, _ channel: InvocationChannel) -> TrialContext {
    TrialContext(
      plan: plan, node: node, index: order.index, host: order.host, permissions: Permissions(), purpose: .run,
      streamKey: { purpose throws(RunFault) in plan.seed.streamKey(node: node.id, trial: order.index, purpose: purpose) },
      input: { id throws(RunFault) in try asked(.input, id, channel) },
      artifact: { need, name throws(RunFault) in try asked(.artifact, "\(need)\0\(name)", channel) }, answers: .none,
      progress: progress(to: channel), isCancelled: { false }, memory: order.memory?.value, elapsed: order.elapsed.value,
      batch: order.batch)
  }

  private static func asked(_ kind: InvocationChannel.Kind, _ name: String, _ channel: InvocationChannel) throws(RunFault) -> [UInt8] {
    try channel.send(kind, Array(name.utf8))
    guard let (kind, bytes) = try channel.receive() else { throw .lostInvocation("was left alone") }
    if kind == .fault { throw try InvocationChannel.record(bytes, as: InvocationFault.self).fault }
    return bytes
  }

  /// Sends at most ten messages a second, so that telling costs the samples nothing.
  private static func progress(to channel: InvocationChannel) -> (TrialProgress) -> Void {
    var told: UInt64 = 0
    return { progress in
      let now = MonotonicClock.now
      guard now &- told > 100_000_000, let message = InvocationProgress(progress) else { return }
      told = now
      try? channel.send(.progress, message)
    }
  }

  private static func send(_ outcome: TrialOutcome, _ channel: InvocationChannel) throws(RunFault) {
    try channel.send(.yield, InvocationYield(outcome))
    for series in outcome.series {
      try channel.send(.bytes, series.nanoseconds.map { SampleSeries.file(of: $0) } ?? SampleSeries.file(of: series.numbers ?? []))
    }
    for artifact in outcome.artifacts { try channel.send(.bytes, artifact.bytes) }
  }
}

extension TrialAnswers {
  /// Of a trial that asks nobody.
  fileprivate static var none: TrialAnswers {
    TrialAnswers(
      line: { _ in nil }, isAnswered: { _ in false }, eachItemEvent: { _ in }, keep: { _, _ in }, settle: {}, commit: {},
      keepItems: { _, _ in })
  }
}
