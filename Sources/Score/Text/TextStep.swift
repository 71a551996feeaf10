/// One step that makes texts comparable, a function of scalars; `docs/scoring.md` lists them with all that they change.
///
/// Complexity: each is linear in the text.
struct TextStep: Sendable {
  /// The name of its setting.
  let name: String
  /// Whether it is taken where a spec does not say.
  let isStandard: Bool
  /// One sentence.
  let summary: String
  /// What it makes of a text.
  let apply: @Sendable (Scalars) -> Scalars

  /// The steps that are switched on and off, in the order in which they are taken.
  static let all: [TextStep] = [
    TextStep(name: "invisible", isStandard: true, summary: "Drop scalars without a width, such as U+200B and U+FEFF.", apply: invisible),
    TextStep(name: "width", isStandard: true, summary: "Read full-width letters, digits and marks as those of ASCII.", apply: width),
    TextStep(name: "minus", isStandard: true, summary: "Read every minus sign and hyphen as `-`.", apply: minus),
    TextStep(name: "latex", isStandard: true, summary: "Read LaTeX fractions, boxes and delimiters as plain text.", apply: latex),
    TextStep(name: "case", isStandard: true, summary: "Fold the case of letters.") { Scalars(Normalization.folded($0.text)) },
    TextStep(name: "dates", isStandard: false, summary: "Write dates of English, Chinese and ISO forms as YYYY-MM-DD.", apply: dates),
    TextStep(name: "numerals", isStandard: false, summary: "Write Chinese numerals with digits.", apply: numerals),
    TextStep(name: "thousands", isStandard: true, summary: "Drop separators between groups of three digits.", apply: thousands),
    TextStep(name: "units", isStandard: false, summary: "Write units behind numbers by their symbols, without a space.", apply: units),
    TextStep(name: "articles", isStandard: false, summary: "Drop the words a, an and the.", apply: articles),
  ]

  /// Drops scalars without a width of their own.
  static func invisible(_ text: Scalars) -> Scalars { text.filter { !ScalarKind.isInvisible($0) } }

  /// Maps U+FF01 to U+FF5E to U+0021 to U+007E, U+3000 to a space, and the full-width signs of currencies and bars to theirs.
  static func width(_ text: Scalars) -> Scalars {
    text.map { scalar in
      switch scalar.value {
      // checked: the range begins above 0xFEE0.
      case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
      case 0x3000: " "
      case 0xFFE0: "\u{A2}"
      case 0xFFE1: "\u{A3}"
      case 0xFFE5: "\u{A5}"
      case 0xFFE6: "\u{20A9}"
      default: scalar
      }
    }
  }

  /// Maps hyphens, the figure dash, the en dash and minus signs to `-`.
  static func minus(_ text: Scalars) -> Scalars {
    text.map { scalar in
      switch scalar.value {
      case 0x2010...0x2013, 0x2212, 0xFE63, 0xFF0D: "-"
      default: scalar
      }
    }
  }

  /// Drops `,`, `'`, `_`, spaces that do not break and thin spaces between groups of three digits.
  static func thousands(_ text: Scalars) -> Scalars {
    var result = Scalars()
    result.reserveCapacity(text.count)
    var at = 0
    while at < text.count {
      let isStart = ScalarKind.isDigit(text[at]) && (at == 0 || !isInNumber(text[at - 1]))
      if isStart, let (digits, end) = grouped(text, at) {
        result += digits
        at = end
      } else {
        result.append(text[at])
        at += 1
      }
    }
    return result
  }

  private static func isInNumber(_ scalar: Unicode.Scalar) -> Bool { ScalarKind.isDigit(scalar) || scalar == "." || isSeparator(scalar) }
  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool { ",'_\u{A0}\u{2009}\u{202F}".unicodeScalars.contains(scalar) }

  /// One to three digits and groups of a separator, always the same, and three digits.
  private static func grouped(_ text: Scalars, _ start: Int) -> (digits: Scalars, end: Int)? {
    func digits(from place: Int) -> Scalars { Scalars(text[min(place, text.count)...].prefix(4).prefix(while: ScalarKind.isDigit)) }
    var all = digits(from: start)
    var end = start + all.count
    guard all.count <= 3, end < text.count, isSeparator(text[end]) else { return nil }
    let separator = text[end]
    while end < text.count, text[end] == separator {
      let group = digits(from: end + 1)
      guard group.count == 3 else { break }
      all += group
      end += 4
    }
    guard end > start + 3,
      end == text.count || !(ScalarKind.isDigit(text[end]) || text[end] == separator && digits(from: end + 1).count > 0)
    else { return nil }
    return (all, end)
  }

  /// Drops the words `a`, `an` and `the`, which no letter, digit or low line touches.
  static func articles(_ text: Scalars) -> Scalars {
    var result = Scalars()
    var at = 0
    while at < text.count {
      let end = text[at...].firstIndex { !ScalarKind.isWord($0) } ?? text.count
      if end > at {
        let word = Scalars(text[at..<end])
        if word != ["a"], word != ["a", "n"], word != ["t", "h", "e"] { result += word } else { result.append(" ") }
        at = end
      } else {
        result.append(text[at])
        at += 1
      }
    }
    return result
  }
}
