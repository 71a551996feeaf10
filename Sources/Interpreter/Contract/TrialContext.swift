internal import Record

/// Everything that executing one trial may see and touch.
///
/// Edges come in as closures, so that a test can hand in its own.
struct TrialContext {
  let plan: Plan
  var node: Node
  let index: Int
  /// What this host made of the node's target.
  let host: HostResolution
  let permissions: Permissions
  /// Whether samples are taken, or only results are wanted.
  let purpose: Purpose
  /// The key of the stream for a purpose of this trial, by the plan's seed rule.
  let streamKey: (_ purpose: String) throws(RunFault) -> Digest
  /// The bytes of an input by its id in the plan, already checked against its digest.
  let input: (_ id: String) throws(RunFault) -> [UInt8]
  /// The bytes of an artefact that a needed cell left, by cell and name (`weights`).
  let artifact: (_ node: String, _ name: String) throws(RunFault) -> [UInt8]
  /// What subjects answered, and what was made of it.
  var answers: TrialAnswers
  /// Reports progress; called from the thread that executes the trial only.
  let progress: (TrialProgress) -> Void
  /// Whether the user asked to stop; looked at between samples, epochs and requests.
  let isCancelled: () -> Bool
  /// What the run has spent on endpoints so far.
  var spending = Spending()
  /// What opens sealed sets; `nil` where nothing does.
  var sealKeys: SealKeys?
  /// Whether an input was looked at before the run, with this plan, and found sound.
  var isLookedAt: (_ id: String) -> Bool = { _ in false }
  /// Bytes of memory that this host has for the process, where it tells.
  var memory: UInt64?
  /// Nanoseconds of the trial's time limit that earlier invocations spent.
  var elapsed: UInt64 = 0
  /// How many repetitions a sample stands for, where an earlier invocation decided it.
  var batch: Int?

  /// What a trial is executed for.
  enum Purpose {
    /// Results and measurements.
    case run
    /// Results alone, to be held against recorded ones.
    case reproduce
  }

  /// The name of the trial.
  var id: TrialID { TrialID(node: node.id, index: index) }

  /// Whether the target declares how its energy is counted, and this is no re-execution.
  var countsEnergy: Bool { purpose == .run && plan.target(node.target)?.energy != nil }

  /// The most bytes that a trial may take: what the plan allows, and what there is.
  var memoryLimit: UInt64? { [node.limits.memory?.value, memory].compactMap { $0 }.min() }

  /// Refuses what would take more memory than it may.
  func requireMemory(_ bytes: UInt64, for what: String) throws(RunFault) {
    guard let limit = memoryLimit, bytes > limit else { return }
    throw RunFault(
      .tooLarge, "\(what) needs about \(bytes) bytes of memory, and may have \(limit)",
      help: "make its sizes smaller, or run where there is more memory")
  }

  /// A dataset of the plan, and its bytes.
  func dataset(_ id: String) throws(RunFault) -> (InputPlan, [UInt8]) {
    guard let input = plan.input(id) else { throw RunFault(.noSuchInput, "the plan has no input `\(id)`") }
    return (input, try self.input(id))
  }
}
