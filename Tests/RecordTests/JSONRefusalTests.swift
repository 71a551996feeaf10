import Record
import TestSupport
import Testing

@Suite struct JSONRefusalTests {
  private func reason(_ bytes: [UInt8], limits: JSON.Limits = JSON.Limits()) -> String? {
    do {
      _ = try JSON(parsing: bytes, limits: limits)
      return nil
    } catch {
      return "\(error.reason) @\(error.offset)"
    }
  }

  @Test(arguments: [
    ("", "the text ends where a value is expected @0"),
    ("   ", "the text ends where a value is expected @3"),
    ("{", "expected a member name @1"),
    ("[", "the text ends where a value is expected @1"),
    ("[1", "expected `,` or `]` @2"),
    ("[1,", "the text ends where a value is expected @3"),
    ("[1,]", "not a JSON value @3"),
    ("{\"a\"", "expected `:` @4"),
    ("{\"a\":", "the text ends where a value is expected @5"),
    ("{\"a\":1,}", "expected a member name @7"),
    ("{a:1}", "expected a member name @1"),
    ("{\"a\":1,\"a\":2}", "the name `a` stands twice @7"),
    ("{\"a\":1,\"\\u0061\":2}", "the name `a` stands twice @7"),
    ("1 2", "text after the end of the value @2"),
    ("{}\u{0}", "text after the end of the value @2"),
    ("\u{FEFF}{}", "not a JSON value @0"),
    ("nul", "not a JSON value @0"),
    ("True", "not a JSON value @0"),
    ("NaN", "not a JSON value @0"),
    ("-Infinity", "not a JSON value @1"),
    ("01", "not a JSON value @2"),
    ("-", "not a JSON value @1"),
    ("+1", "not a JSON value @0"),
    (".5", "not a JSON value @0"),
    ("1.", "expected a digit after the point @2"),
    ("1e", "expected a digit in the exponent @2"),
    ("1e999", "a number outside the range of binary64 @0"),
    ("-1e999", "a number outside the range of binary64 @0"),
    ("\"", "a string without an end @0"),
    ("\"abc", "a string without an end @0"),
    ("\"\\", "an escape without an end @2"),
    ("\"\\x\"", "an unknown escape @3"),
    ("\"\\u12\"", "an escape without an end @3"),
    ("\"\\u12g4\"", "not a hexadecimal digit @3"),
    ("\"\\u１２３４\"", "not a hexadecimal digit @3"),
    ("\"\\ud800\"", "a lone surrogate @7"),
    ("\"\\udc00\"", "a lone surrogate @7"),
    ("\"\\ud800\\u0041\"", "a lone surrogate @13"),
    ("\"\\ud800x\"", "a lone surrogate @7"),
    ("\"a\u{0}b\"", "a control character inside a string @2"),
    ("\"a\nb\"", "a control character inside a string @2"),
    ("// comment\n1", "not a JSON value @0"),
    ("'a'", "not a JSON value @0"),
  ])
  func `malformed text is refused with reason and offset`(text: String, expected: String) {
    #expect(reason(Array(text.utf8)) == expected)
  }

  @Test(
    arguments: [
      [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22],
      [0x22, 0xE2, 0x82, 0x22],
    ] as [[UInt8]])
  func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
    #expect(reason(bytes) == "not well-formed UTF-8 @0")
  }

  @Test func `an escaped NUL is text like any other`() throws {
    #expect(try JSON(parsing: Array("\"\\u0000\"".utf8)) == .string("\u{0}"))
  }

  @Test func `depth is limited on both kinds of nesting`() {
    #expect(reason(Array(repeating: UInt8(ascii: "["), count: 1_000_000)) == "nested deeper than 64 @64")
    #expect(reason(Array(String(repeating: "{\"a\":", count: 100_000).utf8)) == "nested deeper than 64 @320")
    let deepest = String(repeating: "[", count: 63) + "1" + String(repeating: "]", count: 63)
    #expect(reason(Array(deepest.utf8)) == nil)
  }

  @Test func `size and number of values are limited`() {
    #expect(reason(Array("[1,2,3]".utf8), limits: JSON.Limits(bytes: 6)) == "larger than 6 bytes @6")
    #expect(reason(Array("[1,2,3]".utf8), limits: JSON.Limits(nodes: 3)) == "more than 3 values @5")
  }

  @Test func `a number of a million digits is read without harm`() throws {
    let digits = "0." + String(repeating: "3", count: 1_000_000)
    #expect(try JSON(parsing: Array(digits.utf8)).number == 1.0 / 3)
    #expect(reason(Array(String(repeating: "9", count: 1_000_000).utf8)) == "a number outside the range of binary64 @0")
    // Smaller than any binary64 number: the nearest is zero, so this is not canonical but it is JSON.
    #expect(try JSON(parsing: Array("1e-400".utf8)).number == 0)
  }

  @Test(arguments: [11 as UInt64, 12, 13, 14])
  func `damaged text is refused or read, never trapped on`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let text = Array(#"{"a":[1,-2.5e3,"x\u00e9\ud83d\ude00",true,null],"b":{"c":[]}}"#.utf8)
    for _ in 0..<2_000 {
      var bytes = text
      for _ in 0...(generator.next() % 3) {
        let at = Int(generator.next() % UInt64(bytes.count))
        switch generator.next() % 3 {
        case 0: bytes[at] = UInt8(truncatingIfNeeded: generator.next())
        case 1: bytes.remove(at: at)
        default: bytes.insert(UInt8(truncatingIfNeeded: generator.next()), at: at)
        }
      }
      if let json = try? JSON(parsing: bytes) {
        #expect((try? JSON(parsing: json.canonicalBytes)) == json, "seed \(seed)")
      }
    }
  }
}
