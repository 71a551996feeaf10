import Attest
import Foundation
import Record
import TestSupport
import Testing

@Suite struct `A policy` {
  private func key() throws -> PublicKey { try SigningKey.generate().publicKey }

  @Test func `gains a key and keeps what it had`() throws {
    let keys = try (0..<3).map { _ in try key() }
    var policy = Policy(require: [.intact, .authentic], tolerance: Rational(1, over: 20))
    policy = policy.trusting(keys[0], for: "https://a.example").trusting(keys[1], for: "https://b.example")
    policy = policy.trusting(keys[2], for: "https://a.example").trusting(keys[2], for: "https://a.example")
    #expect(policy.builders.map(\.id) == ["https://a.example", "https://b.example"])
    #expect(policy.builders.map(\.keys) == [[keys[0], keys[2]], [keys[1]]])
    #expect(policy.require == [.intact, .authentic])
  }

  @Test func `is written as text that says everything`() throws {
    let key = try key()
    let policy = Policy(require: [.intact], tolerance: Rational(1, over: 40)).trusting(key, for: "lab \"x\"")
    #expect(
      policy.yaml == """
        # Whom `etalon verify` believes. Written by `etalon key trust`; edit it freely.
        etalon-policy: 1
        require: [intact]
        tolerance: "2.5%"
        builders:
          - id: "lab \\"x\\""
            keys:
              - "\(key.sshLine)"
            build-types:
              - "urn:etalon:run:v1"

        """)
    let json: JSON = [
      "builders": [["id": "lab \"x\"", "keys": [.string(key.sshLine)], "build-types": ["urn:etalon:run:v1"]]], "etalon-policy": 1,
      "require": ["intact"], "tolerance": "2.5%",
    ]
    #expect(try Policy(json: json) == policy)
    #expect(Policy().yaml.hasSuffix("builders: []\n"))
  }

  @Test func `with every demand reads back as itself`() throws {
    let keys = try (0..<3).map { _ in try key() }
    let time = Timestamp(secondsSince1970: 1_795_000_000)
    var policy = Policy(builders: [Policy.Builder(id: "lab", keys: [keys[0]], from: time, until: time)], require: [.committed])
    policy.bands = ["throughput": try #require(Rational(1, over: 20))]
    policy.logs = [try NoteKey.named("log", .log, keys[1])]
    policy.witnesses = [try NoteKey.named("w1", .cosignature, keys[2])]
    policy.quorum = 1
    policy.budget = Policy.Budget(bytes: 1 << 30, seconds: 60, memory: 1 << 28)
    policy.interruptions = 2
    policy.overrides = ["a.b"]
    #expect(
      policy.yaml == """
        # Whom `etalon verify` believes. Written by `etalon key trust`; edit it freely.
        etalon-policy: 1
        require: [committed]
        bands:
          "throughput": "5%"
        interruptions: 2
        overrides: ["a.b"]
        budget:
          bytes: 1073741824
          memory: 268435456
          seconds: 60
        logs:
          - origin: "log"
            key: "\(keys[1].sshLine)"
        witnesses:
          - name: "w1"
            key: "\(keys[2].sshLine)"
        quorum: 1
        builders:
          - id: "lab"
            keys:
              - "\(keys[0].sshLine)"
            build-types:
              - "urn:etalon:run:v1"
            from: "2026-11-18T11:06:40Z"
            until: "2026-11-18T11:06:40Z"

        """)
    let json: JSON = [
      "etalon-policy": 1, "require": ["committed"], "bands": ["throughput": "5%"], "interruptions": 2, "overrides": ["a.b"],
      "budget": ["bytes": "1 GiB", "memory": "256 MiB", "seconds": 60], "logs": [["origin": "log", "key": .string(keys[1].sshLine)]],
      "witnesses": [["name": "w1", "key": .string(keys[2].sshLine)]], "quorum": 1,
      "builders": [
        [
          "id": "lab", "keys": [.string(keys[0].sshLine)], "from": "2026-11-18T11:06:40Z", "until": "2026-11-18T11:06:40Z",
        ]
      ],
    ]
    #expect(try Policy(json: json) == policy)
    #expect(policy.bands == ["throughput": try #require(Rational(1, over: 20))] && policy.boundsMeasurements)
  }

  private static let known =
    "etalon-policy, require, builders, logs, witnesses, quorum, time-authorities, beacons, tolerance, bands, interruptions, overrides, budget"

  @Test(
    arguments: [
      (JSON.array([]), "the policy is invalid: expected a mapping"),
      ([:], "the policy is invalid at `etalon-policy`: expected `etalon-policy: 1`"),
      (["etalon-policy": 2], "the policy is invalid at `etalon-policy`: expected `etalon-policy: 1`"),
      (
        ["etalon-policy": 1, "builder": []],
        "the policy is invalid at `builder`: unknown key; known are \(known)"
      ),
      (["etalon-policy": 1, "builders": [["keys": []]]], "the policy is invalid at `builders[0].id`: expected the builder's name"),
      (["etalon-policy": 1, "builders": [["id": "a"]]], "the policy is invalid at `builders[0].keys`: expected a list of keys"),
      (
        ["etalon-policy": 1, "builders": [["id": "a", "keys": ["x"]]]],
        "the policy is invalid at `builders[0].keys[0]`: neither a PEM public key nor an `ssh-ed25519` line"
      ),
      (
        ["etalon-policy": 1, "require": ["authentik"]],
        "the policy is invalid at `require[0]`: expected one of intact, authentic, committed, reproduced, reproduced-by, audited"
      ),
      (["etalon-policy": 1, "tolerance": "100%"], "the policy is invalid at `tolerance`: expected a share from 0% to under 100%"),
      (["etalon-policy": 1, "bands": ["a": 2]], "the policy is invalid at `bands.a`: expected a share from 0% to under 100%"),
      (["etalon-policy": 1, "quorum": 1], "the policy is invalid at `quorum`: expected a number from 1 to 0, the number of `witnesses`"),
      (["etalon-policy": 1, "interruptions": 0.5], "the policy is invalid at `interruptions`: expected a whole number"),
      (["etalon-policy": 1, "overrides": "a"], "the policy is invalid at `overrides`: expected a list"),
      (
        ["etalon-policy": 1, "budget": ["bytes": "much"]],
        "the policy is invalid at `budget.bytes`: expected a number of bytes, or one such as `512 MiB`"
      ),
      (
        ["etalon-policy": 1, "budget": ["time": 1]],
        "the policy is invalid at `budget.time`: unknown key; known are bytes, files, memory, seconds"
      ),
      (
        ["etalon-policy": 1, "logs": [["origin": "a b", "key": "x"]]],
        "the policy is invalid at `logs[0].key`: neither a PEM public key nor an `ssh-ed25519` line"
      ),
      (
        ["etalon-policy": 1, "builders": [["id": "a", "keys": [], "from": "yesterday"]]],
        "the policy is invalid at `builders[0].from`: expected a UTC time such as 2026-11-23T09:30:00Z"
      ),
      (
        ["etalon-policy": 1, "time-authorities": [["name": "a", "root": "x"]]],
        "the policy is invalid at `time-authorities[0].root`: expected a certificate in PEM, from its line `BEGIN CERTIFICATE` to its line `END CERTIFICATE`"
      ),
      (
        ["etalon-policy": 1, "beacons": [["kind": "drand", "certificate": "x"]]],
        "the policy is invalid at `beacons[0].kind`: expected nist; others are not offered"
      ),
      (["etalon-policy": 1, "tolerance": -0.1], "the policy is invalid at `tolerance`: expected a share from 0% to under 100%"),
    ] as [(JSON, String)])
  func `that is misspelt is refused with the place`(json: JSON, reason: String) {
    let fault = #expect(throws: AttestFault.self) { try Policy(json: json) }
    #expect(fault?.code == "policy-invalid")
    #expect(fault?.message == reason)
  }
}

