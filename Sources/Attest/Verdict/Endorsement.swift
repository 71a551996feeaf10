// The property `reproduced-by`: somebody else whom the policy believes ran the plan again.
public import Record
internal import Text

extension BundleReading {
  /// Whether the bundle holds a summary of somebody's verification.
  public var hasSummaries: Bool { evidence.contains { $0.kind.states(VerificationSummary.self) } }

  /// Judges what second parties say about having reproduced the bundle; `nil` stands for a verifier who has no policy.
  ///
  /// A second party is one who did not sign the run, neither by key nor by name.
  public func endorsement(under policy: Policy?) -> PropertyVerdict {
    let judge = EvidenceJudge(reading: self, policy: policy ?? Policy())
    let signers = judge.judge { $0.states(RunStatement.self) }
    let judgements = judge.judge { $0.states(VerificationSummary.self) }
    var findings = judgements.flatMap(\.settled)
    var endorsers: [String] = []
    for judgement in judgements {
      guard let summary = judgement.believed as? VerificationSummary else { continue }
      if let doubt = doubt(of: summary, judgement, signers) { findings.append(doubt) } else { endorsers.append(excerpt(summary.verifier)) }
    }
    guard !endorsers.isEmpty else {
      let reason = "no second party whom your policy believes says that it reproduced the bundle"
      return PropertyVerdict(.reproducedBy, [CheckOutcome("summaries", notDone: reason, findings: findings)], holding: "")
    }
    let summary = "reproduced by \(endorsers.joined(separator: ", "))"
    return PropertyVerdict(.reproducedBy, [CheckOutcome("summaries", done: summary, findings: findings)], holding: summary)
  }

  /// Why a believed summary does not count.
  private func doubt(of summary: VerificationSummary, _ judgement: EvidenceJudgement, _ signers: [EvidenceJudgement]) -> Finding? {
    let isOwn = signers.contains { signer in
      signer.keyid == judgement.keyid || signer.believed.map { $0.speaker.utf8.elementsEqual(summary.verifier.utf8) } ?? false
    }
    if isOwn {
      return Finding(
        "summary-own", .note, path: judgement.file.path, "\(quoted(summary.verifier)) signed the run too, and so is no second party")
    }
    if !summary.hasPassed {
      return Finding(
        "summary-failed", .note, path: judgement.file.path, "\(quoted(summary.verifier)) verified the bundle, and it did not pass there")
    }
    if summary.levels.contains(VerificationSummary.level(.reproduced)) { return nil }
    return Finding(
      "summary-short", .note, path: judgement.file.path, "\(quoted(summary.verifier)) verified the bundle, and did not reproduce it",
      found: excerpt(summary.levels.joined(separator: ", ")))
  }

  /// Adds a summary of a verification of this bundle: `attestations/verify.KEYID.dsse.json`.
  ///
  /// - Returns: the path of the envelope inside the bundle.
  /// - Throws: `already-signed`, and what writing a file can throw.
  public func attest(_ summary: VerificationSummary, with key: borrowing SigningKey) throws(AttestFault) -> String {
    let envelope = Envelope(stating: summary, with: key)
    let path = "\(EvidenceKind.folder)verify.\(envelope.keyid).dsse.json"
    guard self.folder.files[path] == nil else {
      throw AttestFault(
        "already-signed", "this key attested `\(self.folder.path)` before: `\(path)`", help: "remove the earlier summary to replace it")
    }
    try place(envelope.bytes, at: path)
    return path
  }
}
