public import Attest
public import Record
public import Score

/// Everything that a run is asked to do.
public struct RunRequest: Sendable {
  /// What is executed.
  public var plan: Plan
  /// The spec files as read, the root first, then its parents in the plan's order.
  public var specs: [SpecFile]
  /// The pulse of a beacon that the plan's seeds depend on, where they do; a run that goes on has its own.
  public var pulse: Pulse?
  /// Where inputs are looked for.
  public var inputs: InputSearch
  /// What the user allows the spec to do.
  public var permissions: Permissions
  /// The program that runs it, as the records name it.
  public var tool: RunRecord.Tool
  /// The folder that gets `NAME/RUN` with the bundle and `.journal` with what a kill leaves.
  public var results: String
  /// The folder of the artefact cache; without it nothing is cached.
  public var cache: String?
  /// Which cells may come from the cache.
  public var cachePolicy: CachePolicy
  /// Whether the bundle carries the inputs whose licence allows to pass them on.
  public var includesInputs: Bool
  /// Whether it starts anew or goes on.
  public var resume: Resume
  /// The fingerprint of this host, where the caller has it already; else it is probed.
  public var environment: Fingerprint?
  /// Whether the journal stays after its bundle is in place.
  public var keepsJournal: Bool
  /// The workloads whose cells are executed, with what they need, where the others are left out and said to be.
  public var only: Set<String>?
  /// The most that it may spend on endpoints, where there is a bound.
  public var budget: Budget?
  /// What the user's endpoints cost.
  public var prices = Prices()
  /// Where the invocations of a trial take place.
  public var invoker = Invoker.thisProcess
  /// The file of an external meter, which may be written meanwhile.
  public var meter: String?

  /// A request; what is not given is the careful choice: nothing is allowed, cached or passed on.
  public init(
    plan: Plan, specs: [SpecFile], pulse: Pulse? = nil, inputs: InputSearch, permissions: Permissions = Permissions(),
    tool: RunRecord.Tool, results: String,
    cache: String? = nil, cachePolicy: CachePolicy = .unmeasured, includesInputs: Bool = false, resume: Resume = .no,
    environment: Fingerprint? = nil, keepsJournal: Bool = false
  ) {
    self.plan = plan
    self.specs = specs
    self.pulse = pulse
    self.inputs = inputs
    self.permissions = permissions
    self.tool = tool
    self.results = results
    self.cache = cache
    self.cachePolicy = cachePolicy
    self.includesInputs = includesInputs
    self.resume = resume
    self.environment = environment
    self.keepsJournal = keepsJournal
  }

  /// Whether the run starts anew or goes on where an earlier process was broken off.
  public enum Resume: Sendable, Hashable {
    /// It starts anew.
    case no
    /// The latest broken-off run of the plan in the results folder.
    case latest
    /// The same, and items without a usable answer are asked again also where their trial finished.
    case retryingErrors
    /// The run of this journal.
    case journal(String)
  }
}

/// A spec file as it was read.
public struct SpecFile: Sendable, Hashable {
  /// The file as it is.
  public var bytes: [UInt8]
  /// The name it was read by: informational.
  public var source: String

  /// A file with the name that it was read by.
  public init(bytes: [UInt8], source: String) {
    self.bytes = bytes
    self.source = source
  }
}

/// What a run left.
public struct RunSummary: Sendable {
  /// The folder of the bundle.
  public var bundle: String
  /// The bundle's root.
  public var root: Digest
  /// SHA-256 of the plan's canonical JSON.
  public var plan: Digest
  /// In plan order.
  public var trials: [TrialLine]
  /// Metrics, claims and the score.
  public var scores: Scores
  /// Metrics without a value though every trial of their cell finished, such as a quality that was not reached.
  public var valueless: [ValuelessMetric]
  /// Items without a usable answer in evaluations that finished all the same, an evaluation in a sentence.
  public var unanswered: [String]
  /// What was left out, each in a sentence.
  public var partial: [String]
  /// What makes measurements doubtful, each in a sentence.
  public var doubts: [String]
  /// Whether `--resume` may complete the run: what it has is on record, and something is missing.
  public var isResumable: Bool
  /// Whether trials finished though items have no usable answer, which `--retry-errors` asks again.
  public var hasErrors: Bool
  /// Whether its bundle stood in its place already, whole, so that nothing was written.
  public var isAsItWas: Bool

  /// What the run comes to: whether a trial or a claim fails, or could not be decided.
  public var conclusion: Conclusion {
    Conclusion(worstOf: trials.map(\.status.conclusion) + [scores.conclusion])
  }
}
