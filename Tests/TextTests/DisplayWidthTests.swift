import TestSupport
import Testing
import Text

struct `The width of text` {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("重量", 4), ("한국", 4), ("\u{1112}\u{1161}\u{11ab}", 2), ("ｱ", 1), ("Ａ", 2),
    ("か\u{3099}", 2), ("ｶﾞ", 2), ("क्षि", 2), ("\u{903}", 1), ("🙂", 2), ("👩‍👩‍👧", 2), ("👍🏽", 2), ("🇨🇳", 2), ("🇨", 1),
    ("❤\u{fe0f}", 2), ("❤", 1), ("❤\u{fe0f}‍🔥", 2), ("1\u{fe0f}\u{20e3}", 2), ("a\u{200b}b", 2), ("\u{1b}[0m", 3), ("。", 2), ("…", 1),
    ("±", 1), ("\u{20000}", 2), ("\u{303f}", 1), ("\u{10ffff}", 1), ("\r\n", 0), ("─", 1), ("\u{1FAEA}", 2),
  ])
  func `counts cells of grapheme clusters`(text: String, cells: Int) {
    #expect(displayWidth(text) == cells)
  }

  @Test func `is the sum of the widths of its characters`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var noise = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let text = randomText(&noise)
      #expect(displayWidth(text) == text.reduce(0) { $0 + $1.displayWidth }, "seed \(seed)")
      #expect(displayWidth(padded(text, to: 40)) == max(40, displayWidth(text)), "seed \(seed)")
    }
  }

  @Test func `is filled with spaces and never cut`() {
    #expect(padded("重", to: 4) == "重  ")
    #expect(padded("重量", to: 3) == "重量")
    #expect(spaces(-1) == "")
  }
}

/// What python3 says about every assigned character: whether it is wide, by ranges.
private struct PythonWidths {
  static let there = findProgram("python3")
  static let script = """
    import unicodedata as u
    print(u.unidata_version)
    for p in range(0x110000):
        kind = u.category(chr(p))
        if kind in ('Cn', 'Cs', 'Co', 'Cc', 'Cf', 'Mn', 'Me', 'Mc', 'Zl', 'Zp'): continue
        print(p, 2 if u.east_asian_width(chr(p)) in 'WF' else 1)
    """

  let version: String
  var cells: [(point: UInt32, cells: Int)] = []

  init(python: String) throws {
    let lines = try run(python, ["-c", PythonWidths.script]).output.split(separator: "\n")
    version = String(lines.first ?? "")
    for line in lines.dropFirst() {
      let words = line.split(separator: " ")
      guard words.count == 2, let point = UInt32(words[0]), let cells = Int(words[1]) else { continue }
      self.cells.append((point, cells))
    }
  }
}

struct `The table of wide characters` {
  /// Became wide in Unicode 16: trigrams, digrams, hexagrams, monograms and counting rods of old Chinese books.
  private static let changed: [ClosedRange<UInt32>] = [0x2630...0x2637, 0x268A...0x268F, 0x4DC0...0x4DFF, 0x1D300...0x1D376]

  @Test(.enabled(if: PythonWidths.there != nil, "python3 is not installed"))
  func `agrees with Python's about every character that Python knows`() throws {
    let python = try PythonWidths(python: try #require(PythonWidths.there))
    try #require(python.cells.count > 100_000)
    let isOlder = (Int(python.version.prefix { $0 != "." }) ?? 0) < 16
    var differing: [String] = []
    for (point, cells) in python.cells {
      guard let scalar = Unicode.Scalar(point) else { continue }
      if isOlder, Self.changed.contains(where: { $0.contains(point) }) { continue }
      if displayWidth(String(scalar)) != cells { differing.append(String(point, radix: 16)) }
    }
    #expect(differing == [], "Unicode \(python.version)")
  }
}
