import Record
import TestSupport
import Testing

@Suite struct CanonicalJSONTests {
  @Test(arguments: ["arrays", "french", "structures", "unicode", "values", "weird"])
  func `the vectors of RFC 8785's author come out byte for byte`(name: String) throws {
    let input = try Repository.bytes(of: Repository.vectors + "/jcs/input/\(name).json")
    let expected = try Repository.bytes(of: Repository.vectors + "/jcs/output/\(name).json")
    let json = try JSON(parsing: input)
    #expect(json.canonicalText == String(decoding: expected, as: UTF8.self))
    #expect(try JSON(parsing: expected) == json)
  }

  @Test
  func `ten thousand numbers are written as ECMAScript writes them`() throws {
    let text = try Repository.text(of: Repository.vectors + "/jcs/numbers-10000.txt")
    var count = 0
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: ",")
      let bits = try #require(UInt64(parts[0], radix: 16))
      let written = JSON.number(Double(bitPattern: bits)).canonicalText
      if written != parts[1] { Issue.record("\(parts[0]) came out as \(written), not \(parts[1])") }
      count += 1
    }
    #expect(count == 10_000)
  }

  /// RFC 8785, appendix B.
  @Test(
    arguments: [
      (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"), (0x0000_0000_0000_0001, "5e-324"), (0x8000_0000_0000_0001, "-5e-324"),
      (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"), (0x4340_0000_0000_0000, "9007199254740992"),
      (0x4430_0000_0000_0000, "295147905179352830000"), (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
      (0x44b5_2d02_c7e1_4af6, "1e+23"), (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"), (0x444b_1ae4_d6e2_ef50, "1e+21"),
      (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"), (0x3eb0_c6f7_a0b5_ed8d, "0.000001"), (0x41b3_de43_5555_5553, "333333333.3333332"),
      (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
    ] as [(UInt64, String)])
  func `the number table of RFC 8785 holds`(bits: UInt64, text: String) {
    #expect(JSON.number(Double(bitPattern: bits)).canonicalText == text)
  }

  @Test func `names are sorted by UTF-16 code units, not by code points or locale`() throws {
    let json = try JSON(parsing: Array(#"{"\ufb33":1,"😀":2,"€":3,"1":4,"\r":5,"ö":6,"":7}"#.utf8))
    #expect(json.canonicalText == "{\"\":7,\"\\r\":5,\"1\":4,\"ö\":6,\"€\":3,\"😀\":2,\"\u{fb33}\":1}")
  }

  @Test func `names that look alike but differ in bytes are two names`() throws {
    let json = try JSON(parsing: Array("{\"e\u{301}\":1,\"\u{e9}\":2}".utf8))
    #expect(json["\u{e9}"]?.number == 2)
    #expect(json["e\u{301}"]?.number == 1)
    #expect(json.object?.members.count == 2)
  }

  @Test(arguments: [1 as UInt64, 2, 3])
  func `canonical text reads back as the same value`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let json = randomJSON(depth: 0, &generator)
      let bytes = json.canonicalBytes
      let back = try JSON(parsing: bytes)
      #expect(back == json, "seed \(seed)")
      #expect(back.canonicalBytes == bytes, "seed \(seed)")
    }
  }

  private func randomJSON(depth: Int, _ generator: inout SeededGenerator) -> JSON {
    switch generator.next() % (depth > 3 ? 4 : 6) {
    case 0: return .bool(generator.next() % 2 == 0)
    case 1: return .null
    case 2:
      let number = Double(bitPattern: generator.next())
      return .number(number.isFinite ? (number == 0 ? 0 : number) : 1)
    case 3: return .string(randomText(&generator))
    case 4: return .array((0..<(generator.next() % 4)).map { _ in randomJSON(depth: depth + 1, &generator) })
    default:
      var object = JSON.Object()
      for _ in 0..<(generator.next() % 4) { object[randomText(&generator)] = randomJSON(depth: depth + 1, &generator) }
      return .object(object)
    }
  }

  private func randomText(_ generator: inout SeededGenerator) -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<(generator.next() % 6) {
      let limit: UInt64 = [0x80, 0x800, 0x110000][Int(generator.next() % 3)]
      if let scalar = Unicode.Scalar(UInt32(generator.next() % limit)) { text.append(scalar) }
    }
    return String(text)
  }
}
