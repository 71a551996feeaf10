import Attest
import Foundation
import Record
import TestSupport
import Testing

@Suite struct `A file of evidence` {
  private static let keyid = String(repeating: "a", count: 64)

  @Test(arguments: [
    ("run.dsse.json", "signature"), ("run.\(keyid).dsse.json", "co-signature"), ("plan.dsse.json", "plan commitment"),
    ("verify.\(keyid).dsse.json", "verification summary"), ("void.\(keyid).dsse.json", "void record"), ("a.tsr", "time token"),
    ("plan.tlog-proof", "proof of a log"), ("a.pulse.json", "beacon pulse"), ("run.\(keyid.uppercased()).dsse.json", nil),
    ("run..dsse.json", nil),
    ("plan.dsse.json.bak", nil),
    ("verify.dsse.json", nil), ("x", nil), ("a/b.tsr", nil),
  ])
  func `is of the kind that its name says, or of none`(name: String, title: String?) {
    #expect(EvidenceKind.of("attestations/\(name)")?.title == title)
    #expect(EvidenceKind.of(name) == nil)
  }

  @Test func `of each kind stands on the page of the format`() throws {
    let page = try Repository.text(of: Repository.path("docs/bundle-format.md"))
    for kind in EvidenceKind.all { #expect(page.contains("`\(kind.name.pattern)`"), "\(kind.title)") }
    for type in StatementTable.all { #expect(page.contains("| `\(type.predicateType)` | `\(type.about.rawValue)` |"), "\(type.title)") }
  }

  @Test func `of each kind has a name form of its own`() {
    #expect(Set(EvidenceKind.all.map(\.name.pattern)).count == EvidenceKind.all.count)
    #expect(Set(EvidenceKind.all.map(\.title)).count == EvidenceKind.all.count)
  }

  @Test(arguments: [("plan.tsr", "token-malformed"), ("run.tlog-proof", "proof-malformed"), ("a.pulse.json", "pulse-malformed")])
  func `that is of no form at all fails what it speaks for`(name: String, code: String) throws {
    let bundle = try BundleFixture()
    try bundle.write([1, 2, 3], to: "attestations/\(name)")
    #expect(try bundle.complaints == [])
    let verdict = try bundle.reading.commitment(under: bundle.policy)
    #expect(verdict.state == .fails)
    #expect(verdict.findings.map { "\($0.code) \($0.path)" } == ["\(code) attestations/\(name)"])
  }

  @Test(arguments: ["plan.dsse.json", "void.\(keyid).dsse.json"]) func `that is no envelope fails what it speaks for`(name: String) throws {
    let bundle = try BundleFixture()
    try bundle.write(Array("{}".utf8), to: "attestations/\(name)")
    let verdict = try bundle.reading.commitment(under: bundle.policy)
    #expect(verdict.state == .fails)
    #expect(verdict.findings.map(\.code) == ["envelope-malformed"])
    #expect(verdict.findings.map(\.path) == ["attestations/\(name)"])
  }

  @Test func `larger than it may be is refused`() throws {
    let bundle = try BundleFixture()
    try bundle.write([UInt8](repeating: 32, count: Envelope.sizeLimit + 1), to: "attestations/plan.dsse.json")
    #expect(try bundle.complaints == ["too-large attestations/plan.dsse.json"])
  }
}

@Suite struct `A verification summary` {
  private func summary(_ bundle: BundleFixture, root: Digest? = nil, hasPassed: Bool = true) throws -> VerificationSummary {
    VerificationSummary(
      verifier: "auditor", root: try #require(try root ?? bundle.reading.root), verified: Timestamp(secondsSince1970: 1_795_500_000),
      policy: nil, hasPassed: hasPassed, levels: ["ETALON_INTACT"])
  }

  private func policy(_ bundle: BundleFixture, _ key: PublicKey, types: [String] = [VerificationSummary.predicateType]) -> Policy {
    var policy = bundle.policy
    policy.builders.append(Policy.Builder(id: "auditor", keys: [key], buildTypes: types))
    return policy
  }

  private func verdict(
    root: Digest? = nil, hasPassed: Bool = true, name: String? = nil, policy: (BundleFixture, PublicKey) -> Policy
  ) throws -> PropertyVerdict {
    let bundle = try BundleFixture()
    let key = try SigningKey.generate()
    let name = name ?? "verify.\(key.publicKey.keyid).dsse.json"
    try bundle.add(try summary(bundle, root: root, hasPassed: hasPassed), as: name, with: key)
    #expect(try bundle.complaints == [])
    return try bundle.reading.authenticity(under: policy(bundle, key.publicKey))
  }

  @Test func `by a verifier whom the policy believes is named`() throws {
    let verdict = try verdict { policy($0, $1) }
    #expect(verdict.state == .holds)
    #expect(verdict.checks.map(\.name) == ["signature", "summaries"])
    #expect(verdict.checks[1] == Check("summaries", .done, "by auditor"))
    // Who verified did not run: the signer stays the one who signed the run.
    #expect(verdict.summary == "signed by \(BundleFixture.builder), whom your policy trusts")
  }

  @Test func `by a stranger changes nothing, and is told`() throws {
    let verdict = try verdict { bundle, _ in bundle.policy }
    #expect(verdict.state == .holds)
    #expect(verdict.checks[1].detail == "none by a verifier whom your policy believes")
    #expect(verdict.findings.map(\.code) == ["key-unknown"] && verdict.findings.map(\.severity) == [.note])
    let unbelieved = try self.verdict { policy($0, $1, types: [RunStatement.buildType]) }
    #expect(unbelieved.state == .holds && unbelieved.findings.map(\.code) == ["build-type"])
  }

  @Test func `of a verification that failed is told`() throws {
    let verdict = try verdict(hasPassed: false) { policy($0, $1) }
    #expect(verdict.findings.map(\.code) == ["summary-failed"])
    #expect(verdict.state == .holds)
  }

  @Test func `of another bundle fails, whoever signed it`() throws {
    let other = SHA256.digest(of: [1])
    #expect(try verdict(root: other) { policy($0, $1) }.findings.map(\.code) == ["subject-differs"])
    let stranger = try verdict(root: other) { bundle, _ in bundle.policy }
    #expect(stranger.state == .fails && stranger.findings.map(\.code) == ["subject-differs", "key-unknown"])
  }

  @Test func `under the name of another key fails`() throws {
    let name = "verify.\(String(repeating: "0", count: 64)).dsse.json"
    let verdict = try verdict(name: name) { policy($0, $1) }
    #expect(verdict.state == .fails && verdict.findings.map(\.code) == ["keyid-differs"])
  }

  @Test func `in the place of a signature is no signature`() throws {
    let bundle = try BundleFixture()
    let key = try SigningKey.generate()
    try bundle.add(try summary(bundle), as: "run.dsse.json", with: key)
    let verdict = try bundle.reading.authenticity(under: policy(bundle, key.publicKey))
    #expect(verdict.state == .fails && verdict.findings.map(\.code) == ["predicate-type"])
  }
}

@Suite struct `A plan commitment` {
  private static let before = Timestamp(secondsSince1970: 1_794_000_000)

  private func verdict(
    plan: Digest? = nil, committed: Timestamp = before, builder: String = BundleFixture.builder, isKnown: Bool = true
  ) throws -> PropertyVerdict {
    let bundle = try BundleFixture()
    let key = try SigningKey.generate()
    let digest = try #require(try plan ?? bundle.reading.planDigest)
    try bundle.add(PlanCommitment(builder: builder, plan: digest, committed: committed, nonce: .drawn()), as: "plan.dsse.json", with: key)
    #expect(try bundle.complaints == [] && bundle.reading.hasCommitment)
    let policy = isKnown ? bundle.policy.trusting(key.publicKey, for: BundleFixture.builder) : bundle.policy
    return try bundle.reading.commitment(under: policy)
  }

  @Test func `that is believed is not yet a time, so the property stays open`() throws {
    let verdict = try verdict()
    #expect(verdict.state == .notCheckable)
    #expect(
      verdict.checks == [
        Check("commitment", .done, "by \(BundleFixture.builder)"), Check("void", .done, "the plan is not declared void"),
        Check("plan-time", .notDone, "nobody whom your policy believes says when the plan was there"),
        Check("beacon", .notDone, "the seeds depend on no beacon, so the plan could be tried before"),
        Check("run-time", .notDone, "nobody whom your policy believes says when the bundle was there"),
      ])
  }

  @Test func `by a stranger is not believed`() throws {
    let verdict = try verdict(isKnown: false)
    #expect(verdict.state == .notCheckable && verdict.checks[0].state == .notDone)
    #expect(verdict.findings.map(\.code) == ["key-unknown"])
  }

  @Test func `that lies fails`() throws {
    #expect(try verdict(plan: SHA256.digest(of: [1])).findings.map(\.code) == ["subject-differs"])
    #expect(try verdict(builder: "somebody else").findings.map(\.code) == ["builder-differs"])
    let late = try verdict(committed: Timestamp(secondsSince1970: 1_799_000_000))
    #expect(late.state == .fails && late.findings.map(\.code) == ["commitment-late"])
  }

  @Test func `that is absent leaves the property open`() throws {
    let bundle = try BundleFixture()
    #expect(try !bundle.reading.hasCommitment)
    let verdict = try bundle.reading.commitment(under: bundle.policy)
    #expect(verdict.state == .notCheckable && verdict.checks[0] == Check("commitment", .notDone, "the bundle holds no plan commitment"))
  }
}

@Suite struct `A void record` {
  private func verdict(isKnown: Bool) throws -> PropertyVerdict {
    let bundle = try BundleFixture()
    let key = try SigningKey.generate()
    let record = VoidRecord(
      builder: BundleFixture.builder, plan: try #require(try bundle.reading.planDigest), reason: "it was slow\u{1B}",
      voided: Timestamp(secondsSince1970: 1_794_000_000), nonce: .drawn())
    try bundle.add(record, as: "void.\(key.publicKey.keyid).dsse.json", with: key)
    let policy = isKnown ? bundle.policy.trusting(key.publicKey, for: BundleFixture.builder) : bundle.policy
    return try bundle.reading.commitment(under: policy)
  }

  @Test func `of the plan of a bundle contradicts the bundle`() throws {
    let verdict = try verdict(isKnown: true)
    #expect(verdict.state == .fails)
    #expect(verdict.findings.map(\.code) == ["plan-void"] && verdict.findings[0].found == "it was slow\\u{1b}")
  }

  @Test func `by a stranger changes nothing, and is told`() throws {
    let verdict = try verdict(isKnown: false)
    #expect(verdict.state == .notCheckable && verdict.checks[1].state == .done)
    #expect(verdict.findings.map(\.code) == ["key-unknown"] && verdict.findings.map(\.severity) == [.note])
  }
}
