internal import Text

/// How texts are made comparable, revision 1; `docs/scoring.md` is its specification.
public enum Normalization {
  /// A text without white space at its ends and with its letter case folded.
  public static func text(_ text: String) -> String { folded(trimmed(text)) }

  /// A text without the scalars of the Unicode property White_Space at its ends; those inside stay.
  public static func trimmed(_ text: String) -> String {
    // What neither begins nor ends with white space of ASCII or a scalar beyond it is trimmed already.
    if let first = text.utf8.first, let last = text.utf8.last, (0x21..<0x80).contains(first), (0x21..<0x80).contains(last) { return text }
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isWhiteSpace($0) }), let last = scalars.lastIndex(where: { !isWhiteSpace($0) })
    else { return "" }
    return String(scalars[first...last])
  }

  /// The 25 scalars of White_Space (Unicode 16, PropList.txt), spelled out so that no later Unicode changes a verdict.
  static func isWhiteSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// A text whose letter case is folded: each scalar goes to lower case, to upper case, and to lower case again, by the full mappings
  /// without context (Unicode SpecialCasing.txt and UnicodeData.txt).
  ///
  /// This joins what full case folding joins (ß and ẞ with ss, ς with σ, ſ with s). The dotless ı stays itself, as in CaseFolding.txt.
  public static func folded(_ text: String) -> String {
    let bytes = text.utf8
    if bytes.allSatisfy({ $0 < 0x80 }) {
      return unsafe String(unsafeUninitializedCapacity: bytes.count) { buffer in
        for (place, byte) in bytes.enumerated() { unsafe buffer[place] = (0x41...0x5A).contains(byte) ? byte + 32 : byte }
        return bytes.count
      }
    }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        result.append((0x41...0x5A).contains(scalar.value) ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar)
      } else {
        result.append(contentsOf: folded(scalar).unicodeScalars)
      }
    }
    return String(result)
  }

  private static func folded(_ scalar: Unicode.Scalar) -> String {
    guard scalar.value != 0x131 else { return String(scalar) }
    let lower = scalar.properties.lowercaseMapping.unicodeScalars
    let upper = lower.map(\.properties.uppercaseMapping).joined().unicodeScalars
    return upper.map(\.properties.lowercaseMapping).joined()
  }

  /// Whether two texts are the same characters under canonical equivalence (Unicode Standard Annex 15).
  ///
  /// A letter with its accent is one text whether it is written as one scalar or two; compatibility variants such as full-width letters
  /// stay different.
  ///
  /// Complexity: linear in the length of the texts, also of those that somebody made to be slow.
  public static func areEquivalent(_ left: String, _ right: String) -> Bool {
    CombiningMarks.inOrder(left) == CombiningMarks.inOrder(right)
  }
}
