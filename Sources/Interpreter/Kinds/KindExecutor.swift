internal import Kernels
internal import Record

/// A kind of work as the engine and a verification see it: how it is executed, kept and checked again.
///
/// Each kind has a folder beside this file, with its value in `KindExecutor+KIND.swift`; `Work.executor` finds it.
struct KindExecutor {
  /// Executes one trial.
  let execute: (TrialContext, Bench) throws(RunFault) -> TrialOutcome
  /// How far a kept output lies from the exact one, as a share of its error bound; `nil` for kinds that promise no bound.
  var errorRatio: ErrorRatio?
  /// Libraries that are opened while it executes; a fingerprint tells their versions.
  var libraries: Set<HostLibrary> = []
  /// The datasets that it reads, each in a format.
  var readings: [DataReading] = []
  /// What is wrong with a dataset that it reads once the others are at hand, such as an item that cannot be asked.
  var together: DataTogether?
  /// The permission to speak to somebody that it needs and does not have.
  var unreachable: (Plan, Permissions) -> RunFault? = { _, _ in nil }
  /// Whether it runs a program that the spec names, which only the user can allow.
  var runsPrograms = false
  /// Whether an artefact of an earlier run may stand in for it: it depends on nothing outside the plan, and others read what it leaves.
  var isCacheable = false
  /// Whether the width of this host's vectors decides its speed.
  var usesKernels = false
  /// Bytes of memory that the plan's numbers tell; `nil` where they tell none.
  var footprint: U64?
  /// How two of its outputs are compared.
  var parts = OutputParts.lines(called: "the first line that differs")
  /// What even a run that finished leaves out, as a sentence that lacks its subject.
  var omission: String?
  /// What even a verification that holds does not prove, as a sentence that begins with *that*.
  var unproven: String?

  /// What an output is made of, and what is said of the first part that differs between two of them.
  enum OutputParts {
    case elements(ElementType, called: String)
    case lines(called: String)

    /// What is said of the first part that differs.
    var called: String {
      switch self {
      case .elements(_, let words), .lines(let words): words
      }
    }
  }

  /// Judges the bytes of an output by what the trial's context makes of it again; at most 1 where it can be right.
  typealias ErrorRatio = (_ output: [UInt8], TrialContext) throws(RunFault) -> Double
}