@Suite struct `Judging envelopes` {
  private static let builder = BundleFixture.builder

  /// The verdict on an unsigned bundle that was given an envelope of any making, by a policy that trusts its key.
  private func verdict(
    builders: [String] = [builder], payloadType: String = Envelope.statementType,
    _ change: (String) -> String
  ) throws -> PropertyVerdict {
    let key = try SigningKey.generate()
    let bundle = try BundleFixture()
    let honest = try Envelope(reading: try bundle.bytes("attestations/run.dsse.json"))
    let payload = change(String(decoding: honest.payload, as: UTF8.self))
    try bundle.write(Envelope(signing: Array(payload.utf8), type: payloadType, with: key).bytes, to: "attestations/run.dsse.json")
    let policy = Policy(builders: builders.map { Policy.Builder(id: $0, keys: [key.publicKey]) })
    return try bundle.reading.authenticity(under: policy)
  }

  @Test func `believes a trusted key that says what is true`() throws {
    #expect(try verdict { $0 }.state == .holds)
    #expect(try verdict(builders: ["somebody else", Self.builder]) { $0 }.state == .holds)
  }

  @Test(arguments: [
    ("https://in-toto.io/Statement/v1", "https://in-toto.io/Statement/v0.1", "statement-type"),
    ("https://slsa.dev/provenance/v1", "https://slsa.dev/provenance/v0.2", "predicate-type"),
    ("urn:etalon:run:v1", "urn:etalon:run:v2", "build-type"),
    ("manifest-sha256.txt", "manifest-sha512.txt", "subject-differs"),
    (#""sha256":""#, #""sha256":"00"#, "subject-differs"),
    ("https://lab.example/etalon", "https://other.example", "builder-differs"),
    (#""plan":""#, #""plan":"00"#, "statement-unreadable"),
    (#""trialsCount":"3""#, #""trialsCount":"4""#, "parameters-differ"),
    (#""trialsCount":"3""#, #""trialsCount":"03""#, "statement-unreadable"),
    (#""trialsRoot":""#, #""root":""#, "statement-unreadable"),
    (#""name":"spec/root""#, #""name":"spec/other""#, "parameters-differ"),
    (#""resolvedDependencies":["#, #""resolvedDependencies":[],"more":["#, "parameters-differ"),
    (#""finishedOn":"20"#, #""finishedOn":"21"#, "parameters-differ"),
    (#""startedOn":"20"#, #""startedOn":"19"#, "parameters-differ"),
    (#"{"_type""#, #"{"_type":"x","_type""#, "statement-unreadable"),
    ("}", "", "statement-unreadable"),
  ])
  func `refuses a trusted key that says anything else`(text: String, other: String, code: String) throws {
    let verdict = try verdict { $0.replacingOccurrences(of: text, with: other) }
    #expect(verdict.state == .fails)
    #expect(verdict.findings.map(\.code).contains(code), "\(verdict.findings)")
  }

  @Test func `refuses another payload type`() throws {
    let verdict = try verdict(payloadType: "application/json") { $0 }
    #expect(verdict.findings.map(\.code) == ["payload-type"])
    #expect(verdict.state == .fails)
  }

  @Test func `refuses an envelope that names another key than its own`() throws {
    let bundle = try BundleFixture()
    let text = String(decoding: try bundle.bytes("attestations/run.dsse.json"), as: UTF8.self)
    let other = String(repeating: "0", count: 64)
    try bundle.write(Array(text.replacingOccurrences(of: bundle.key.keyid, with: other).utf8), to: "attestations/run.dsse.json")
    #expect(try bundle.reading.authenticity(under: bundle.policy).findings.map(\.code) == ["keyid-differs"])
  }

  @Test func `counts co-signers, and an unknown one changes nothing`() throws {
    let bundle = try BundleFixture()
    let second = try SigningKey.generate()
    let path = try bundle.reading.sign(as: "second", with: second)
    #expect(path == "attestations/run.\(second.publicKey.keyid).dsse.json")
    #expect(try bundle.complaints == [])
    #expect(try bundle.reading.authenticity(under: bundle.policy).state == .holds)
    let both = bundle.policy.trusting(second.publicKey, for: "second")
    #expect(try bundle.reading.authenticity(under: both).summary == "signed by \(Self.builder) and 1 more, whom your policy trusts")
    let twice = #expect(throws: AttestFault.self) { try bundle.reading.sign(as: "second", with: second) }
    #expect(twice?.code == "already-signed")
  }

  @Test func `refuses to sign a broken bundle`() throws {
    let bundle = try BundleFixture(signed: false)
    try bundle.write(Array("{}".utf8), to: "data/scores.json")
    let key = try SigningKey.generate()
    let fault = #expect(throws: AttestFault.self) { try bundle.reading.sign(as: "x", with: key) }
    #expect(fault?.code == "bundle-not-intact")
    #expect(bundle.files.contains("attestations/run.dsse.json") == false)
  }

  @Test(.enabled(if: findProgram("openssl") != nil, "openssl is not installed"))
  func `agrees with openssl about a whole bundle`() throws {
    let bundle = try BundleFixture()
    let envelope = try Envelope(reading: try bundle.bytes("attestations/run.dsse.json"))
    let folder = bundle.folder
    try folder.write(Envelope.preAuthenticationEncoding(payloadType: envelope.payloadType, payload: envelope.payload), to: "pae")
    try folder.write(envelope.signature, to: "sig")
    try bundle.key.write(to: folder.path("key.pub"))
    let openssl = try #require(findProgram("openssl"))
    let arguments = ["pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", folder.path("key.pub"), "-sigfile", folder.path("sig")]
    #expect(try run(openssl, arguments + ["-in", folder.path("pae")]).status == 0)
  }
}
