public import Record

/// Other forms of the letters of a text, revision 1.
public enum LetterForms {
  /// A text in another case, letter by letter, by Unicode's full mappings without context.
  ///
  /// Alternating: the first letter that has two cases is small, the second large, and so on.
  public static func text(_ text: String, in letterCase: LetterCase) -> String {
    var isLarge = true
    return text.unicodeScalars.map { scalar in
      let (lower, upper) = (scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping)
      switch letterCase {
      case .lower: return lower
      case .upper: return upper
      case .alternating:
        guard lower != upper else { return String(scalar) }
        isLarge.toggle()
        return isLarge ? upper : lower
      }
    }.joined()
  }

  /// A text whose ASCII signs have their full-width forms: U+0021 to U+007E become U+FF01 to U+FF5E, and the space U+3000.
  public static func fullWidth(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x20: result.append("\u{3000}")
      // checked: the sum stays below U+FF5F.
      case 0x21...0x7E: result.append(Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar)
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
