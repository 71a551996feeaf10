import Attest
import Foundation
import Record
import TestSupport
import Testing

@Suite struct `Envelopes` {
  @Test
  func `encode what is signed as DSSE's own vector does`() throws {
    let known = try vectorJSON("inline/dsse.json")
    let encoded = Envelope.preAuthenticationEncoding(
      payloadType: try #require(known["payloadType"]?.text), payload: Array(try #require(known["payload"]?.text).utf8))
    #expect(String(decoding: encoded, as: UTF8.self) == known["pae"]?.text)
  }

  @Test func `come back as they were written`() throws {
    let key = try SigningKey.generate()
    for count in 0..<70 {
      let envelope = Envelope(signing: [UInt8](repeating: 0xF3, count: count), with: key)
      let read = try Envelope(reading: envelope.bytes)
      #expect(read == envelope)
      #expect(read.isSigned(by: key.publicKey))
    }
  }

  @Test func `are not signed by another key, nor under another type`() throws {
    let key = try SigningKey.generate()
    let other = try SigningKey.generate()
    let envelope = Envelope(signing: [1, 2, 3], with: key)
    #expect(!envelope.isSigned(by: other.publicKey))
    let text = String(decoding: envelope.bytes, as: UTF8.self)
    let renamed = text.replacingOccurrences(of: Envelope.statementType, with: "application/json")
    #expect(try !Envelope(reading: Array(renamed.utf8)).isSigned(by: key.publicKey))
    let claimed = text.replacingOccurrences(of: key.publicKey.keyid, with: other.publicKey.keyid)
    #expect(try !Envelope(reading: Array(claimed.utf8)).isSigned(by: key.publicKey))
  }

  @Test func `with a changed byte anywhere are refused or not signed`() throws {
    let key = try SigningKey.generate()
    let bytes = Envelope(signing: Array("payload".utf8), with: key).bytes
    for index in bytes.indices {
      for flip in [1, 0x20, 0x80] as [UInt8] {
        var changed = bytes
        changed[index] ^= flip
        let holds = (try? Envelope(reading: changed))?.isSigned(by: key.publicKey) ?? false
        #expect(!holds, "byte \(index)")
      }
    }
  }

  static let refusals: [(String, String)] = [
    (#"{"payload":"","payloadType":"t","signatures":[]}"#, "at /signatures: expected exactly one signature, found 0"),
    (
      #"{"payload":"","payloadType":"t","signatures":[{"keyid":"","sig":""},{"keyid":"","sig":""}]}"#,
      "at /signatures: expected exactly one signature, found 2"
    ),
    (#"{"payload":"YR==","payloadType":"t","signatures":[{"keyid":"","sig":""}]}"#, "at /payload: not strict base64"),
    (#"{"payload":"YQ","payloadType":"t","signatures":[{"keyid":"","sig":""}]}"#, "at /payload: not strict base64"),
    (#"{"payload":"Y_-=","payloadType":"t","signatures":[{"keyid":"","sig":""}]}"#, "at /payload: not strict base64"),
    (
      #"{"payload":"YQ==","payloadType":"t","signatures":[{"keyid":"","sig":"YQ=="}]}"#,
      "at /signatures/0/sig: not 64 bytes in strict base64"
    ),
    (#"{"payload":"YQ==","payloadType":"t"}"#, "the field `signatures` is missing"),
    (#"{"extra":1,"payload":"YQ==","payloadType":"t","signatures":[]}"#, "at /extra: not a field of this record"),
    (#"{ "payload":"YQ==","payloadType":"t","signatures":[]}"#, "not written as RFC 8785 says"),
  ]

  @Test(arguments: refusals)
  func `of any other shape are refused with the place`(text: String, reason: String) {
    let fault = #expect(throws: RecordFault.self) { try Envelope(reading: Array(text.utf8)) }
    #expect(fault?.description == reason)
  }

  @Test(.enabled(if: findProgram("openssl") != nil, "openssl is not installed"))
  func `are verified by openssl over the encoded bytes`() throws {
    let folder = try TemporaryFolder()
    let openssl = try #require(findProgram("openssl"))
    let key = try SigningKey.generate()
    let envelope = Envelope(signing: Array(#"{"_type":"x"}"#.utf8), with: key)
    let signed = Envelope.preAuthenticationEncoding(payloadType: envelope.payloadType, payload: envelope.payload)
    try folder.write(signed, to: "pae")
    try folder.write(envelope.signature, to: "sig")
    try key.publicKey.write(to: folder.path("key.pub"))
    let verify = ["pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", folder.path("key.pub"), "-sigfile", folder.path("sig")]
    #expect(try run(openssl, verify + ["-in", folder.path("pae")]).status == 0)
    try folder.write(signed + [0], to: "pae")
    #expect(try run(openssl, verify + ["-in", folder.path("pae")]).status != 0)
  }
}
