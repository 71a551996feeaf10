@testable import Attest
import Foundation
import Record
import TestSupport
import Testing

/// Pulses in the exact format of the NIST beacon, signed by a key of the test's own.
struct PulseFixture {
  let folder: TemporaryFolder
  let certificate: String

  init() throws {
    folder = try TemporaryFolder()
    _ = try Self.openssl("req -x509 -newkey rsa:2048 -nodes -keyout key -out cert -subj /CN=beacon -days 3650", folder)
    certificate = try Repository.text(of: folder.path("cert"))
  }

  private static func openssl(_ line: String, _ folder: TemporaryFolder) throws -> Finished {
    let finished = try run(try #require(TimeAuthority.openssl), line.split(separator: " ").map(String.init), in: folder.path)
    try #require(finished.status == 0, "\(finished.talk)")
    return finished
  }

  static func published() throws -> [UInt8] {
    try Repository.bytes(of: Repository.path("Tests/Vectors/nist-beacon/pulse-1-54610.json"))
  }

  /// The published pulse at another time, under the test's certificate.
  func pulse(at time: String) throws -> [UInt8] {
    var object = try #require(try JSON(parsing: try Self.published())["pulse"]?.object)
    let name = Certificate(pem: certificate)?.sha512
    let id = try #require(name)
    object["certificateId"] = .string(hexadecimal(id))
    object["timeStamp"] = .string(time)
    let signed = Self.signedBytes(.object(object))
    try folder.write(signed, to: "signed")
    _ = try Self.openssl("dgst -sha512 -sign key -out sig signed", folder)
    let signature = try Repository.bytes(of: folder.path("sig"))
    object["signatureValue"] = .string(hexadecimal(signature))
    object["outputValue"] = .string(try digest512(signed + signature))
    return (["pulse": .object(object)] as JSON).canonicalBytes
  }

  private func digest512(_ bytes: [UInt8]) throws -> String {
    try folder.write(bytes, to: "bytes")
    return String(try Self.openssl("dgst -sha512 -r bytes", folder).output.prefix(128))
  }

  /// The fields as they are signed, written down a second time.
  private static func signedBytes(_ pulse: JSON) -> [UInt8] {
    func integer(_ json: JSON?, _ count: Int) -> [UInt8] {
      let number = UInt64(json?.number ?? 0)
      return (0..<count).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * (count - 1 - $0))) }
    }
    func sized(_ value: [UInt8]) -> [UInt8] { integer(.number(Double(value.count)), 4) + value }
    func text(_ json: JSON?) -> [UInt8] { sized(Array((json?.text ?? "").utf8)) }
    func hex(_ json: JSON?) -> [UInt8] { sized(bytes(hex: json?.text ?? "") ?? []) }
    let external = pulse["external"]
    var all = text(pulse["uri"]) + text(pulse["version"]) + integer(pulse["cipherSuite"], 4) + integer(pulse["period"], 4)
    all += hex(pulse["certificateId"]) + integer(pulse["chainIndex"], 8) + integer(pulse["pulseIndex"], 8) + text(pulse["timeStamp"])
    all += hex(pulse["localRandomValue"]) + hex(external?["sourceId"]) + integer(external?["statusCode"], 4) + hex(external?["value"])
    for value in pulse["listValues"]?.elements ?? [] { all += hex(value["value"]) }
    return all + hex(pulse["precommitmentValue"]) + integer(pulse["statusCode"], 4)
  }
}

@Suite struct `A pulse of the NIST beacon` {
  @Test func `that was published has the output that its fields and signature give`() throws {
    let pulse = try NISTPulse(reading: try PulseFixture.published())
    #expect(pulse.isOutputRight)
    #expect(pulse.time.recordText == "2018-08-30T17:44:00Z" && pulse.pulseIndex == 54_610)
    // The pulse before it announced this digest of its random value.
    #expect(hexadecimal(pulse.localRandomValue).uppercased().hasPrefix("F6F8318BED4A7236"))
  }

  @Test(arguments: ["uri", "timeStamp", "localRandomValue", "precommitmentValue", "signatureValue", "outputValue"])
  func `that was changed has another output`(field: String) throws {
    var object = try #require(try JSON(parsing: try PulseFixture.published())["pulse"]?.object)
    let text = try #require(object[field]?.text)
    object[field] = .string(field == "timeStamp" ? "2018-08-30T17:45:00.000Z" : text.replacing("6", with: "7"))
    #expect(try !NISTPulse(reading: JSON.object(object).canonicalBytes).isOutputRight)
  }

  @Test(
    arguments: [
      ("cipherSuite", JSON.number(1)), ("period", 0.5), ("chainIndex", -1), ("pulseIndex", 1e300), ("certificateId", "xy"),
      ("timeStamp", "2018-08-30T17:44:00Z"), ("timeStamp", "2018-13-30T17:44:00.000Z"), ("listValues", []), ("external", .null),
      ("outputValue", .null), ("statusCode", 1), ("localRandomValue", "ABC"),
    ] as [(String, JSON)])
  func `of another form is refused`(field: String, value: JSON) throws {
    var object = try #require(try JSON(parsing: try PulseFixture.published())["pulse"]?.object)
    object[field] = value
    let fault = #expect(throws: AttestFault.self) { try NISTPulse(reading: JSON.object(object).canonicalBytes) }
    #expect(fault?.code == "pulse-malformed")
  }

  @Test(.enabled(if: TimeAuthority.openssl != nil, "openssl is not installed"))
  func `is believed under the certificate that it names, and under no other`() throws {
    let (beacon, other) = (try PulseFixture(), try PulseFixture())
    let pulse = try NISTPulse(reading: try beacon.pulse(at: "2026-11-23T09:30:00.000Z"))
    func refusal(_ pulse: NISTPulse, _ pem: String) -> String? {
      do throws(AttestFault) {
        guard let certificate = Certificate(pem: pem) else { return "no certificate" }
        try pulse.verify(under: certificate)
        return nil
      } catch {
        return error.code
      }
    }
    #expect(refusal(pulse, beacon.certificate) == nil)
    #expect(refusal(pulse, other.certificate) == "pulse-untrusted")
    let text = String(decoding: try beacon.pulse(at: "2026-11-23T09:30:00.000Z"), as: UTF8.self)
    let late = try NISTPulse(reading: Array(text.replacing("T09:30", with: "T09:31").utf8))
    #expect(refusal(late, beacon.certificate) == "pulse-untrusted")
  }
}
