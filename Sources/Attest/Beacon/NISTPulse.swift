// A pulse of the NIST Randomness Beacon 2.0, as https://beacon.nist.gov/beacon/2.0/ serves it (NIST IR 8213).
internal import CCrypto
internal import Record

/// A signed pulse of the NIST beacon.
///
/// The signature is RSA PKCS #1 v1.5 with SHA-512 over the fields in their order: integers big-endian, every text and every value with its length
/// in four bytes before it. The output is SHA-512 over the same bytes and the signature.
struct NISTPulse: BeaconPulse {
  /// SHA-512 of the certificate whose key signed it.
  let certificateID: [UInt8]
  let time: Timestamp
  /// Seconds until the beacon publishes the next one.
  let period: Int64
  let value: [UInt8]
  let localRandomValue: [UInt8]
  let chainIndex: UInt64
  let pulseIndex: UInt64
  /// The output of the pulse before it.
  let previousValue: [UInt8]
  /// SHA-512 of the random value of the pulse that comes next.
  let precommitmentValue: [UInt8]
  private let signed: [UInt8]
  private let signature: [UInt8]

  static let sizeLimit = 64 << 10

  init(reading bytes: [UInt8]) throws(AttestFault) {
    guard let json = try? JSON(parsing: bytes, limits: JSON.Limits(depth: 8, bytes: NISTPulse.sizeLimit, nodes: 256)) else {
      throw NISTPulse.malformed("not JSON")
    }
    var fields = PulseFields(json["pulse"] ?? json)
    _ = try fields.text("uri")
    _ = try fields.text("version")
    guard try fields.small("cipherSuite") == 0 else { throw NISTPulse.malformed("another cipher suite than RSA with SHA-512") }
    period = Int64(try fields.small("period") / 1000)
    certificateID = try fields.hex("certificateId")
    chainIndex = try fields.large("chainIndex")
    pulseIndex = try fields.large("pulseIndex")
    let stamp = try fields.text("timeStamp")
    localRandomValue = try fields.hex("localRandomValue")
    try fields.enter("external") { (fields) throws(AttestFault) in
      _ = try fields.hex("sourceId")
      _ = try fields.small("statusCode")
      _ = try fields.hex("value")
    }
    previousValue = try fields.listValues()
    precommitmentValue = try fields.hex("precommitmentValue")
    guard try fields.small("statusCode") & 1 == 0 else {
      throw NISTPulse.malformed("the beacon says that its chain of pulses is broken here")
    }
    signed = fields.bytes
    signature = try fields.hex("signatureValue")
    value = try fields.hex("outputValue")
    guard let time = NISTPulse.time(stamp) else { throw NISTPulse.malformed("its time is not a UTC time") }
    self.time = time
  }

  func verify(under certificate: borrowing Certificate) throws(AttestFault) {
    guard certificate.sha512 == certificateID else {
      throw AttestFault("pulse-untrusted", "the pulse names another certificate than the one of your policy")
    }
    guard certificate.verifies(signature, over: signed) else {
      throw AttestFault("pulse-untrusted", "the pulse's signature is not by the key of the beacon's certificate")
    }
    guard isOutputRight else { throw AttestFault("pulse-untrusted", "the pulse's output is not the digest of its fields and signature") }
  }

  /// Whether the output is SHA-512 of the signed fields and the signature.
  var isOutputRight: Bool { sha512(signed + signature) == value }

  /// Times have milliseconds, which are cut off.
  private static func time(_ text: String) -> Timestamp? {
    guard text.utf8.count == 24, text.hasSuffix("Z"), text.dropFirst(19).hasPrefix(".") else { return nil }
    return Timestamp(recordText: text.prefix(19) + "Z")
  }

  static func malformed(_ reason: String) -> AttestFault {
    AttestFault(
      "pulse-malformed", "not a pulse of the NIST beacon: \(reason)", help: "save what https://beacon.nist.gov/beacon/2.0/ serves")
  }
}

/// Reads the fields of a pulse in their order, and gathers the bytes that are signed.
private struct PulseFields {
  private var json: JSON
  private(set) var bytes: [UInt8] = []

  init(_ json: JSON) { self.json = json }

  private mutating func gather(_ value: [UInt8]) { bytes += PulseFields.bigEndian(UInt64(value.count), 4) + value }

  private static func bigEndian(_ number: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * (count - 1 - $0))) }
  }

  mutating func text(_ name: String) throws(AttestFault) -> String {
    guard let text = json[name]?.text else { throw NISTPulse.malformed("`\(name)` is not a text") }
    gather(Array(text.utf8))
    return text
  }

  mutating func hex(_ name: String) throws(AttestFault) -> [UInt8] {
    guard let value = json[name]?.text.flatMap(PulseFields.bytes(hex:)) else { throw NISTPulse.malformed("`\(name)` is not hexadecimal") }
    gather(value)
    return value
  }

  private mutating func number(_ name: String, _ count: Int, below limit: Double) throws(AttestFault) -> UInt64 {
    guard let value = json[name]?.number, value >= 0, value < limit, let number = UInt64(exactly: value) else {
      throw NISTPulse.malformed("`\(name)` is not a whole number of its size")
    }
    bytes += PulseFields.bigEndian(number, count)
    return number
  }

  mutating func small(_ name: String) throws(AttestFault) -> UInt64 { try number(name, 4, below: 0x1p32) }

  mutating func large(_ name: String) throws(AttestFault) -> UInt64 { try number(name, 8, below: 0x1p53) }

  mutating func enter(_ name: String, _ body: (inout PulseFields) throws(AttestFault) -> Void) throws(AttestFault) {
    let outer = json
    json = json[name] ?? .null
    try body(&self)
    json = outer
  }

  /// The outputs of earlier pulses.
  ///
  /// - Returns: That of the one before.
  mutating func listValues() throws(AttestFault) -> [UInt8] {
    let kinds = ["previous", "hour", "day", "month", "year"]
    let elements = json["listValues"]?.elements ?? []
    guard elements.map({ $0["type"]?.text ?? "" }) == kinds else {
      throw NISTPulse.malformed("`listValues` has not the outputs of \(kinds.joined(separator: ", "))")
    }
    let outer = json
    var values: [[UInt8]] = []
    for element in elements {
      json = element
      values.append(try hex("value"))
    }
    json = outer
    return values[0]
  }

  private static func bytes(hex text: String) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = value(of: digits[index]), let low = value(of: digits[index + 1]) else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

/// SHA-512 of bytes (FIPS 180-4).
func sha512(_ bytes: [UInt8]) -> [UInt8] {
  var digest = [UInt8](repeating: 0, count: 64)
  return unsafe EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha512(), nil) == 1 ? digest : []
}
