internal import Record

/// What a text says as one number, exactly; `docs/scoring.md` has the grammar.
///
/// Complexity: linear in the text; a text of more than 256 scalars is no number.
struct NumberText {
  /// How `%` counts.
  enum Percent: String, SettingWord {
    /// As hundredths: `50%` is 1/2.
    case share
    /// As nothing: `50%` is 50.
    case ignored
  }

  /// Whether a unit or a currency beside the number is passed over.
  var ignoresUnits = true
  var percent = Percent.share

  /// The longest text that can be a number.
  static let limit = 256

  /// The number of a text; `nil` where it is none, several, or none that fits into 128 bits.
  func value(_ text: String) -> Rational? {
    guard text.utf8.count <= 4 * NumberText.limit else { return nil }
    var scalars = TextStep.invisible(Scalars(text))
    scalars = TextStep.latex(TextStep.minus(TextStep.width(scalars)))
    scalars = TextStep.enclosed(scalars)
    guard scalars.count <= NumberText.limit else { return nil }
    return signed(scalars)
  }

  private func signed(_ scalars: Scalars) -> Rational? {
    var rest = scalars
    var isNegative = false
    if let sign = rest.first, sign == "-" || sign == "+" || sign == "负" || sign == "負" {
      isNegative = sign != "+"
      rest.removeFirst()
    }
    if ignoresUnits, let first = rest.first, NumberText.isCurrency(first) {
      rest = Scalars(rest.dropFirst()).trimmed
      if !isNegative, rest.first == "-" {
        isNegative = true
        rest.removeFirst()
      }
    }
    guard let value = quotient(rest.trimmed) else { return nil }
    return isNegative ? Rational(0).subtracting(value) : value
  }

  /// `a/b`, `a b/c`, `b分之a`, or one amount.
  private func quotient(_ scalars: Scalars) -> Rational? {
    if let place = scalars.firstIndex(of: "分"), scalars.has(["分", "之"], at: place) {
      guard let below = NumberText.parts(Scalars(scalars[..<place])), let above = NumberText.plain(Scalars(scalars[(place + 2)...])) else {
        return nil
      }
      return above.divided(by: below)
    }
    guard let slash = scalars.firstIndex(of: "/"),
      scalars[(slash + 1)...].first(where: { !ScalarKind.isSpace($0) }).map(ScalarKind.isDigit) == true
    else { return amount(scalars) }
    let left = Scalars(scalars[..<slash]).trimmed
    guard let below = amount(Scalars(scalars[(slash + 1)...]).trimmed) else { return nil }
    if let gap = left.lastIndex(where: ScalarKind.isSpace), let whole = Scalars(left[..<gap]).trimmed.decimal,
      let above = Scalars(left[(gap + 1)...]).decimal
    {
      return Rational(above).divided(by: below).flatMap { $0.adding(Rational(whole)) }
    }
    return NumberText.plain(left)?.divided(by: below)
  }

  /// A number with what may stand behind it: an exponent, a scale, a per cent sign, a unit.
  private func amount(_ scalars: Scalars) -> Rational? {
    var end = scalars.prefix {
      ScalarKind.isDigit($0) || ChineseNumeral.isNumeral($0) || "点.,'_ \u{A0}\u{2009}\u{202F}".unicodeScalars.contains($0)
    }.count
    while end > 0, ScalarKind.isSpace(scalars[end - 1]) { end -= 1 }
    guard var value = NumberText.plain(Scalars(scalars[..<end])) else { return nil }
    var rest = Scalars(scalars[end...])
    if let (power, length) = NumberText.exponent(rest) {
      guard let scaled = NumberText.scaled(value, by: power) else { return nil }
      (value, rest) = (scaled, Scalars(rest.dropFirst(length)))
    }
    return behind(value, rest.trimmed)
  }

  private func behind(_ value: Rational, _ rest: Scalars) -> Rational? {
    if rest.isEmpty { return value }
    let word = Normalization.folded(rest.text)
    switch word {
    case "%", "percent", "per cent", "pct": return percent == .share ? value.divided(by: Rational(100)) : value
    case "‰": return percent == .share ? value.divided(by: Rational(1000)) : value
    default: break
    }
    var isCapital = false
    if rest == ["M"] { isCapital = true }
    if let scale = isCapital ? 1_000_000 : NumberText.scales[word] { return value.multiplied(by: Rational(scale)) }
    if let first = word.split(whereSeparator: { $0 == " " }).first, let scale = NumberText.scales[String(first)], first.count > 1,
      ignoresUnits
    {
      guard NumberText.isUnit(Scalars(String(word.dropFirst(first.count))).trimmed) else { return nil }
      return value.multiplied(by: Rational(scale))
    }
    return ignoresUnits && NumberText.isUnit(rest) ? value : nil
  }

