import Attest
import Record
import TestSupport
import Testing

@Suite struct `The property reproduced-by` {
  private func verdict(
    verifier: String = "auditor", hasPassed: Bool = true, levels: [String] = ["ETALON_REPRODUCED"], isKnown: Bool = true
  ) throws -> PropertyVerdict {
    let bundle = try BundleFixture()
    let key = try SigningKey.generate()
    let summary = VerificationSummary(
      verifier: verifier, root: try #require(try bundle.reading.root), verified: Timestamp(secondsSince1970: 1_795_500_000), policy: nil,
      hasPassed: hasPassed, levels: levels)
    let path = try bundle.reading.attest(summary, with: key)
    #expect(path == "attestations/verify.\(key.publicKey.keyid).dsse.json")
    #expect(try bundle.complaints == [] && bundle.reading.hasSummaries)
    let twice = #expect(throws: AttestFault.self) { try bundle.reading.attest(summary, with: key) }
    #expect(twice?.code == "already-signed")
    var policy = bundle.policy
    if isKnown {
      policy.builders.append(
        Policy.Builder(id: verifier, keys: [key.publicKey], buildTypes: [VerificationSummary.predicateType]))
    }
    return try bundle.reading.endorsement(under: policy)
  }

  @Test func `names who reproduced the bundle`() throws {
    let verdict = try verdict()
    #expect(verdict.state == .holds && verdict.summary == "reproduced by auditor")
  }

  @Test func `holds by the word of no stranger, of no signer of the run, and of nobody who did not reproduce it`() throws {
    #expect(try verdict(isKnown: false).findings.map(\.code) == ["key-unknown"])
    #expect(try verdict(verifier: BundleFixture.builder).findings.map(\.code) == ["summary-own"])
    #expect(try verdict(hasPassed: false).findings.map(\.code) == ["summary-failed"])
    #expect(try verdict(levels: ["ETALON_INTACT"]).findings.map(\.code) == ["summary-short"])
    for verdict in [try verdict(isKnown: false), try verdict(verifier: BundleFixture.builder), try verdict(levels: [])] {
      #expect(verdict.state == .notCheckable)
    }
  }

  @Test func `holds by no summary of the key that signed the run, under whatever name`() throws {
    let bundle = try BundleFixture(signed: false)
    let key = try SigningKey.generate()
    _ = try bundle.reading.sign(as: "lab", with: key)
    let root = try #require(try bundle.reading.root)
    let summary = VerificationSummary(
      verifier: "auditor", root: root, verified: Timestamp(secondsSince1970: 1_795_500_000), policy: nil, hasPassed: true,
      levels: ["ETALON_REPRODUCED"])
    _ = try bundle.reading.attest(summary, with: key)
    let types = [VerificationSummary.predicateType]
    let policy = Policy(builders: [
      Policy.Builder(id: "lab", keys: [key.publicKey]), Policy.Builder(id: "auditor", keys: [key.publicKey], buildTypes: types),
    ])
    #expect(try bundle.reading.endorsement(under: policy).findings.map(\.code) == ["summary-own"])
  }
}
