/// The tokens of machine translation's scores, as `sacrebleu` has them.
extension Tokens {
  /// How BLEU cuts texts into tokens.
  enum Translation: String, SettingWord {
    /// mteval-v13a: words and punctuation of Western languages.
    case western = "13a"
    /// Each Chinese scalar by itself, the rest as 13a has it.
    case chinese = "zh"
  }

  /// The tokens of a text.
  static func translation(_ text: String, _ kind: Translation) -> [String] {
    var scalars = Scalars(text)
    while let last = scalars.last, ScalarKind.isSplit(last) { scalars.removeLast() }
    switch kind {
    case .western: return marked([" "] + entities(scalars) + [" "])
    case .chinese:
      let start = scalars.firstIndex { !ScalarKind.isSplit($0) } ?? scalars.count
      return marked(scalars[start...].flatMap { isSeparate($0) ? [" ", $0, " "] : [$0] })
    }
  }

  /// Drops `<skipped>` and hyphens at line ends, joins lines, and reads four entities of HTML, one after another.
  private static func entities(_ text: Scalars) -> Scalars {
    let all: [(String, String)] = [
      ("<skipped>", ""), ("-\n", ""), ("\n", " "), ("&quot;", "\""), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"),
    ]
    return all.reduce(text) { replaced(Scalars($1.0), by: Scalars($1.1), in: $0) }
  }

  private static func replaced(_ old: Scalars, by new: Scalars, in text: Scalars) -> Scalars {
    guard let first = old.first, text.contains(first) else { return text }
    var result = Scalars()
    result.reserveCapacity(text.count)
    var at = 0
    while at < text.count {
      if text[at] == first, text.has(old, at: at) {
        result += new
        at += old.count
      } else {
        result.append(text[at])
        at += 1
      }
    }
    return result
  }

  /// The four rewritings of mteval-v13a in their order, then words between white space.
  private static func marked(_ text: Scalars) -> [String] {
    var text = text.flatMap { isMark($0) ? [" ", $0, " "] : [$0] } as Scalars
    text = pairs(text, { !ScalarKind.isDigit($0) }, isPoint) { [$0, " ", $1, " "] }
    text = pairs(text, isPoint, { !ScalarKind.isDigit($0) }) { [" ", $0, " ", $1] }
    text = pairs(text, ScalarKind.isDigit, { $0 == "-" }) { [$0, " ", $1, " "] }
    return text.split(whereSeparator: ScalarKind.isSplit).map { Scalars($0).text }
  }

  /// Rewrites neighbours from left to right; what was rewritten is not looked at again.
  private static func pairs(
    _ text: Scalars, _ first: (Unicode.Scalar) -> Bool, _ second: (Unicode.Scalar) -> Bool,
    _ rewritten: (Unicode.Scalar, Unicode.Scalar) -> Scalars
  ) -> Scalars {
    var result = Scalars()
    result.reserveCapacity(text.count + text.count / 4)
    var at = 0
    while at < text.count {
      if at + 1 < text.count, first(text[at]), second(text[at + 1]) {
        result += rewritten(text[at], text[at + 1])
        at += 2
      } else {
        result.append(text[at])
        at += 1
      }
    }
    return result
  }

  private static func isPoint(_ scalar: Unicode.Scalar) -> Bool { scalar == "." || scalar == "," }

  /// `{` to `~`, `[` to the grave accent, the space to `&`, `(` to `+`, `:` to `@`, and `/`.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x7B...0x7E, 0x5B...0x60, 0x20...0x26, 0x28...0x2B, 0x3A...0x40, 0x2F: true
    default: false
    }
  }

  /// The ranges that `sacrebleu` 2.6 compares with; U+2001 to U+2A6D stands there for an extension block that it means to name.
  private static func isSeparate(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2001...0x2A6D, 0x2E80...0x2EFF, 0x2F00...0x2FDF, 0x2FF0...0x2FFF, 0x3000...0x303F, 0x3100...0x312F, 0x31A0...0x31BF,
      0x31C0...0x31EF, 0x3200...0x33FF, 0x3400...0x4DB5, 0x4E00...0x9FBB, 0xF900...0xFA2D, 0xFA30...0xFA6A, 0xFA70...0xFAD9,
      0xFE10...0xFE1F, 0xFE30...0xFE4F, 0xFF00...0xFFEF:
      true
    default: false
    }
  }
}
