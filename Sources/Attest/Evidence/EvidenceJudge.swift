internal import Record
internal import Text

/// What became of one file of evidence.
struct EvidenceJudgement {
  let file: StoredEvidence
  /// The key that the envelope names.
  var keyid: String?
  /// The statement, where the verifier's policy believes who made it.
  var believed: (any Statement)?
  var findings: [Finding] = []

  var hasFailed: Bool { findings.contains { $0.severity == .failure } }

  /// The findings where something else settles the matter: what is merely not believed is worth a note.
  var settled: [Finding] {
    findings.map { finding in
      var finding = finding
      if finding.severity == .unchecked { finding.severity = .note }
      return finding
    }
  }
}

/// Judges envelopes: form, statement, subject, key, signature, and whether the policy believes the speaker.
///
/// Keys inside a bundle are never looked at.
struct EvidenceJudge {
  let reading: BundleReading
  let policy: Policy

  /// Every file of a kind, judged.
  func judge(_ isMeant: (EvidenceKind) -> Bool) -> [EvidenceJudgement] { reading.evidence.filter { isMeant($0.kind) }.map(judge) }

  func judge(_ file: StoredEvidence) -> EvidenceJudgement {
    var judgement = EvidenceJudgement(file: file)
    guard case .envelope(let type) = file.kind.reading else { return judgement }
    do {
      let envelope = try Envelope(reading: file.bytes)
      judgement.keyid = envelope.keyid
      judgement.findings = nameFindings(envelope, file)
      do {
        try examine(envelope, type, &judgement)
      } catch {
        judgement.findings.append(
          Finding(error.code, path: file.path, error.message, expected: error.expected, found: error.found.map { excerpt($0) }))
      }
    } catch {
      judgement.findings.append(Finding(renaming: error, "envelope-malformed", in: file.path))
    }
    return judgement
  }

  /// A name that speaks of a key speaks of the one that the envelope names.
  private func nameFindings(_ envelope: Envelope, _ file: StoredEvidence) -> [Finding] {
    guard let named = file.kind.name.keyid(in: file.name), named != envelope.keyid else { return [] }
    return [
      Finding(
        "keyid-differs", path: file.path, "the file's name is not that of its key", expected: file.kind.name.name(for: envelope.keyid))
    ]
  }

  private func examine(_ envelope: Envelope, _ type: any Statement.Type, _ judgement: inout EvidenceJudgement) throws(StatementFault) {
    let path = judgement.file.path
    let key = try signer(of: envelope)
    try StatementFault.demand(envelope.payloadType, Envelope.statementType, "payload-type", "payload type")
    let statement = try type.init(payload: envelope.payload)
    judgement.findings += subjectFindings(statement, at: path)
    guard let key else {
      judgement.findings.append(unknownKey(envelope, statement, at: path))
      return
    }
    judgement.findings += trustFindings(statement, key.builders, at: path)
    if judgement.findings.isEmpty { judgement.believed = statement }
  }

  /// The builders that a key may speak for; `nil` for a key that the policy does not have.
  private func signer(of envelope: Envelope) throws(StatementFault) -> (key: PublicKey, builders: [Policy.Builder])? {
    guard let trusted = policy.trusted(keyid: envelope.keyid) else {
      if let other = policy.builders.flatMap(\.keys).first(where: { $0.hasSigned(envelope) }) {
        throw StatementFault("keyid-differs", "signed by another key than it names", expected: other.keyid, found: envelope.keyid)
      }
      return nil
    }
    guard envelope.isSigned(by: trusted.key) else {
      throw StatementFault("signature-invalid", "the signature is not one of key \(envelope.keyid.prefix(16))… over this payload")
    }
    return trusted
  }

  /// Whether the statement is about this bundle, or about its plan.
  private func subjectFindings(_ statement: any Statement, at path: String) -> [Finding] {
    let about = type(of: statement).about
    let found = about == .manifest ? reading.root : reading.planDigest
    guard let found else {
      return [Finding("subject-unchecked", .unchecked, path: path, "`\(about.rawValue)`, which it speaks about, cannot be read")]
    }
    if found == statement.subject { return [] }
    return [
      Finding(
        "subject-differs", path: about.rawValue, "not the \(about == .manifest ? "manifest" : "plan") that `\(path)` signs",
        expected: statement.subject.hex, found: found.hex)
    ]
  }

  private func trustFindings(_ statement: any Statement, _ builders: [Policy.Builder], at path: String) -> [Finding] {
    guard let builder = builders.first(where: { $0.id.utf8.elementsEqual(statement.speaker.utf8) }) else {
      return [
        Finding(
          "builder-differs", path: path, "the key is trusted for another builder", expected: builders.map(\.id).joined(separator: ", "),
          found: excerpt(statement.speaker))
      ]
    }
    guard builder.covers(statement.stated) else {
      return [
        Finding(
          "builder-time", path: path, "your policy does not believe this builder at the time that the statement states",
          expected: "\(builder.from.map { "\($0)" } ?? "any time") to \(builder.until.map { "\($0)" } ?? "any time")",
          found: "\(statement.stated)")
      ]
    }
    let needed = type(of: statement).policyType
    if builder.buildTypes.contains(where: { $0.utf8.elementsEqual(needed.utf8) }) { return [] }
    return [
      Finding(
        "build-type", .unchecked, path: path, "your policy does not believe such a statement from this builder",
        expected: builder.buildTypes.joined(separator: ", "), found: needed, help: "add the type to the builder's `build-types`")
    ]
  }

  private func unknownKey(_ envelope: Envelope, _ statement: any Statement, at path: String) -> Finding {
    let claimed = excerpt(statement.speaker)
    return Finding(
      "key-unknown", .unchecked, path: path, "signed by \(envelope.keyid), not in your policy",
      found: "it says that it is `\(claimed)`, which nothing proves",
      help: "get the key from its owner by a way you trust, then: etalon key trust KEY.pub --builder \(shellQuoted(claimed))")
  }
}

extension PublicKey {
  /// Whether the key made an envelope's signature, whatever key the envelope names.
  fileprivate func hasSigned(_ envelope: Envelope) -> Bool {
    verifies(
      envelope.signature, over: Envelope.preAuthenticationEncoding(payloadType: envelope.payloadType, payload: envelope.payload))
  }
}

extension Finding {
  /// A record's fault under a code of its own.
  fileprivate init(renaming fault: RecordFault, _ code: String, in path: String) {
    self.init(fault, in: path)
    self.code = code
  }
}
