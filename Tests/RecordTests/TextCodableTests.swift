import Record
import TestSupport
import Testing

@Suite struct TextCodableTests {
  static let hex = "00112233445566778899aabbccddeeff0123456789abcdef0123456789abcdef"

  @Test func `a digest is its 32 bytes and its 64 digits`() throws {
    let digest = try #require(Digest(hex: TextCodableTests.hex))
    #expect(digest.hex == TextCodableTests.hex)
    #expect(digest.bytes.count == 32)
    #expect(digest.bytes[1] == 0x11)
    #expect(Digest(digest.bytes) == digest)
    #expect(digest.short == "00112233")
  }

  @Test(arguments: [
    "", String(hex.dropLast()), hex + "0", hex.uppercased(), String(hex.dropLast()) + "g", " " + String(hex.dropLast()),
  ])
  func `a digest of other than 64 lower-case digits is refused`(text: String) {
    #expect(Digest(hex: text) == nil)
    #expect(throws: RecordFault.self) { try JSON.string(text).decoded(Digest.self) }
  }

  @Test func `digests are ordered as their digits are`() throws {
    var generator = SeededGenerator(seed: 41)
    for _ in 0..<200 {
      let left = try #require(Digest((0..<32).map { _ in UInt8(truncatingIfNeeded: generator.next()) }))
      let right = try #require(Digest(left.bytes.prefix(31) + [UInt8(truncatingIfNeeded: generator.next())]))
      #expect((left < right) == (left.hex < right.hex))
    }
  }

  @Test(arguments: ["0", "18446744073709551615", "9007199254740993"])
  func `a 64-bit integer is a decimal string, exact beyond 2^53`(text: String) throws {
    #expect(try JSON.string(text).decoded(U64.self).recordText == text)
  }

  @Test(
    arguments: [
      .string("18446744073709551616"), .string("-1"), .string("+1"), .string("01"), .string(""), .string("1e3"), .number(1), .string(" 1"),
    ] as [JSON])
  func `other spellings of an integer are refused`(json: JSON) {
    #expect(throws: RecordFault.self) { try json.decoded(U64.self) }
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (951_827_696, "2000-02-29T12:34:56Z"),
    (1_795_426_200, "2026-11-23T09:30:00Z"),
    (4_107_542_400, "2100-03-01T00:00:00Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
  ])
  func `a time counts seconds in the civil calendar`(seconds: Int, text: String) {
    #expect(Timestamp(secondsSince1970: seconds).recordText == text)
  }

  @Test func `the compact form of a time can name a folder`() throws {
    #expect(try #require(Timestamp(recordText: "2026-11-23T09:30:00Z")).compact == "20261123T093000Z")
  }

  @Test(arguments: [
    "2026-11-23T09:30:00", "2026-11-23 09:30:00Z", "2026-11-23T09:30:00.5Z", "2026-11-23T09:30:00+00:00", "2026-11-23t09:30:00z",
    "26-11-23T09:30:00Z",
    "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-01-01T24:00:00Z",
    "2026-01-01T00:60:00Z",
    "2026-01-01T00:00:60Z", "2026-01-00T00:00:00Z",
  ])
  func `a text that is no time is refused`(text: String) {
    #expect(Timestamp(recordText: text) == nil)
  }
}
