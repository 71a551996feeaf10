// DSSE, the Dead Simple Signing Envelope (github.com/secure-systems-lab/dsse, protocol 1.0.2 and envelope 1.0.2).
public import Record

/// A signed payload: DSSE with exactly one Ed25519 signature, stored as canonical JSON.
public struct Envelope: Sendable, Hashable {
  /// The payload type of every statement.
  public static let statementType = "application/vnd.in-toto+json"

  /// What the payload is, as a media type; it is signed with the payload.
  public let payloadType: String
  /// The bytes that are signed.
  public let payload: [UInt8]
  /// Says which key to try; what counts is the signature.
  public let keyid: String
  /// The 64 bytes of an Ed25519 signature.
  public let signature: [UInt8]

  /// The bytes that are signed: the pre-authentication encoding of type and payload.
  public static func preAuthenticationEncoding(payloadType: String, payload: [UInt8]) -> [UInt8] {
    Array("DSSEv1 \(payloadType.utf8.count) \(payloadType) \(payload.count) ".utf8) + payload
  }

  /// Signs a payload.
  public init(signing payload: [UInt8], type: String = Envelope.statementType, with key: borrowing SigningKey) {
    payloadType = type
    self.payload = payload
    keyid = key.publicKey.keyid
    signature = key.signature(over: Envelope.preAuthenticationEncoding(payloadType: type, payload: payload))
  }

  /// Whether a key made the signature, and the envelope names that key.
  public func isSigned(by key: PublicKey) -> Bool {
    keyid.utf8.elementsEqual(key.keyid.utf8)
      && key.verifies(signature, over: Envelope.preAuthenticationEncoding(payloadType: payloadType, payload: payload))
  }

  /// The file's bytes: canonical JSON (RFC 8785) without a final newline.
  public var bytes: [UInt8] {
    let json: JSON = [
      "payload": .string(Base64.encode(payload)), "payloadType": .string(payloadType),
      "signatures": [["keyid": .string(keyid), "sig": .string(Base64.encode(signature))]],
    ]
    return json.canonicalBytes
  }
}

extension Envelope {
  /// The largest envelope that is read.
  public static let sizeLimit = 1 << 20

  /// Reads an envelope that is hostile until proven otherwise; the finding's code says what is wrong with it.
  public init(reading bytes: [UInt8]) throws(RecordFault) {
    let parts = try EnvelopeParts(canonical: bytes, limits: JSON.Limits(depth: 8, bytes: Envelope.sizeLimit, nodes: 64))
    guard parts.signatures.count == 1, let only = parts.signatures.first else {
      throw RecordFault(
        code: "wrong-shape", pointer: "/signatures", message: "expected exactly one signature, found \(parts.signatures.count)")
    }
    guard let payload = Base64.decode(parts.payload) else {
      throw RecordFault(code: "wrong-shape", pointer: "/payload", message: "not strict base64")
    }
    guard let signature = Base64.decode(only.sig), signature.count == 64 else {
      throw RecordFault(code: "wrong-shape", pointer: "/signatures/0/sig", message: "not 64 bytes in strict base64")
    }
    guard Digest(hex: only.keyid) != nil else {
      throw RecordFault(code: "wrong-shape", pointer: "/signatures/0/keyid", message: "expected \(Digest.recordForm)")
    }
    self.payload = payload
    self.signature = signature
    payloadType = parts.payloadType
    keyid = only.keyid
  }
}

/// The JSON shape of an envelope.
private struct EnvelopeParts: Record {
  var payload: String
  var payloadType: String
  var signatures: [Signature]

  struct Signature: Codable, Sendable {
    var keyid: String
    var sig: String
  }
}
