public import Record

/// Why a trial or a whole run cannot go on: a stable code, a sentence, and the next step.
public struct RunFault: Error, Sendable, Hashable {
  /// What kind of fault it is; it decides what the fault ends.
  public var code: Code
  /// What is wrong and where, in a sentence without a full stop.
  public var message: String
  /// What to do next.
  public var help: String?

  /// A fault of a kind.
  public init(_ code: Code, _ message: String, help: String? = nil) {
    self.code = code
    self.message = message
    self.help = help
  }

  /// Whether the fault ends one trial alone, so that the run goes on with the others.
  public var isLocal: Bool { code.status != nil }

  /// What the fault makes of the trial that it ends.
  public var status: TrialStatus { code.status ?? .failed }

  /// The message with the next step, in one sentence.
  public var reason: String { help.map { "\(message) (\($0))" } ?? message }
}

extension RunFault {
  /// The user asked to stop; the journal can be resumed.
  static let interrupted = RunFault(.interrupted, "the run was interrupted", help: "go on with `etalon run --resume`")

  /// The host, or its user, cannot have what a target declares of how it is used.
  static func unmetConditions(_ target: String, _ what: String) -> RunFault {
    RunFault(
      .targetNotMet, "this host does not meet the conditions of the target `\(target)`: \(what)",
      help: "change its `conditions`, or run on a host that allows them")
  }

  /// Two runs of a program in one trial gave different results.
  static func differing(_ result: String) -> RunFault {
    RunFault(
      .unstable, "two runs of this program differ in `\(result)`",
      help: "draw chance from ETALON_SEED; where it may differ, write `origin: measurement`, or `result: false` for a file")
  }

  /// Repetitions of one trial gave different bits.
  static func unstable(_ what: String) -> RunFault {
    RunFault(
      .unstable, "unstable: a repetition gave another \(what) than the first, with the same seed and inputs",
      help: "suspect the hardware, or a kernel that does not keep its order")
  }
}
