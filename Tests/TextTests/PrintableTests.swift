import TestSupport
import Testing
import Text

struct `Text from outside` {
  @Test(arguments: [
    ("plain", "plain"), ("重量 é 🙂", "重量 é 🙂"), ("a\u{1b}[31mb", "a\\u{1b}[31mb"), ("a\nb\r\tc", "a\\nb\\r\\tc"), ("\0", "\\u{0}"),
    ("\u{7f}\u{9b}", "\\u{7f}\\u{9b}"), ("\u{202e}gpj", "\\u{202e}gpj"), ("\u{2066}", "\\u{2066}"), ("\u{feff}", "\\u{feff}"),
    ("\u{2028}", "\\u{2028}"), ("\u{fffe}", "\\u{fffe}"), ("\u{e0041}", "\\u{e0041}"), ("a\\nb", "a\\nb"), ("so\u{ad}ft", "so\\u{ad}ft"),
    ("\u{3164}", "\\u{3164}"), ("\u{180e}", "\\u{180e}"), ("\u{e000}", "\\u{e000}"), ("\u{e0100}", "\\u{e0100}"),
    ("\u{a0}|\u{202f}|\u{3000}", "\u{a0}|\u{202f}|\u{3000}"),
  ])
  func `shows what could act on a terminal or hide from a reader`(text: String, expected: String) {
    #expect(printable(text) == expected)
  }

  @Test(arguments: [
    // Between letters of a script that joins, and in emoji.
    ("نمی\u{200c}خواهم", "نمی\u{200c}خواهم"), ("क्\u{200d}ष", "क्\u{200d}ष"), ("👩\u{200d}👧", "👩\u{200d}👧"),
    ("❤\u{fe0f}\u{200d}🔥", "❤\u{fe0f}\u{200d}🔥"), ("1\u{fe0f}\u{20e3}", "1\u{fe0f}\u{20e3}"),
    // Anywhere else they make one name look like another.
    ("ad\u{200d}min", "ad\\u{200d}min"), ("\u{200d}é", "\\u{200d}é"), ("é\u{200d}", "é\\u{200d}"),
    ("é\u{200d}\u{200d}é", "é\\u{200d}\\u{200d}é"), ("é\u{200d}\u{202e}", "é\\u{200d}\\u{202e}"), ("a\u{fe0f}", "a\\u{fe0f}"),
    ("\u{fe0f}", "\\u{fe0f}"), ("❤\u{fe0f}\u{fe0f}", "❤\u{fe0f}\\u{fe0f}"),
  ])
  func `keeps joiners and selectors only where they are spelling`(text: String, expected: String) {
    #expect(printable(text).unicodeScalars.elementsEqual(expected.unicodeScalars))
  }

  @Test func `is the same after it was made printable twice, and has no control characters`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var noise = SeededGenerator(seed: seed)
    for _ in 0..<2000 {
      let once = printable(randomText(&noise))
      #expect(printable(once).unicodeScalars.elementsEqual(once.unicodeScalars), "seed \(seed): \(once)")
      #expect(!once.unicodeScalars.contains { $0.properties.generalCategory == .control }, "seed \(seed)")
    }
  }
}
