import Attest
import Record
import TestSupport
import Testing

@Suite struct `Ed25519` {
  struct Case: Sendable, CustomTestStringConvertible {
    let key: [UInt8]
    let message: [UInt8]
    let signature: [UInt8]
    let isValid: Bool
    let testDescription: String
    var verifies: Bool { PublicKey(key)?.verifies(signature, over: message) ?? false }
  }

  static let wycheproof: [Case] = vectorArray("wycheproof/ed25519_test.json") { $0["testGroups"]?.elements }.flatMap { group -> [Case] in
    guard let key = group["publicKey"]?["pk"]?.text.flatMap(bytes(hex:)) else { return [] }
    return (group["tests"]?.elements ?? []).compactMap { test in
      guard let message = test["msg"]?.text.flatMap(bytes(hex:)), let signature = test["sig"]?.text.flatMap(bytes(hex:)) else { return nil }
      return Case(
        key: key, message: message, signature: signature, isValid: test["result"]?.text == "valid",
        testDescription: "\(test["tcId"]?.number ?? 0) \(test["comment"]?.text ?? "")")
    }
  }

  @Test(arguments: wycheproof)
  func `agrees with Wycheproof`(known: Case) { #expect(known.verifies == known.isValid) }

  @Test
  func `reads all of Wycheproof`() { #expect(Self.wycheproof.count == 151) }

  /// The strict rule, in the words of the corpus: nothing of small order, nothing that another encoding means too, and the equation
  /// holds without multiplying by the cofactor.
  @Test
  func `follows the strict rule on every edge case of CCTV`() throws {
    let refused: Set = ["low_order_A", "low_order_R", "non_canonical_A", "non_canonical_R", "low_order_residue"]
    let vectors = vectorArray("cctv/ed25519vectors.json")
    #expect(vectors.count == 914)
    for vector in vectors {
      let flags = (vector["flags"]?.elements ?? []).compactMap(\.text)
      let known = Case(
        key: try #require(bytes(hex: vector["key"]?.text ?? "")), message: Array((vector["msg"]?.text ?? "").utf8),
        signature: try #require(bytes(hex: vector["sig"]?.text ?? "")), isValid: refused.isDisjoint(with: flags), testDescription: "")
      #expect(known.verifies == known.isValid, "number \(vector["number"]?.number ?? -1): \(flags)")
    }
  }

  /// The table of "Taming the many EdDSAs" (eprint 2020/1244), row "libsodium": only case 3 verifies there.
  @Test
  func `decides the twelve cases of speccheck as libsodium is known to`() throws {
    let verdicts = try vectorArray("ed25519-speccheck/cases.json").map { vector in
      Case(
        key: try #require(bytes(hex: vector["pub_key"]?.text ?? "")), message: try #require(bytes(hex: vector["message"]?.text ?? "")),
        signature: try #require(bytes(hex: vector["signature"]?.text ?? "")), isValid: false, testDescription: ""
      ).verifies
    }
    #expect(verdicts == (0..<12).map { $0 == 3 })
  }

  @Test func `signs and verifies, and refuses every changed bit`() throws {
    let key = try SigningKey.generate()
    let message = Array("what was measured".utf8)
    let signature = key.signature(over: message)
    #expect(key.publicKey.verifies(signature, over: message))
    for bit in 0..<512 {
      var changed = signature
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(!key.publicKey.verifies(changed, over: message))
    }
    #expect(!key.publicKey.verifies(signature, over: message + [0]))
    #expect(!key.publicKey.verifies(Array(signature.dropLast()), over: message))
  }

  @Test func `has the id that securesystemslib computes`() throws {
    // Computed by securesystemslib 1.6.0, `SSlibKey.from_crypto`, for the key of RFC 8032's first test.
    let key = try #require(PublicKey(bytes(hex: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a") ?? []))
    #expect(key.keyid == "74c181c7ad8a0855d4b55e44d2ba87aabdddb196832571f15f92fece332e4916")
  }
}
