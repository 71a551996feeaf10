@testable import Attest
import Record
import TestSupport
import Testing

@Suite struct `A pulse of the NIST beacon` {
  @Test func `that was published has the output that its fields and signature give`() throws {
    let pulse = try NISTPulse(reading: try TestBeacon.published())
    #expect(pulse.isOutputRight)
    #expect(pulse.time.recordText == "2018-08-30T17:44:00Z" && pulse.pulseIndex == 54_610)
    // The pulse before it announced this digest of its random value.
    #expect(hexadecimal(pulse.localRandomValue).uppercased().hasPrefix("F6F8318BED4A7236"))
  }

  @Test(arguments: ["uri", "timeStamp", "localRandomValue", "precommitmentValue", "signatureValue", "outputValue"])
  func `that was changed has another output`(field: String) throws {
    var object = try #require(try JSON(parsing: try TestBeacon.published())["pulse"]?.object)
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
    var object = try #require(try JSON(parsing: try TestBeacon.published())["pulse"]?.object)
    object[field] = value
    let fault = #expect(throws: AttestFault.self) { try NISTPulse(reading: JSON.object(object).canonicalBytes) }
    #expect(fault?.code == "pulse-malformed")
  }

  @Test(.enabled(if: TimeAuthority.openssl != nil, "openssl is not installed"))
  func `is believed under the certificate that it names, and under no other`() throws {
    let (beacon, other) = (try TestBeacon(), try TestBeacon())
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

  @Test(.enabled(if: TimeAuthority.openssl != nil, "openssl is not installed"))
  func `follows the one whose output it quotes, and which announced its random value`() throws {
    let beacon = try TestBeacon()
    let first = try beacon.pulse(at: "2026-11-23T09:30:00.000Z", index: 7)
    let second = try NISTPulse(reading: try beacon.pulse(at: "2026-11-23T09:31:00.000Z", index: 8, after: first))
    #expect(second.follows(try NISTPulse(reading: first)))
    #expect(try !second.follows(second) && !NISTPulse(reading: first).follows(second))
    let stranger = try NISTPulse(reading: try beacon.pulse(at: "2026-11-23T09:31:00.000Z", index: 8))
    #expect(try !stranger.follows(NISTPulse(reading: first)))
  }
}
