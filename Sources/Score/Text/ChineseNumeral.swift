internal import Record

/// Numbers in Chinese numerals: `一百二十三`, `壹仟`, `二〇二六`, `三点一四`, `负五`, `三分之二`, `3.5亿`.
///
/// Complexity: linear in the text.
enum ChineseNumeral {
  /// The digit of a numeral: everyday, formal and the two spellings of zero and two.
  static func digit(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar {
    case "零", "〇": 0
    case "一", "壹", "幺": 1
    case "二", "贰", "貳", "两", "兩": 2
    case "三", "叁", "參": 3
    case "四", "肆": 4
    case "五", "伍": 5
    case "六", "陆", "陸": 6
    case "七", "柒": 7
    case "八", "捌": 8
    case "九", "玖": 9
    default: nil
    }
  }

  /// The power of ten of a small unit, inside a group of four digits.
  static func small(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar {
    case "十", "拾": 10
    case "百", "佰": 100
    case "千", "仟": 1000
    default: nil
    }
  }

  /// The power of ten of a large unit, which multiplies what stands before it.
  static func large(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar {
    case "万", "萬": 10_000
    case "亿", "億": 100_000_000
    default: nil
    }
  }

  /// Whether a scalar can stand in a whole number.
  static func isNumeral(_ scalar: Unicode.Scalar) -> Bool { digit(scalar) != nil || small(scalar) != nil || large(scalar) != nil }

  /// The value of a whole number; `nil` where the numerals do not make one, or one of more than 17 digits.
  static func whole(_ numerals: ArraySlice<Unicode.Scalar>) -> Int? {
    guard !numerals.isEmpty, numerals.count <= 64, numerals.allSatisfy(isNumeral) else { return nil }
    if numerals.allSatisfy({ digit($0) != nil }) {
      guard numerals.count <= 17 else { return nil }
      return numerals.reduce(0) { $0 * 10 + (digit($1) ?? 0) }
    }
    var reading = Reading()
    for scalar in numerals where !reading.take(scalar) { return nil }
    return reading.value
  }

  /// A whole number with its units, as far as it has been read.
  private struct Reading {
    /// What large units closed so far, and what stands before the next.
    private var (closed, group) = (0, 0)
    private var digit: Int?
    /// The unit before, which a last digit without one is a tenth of: `一百五` is 150.
    private var last = 0
    private var smallest = 10_000
    private var isAfterZero = false

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
      if let next = ChineseNumeral.digit(scalar) { return take(digit: next) }
      if let unit = ChineseNumeral.small(scalar) { return take(small: unit) }
      guard let unit = ChineseNumeral.large(scalar) else { return false }
      return take(large: unit)
    }

    private mutating func take(digit next: Int) -> Bool {
      guard digit == nil else { return false }
      if next == 0 { isAfterZero = true } else { digit = next }
      return true
    }

    private mutating func take(small unit: Int) -> Bool {
      // `十五` begins with its unit; anywhere else a digit stands before it.
      guard unit < smallest, digit != nil || (group == 0 && unit == 10) else { return false }
      group += (digit ?? 1) * unit
      (digit, smallest, last, isAfterZero) = (nil, unit, unit, false)
      return true
    }

    private mutating func take(large unit: Int) -> Bool {
      let all = group + (digit ?? 0)
      guard all > 0 || closed > 0, all + closed <= 99_999_999 else { return false }
      if unit == 100_000_000 {
        closed = (closed + all) * unit
      } else {
        guard all > 0, closed % 100_000_000 == 0 else { return false }
        closed += all * unit
      }
      (group, digit, smallest, last, isAfterZero) = (0, nil, 10_000, unit, false)
      return true
    }

    var value: Int? {
      guard let digit else { return closed + group }
      let isShort = last >= 100 && !isAfterZero
      return closed + group + (isShort ? digit * (last / 10) : digit)
    }
  }

  /// A whole number or one with a point, `三点一四`, from numerals alone.
  static func decimal(_ numerals: Scalars) -> Rational? {
    let parts = numerals.split(separator: "点", maxSplits: 1, omittingEmptySubsequences: false)
    guard let above = whole(parts[0]) else { return nil }
    guard parts.count == 2 else { return Rational(above) }
    let digits = parts[1].compactMap(digit)
    guard !digits.isEmpty, digits.count == parts[1].count, digits.count <= 17 else { return nil }
    return Rational(decimal: "\(above)." + digits.map(String.init).joined())
  }
}
