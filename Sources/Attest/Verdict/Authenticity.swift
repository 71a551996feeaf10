// The property `authentic`: an envelope by a key that the verifier's own policy trusts for the builder it names.
public import Record
internal import Text

extension BundleReading {
  /// Judges the bundle's signatures by a policy; `nil` stands for a verifier who has none.
  ///
  /// Keys inside the bundle are never looked at.
  public func authenticity(under policy: Policy?) -> PropertyVerdict {
    let judge = EvidenceJudge(reading: self, policy: policy ?? Policy())
    let signatures = SignatureCheck(judge)
    let summaries = SummaryCheck(judge)
    let outcomes = [signatures.outcome] + (summaries.isEmpty ? [] : [summaries.outcome]) + (policy.map(demands) ?? [])
    return PropertyVerdict(.authentic, outcomes, holding: signatures.summary)
  }
}

/// Who signed the run: one believed signature settles it, and a broken one fails it, whatever others say.
private struct SignatureCheck {
  private let judgements: [EvidenceJudgement]
  private let place: String

  init(_ judge: EvidenceJudge) {
    place = judge.reading.folder.path
    let truth = judge.reading.records.map { RunTruth($0) }
    judgements = judge.judge { $0.states(RunStatement.self) }.map { judgement in
      guard let statement = judgement.believed as? RunStatement else { return judgement }
      var judgement = judgement
      judgement.findings += truth?.findings(statement, at: judgement.file.path) ?? [RunTruth.unknown(at: judgement.file.path)]
      return judgement
    }
  }

  /// The builders whose signatures hold, each key once.
  private var signers: [String] {
    var keys: Set<String> = []
    return judgements.filter { $0.findings.isEmpty && keys.insert($0.keyid ?? "").inserted }.compactMap(\.believed?.speaker)
  }

  var summary: String {
    let others = signers.count > 1 ? " and \(signers.count - 1) more" : ""
    return "signed by \(excerpt(signers.first ?? "nobody"))\(others), whom your policy trusts"
  }

  var outcome: CheckOutcome {
    if judgements.isEmpty { return CheckOutcome("signature", notDone: "nobody signed the bundle", findings: [unsigned]) }
    let findings = judgements.flatMap { signers.isEmpty ? $0.findings : $0.settled }
    if signers.isEmpty, !findings.contains(where: { $0.severity == .failure }) {
      return CheckOutcome("signature", notDone: disbelief(findings), findings: findings)
    }
    return CheckOutcome("signature", done: summary, findings: findings)
  }

  private func disbelief(_ findings: [Finding]) -> String {
    guard findings.contains(where: { $0.code == "key-unknown" }) else { return findings.first?.message ?? "not believed" }
    return "signed by \(judgements.compactMap(\.keyid).map { String($0.prefix(16)) }.joined(separator: ", "))…, not in your policy"
  }

  private var unsigned: Finding {
    Finding(
      "not-signed", .unchecked, path: "attestations/run.dsse.json", "the bundle carries no signature",
      help: "its publisher can add one: etalon sign \(shellQuoted(place)) --key NAME --builder ID")
  }
}

/// What second parties say about the bundle; it must be well made, and it decides nothing about who made the run.
private struct SummaryCheck {
  private let judgements: [EvidenceJudgement]

  init(_ judge: EvidenceJudge) { judgements = judge.judge { $0.states(VerificationSummary.self) } }

  var isEmpty: Bool { judgements.isEmpty }

  var outcome: CheckOutcome {
    let refusals = judgements.compactMap { judgement -> Finding? in
      guard let summary = judgement.believed as? VerificationSummary, !summary.hasPassed else { return nil }
      return Finding(
        "summary-failed", .note, path: judgement.file.path, "\(quoted(summary.verifier)) verified the bundle, and it did not pass there")
    }
    let believed = judgements.compactMap(\.believed?.speaker).map { excerpt($0) }
    let extent = believed.isEmpty ? "none by a verifier whom your policy believes" : "by \(believed.joined(separator: ", "))"
    return CheckOutcome("summaries", done: extent, findings: judgements.flatMap(\.settled) + refusals)
  }
}

/// What a true statement about a run says: what the records say.
private struct RunTruth {
  private let records: BundleRecords
  private let trialsRoot: Digest
  private let dependencies: Set<RunStatement.Dependency>

  init(_ records: BundleRecords) {
    self.records = records
    trialsRoot = MerkleTree(leaves: records.leaves).root
    dependencies = Set(records.inputs.files.map(RunStatement.Dependency.init))
  }

  static func unknown(at path: String) -> Finding {
    Finding("parameters-unchecked", .unchecked, path: path, "the records, which it speaks about, cannot be read")
  }

  func findings(_ statement: RunStatement, at path: String) -> [Finding] {
    var findings: [Finding] = []
    func demand(_ holds: Bool, _ what: String, expected: String, found: String) {
      if holds { return }
      findings.append(
        Finding("parameters-differ", path: path, "the signature is over \(what)", expected: expected, found: found))
    }
    demand(statement.plan == records.planDigest, "another plan", expected: records.planDigest.hex, found: statement.plan.hex)
    demand(
      statement.trialsRoot == trialsRoot && statement.trialsCount == records.leaves.count, "other trial lines",
      expected: "\(records.leaves.count) lines with the root \(trialsRoot.hex)",
      found: "\(statement.trialsCount) lines with the root \(statement.trialsRoot.hex)")
    demand(
      Set(statement.dependencies) == dependencies && statement.dependencies.count == records.inputs.files.count, "other inputs",
      expected: "\(records.inputs.files.count) as \(BundleFile.inputs) has them", found: "\(statement.dependencies.count) others")
    demand(
      statement.started == records.run.started && statement.ended == records.run.ended, "other times",
      expected: "\(records.run.started) to \(records.run.ended)", found: "\(statement.started) to \(statement.ended)")
    return findings
  }
}
