import Attest
import Record
import TestSupport
import Testing

@Suite struct `An audit of a log` {
  private static let builder = "https://lab.example/etalon"
  private static let time = Timestamp(secondsSince1970: 1_795_000_000)
  private static let plan = SHA256.digest(of: [1])

  private func commitment(_ key: borrowing SigningKey, at second: Int = 0, plan: Digest = plan) -> [UInt8] {
    let time = Timestamp(secondsSince1970: 1_795_000_000 + second)
    return Envelope(stating: PlanCommitment(builder: Self.builder, plan: plan, committed: time, nonce: .drawn()), with: key).bytes
  }

  private func void(_ key: borrowing SigningKey, plan: Digest = plan) -> [UInt8] {
    let record = VoidRecord(builder: Self.builder, plan: plan, reason: "it broke", voided: Self.time, nonce: .drawn())
    return Envelope(stating: record, with: key).bytes
  }

  @Test func `shows the best of many`() throws {
    let key = try SigningKey.generate()
    let entries = (0..<5).map { commitment(key, at: $0) }
    let best = CommittedBundle(path: "best", commitment: entries[3], doubt: nil)
    let audit = LogAudit(entries: entries, bundles: [best], policy: Policy(key: key.publicKey, builder: Self.builder))
    #expect(audit.plans[3].end == .result(bundle: "best"))
    #expect(audit.open.map(\.commitment.number) == [0, 1, 2, 4])
  }

  @Test func `lets a void record end one commitment, the earliest before it`() throws {
    let key = try SigningKey.generate()
    let entries = [void(key), commitment(key), commitment(key, at: 1), void(key), commitment(key, at: 2)]
    let audit = LogAudit(entries: entries, bundles: [], policy: Policy(key: key.publicKey, builder: Self.builder))
    #expect(audit.plans.map(\.end) == [.void(entry: 3, reason: "it broke"), .open, .open])
  }

  @Test func `takes no end by another key, of another plan, or by a key that the policy does not have`() throws {
    let key = try SigningKey.generate()
    let other = try SigningKey.generate()
    let policy = Policy(key: key.publicKey, builder: Self.builder)
    let foreign = LogAudit(entries: [commitment(key), void(other), void(key, plan: SHA256.digest(of: [2]))], bundles: [], policy: policy)
    #expect(foreign.plans.map(\.end) == [.open])
    let unknown = LogAudit(entries: [commitment(other), void(other)], bundles: [], policy: policy)
    #expect(unknown.open.isEmpty && unknown.doubtful.count == 1)
    let somebody = LogAudit(
      entries: [commitment(key), void(key)], bundles: [], policy: Policy(key: key.publicKey, builder: "somebody else"))
    #expect(somebody.doubtful.count == 1)
  }

  @Test func `does not count a bundle that is broken or not by a trusted signer`() throws {
    let bundle = try BundleFixture()
    let key = try SigningKey.generate()
    let digest = try #require(try bundle.reading.planDigest)
    let commitment = PlanCommitment(builder: BundleFixture.builder, plan: digest, committed: Self.time, nonce: .drawn())
    try bundle.add(commitment, as: "plan.dsse.json", with: key)
    let entry = try bundle.bytes("attestations/plan.dsse.json")
    func end(_ policy: Policy) throws -> LogAudit.End? {
      LogAudit(entries: [entry], bundles: [try CommittedBundle(path: bundle.path, policy: policy)], policy: policy).plans.first?.end
    }
    #expect(try end(bundle.policy) == .result(bundle: bundle.path))
    guard case .doubtful? = try end(Policy()) else {
      Issue.record("an unknown signer's bundle counts")
      return
    }
    try bundle.write(Array("{}".utf8), to: "data/scores.json")
    guard case .doubtful(let why)? = try end(bundle.policy) else {
      Issue.record("a broken bundle counts")
      return
    }
    #expect(why.contains("not intact"))
  }

  @Test func `names entries that are neither commitments nor void records`() throws {
    let key = try SigningKey.generate()
    let other = Envelope(signing: Array("{}".utf8), with: key).bytes
    #expect(LogAudit(entries: [[1], other], bundles: [], policy: Policy()).strangers == [0, 1])
    let fault = #expect(throws: AttestFault.self) { try LoggedStatement(number: 0, other) }
    #expect(fault?.code == "log-entry")
  }
}
