@testable import Attest
import Foundation
import Record
import TestSupport
import Testing

/// A bundle whose plan and results were logged, with witnesses that say when; each part can be a lie.
private struct CommittedFixture {
  var bundle: BundleFixture
  var policy: Policy
  /// When the run starts by its own words, an hour before it ends.
  static let started = 1_800_000_000
  static let ended = started + 3600

  /// What a signer can choose.
  struct Story {
    /// When witnesses saw the plan, or `nil` for a log without witnesses.
    var planSeen: Int? = CommittedFixture.started - 600
    /// When witnesses saw the run's signature, or `nil` for no entry of it.
    var runSeen: Int? = CommittedFixture.ended + 600
    /// Another plan than the bundle's is committed to.
    var plan: Digest?
    /// The log is signed by another key than the policy's.
    var logKeyIsForeign = false
    /// How many witnesses of the policy must have signed; it has one.
    var quorum: Int? = 1
    /// The proof is under the head before the entry.
    var headIsStale = false
    /// The policy has no logs.
    var logIsUnknown = false
  }

  init(
    _ story: Story = Story(), plan: Plan = BundleFixture.plan, pulse: String? = nil,
    change: (borrowing CommittedFixture, borrowing SigningKey) throws -> Void = { _, _ in }
  ) throws {
    let signer = try SigningKey.generate()
    let logKey = try SigningKey.generate()
    let foreign = try SigningKey.generate()
    let witness = try SigningKey.generate()
    bundle = try BundleFixture(plan: plan, pulse: pulse, seconds: Self.started) { draft in
      let times = [Self.started, Self.ended].map { Timestamp(secondsSince1970: $0) }
      try draft.add(
        "data/run.json",
        RunRecord(
          tool: RunRecord.Tool(name: "etalon", version: "0", executable: nil),
          plan: SHA256.digest(of: try plan.canonicalBytes()), started: times[0], ended: times[1], overrides: [], cacheHits: [],
          interruptions: [], partial: [], allowed: [],
          isolation: plan.nodes.filter { $0.id != "third" }.map { RunRecord.Isolation(node: $0.id, layers: []) }))
    }
    policy = bundle.policy.trusting(signer.publicKey, for: BundleFixture.builder)
    if !story.logIsUnknown { policy.logs = [try NoteKey.named("log", .log, logKey.publicKey)] }
    policy.witnesses = [try NoteKey.named("w1", .cosignature, witness.publicKey)]
    policy.quorum = story.quorum
    let digest = try #require(try story.plan ?? bundle.reading.planDigest)
    let commitment = PlanCommitment(
      builder: BundleFixture.builder, plan: digest, committed: Timestamp(secondsSince1970: Self.started - 700), nonce: .drawn())
    try bundle.add(commitment, as: "plan.dsse.json", with: signer)
    let log = LogFolder(path: bundle.folder.path("log"))
    if story.logKeyIsForeign { try log.create(origin: "log", key: foreign) } else { try log.create(origin: "log", key: logKey) }
    func record(_ name: String, seen: Int?) throws {
      let old = try log.head()
      let entry = try bundle.bytes("attestations/\(name).dsse.json")
      _ = story.logKeyIsForeign ? try log.append([entry], key: foreign) : try log.append([entry], key: logKey)
      if let seen { try log.cosign(as: "w1", since: nil, at: UInt64(seen), with: witness) }
      let proof = try log.proof(of: old.checkpoint.size)
      let stale = LogProof(index: proof.index, path: proof.path, checkpoint: old)
      try bundle.write(story.headIsStale ? stale.bytes : proof.bytes, to: "attestations/\(name).tlog-proof")
    }
    try record("plan", seen: story.planSeen)
    if let seen = story.runSeen { try record("run", seen: seen) }
    try change(self, witness)
  }

  var verdict: PropertyVerdict { get throws { try bundle.reading.commitment(under: policy) } }
  var codes: [String] { get throws { try verdict.findings.map(\.code) } }
}

