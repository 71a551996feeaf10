import Foundation

/// Pulses in the exact format of the NIST beacon, signed by a key of a test's own.
public struct TestBeacon: Sendable {
  public let folder: TemporaryFolder
  /// The certificate in PEM.
  public let certificate: String
  private let certificateID: String

  public init() throws {
    folder = try TemporaryFolder()
    _ = try OpenSSL.run("req -x509 -newkey rsa:2048 -nodes -keyout key -out cert -subj /CN=beacon -days 3650", in: folder)
    certificate = try Repository.text(of: folder.path("cert"))
    _ = try OpenSSL.run("x509 -in cert -outform DER -out der", in: folder)
    certificateID = String(try OpenSSL.run("dgst -sha512 -r der", in: folder).output.prefix(128))
  }

  /// A pulse that the beacon published in 2018.
  public static func published() throws -> [UInt8] {
    try Repository.bytes(of: Repository.path("Tests/Vectors/nist-beacon/pulse-1-54610.json"))
  }

  /// The published pulse at another time and place of the chain, under the test's certificate.
  ///
  /// - Parameter earlier: The pulse that it follows, which announced its random value.
  public func pulse(at time: String, index: Int = 54_610, after earlier: [UInt8]? = nil) throws -> [UInt8] {
    var pulse = try Self.object(Self.published())
    pulse["certificateId"] = certificateID
    pulse["timeStamp"] = time
    pulse["pulseIndex"] = index
    // Every pulse of this beacon has a random value that follows from its place, and so can announce the next.
    pulse["localRandomValue"] = try Self.random(index)
    pulse["precommitmentValue"] = try digest512(Self.bytes(hex: Self.random(index + 1)))
    if let earlier {
      var list = pulse["listValues"] as? [[String: Any]] ?? []
      if !list.isEmpty { list[0]["value"] = try Self.object(earlier)["outputValue"] }
      pulse["listValues"] = list
    }
    let signed = Self.signedBytes(pulse)
    let own = UUID().uuidString
    try folder.write(signed, to: "\(own).signed")
    _ = try OpenSSL.run("dgst -sha512 -sign key -out \(own).sig \(own).signed", in: folder)
    let signature = try Repository.bytes(of: folder.path("\(own).sig"))
    pulse["signatureValue"] = signature.map { String(format: "%02x", $0) }.joined()
    pulse["outputValue"] = try digest512(signed + signature)
    return Array(try JSONSerialization.data(withJSONObject: ["pulse": pulse], options: [.sortedKeys]))
  }

  private static func object(_ bytes: [UInt8]) throws -> [String: Any] {
    let json = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    return json?["pulse"] as? [String: Any] ?? [:]
  }

  private static func random(_ index: Int) throws -> String { String(repeating: String(format: "%016x", index), count: 8) }

  private func digest512(_ bytes: [UInt8]) throws -> String {
    let own = UUID().uuidString
    try folder.write(bytes, to: own)
    return String(try OpenSSL.run("dgst -sha512 -r \(own)", in: folder).output.prefix(128))
  }

  private static func bytes(hex text: String) -> [UInt8] {
    let digits = Array(text)
    return stride(from: 0, to: digits.count - 1, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
  }

  /// The fields as they are signed, written down a second time.
  private static func signedBytes(_ pulse: [String: Any]) -> [UInt8] {
    func integer(_ value: Any?, _ count: Int) -> [UInt8] {
      let number = (value as? NSNumber)?.uint64Value ?? 0
      return (0..<count).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * (count - 1 - $0))) }
    }
    func sized(_ value: [UInt8]) -> [UInt8] { integer(NSNumber(value: value.count), 4) + value }
    func text(_ value: Any?) -> [UInt8] { sized(Array((value as? String ?? "").utf8)) }
    func hex(_ value: Any?) -> [UInt8] { sized(bytes(hex: value as? String ?? "")) }
    let external = pulse["external"] as? [String: Any] ?? [:]
    var all = text(pulse["uri"]) + text(pulse["version"]) + integer(pulse["cipherSuite"], 4) + integer(pulse["period"], 4)
    all += hex(pulse["certificateId"]) + integer(pulse["chainIndex"], 8) + integer(pulse["pulseIndex"], 8) + text(pulse["timeStamp"])
    all += hex(pulse["localRandomValue"]) + hex(external["sourceId"]) + integer(external["statusCode"], 4) + hex(external["value"])
    for value in pulse["listValues"] as? [[String: Any]] ?? [] { all += hex(value["value"]) }
    return all + hex(pulse["precommitmentValue"]) + integer(pulse["statusCode"], 4)
  }
}
