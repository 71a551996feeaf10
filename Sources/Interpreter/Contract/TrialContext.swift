internal import Record

/// Everything that executing one trial may see and touch.
///
/// Edges come in as closures, so that a test can hand in its own.
struct TrialContext {
  let plan: Plan
  let node: Node
  let index: Int
  /// What this host made of the node's target.
  let host: HostResolution
  let permissions: Permissions
  /// Whether samples are taken (`run`) or only results are wanted (`verify --reproduce` without measurements takes the fewest).
  let purpose: Purpose
  /// The key of the stream for a purpose of this trial, by the plan's seed rule.
  let streamKey: (_ purpose: String) throws(RunFault) -> Digest
  /// The bytes of an input by its id in the plan, already checked against its digest.
  let input: (_ id: String) throws(RunFault) -> [UInt8]
  /// The bytes of an artefact that a needed cell left, by cell and name (`weights`).
  let artifact: (_ node: String, _ name: String) throws(RunFault) -> [UInt8]
  /// What a subject answered before, where it is on record.
  let recordedTranscript: (_ exchange: Exchange) throws(RunFault) -> Transcript?
  /// Makes a subject's answer durable before anything goes on.
  let keepTranscript: (Transcript) throws(RunFault) -> Void
  /// Reports progress; may be called from the thread that executes the trial only.
  let progress: (TrialProgress) -> Void
  /// Whether the user asked to stop; looked at between samples, epochs and requests.
  let isCancelled: () -> Bool
  /// Bytes of memory that this host has for the process, where it tells.
  var memory: UInt64?
  /// Keeps a piece of the trial's item records, numbered from 0; they count once the trial is finished with their digest.
  var keepItems: (_ piece: [UInt8], _ number: Int) throws(RunFault) -> Void = { _, _ in }

  enum Purpose { case run, reproduce }

  /// The most bytes that a trial may take: what the plan allows, and what there is.
  var memoryLimit: UInt64? { [node.limits.memory?.value, memory].compactMap { $0 }.min() }

  /// Refuses what would take more memory than it may.
  func requireMemory(_ bytes: UInt64, for what: String) throws(RunFault) {
    guard let limit = memoryLimit, bytes > limit else { return }
    throw RunFault(
      "too-large", "\(what) needs about \(bytes) bytes of memory, and may have \(limit)",
      help: "make its sizes smaller, or run where there is more memory", isLocal: true)
  }

  /// A dataset of the plan, and its bytes.
  func dataset(_ id: String) throws(RunFault) -> (InputPlan, [UInt8]) {
    guard let input = plan.input(id) else { throw RunFault("no-such-input", "the plan has no input `\(id)`", isLocal: true) }
    return (input, try self.input(id))
  }
}

/// What one trial yielded.
struct TrialOutcome {
  var status: TrialStatus = .ok
  var reason: String?
  var results: [ResultValue] = []
  var bounded: [ResultValue] = []
  var series: [SampleSeries] = []
  var warmup = 0
  var stopped = TrialMeasurement.Stopped.max
  var witnesses: [Witness] = []
  var transcripts: [Digest] = []
  /// The file of item records, whose pieces were kept already.
  var items: Digest?
  /// Files for `data/artifacts` by name of their role, such as `weights`.
  var artifacts: [(name: String, bytes: [UInt8])] = []
  var library: String?
  var isolation: [String]?

  /// A trial that did not come to an end, with the reason.
  static func ended(_ status: TrialStatus, _ reason: String) -> TrialOutcome {
    TrialOutcome(status: status, reason: reason)
  }
}

/// How far a trial has come.
public enum TrialProgress: Sendable {
  case warmingUp(done: Int, of: Int)
  /// Samples taken, the most there can be, and how far the rule still is: the half-width of the interval as a share.
  case sampling(done: Int, max: Int, halfWidth: Double?)
  case epoch(Int, of: Int, loss: Double, accuracy: Double)
  case items(done: Int, of: Int)
}

/// What the user allowed a stranger's spec to do.
public struct Permissions: Sendable, Hashable {
  /// Whether programs may be run (in the sandbox).
  public var commands: Bool
  /// Hosts that may be spoken to, `name` or `name:port`.
  public var network: [String]

  public init(commands: Bool = false, network: [String] = []) {
    self.commands = commands
    self.network = network
  }
}

/// Why a run cannot go on: a stable code, a sentence, and the next step.
public struct RunFault: Error, Sendable, Hashable {
  public var code: String
  public var message: String
  public var help: String?
  /// Whether only this trial is lost, so that the run goes on with the others.
  public var isLocal: Bool

  public init(_ code: String, _ message: String, help: String? = nil, isLocal: Bool = false) {
    self.code = code
    self.message = message
    self.help = help
    self.isLocal = isLocal
  }
}
