internal import Record
internal import Text

/// A time at which something existed, as somebody says whom the policy believes.
struct Moment: Hashable {
  /// What existed.
  let about: StatementSubject
  /// By when.
  let time: Timestamp
  /// Who says so.
  let by: String
}

/// What the evidence of times came to.
struct Moments {
  private(set) var all: [Moment] = []
  /// Places in logs that hold, as phrases.
  private(set) var places: [String] = []
  private(set) var findings: [Finding] = []

  /// The earliest time at which something existed.
  ///
  /// Each believed time is an upper bound of its own, so the earliest is the best.
  func earliest(about subject: StatementSubject) -> Moment? {
    all.filter { $0.about == subject }.min { ($0.time.recordText, $0.by) < ($1.time.recordText, $1.by) }
  }

  mutating func add(_ moment: Moment) { all.append(moment) }
  mutating func add(place: String) { places.append(place) }
  mutating func add(_ finding: Finding) { findings.append(finding) }
}

/// Judges time tokens and proofs of logs: what they are about, who made them, and whether the policy believes those.
///
/// Certificates and keys inside a bundle only help to reach what the policy has.
struct MomentJudge {
  let reading: BundleReading
  let policy: Policy

  /// Everything that can be dated, with its bytes: the plan before the run, the manifest and the run's statement after it.
  private var subjects: [(path: String, about: StatementSubject, digest: Digest)] {
    let files: [(String, StatementSubject, Digest?)] = [
      (StatementSubject.plan.rawValue, .plan, reading.planDigest),
      (EvidenceKind.planPath, .plan, reading.file(EvidenceKind.planPath).map { SHA256.digest(of: $0) }),
      (StatementSubject.manifest.rawValue, .manifest, reading.root),
      (EvidenceKind.runPath, .manifest, reading.file(EvidenceKind.runPath).map { SHA256.digest(of: $0) }),
    ]
    return files.compactMap { path, about, digest in digest.map { (path, about, $0) } }
  }

  /// All moments of the bundle's evidence, with what is wrong with the rest.
  func judge() -> Moments {
    var moments = Moments()
    for file in reading.evidence {
      switch file.kind.reading {
      case .timeToken: judge(token: file, &moments)
      case .logProof: judge(proof: file, &moments)
      case .envelope, .pulse: break
      }
    }
    return moments
  }

  private func judge(token file: StoredEvidence, _ moments: inout Moments) {
    do throws(AttestFault) {
      let token = try TimeToken(reading: file.bytes)
      guard let subject = subjects.first(where: { $0.digest == token.subject }) else {
        return moments.add(
          Finding(
            "time-subject", path: file.path, "the token is about something that is not in this bundle",
            expected: "the digest of one of \(subjects.map(\.path).joined(separator: ", "))", found: token.subject.hex))
      }
      guard let authority = try authority(of: token) else {
        return moments.add(
          Finding(
            "authority-unknown", .unchecked, path: file.path, "your policy believes no time authority",
            help: "add its root certificate under `time-authorities`"))
      }
      moments.add(Moment(about: subject.about, time: token.time, by: authority))
    } catch {
      let severity: Finding.Severity = error.code == "token-malformed" ? .failure : .unchecked
      moments.add(Finding(error.code, severity, path: file.path, error.message, help: error.help))
    }
  }

  /// Whose token it is; `nil` where the policy has no authorities.
  ///
  /// - Throws: `token-untrusted` where it is of none of them.
  private func authority(of token: borrowing TimeToken) throws(AttestFault) -> String? {
    var fault: AttestFault?
    for authority in policy.timeAuthorities {
      guard let roots = Certificates(pem: authority.root) else { continue }
      do throws(AttestFault) {
        try token.verify(under: roots)
        return authority.name
      } catch {
        fault = fault ?? error
      }
    }
    if let fault { throw fault }
    return nil
  }
}

extension MomentJudge {
  private func judge(proof file: StoredEvidence, _ moments: inout Moments) {
    do throws(AttestFault) {
      let proof = try LogProof(reading: file.bytes)
      let entries: [(String, StatementSubject)] = [(EvidenceKind.planPath, .plan), (EvidenceKind.runPath, .manifest)]
      let entry = entries.first { path, _ in reading.file(path).map { proof.includes($0) } ?? false }
      guard let entry else {
        return moments.add(
          Finding(
            "proof-invalid", path: file.path, "no entry of this bundle stands at that place of the log under that checkpoint",
            expected: "one of \(entries.map(\.0).joined(separator: ", "))",
            found: "entry \(proof.index) of \(proof.checkpoint.checkpoint.size)"))
      }
      try judge(proof.checkpoint, entry.1, file, "\(entry.0) is entry \(proof.index)", &moments)
    } catch {
      moments.add(Finding(error.code, path: file.path, error.message, help: error.help))
    }
  }

  private func judge(
    _ head: SignedCheckpoint, _ about: StatementSubject, _ file: StoredEvidence, _ place: String, _ moments: inout Moments
  ) throws(AttestFault) {
    let origin = head.checkpoint.origin
    let keys = policy.logs.filter { $0.name.utf8.elementsEqual(origin.utf8) }
    guard !keys.isEmpty else {
      return moments.add(
        Finding(
          "log-unknown", .unchecked, path: file.path, "\(quoted(origin)) is no log of your policy",
          help: "get its key from its owner by a way you trust, and add it under `logs`"))
    }
    guard keys.contains(where: { head.note.isSigned(by: $0) == true }) else {
      for key in keys { try head.demandSignature(of: key) }
      return
    }
    moments.add(place: "\(place) of \(excerpt(origin))")
    try judgeWitnesses(of: head, about, file, &moments)
  }

  /// The time by which the quorum had signed.
  private func judgeWitnesses(
    of head: SignedCheckpoint, _ about: StatementSubject, _ file: StoredEvidence, _ moments: inout Moments
  ) throws(AttestFault) {
    guard let quorum = policy.quorum else { return }
    guard let cosignatures = head.note.cosignatures(of: policy.witnesses) else {
      throw AttestFault("cosignature-invalid", "a witness of your policy did not sign this checkpoint in the way its line says")
    }
    let times = cosignatures.sorted { $0.seconds < $1.seconds }
    guard times.count >= quorum else {
      return moments.add(
        Finding(
          "quorum-missing", .unchecked, path: file.path, "too few witnesses of your policy cosigned the checkpoint for its time to count",
          expected: "\(quorum)", found: "\(times.count)"))
    }
    let names = times.prefix(quorum).map(\.witness.name)
    moments.add(Moment(about: about, time: times[quorum - 1].time, by: "witnesses \(names.joined(separator: ", "))"))
  }
}

extension EvidenceKind {
  /// Where a bundle keeps the commitment to its plan.
  static let planPath = folder + "plan.dsse.json"
  /// Where a bundle keeps the first signature.
  static let runPath = folder + "run.dsse.json"
}

extension BundleReading {
  /// The bytes of a file of evidence, by its path.
  func file(_ path: String) -> [UInt8]? { evidence.first { $0.path.utf8.elementsEqual(path.utf8) }?.bytes }
}
