public import Attest
internal import Glibc
internal import Record
public import Sealing
internal import Text

/// A sealed set on disk: its commitment, its encrypted copies, and what was done with it.
public struct SealedSet: Sendable {
  /// The folder.
  public let path: String
  /// What names it.
  public let commitment: SealCommitment

  static let commitmentName = "commitment.json"
  static let treeName = "tree"
  static let indexName = "index.age"
  static let copiesName = "copies"
  static let logName = "access.jsonl"
  static let openName = "open.jsonl"
  static let openingsName = "openings"
  static let identityName = "identity.txt"

  /// The set in a folder, or the one whose commitment file is named.
  ///
  /// - Throws: `seal-commitment`, `no-such-file`.
  public init(_ path: String) throws(AttestFault) {
    let file = isFolder(path) ? "\(path)/\(SealedSet.commitmentName)" : path
    self.path = isFolder(path) ? path : parentFolder(of: path)
    commitment = try SealCommitment(try readFile(file, limit: SealCommitment.limit))
  }

  /// The file that pins the set in a spec.
  public static func commitmentFile(_ path: String) -> String { isFolder(path) ? "\(path)/\(commitmentName)" : path }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// The path of the copy of a holder.
  func copy(of holder: String) -> String { "\(path)/\(SealedSet.copiesName)/\(holder).age" }

  /// The copy that identities open.
  ///
  /// - Throws: `age-identity`, which names the holders.
  func copy(for identities: [AgeIdentity]) throws(AttestFault) -> SealCommitment.Copy {
    let keys = Set(identities.map(\.recipient))
    if let copy = commitment.copies.first(where: { !keys.isDisjoint(with: $0.recipients) }) { return copy }
    throw AttestFault(
      "age-identity", "the identity opens no copy of the set \(quoted(commitment.name)): its copies are for \(listed(commitment.copies.map(\.holder)))",
      help: "give the identity file whose `age1…` line was a recipient of `etalon dataset seal`")
  }

  /// What was done with the set, as far as the folder tells.
  ///
  /// - Throws: `seal-log`.
  public func log() throws(AttestFault) -> AccessLog {
    let path = file(SealedSet.logName)
    guard access(path) else { return AccessLog(of: commitment.digest) }
    return try AccessLog(of: commitment.digest, try readFile(path, limit: 1 << 30))
  }

  private func access(_ path: String) -> Bool { Files.exists(path) }

  /// Appends to the log under a lock, so that two processes keep one chain; durable when it returns.
  ///
  /// - Parameter check: Looks at what was done before; what it throws keeps the access from happening.
  func note(_ entry: AccessLog.Entry, unless check: (AccessLog) throws(AttestFault) -> Void = { _ in }) throws(AttestFault) {
    let path = file(SealedSet.logName)
    let file: OpenFile
    do throws(SystemError) {
      file = try OpenFile.open(path, flags: O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, mode: 0o666)
    } catch {
      throw AttestFault(
        "seal-unlogged", "the access to the sealed set cannot be logged in `\(path)`: \(error.fault("write", path).message)",
        help: "give the set a folder that you may write to: nothing is opened without a trace")
    }
    while flock(file.descriptor, LOCK_EX) != 0, errno == EINTR {}
    var log = try self.log()
    try check(log)
    let line = log.add(entry)
    do throws(SystemError) {
      try file.write(line.span)
      try file.synchronize()
    } catch { throw error.fault("write", path) }
  }
}
