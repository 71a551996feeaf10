import Record
import Testing

@testable import Attest

/// Who stands behind a grade scale.
struct ScaleStandingTests {
  private let scale = SHA256.digest(of: Array("a scale".utf8))
  private let signed = Timestamp(secondsSince1970: 1_764_000_000)

  private func envelope(_ key: borrowing SigningKey, author: String = "lab", over scale: Digest? = nil, at time: Timestamp? = nil)
    -> [UInt8]
  {
    Envelope(stating: ScaleStatement(author: author, scale: scale ?? self.scale, signed: time ?? signed), with: key).bytes
  }

  private func code(_ bytes: [UInt8], _ policy: Policy, expires: String = "2099-12-31") -> String? {
    do throws(StatementFault) {
      _ = try ScaleStanding(of: scale, expires: expires, envelope: bytes, under: policy)
      return nil
    } catch { return error.code }
  }

  @Test func `is who signed it where the policy believes them, and a key where it does not know it`() throws {
    let key = try SigningKey.generate()
    let policy = Policy(key: key.publicKey, builder: "lab")
    #expect(try ScaleStanding(of: scale, expires: "2099-12-31", envelope: envelope(key), under: policy) == .signed(by: "lab"))
    #expect(
      try ScaleStanding(of: scale, expires: "2099-12-31", envelope: envelope(key), under: Policy())
        == .unknownKey(keyid: key.publicKey.keyid))
    #expect(try ScaleStanding(of: scale, expires: "2099-12-31", envelope: nil, under: policy) == .unsigned)
  }

  @Test func `a signature over another scale, by another key, broken or after the expiry is refused`() throws {
    let key = try SigningKey.generate()
    let thief = try SigningKey.generate()
    let policy = Policy(key: key.publicKey, builder: "lab")
    let other = SHA256.digest(of: Array("a band was moved".utf8))
    #expect(code(envelope(key, over: other), policy) == "subject-differs")
    #expect(code(envelope(key, over: other), Policy()) == "subject-differs")
    #expect(code(envelope(key, author: "another lab"), policy) == "builder-differs")
    #expect(code(envelope(key), policy, expires: "2025-01-01") == "statement-unreadable")
    #expect(code(Array("{}".utf8), policy) == "envelope-malformed")
    // The thief's signature under the lab's key id.
    let forged = String(decoding: envelope(thief), as: UTF8.self).replacing(thief.publicKey.keyid, with: key.publicKey.keyid)
    #expect(code(Array(forged.utf8), policy) == "signature-invalid")
  }

  @Test func `a policy that believes other statements of a builder, or at other times, believes no scale`() throws {
    let key = try SigningKey.generate()
    var builder = Policy.Builder(id: "lab", keys: [key.publicKey], buildTypes: ["urn:other"])
    #expect(code(envelope(key), Policy(builders: [builder])) == "build-type")
    builder.buildTypes = [ScaleStatement.predicateType]
    #expect(code(envelope(key), Policy(builders: [builder])) == nil)
    builder.until = Timestamp(secondsSince1970: 1_763_999_999)
    #expect(code(envelope(key), Policy(builders: [builder])) == "builder-time")
  }

  @Test func `a statement about a bundle is no signature of a scale`() throws {
    let key = try SigningKey.generate()
    let commitment = PlanCommitment(
      builder: "lab", plan: scale, committed: signed, nonce: try #require(Nonce(hex: String(repeating: "0", count: 32))))
    #expect(code(Envelope(stating: commitment, with: key).bytes, Policy(key: key.publicKey, builder: "lab")) == "predicate-type")
  }
}
