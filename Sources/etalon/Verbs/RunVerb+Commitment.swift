internal import Attest
internal import CommandTree
internal import Interpreter
internal import Record
internal import Text

/// The commitment to a plan: signed before the first trial, and kept until its bundle is in place.
struct CommittedPlan {
  /// Files for the bundle's evidence, by name.
  let evidence: [String: [UInt8]]
  /// Where they are kept meanwhile, so that a run which is broken off goes on with its own.
  private let pending: String

  /// The names of what a commitment leaves in a bundle.
  private static let names = ["plan.dsse.json", "plan.tlog-proof"]

  /// The commitment of this run: a new one with `--commit`, or that of the run which `--resume` goes on with.
  ///
  /// A run that was started without one gets none afterwards: what has begun cannot be committed to.
  init?(_ invocation: Invocation, plan: Digest, signer: Signer?, on terminal: Terminal) throws(Failure) {
    pending = "\(invocation.string("out") ?? "results")/.commitments/\(plan.hex)"
    if invocation.flag("resume") || invocation.flag("retry-errors") {
      evidence = try CommittedPlan.read(pending)
      if evidence.isEmpty, invocation.flag("commit") { throw CommittedPlan.late }
      if evidence.isEmpty { return nil }
      return
    }
    guard invocation.flag("commit") else {
      if invocation.string("log") != nil {
        throw Failure(.usage, "commit", "--log needs --commit", help: "with --commit the plan is signed and logged before the first trial")
      }
      return nil
    }
    guard let signer else {
      throw Failure(.usage, "commit", "--commit needs --sign", help: "say who commits to the plan: --sign KEY")
    }
    if Files.exists("\(pending)/\(CommittedPlan.names[0])") { terminal.talk(CommittedPlan.forgotten) }
    let commitment = signer.commitment(to: plan)
    evidence = try CommittedPlan.logged(commitment, invocation, on: terminal)
    try orFail { () throws in
      try Files.makeFolders(pending)
      for name in CommittedPlan.names {
        if let bytes = evidence[name] { try Files.replace("\(pending)/\(name)", bytes) } else { Files.remove("\(pending)/\(name)") }
      }
    }
  }

  private static func read(_ folder: String) throws(Failure) -> [String: [UInt8]] {
    var evidence: [String: [UInt8]] = [:]
    for name in names where Files.exists("\(folder)/\(name)") { evidence[name] = try orFail { try Files.read("\(folder)/\(name)") } }
    return evidence
  }

  /// The commitment, with the proof of its entry where a log is named.
  private static func logged(
    _ commitment: [UInt8], _ invocation: Invocation, on terminal: Terminal
  ) throws(Failure) -> [String: [UInt8]] {
    guard let folder = invocation.string("log") else { return [names[0]: commitment] }
    let key = try KeyRing.own.signingKey(invocation.string("log-key") ?? invocation.string("sign") ?? "")
    let log = LogFolder(path: folder)
    return try orFail { () throws in
      let entry = try log.appendOnce(commitment, key: key).number
      if !invocation.flag("quiet") { terminal.talk("committed to the plan: entry \(entry) of \(printable(folder))") }
      return [names[0]: commitment, names[1]: try log.proof(of: entry).bytes]
    }
  }

  /// Puts the evidence into the bundle.
  func add(to draft: inout BundleDraft) throws(AttestFault) {
    for (name, bytes) in evidence { try draft.add(evidence: name, bytes) }
  }

  /// Forgets what the bundle now holds.
  func forget() {
    for name in CommittedPlan.names { Files.remove("\(pending)/\(name)") }
  }

  private static let late = Failure(
    .usage, "commit", "the run was started without --commit, and a plan that has begun cannot be committed to",
    help: "go on without --commit, or start anew")

  private static let forgotten =
    "an earlier run of this plan was committed to and has no bundle; `etalon log void` says why, else an audit lists it"
}

extension Signer {
  /// The signed commitment to a plan, as of now.
  func commitment(to plan: Digest) -> [UInt8] {
    state(PlanCommitment(builder: builder, plan: plan, committed: Timestamp(secondsSince1970: secondsNow())))
  }
}
