/// A finite number as decimal digits, so that text can be made without a locale and without rounding twice.
struct Decimal {
  let isNegative: Bool
  /// The shortest digits that read back as the number, most significant first; empty for zero.
  private(set) var digits: [UInt8] = []
  /// The position of the point: the value is 0.DIGITS times ten to this power.
  private(set) var point = 0

  init(_ number: Double) {
    isNegative = number < 0
    guard number.isFinite, number != 0 else { return }
    // The standard library writes the shortest digits that round-trip; only their layout is its own.
    var seenPoint: Int?
    var exponent = 0
    let text = Array(number.magnitude.description.utf8)
    for (index, byte) in text.enumerated() {
      if byte == UInt8(ascii: "e") {
        exponent = Int(String(decoding: text[(index + 1)...], as: UTF8.self)) ?? 0
        break
      }
      if byte == UInt8(ascii: ".") { seenPoint = digits.count } else { digits.append(byte - UInt8(ascii: "0")) }
    }
    point = (seenPoint ?? digits.count) + exponent
    let zeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(zeros)
    point -= zeros
    while digits.last == 0 { digits.removeLast() }
  }

  /// The text with so many digits after the point, a tie away from zero.
  func text(places: Int) -> String {
    let kept = rounded(places: places)
    let whole = kept.point <= 0 ? "0" : String(decoding: kept.ascii(0..<kept.point), as: UTF8.self)
    let fraction = String(decoding: kept.ascii(kept.point..<(kept.point + places)), as: UTF8.self)
    let sign = isNegative && !kept.digits.isEmpty ? "-" : ""
    return places == 0 ? sign + whole : sign + whole + "." + fraction
  }

  private func ascii(_ range: Range<Int>) -> [UInt8] {
    range.map { UInt8(ascii: "0") + (digits.indices.contains($0) ? digits[$0] : 0) }
  }

  private func rounded(places: Int) -> Decimal {
    var copy = self
    let keep = point + places
    guard keep < digits.count else { return copy }
    guard keep >= 0 else {
      copy.digits = []
      copy.point = 0
      return copy
    }
    let roundsUp = digits[keep] >= 5
    copy.digits = Array(digits.prefix(keep))
    guard roundsUp else { return copy }
    for index in copy.digits.indices.reversed() {
      copy.digits[index] += 1
      if copy.digits[index] < 10 { return copy }
      copy.digits[index] = 0
    }
    copy.digits.insert(1, at: 0)
    copy.point += 1
    return copy
  }
}