@Suite struct `The property committed` {
  @Test func `is no more than ordered where no beacon tells when the run could begin`() throws {
    let fixture = try CommittedFixture()
    #expect(try fixture.bundle.complaints == [])
    let verdict = try fixture.verdict
    #expect(verdict.state == .notCheckable && verdict.findings == [])
    #expect(
      verdict.checks.map { "\($0.name) \($0.state)" } == [
        "commitment done", "void done", "log done", "plan-time done", "beacon notDone", "run-time done",
      ])
    #expect(
      verdict.summary == """
        ordered, not committed: plan by 2027-01-15T07:50:00Z (witnesses w1), bundle by 2027-01-15T09:10:00Z (witnesses w1), \
        between them 4800 s, in which 1 complete run of 3600 s fits; the seeds depend on no beacon, so the plan could be tried before
        """)
    #expect(verdict.checks[2].detail == "attestations/run.dsse.json is entry 1 of log; attestations/plan.dsse.json is entry 0 of log")
  }

  @Test func `says how many runs fit, so that a wide window is seen`() throws {
    let story = CommittedFixture.Story(planSeen: CommittedFixture.started - 20 * 3600)
    #expect(try CommittedFixture(story).verdict.summary.contains("in which 21 complete runs of 3600 s fit"))
  }

  @Test func `lacks a time where no witness, or too few, say so`() throws {
    let none = try CommittedFixture(CommittedFixture.Story(planSeen: nil, runSeen: nil))
    #expect(try none.verdict.state == .notCheckable && none.codes == ["quorum-missing"])
    let few = try CommittedFixture(CommittedFixture.Story(quorum: 2))
    #expect(try few.verdict.state == .notCheckable && few.codes == ["quorum-missing", "quorum-missing"])
    let unasked = try CommittedFixture(CommittedFixture.Story(quorum: nil))
    #expect(try unasked.verdict.state == .notCheckable && unasked.codes == [])
    #expect(try unasked.verdict.checks.filter { $0.state == .notDone }.map(\.name) == ["plan-time", "beacon", "run-time"])
  }

  @Test(arguments: [
    (CommittedFixture.Story(plan: SHA256.digest(of: [1])), ["subject-differs"]),
    (.init(logKeyIsForeign: true), ["checkpoint-signature", "checkpoint-signature"]),
    (.init(headIsStale: true), ["proof-invalid", "proof-invalid"]),
    (.init(planSeen: CommittedFixture.started + 61), ["commitment-late"]),
    (.init(planSeen: CommittedFixture.ended + 700), ["commitment-late", "commitment-late"]),
    (.init(runSeen: CommittedFixture.ended - 61), ["time-early"]),
  ])
  private func `fails where the story is a lie`(story: CommittedFixture.Story, codes: [String]) throws {
    let fixture = try CommittedFixture(story)
    #expect(try fixture.verdict.state == .fails)
    #expect(try fixture.codes == codes)
  }

  @Test func `takes the word of no log that the policy does not have`() throws {
    let fixture = try CommittedFixture(CommittedFixture.Story(logIsUnknown: true))
    #expect(try fixture.verdict.state == .notCheckable)
    #expect(try fixture.codes == ["log-unknown", "log-unknown"])
  }

  @Test func `fails where a witness's line is of another checkpoint`() throws {
    let fixture = try CommittedFixture { fixture, _ in
      let text = String(decoding: try fixture.bundle.bytes("attestations/plan.tlog-proof"), as: UTF8.self)
      let other = String(decoding: try fixture.bundle.bytes("attestations/run.tlog-proof"), as: UTF8.self)
      let line = try #require(other.split(separator: "\n").last)
      let own = try #require(text.split(separator: "\n").last)
      try fixture.bundle.write(Array(text.replacing(own, with: line).utf8), to: "attestations/plan.tlog-proof")
    }
    #expect(try fixture.verdict.state == .fails)
    #expect(try fixture.codes == ["cosignature-invalid"])
  }

  @Test func `fails where the proof is about another entry`() throws {
    let fixture = try CommittedFixture { fixture, _ in
      let text = String(decoding: try fixture.bundle.bytes("attestations/run.tlog-proof"), as: UTF8.self)
      try fixture.bundle.write(Array(text.replacing("index 1", with: "index 0").utf8), to: "attestations/run.tlog-proof")
    }
    #expect(try fixture.codes == ["proof-invalid"])
  }
}