  /// How many parts a whole has: a number, or a unit alone, as in `百分之五`.
  private static func parts(_ scalars: Scalars) -> Rational? {
    guard scalars.count == 1, let unit = ChineseNumeral.small(scalars[0]) ?? ChineseNumeral.large(scalars[0]) else { return plain(scalars) }
    return Rational(unit)
  }

  /// Digits with separators of thousands and a point, or Chinese numerals, or digits before Chinese units.
  static func plain(_ scalars: Scalars) -> Rational? {
    if scalars.isEmpty { return nil }
    if scalars.allSatisfy({ ChineseNumeral.isNumeral($0) || $0 == "点" }) { return ChineseNumeral.decimal(scalars) }
    var rest = scalars
    var scale = 1
    while let last = rest.last, let unit = ChineseNumeral.large(last) ?? ChineseNumeral.small(last) {
      guard scale <= 100_000_000 else { return nil }
      scale *= unit
      rest.removeLast()
    }
    rest = TextStep.thousands(rest.trimmed)
    guard rest.allSatisfy({ ScalarKind.isDigit($0) || $0 == "." }), rest.contains(where: ScalarKind.isDigit) else { return nil }
    if rest.first == "." { rest.insert("0", at: 0) }
    if rest.last == "." { rest.removeLast() }
    return Rational(decimal: rest.text)?.multiplied(by: Rational(scale))
  }

  /// The power of ten of `e3`, `×10^3`, `x 10^{-3}` or `\times 10^3`, and how many scalars it takes.
  private static func exponent(_ scalars: Scalars) -> (power: Int, length: Int)? {
    var at = 0
    func skipSpace() { while at < scalars.count, ScalarKind.isSpace(scalars[at]) { at += 1 } }
    if scalars.first == "e" || scalars.first == "E" {
      at = 1
    } else {
      skipSpace()
      guard at < scalars.count, "×xX*".unicodeScalars.contains(scalars[at]) else { return nil }
      at += 1
      skipSpace()
      guard scalars.has(["1", "0", "^"], at: at) else { return nil }
      at += 3
    }
    let isBraced = scalars.has(["{"], at: at)
    if isBraced { at += 1 }
    let isNegative = scalars.has(["-"], at: at)
    if isNegative || scalars.has(["+"], at: at) { at += 1 }
    let digits = Scalars(scalars[min(at, scalars.count)...].prefix(while: ScalarKind.isDigit))
    guard digits.count <= 3, let power = digits.decimal else { return nil }
    at += digits.count
    if isBraced {
      guard scalars.has(["}"], at: at) else { return nil }
      at += 1
    }
    return (isNegative ? -power : power, at)
  }

  private static func scaled(_ value: Rational, by power: Int) -> Rational? {
    guard power.magnitude <= 38 else { return value == Rational(0) ? value : nil }
    var result: Rational? = value
    for _ in 0..<power.magnitude { result = power < 0 ? result?.divided(by: Rational(10)) : result?.multiplied(by: Rational(10)) }
    return result
  }

  private static let scales: [String: Int] = [
    "k": 1000, "hundred": 100, "thousand": 1000, "million": 1_000_000, "mn": 1_000_000, "billion": 1_000_000_000, "bn": 1_000_000_000,
    "trillion": 1_000_000_000_000, "dozen": 12,
  ]

  private static func isCurrency(_ scalar: Unicode.Scalar) -> Bool { "$€£¥₩₹￥".unicodeScalars.contains(scalar) }

  /// A word or two without digits: letters, ideographs, signs of degrees, currencies and products of units.
  private static func isUnit(_ scalars: Scalars) -> Bool {
    scalars.count <= 24
      && scalars.allSatisfy {
        !ScalarKind.isDigit($0) && !ChineseNumeral.isNumeral($0)
          && (ScalarKind.isWord($0) || isCurrency($0) || ScalarKind.isSpace($0) || "°℃℉/·.²³µΩ%".unicodeScalars.contains($0))
      }
  }
}
