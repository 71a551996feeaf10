/// A character that people type for one of the language's, because it looks like it: `：` for `:`.
///
/// Input methods, word processors and web pages put them in; a person cannot see the difference.
struct LookAlike: Sendable, Hashable {
  let scalar: Unicode.Scalar
  /// What it looks like; empty for a character that shows nothing.
  let plain: String
  /// Such as "a full-width character".
  let noun: String

  /// `nil` for a character that is what it looks like.
  init?(_ scalar: Unicode.Scalar) {
    guard scalar.value >= 0x80, let (plain, noun) = LookAlike.meaning(of: scalar.value) else { return nil }
    self.scalar = scalar
    self.plain = plain
    self.noun = noun
  }

  /// Whether it looks like a space.
  var isSpace: Bool { plain == " " }

  /// Its code point and what it is: "U+FF1A, a full-width character".
  var description: String { "\(codePoint(scalar)), \(noun)" }

  private static func meaning(of value: UInt32) -> (plain: String, noun: String)? {
    switch value {
    case 0xFF01...0xFF5E: (Unicode.Scalar(value - 0xFEE0).map(String.init) ?? "", "a full-width character")
    case 0x3000: (" ", "an ideographic space")
    case 0xA0, 0x2007, 0x202F: (" ", "a no-break space")
    case 0x1680, 0x2000...0x200A, 0x205F: (" ", "a space of another width")
    case 0xAD, 0x200B, 0x2060, 0xFEFF: ("", "a character that shows nothing")
    case 0x410...0x4FF: cyrillic[value].map { ($0, "a Cyrillic letter") }
    case 0x391...0x3C9: greek[value].map { ($0, "a Greek letter") }
    default: signs[value]
    }
  }

  private static let signs: [UInt32: (plain: String, noun: String)] = {
    var signs: [UInt32: (plain: String, noun: String)] = [:]
    func add(_ characters: String, _ plain: String, _ noun: String) {
      for scalar in characters.unicodeScalars { signs[scalar.value] = (plain, noun) }
    }
    add("“”„‟″〝〞〟«»「」『』", "\"", "a typographic quote")
    add("‘’‚‛′", "'", "a typographic quote")
    add("‐‑‒–—―﹘﹣", "-", "a typographic dash")
    add("−", "-", "a mathematical minus")
    add("•●·", "-", "a bullet")
    add("、", ",", "an ideographic comma")
    add("。", ".", "an ideographic full stop")
    add("【〔〖", "[", "a Chinese bracket")
    add("】〕〗", "]", "a Chinese bracket")
    add("∶﹕", ":", "a mathematical colon")
    add("≤≦⩽", "<=", "a mathematical sign")
    add("≥≧⩾", ">=", "a mathematical sign")
    add("≠", "!=", "a mathematical sign")
    add("×", "*", "a mathematical sign")
    add("÷∕⁄", "/", "a mathematical sign")
    return signs
  }()

  private static let cyrillic = letters("аеорсхуіјѕԁһкмтАВЕКМНОРСТХ", "aeopcxyijsdhkmtABEKMHOPCTX")
  private static let greek = letters("ονραΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ovpaABEZHIKMNOPTYX")

  private static func letters(_ strange: String, _ plain: String) -> [UInt32: String] {
    var table: [UInt32: String] = [:]
    for (scalar, letter) in zip(strange.unicodeScalars, plain) { table[scalar.value] = String(letter) }
    return table
  }
}

extension LookAlike {
  /// Looks in a text: the first look-alike, and the text with all of them replaced by what they look like; `nil` where there is none.
  ///
  /// Complexity: O(n).
  static func found(in text: String) -> (first: LookAlike, plain: String)? {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return nil }
    var first: LookAlike?
    var plain = ""
    for scalar in text.unicodeScalars {
      guard let known = LookAlike(scalar) else {
        plain.unicodeScalars.append(scalar)
        continue
      }
      first = first ?? known
      plain += known.plain
    }
    return first.map { ($0, plain) }
  }
}

/// A scalar as standards write it: "U+00A0".
func codePoint(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}
