import Attest
import Foundation
import Record
import TestSupport
import Testing

/// Other people's edge cases of Ed25519, put through an envelope: a lax check would take a signature that fits any message.
@Suite struct `Envelopes and vectors of others` {
  /// An envelope that says it is signed by a key, with any signature.
  private func envelope(_ payload: [UInt8], key: PublicKey, signature: [UInt8]) -> [UInt8] {
    func base64(_ bytes: [UInt8]) -> JSON { .string(Data(bytes).base64EncodedString()) }
    let json: JSON = [
      "payload": base64(payload), "payloadType": .string(Envelope.statementType),
      "signatures": [["keyid": .string(key.keyid), "sig": base64(signature)]],
    ]
    return json.canonicalBytes
  }

  private func holds(_ payload: [UInt8], key: [UInt8], signature: [UInt8]) -> Bool {
    guard let key = PublicKey(key), let read = try? Envelope(reading: envelope(payload, key: key, signature: signature)) else {
      return false
    }
    return read.isSigned(by: key)
  }

  @Test func `no signature of CCTV or Wycheproof is one of an envelope around its message`() throws {
    var count = 0
    for vector in vectorArray("cctv/ed25519vectors.json") {
      let key = try #require(bytes(hex: vector["key"]?.text ?? ""))
      let signature = try #require(bytes(hex: vector["sig"]?.text ?? ""))
      #expect(!holds(Array((vector["msg"]?.text ?? "").utf8), key: key, signature: signature), "CCTV \(vector["number"]?.number ?? -1)")
      count += 1
    }
    for known in `Ed25519`.wycheproof {
      #expect(!holds(known.message, key: known.key, signature: known.signature), "Wycheproof \(known.testDescription)")
      count += 1
    }
    #expect(count == 914 + 151)
  }

  /// With a key of small order, and R and S zero or of small order too, the equation holds for one message in a few.
  @Test func `keys of small order sign no envelope, whatever it says`() throws {
    let keys = Set(
      try vectorArray("cctv/ed25519vectors.json").filter { ($0["flags"]?.elements ?? []).contains("low_order_A") }.map {
        try #require(bytes(hex: $0["key"]?.text ?? ""))
      })
    #expect(keys.count >= 8)
    for key in keys {
      for point in keys {
        for payload in 0..<16 as Range<UInt8> {
          #expect(!holds([payload], key: key, signature: point + [UInt8](repeating: 0, count: 32)))
        }
      }
    }
  }

  @Test func `a signature whose S was raised by the order of the group is refused`() throws {
    let key = try SigningKey.generate()
    // L = 2^252 + 27742317777372353535851937790883648493, little endian.
    let order = try #require(bytes(hex: "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010"))
    for payload in 0..<32 as Range<UInt8> {
      let signed = Envelope(signing: [payload], with: key)
      #expect(holds([payload], key: key.publicKey.bytes, signature: signed.signature))
      var carry = 0
      let raised = zip(signed.signature.suffix(32), order).map { digit, more in
        let sum = Int(digit) + Int(more) + carry
        carry = sum >> 8
        return UInt8(sum & 0xFF)
      }
      #expect(!holds([payload], key: key.publicKey.bytes, signature: signed.signature.prefix(32) + raised))
    }
  }
}
