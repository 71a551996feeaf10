internal import Attest
internal import CommandTree
internal import Glibc
internal import Interpreter
internal import Record
internal import Text

/// A commitment to a plan that has no bundle yet: the folder `OUT/.commitments/PLAN` with the evidence that the bundle will hold.
///
/// Whatever else is evidence of times may be put there before the run: `*.tsr`, `*.tlog-proof`.
struct PendingCommitment {
  let folder: String

  init(results: String, plan: Digest) { folder = "\(results)/.commitments/\(plan.hex)" }

  private static let commitmentName = "plan.dsse.json"
  private static let proofName = "plan.tlog-proof"
  /// Tells that a run has begun with it.
  private static let begunName = "begun"
  /// Names the log that has its entry.
  private static let logName = "log"

  /// The commitment's file.
  var path: String { "\(folder)/\(PendingCommitment.commitmentName)" }
  var exists: Bool { Files.exists(path) }
  /// Whether a run was started with it, which nothing can be added to.
  var isBegun: Bool { Files.exists("\(folder)/\(PendingCommitment.begunName)") }

  /// Files for the bundle's evidence, by name; empty where there is no commitment.
  func evidence() throws(Failure) -> [String: [UInt8]] {
    guard exists else { return [:] }
    var evidence: [String: [UInt8]] = [:]
    for name in Files.names(in: folder) {
      guard let kind = EvidenceKind.of("attestations/\(name)"), kind.property == .committed else { continue }
      evidence[name] = try orFail { try Files.read("\(folder)/\(name)", limit: kind.limit) }
    }
    return evidence
  }

  /// What was committed to, when and by whom.
  func statement() throws(Failure) -> LoggedStatement {
    try orFail { try LoggedStatement(number: 0, try Files.read(path, limit: Envelope.sizeLimit)) }
  }

  /// Keeps a new commitment; in a log too, where one is named, with the proof of its entry.
  func make(_ commitment: [UInt8], _ invocation: Invocation, on terminal: Terminal) throws(Failure) {
    forget()
    try orFail { try Files.makeFolders(folder) }
    if let log = invocation.string("log") {
      try keep(PendingCommitment.proofName, try logged(commitment, in: log, invocation, on: terminal))
      try keep(PendingCommitment.logName, Array(absolutePath(log).utf8))
    }
    try keep(PendingCommitment.commitmentName, commitment)
  }

  private func logged(
    _ commitment: [UInt8], in folder: String, _ invocation: Invocation, on terminal: Terminal
  ) throws(Failure) -> [UInt8] {
    let key = try KeyRing.own.signingKey(invocation.string("log-key") ?? invocation.string("sign") ?? "")
    let log = LogFolder(path: folder)
    return try orFail { () throws in
      let entry = try log.appendOnce(commitment, key: key).number
      if !invocation.flag("quiet") { terminal.talk("committed to the plan: entry \(entry) of \(printable(folder))") }
      return try log.proof(of: entry).bytes
    }
  }

  private func keep(_ name: String, _ bytes: [UInt8]) throws(Failure) { try orFail { try Files.replace("\(folder)/\(name)", bytes) } }

  /// Marks that a run begins with it.
  func begin() throws(Failure) { try keep(PendingCommitment.begunName, []) }

  /// Forgets what the bundle now holds.
  func forget() {
    for name in Files.names(in: folder) { Files.remove("\(folder)/\(name)") }
  }

  /// Refuses a plan that its own log declares void since.
  func demandNotVoid() throws(Failure) {
    guard exists, let name = try? Files.read("\(folder)/\(PendingCommitment.logName)", limit: 4096) else { return }
    let log = LogFolder(path: String(decoding: name, as: UTF8.self))
    // A log that is elsewhere now says nothing.
    guard let (_, entries) = try? contents(of: log) else { return }
    let own = try statement().bytes
    let audit = LogAudit(entries: entries, bundles: [], policy: Policy())
    guard let plan = audit.plans.first(where: { $0.commitment.bytes == own }), plan.end != .open else { return }
    throw Failure(
      .fails, "plan-void", "the plan of this run was declared void in \(quoted(log.path)), so it can have no result",
      help: "start anew, with a commitment of its own")
  }
}

/// The path of something that exists, from the root.
private func absolutePath(_ path: String) -> String {
  // The C string is malloc'ed, and freed below.
  guard let real = unsafe realpath(path, nil) else { return path }
  defer { unsafe free(real) }
  return unsafe String(cString: real)
}