@Suite(.enabled(if: TimeAuthority.openssl != nil, "openssl is not installed")) struct `A plan whose seeds depend on a beacon` {
  private static let beacon = Result { try TestBeacon() }

  /// A committed bundle whose streams depend on a pulse of a time.
  private func fixture(
    at time: String, after earlier: String? = nil, rule: String = Seed.beaconRule, changesStream: Bool = false
  ) throws -> CommittedFixture {
    let before = try earlier.map { try Self.beacon.get().pulse(at: $0, index: 1) }
    let pulse = try Self.beacon.get().pulse(at: time, index: 2, after: before)
    let value = hexadecimal(try NISTPulse(reading: pulse).value)
    var plan = BundleFixture.plan
    plan.seed.rule = rule
    let certificate = try Self.beacon.get().certificate
    var fixture = try CommittedFixture(plan: plan, pulse: changesStream ? value + "00" : value)
    try fixture.bundle.write(pulse, to: "attestations/beacon.pulse.json")
    if let before { try fixture.bundle.write(before, to: "attestations/before.pulse.json") }
    fixture.policy.beacons = [Policy.BeaconAuthority(kind: .nist, certificate: certificate)]
    return fixture
  }

  @Test func `is committed where the pulse lies between plan and run`() throws {
    let fixture = try fixture(at: "2027-01-15T07:55:00.000Z")
    #expect(try fixture.bundle.complaints == [])
    let verdict = try fixture.verdict
    #expect(verdict.state == .holds && verdict.findings == [], "\(verdict)")
    #expect(
      verdict.summary == """
        committed: plan by 2027-01-15T07:50:00Z (witnesses w1), beacon at 2027-01-15T07:55:00Z, bundle by 2027-01-15T09:10:00Z \
        (witnesses w1), between them 4500 s, in which 1 complete run of 3600 s fits
        """)
  }

  @Test func `fails where the pulse was known before the plan, or came after the start`() throws {
    #expect(try fixture(at: "2027-01-15T07:50:00.000Z").codes == ["beacon-early"])
    #expect(try fixture(at: "2027-01-15T08:01:01.000Z").codes == ["beacon-late"])
  }

  @Test func `is not committed by a pulse that it does not depend on, or under another certificate`() throws {
    let unused = try fixture(at: "2027-01-15T07:55:00.000Z", rule: "etalon-stream/1")
    #expect(try unused.codes == ["pulse-unused"])
    #expect(try unused.verdict.summary.hasPrefix("ordered, not committed: "))
    var foreign = try fixture(at: "2027-01-15T07:55:00.000Z")
    foreign.policy.beacons = [Policy.BeaconAuthority(kind: .nist, certificate: try TestBeacon().certificate)]
    #expect(try foreign.verdict.state == .fails && foreign.codes == ["pulse-untrusted"])
    foreign.policy.beacons = []
    #expect(try foreign.verdict.state == .notCheckable && foreign.codes == ["beacon-unknown"])
  }

  @Test func `is not intact with streams of another pulse, and has one pulse`() throws {
    let fixture = try fixture(at: "2027-01-15T07:55:00.000Z", changesStream: true)
    #expect(try fixture.bundle.complaints.first?.hasPrefix("stream-differs") == true)
    let twice = try self.fixture(at: "2027-01-15T07:55:00.000Z")
    try twice.bundle.write(try twice.bundle.bytes("attestations/beacon.pulse.json"), to: "attestations/beacon2.pulse.json")
    #expect(try twice.codes == ["pulse-chain"])
    // The pulse before it shows what it continues.
    let chained = try self.fixture(at: "2027-01-15T07:55:00.000Z", after: "2027-01-15T07:54:00.000Z")
    let verdict = try chained.verdict
    #expect(try chained.bundle.complaints == [])
    #expect(verdict.state == .holds, "\(verdict)")
  }
}

@Suite(.enabled(if: TimeAuthority.openssl != nil, "openssl is not installed")) struct `A time token beside a bundle` {
  private static let authority = Result { try TimeAuthority() }

  private func fixture(over file: String, root: String? = nil) throws -> CommittedFixture {
    var fixture = try CommittedFixture(CommittedFixture.Story(planSeen: nil)) { fixture, _ in
      try fixture.bundle.write(try Self.authority.get().token(over: try fixture.bundle.bytes(file)), to: "attestations/a.tsr")
    }
    fixture.policy.quorum = nil
    fixture.policy.timeAuthorities = [Policy.TimeAuthority(name: "tsa", root: try root ?? Self.authority.get().root)]
    return fixture
  }

  @Test(arguments: ["data/plan.json", "attestations/plan.dsse.json"]) func `over the plan says when it was there`(file: String) throws {
    let verdict = try fixture(over: file).verdict
    #expect(verdict.findings == [])
    let check = try #require(verdict.checks.first { $0.name == "plan-time" })
    #expect(check.state == .done && check.detail.hasSuffix("by tsa"))
  }

  @Test(arguments: ["manifest-sha256.txt", "attestations/run.dsse.json"])
  func `over the results is no time of the plan, and must not be older than the run`(file: String) throws {
    let verdict = try fixture(over: file).verdict
    #expect(verdict.checks.first { $0.name == "plan-time" }?.state == .notDone)
    #expect(verdict.findings.map(\.code) == ["time-early"])
  }

  @Test func `over anything else fails`() throws {
    #expect(try fixture(over: "data/scores.json").codes == ["time-subject"])
  }

  @Test func `under another root is not believed`() throws {
    let verdict = try fixture(over: "data/plan.json", root: try TimeAuthority().root).verdict
    #expect(verdict.state == .notCheckable && verdict.findings.map(\.code) == ["token-untrusted"])
    var unknown = try fixture(over: "data/plan.json")
    unknown.policy.timeAuthorities = []
    #expect(try unknown.verdict.state == .notCheckable && unknown.codes == ["authority-unknown"])
  }
}
