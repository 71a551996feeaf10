import Foundation
import TestSupport
import Testing
import Text

struct `A JSON string` {
  @Test(arguments: [
    ("", #""""#), ("a\"b\\c/d", #""a\"b\\c/d""#), ("\u{8}\t\n\u{c}\r", #""\b\t\n\f\r""#), ("\0\u{1f}\u{7f}", "\"\\u0000\\u001f\u{7f}\""),
    ("重 🙂 \u{2028}", "\"重 🙂 \u{2028}\""),
  ])
  func `has the spelling of RFC 8785`(text: String, json: String) {
    #expect(jsonString(text) == json)
  }

  @Test func `reads back as the same text`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var noise = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      // Foundation takes a byte order mark at the beginning of a string away.
      let text = String(randomText(&noise).unicodeScalars.filter { $0 != "\u{feff}" }.map(Character.init))
      let read = try JSONSerialization.jsonObject(with: Data(jsonString(text).utf8), options: .fragmentsAllowed) as? String
      #expect(read?.unicodeScalars.elementsEqual(text.unicodeScalars) == true, "seed \(seed): \(printable(text))")
    }
  }
}
