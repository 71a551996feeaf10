/// A text as its Unicode scalars, the unit that steps, tokens and n-grams work on.
typealias Scalars = [Unicode.Scalar]

/// Sets of scalars, spelled out so that no later Unicode changes a verdict.
enum ScalarKind {
  /// The 25 scalars of White_Space.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool { Normalization.isWhiteSpace(scalar) }

  /// White space as Python's `str.split` has it: White_Space and the four separators of ASCII.
  static func isSplit(_ scalar: Unicode.Scalar) -> Bool { isSpace(scalar) || (0x1C...0x1F).contains(scalar.value) }

  /// Scalars without a width of their own: joiners, marks of direction, soft hyphens, byte order marks.
  static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x34F, 0x61C, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x206F, 0xFEFF: true
    default: false
    }
  }

  /// The 32 punctuation marks of ASCII.
  static func isASCIIPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  /// Punctuation marks: those of ASCII and Latin-1, general punctuation, and the marks of Chinese and Japanese with their full-width forms.
  static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xA1, 0xA7, 0xAB, 0xB6, 0xB7, 0xBB, 0xBF, 0x2010...0x2027, 0x2030...0x205E, 0x3001...0x3003, 0x3008...0x3011, 0x3014...0x301F,
      0x30FB, 0xFE10...0xFE19, 0xFE30...0xFE4F, 0xFE50...0xFE6B, 0xFF01...0xFF0F, 0xFF1A...0xFF20, 0xFF3B...0xFF40, 0xFF5B...0xFF65:
      true
    default: isASCIIPunctuation(scalar)
    }
  }

  /// Marks that end a sentence or a clause.
  static func isStop(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ".", ",", ";", ":", "!", "?", "…", "。", "，", "、", "；", "：", "！", "？", "．", "｡", "､": true
    default: false
    }
  }

  /// The ideographs of Chinese, of the blocks that hold them.
  static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF: true
    default: false
    }
  }

  /// The ten digits of ASCII.
  static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }

  /// The 52 letters of ASCII.
  static func isASCIILetter(_ scalar: Unicode.Scalar) -> Bool {
    (0x41...0x5A).contains(scalar.value) || (0x61...0x7A).contains(scalar.value)
  }

  /// What makes up a word as Python's `\w` has it: letters and numbers of any script, and the low line.
  static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return isASCIILetter(scalar) || isDigit(scalar) || scalar == "_" }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber, .letterNumber, .otherNumber:
      return true
    default: return scalar.properties.numericType != nil
    }
  }
}

extension Array where Element == Unicode.Scalar {
  /// The scalars of a text.
  init(_ text: String) { self.init(text.unicodeScalars) }

  /// The text of the scalars.
  var text: String {
    var view = String.UnicodeScalarView()
    view.reserveCapacity(count)
    view.append(contentsOf: self)
    return String(view)
  }

  /// Whether other scalars stand at a place.
  func has(_ other: [Unicode.Scalar], at place: Int) -> Bool {
    guard place >= 0, other.count <= count - place else { return false }
    for offset in other.indices where self[place + offset] != other[offset] { return false }
    return true
  }

  /// The scalars without white space at both ends.
  var trimmed: [Unicode.Scalar] {
    guard let first = firstIndex(where: { !ScalarKind.isSpace($0) }), let last = lastIndex(where: { !ScalarKind.isSpace($0) }) else {
      return []
    }
    return Array(self[first...last])
  }

  /// The value of decimal digits; `nil` for other scalars, none, or more digits than 18.
  var decimal: Int? {
    guard !isEmpty, count <= 18, allSatisfy(ScalarKind.isDigit) else { return nil }
    return reduce(0) { $0 * 10 + Int($1.value) - 0x30 }
  }
}
