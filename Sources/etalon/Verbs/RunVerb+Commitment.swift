internal import Attest
internal import CommandTree
internal import Interpreter
internal import Record
internal import Text

/// The commitment to a plan: signed before the first trial, and kept until its bundle is in place.
struct CommittedPlan {
  /// When the plan was committed to, in its signer's words.
  let time: Timestamp
  private let pending: PendingCommitment
  private let isResumed: Bool

  /// The commitment of this run: with `--commit` that of `etalon commit` or a new one, with `--resume` that of the run which goes on.
  ///
  /// A run that was started without one gets none afterwards: what has begun cannot be committed to.
  init?(_ invocation: Invocation, plan: Digest, signer: Signer?, on terminal: Terminal) throws(Failure) {
    let results = invocation.string("out") ?? "results"
    pending = PendingCommitment(results: results, plan: plan)
    isResumed = invocation.flag("resume") || invocation.flag("retry-errors")
    if isResumed {
      try pending.demandNotVoid()
      guard pending.exists else {
        if invocation.flag("commit") { throw hasInterruptedRun(of: plan, in: results) ? CommittedPlan.late : CommittedPlan.finished }
        return nil
      }
    } else {
      guard let signer = try CommittedPlan.committer(invocation, signer) else { return nil }
      try CommittedPlan.commit(pending, plan, signer, invocation, on: terminal)
    }
    time = try pending.statement().time
  }

  /// Who commits; `nil` where nobody is asked to.
  private static func committer(_ invocation: Invocation, _ signer: Signer?) throws(Failure) -> Signer? {
    guard invocation.flag("commit") else {
      if invocation.string("log") == nil { return nil }
      throw Failure(.usage, "commit", "--log needs --commit", help: "with --commit the plan is signed and logged before the first trial")
    }
    guard let signer else {
      throw Failure(.usage, "commit", "--commit needs --sign", help: "say who commits to the plan: --sign KEY")
    }
    return signer
  }

  /// Takes the commitment that `etalon commit` left, or makes one.
  private static func commit(
    _ pending: PendingCommitment, _ plan: Digest, _ signer: Signer, _ invocation: Invocation, on terminal: Terminal
  ) throws(Failure) {
    if pending.exists, !pending.isBegun {
      try pending.demandNotVoid()
      let earlier = try pending.statement()
      guard earlier.envelope.keyid == signer.keyid else {
        throw Failure(
          .usage, "commit", "the plan was committed to with another key, \(earlier.envelope.keyid)", help: "sign the run with that key")
      }
      if !invocation.flag("quiet") { terminal.talk("the plan was committed to at \(earlier.time)") }
      return
    }
    if pending.exists { terminal.talk(forgotten) }
    try pending.make(signer.commitment(to: plan), invocation, on: terminal)
  }

  /// Marks that the run begins.
  func begin() throws(Failure) { if !isResumed { try pending.begin() } }

  /// Puts the evidence into the bundle.
  func add(to draft: inout BundleDraft) throws(AttestFault) {
    let evidence: [String: [UInt8]]
    do throws(Failure) { evidence = try pending.evidence() } catch {
      throw AttestFault(error.code, error.message, help: error.help)
    }
    for (name, bytes) in evidence { try draft.add(evidence: name, bytes) }
  }

  /// Forgets what the bundle now holds.
  func forget() { pending.forget() }

  private static let late = Failure(
    .usage, "commit", "the run was started without --commit, and a plan that has begun cannot be committed to",
    help: "go on without --commit, or start anew")

  private static let finished = Failure(
    .usage, "no-journal", "there is no interrupted run of this plan to go on with: none was started, or its bundle is in place",
    help: "start it without --resume")

  private static let forgotten =
    "an earlier run of this plan was committed to and has no bundle; `etalon log void` says why, else an audit lists it"
}

extension Signer {
  /// The signed commitment to a plan, as of now.
  func commitment(to plan: Digest) -> [UInt8] {
    state(PlanCommitment(builder: builder, plan: plan, committed: Timestamp(secondsSince1970: secondsNow()), nonce: .drawn()))
  }
}
