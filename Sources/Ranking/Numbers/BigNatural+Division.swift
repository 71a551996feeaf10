// Division with remainder, what follows from it, and decimal text.
extension BigNatural {
  /// Quotient and remainder (Knuth, TAOCP volume 2, 4.3.1, algorithm D); by zero there is neither, and both are zero.
  func divided(by divisor: BigNatural) -> (quotient: BigNatural, remainder: BigNatural) {
    if isSmall, divisor.isSmall {
      guard divisor.small > 0 else { return (.zero, .zero) }
      let (quotient, remainder) = small.quotientAndRemainder(dividingBy: divisor.small)
      return (BigNatural(quotient), BigNatural(remainder))
    }
    guard let top = divisor.limbs.last else { return (.zero, .zero) }
    guard divisor <= self else { return (.zero, self) }
    let limbs = limbs
    if divisor.limbs.count == 1 {
      let (quotient, rest) = divided(bySmall: top)
      return (quotient, BigNatural(UInt64(rest)))
    }
    let shift = top.leadingZeroBitCount
    let below = divisor.shifted(shift).limbs
    var rest = shifted(shift).limbs
    while rest.count <= limbs.count { rest.append(0) }
    let (size, count) = (below.count, rest.count - below.count)
    var quotient = [UInt32](repeating: 0, count: count)
    for place in (0..<count).reversed() {
      let digit = BigNatural.digit(rest, below, place)
      quotient[place] = BigNatural.subtract(digit, times: below, from: &rest, at: place)
    }
    return (BigNatural(limbs: quotient), BigNatural(limbs: Array(rest[..<size])).shiftedDown(shift))
  }

  /// The estimate of one digit of the quotient, at most one too large.
  private static func digit(_ rest: [UInt32], _ below: [UInt32], _ place: Int) -> UInt64 {
    let size = below.count
    let above = UInt64(rest[place + size]) << 32 | UInt64(rest[place + size - 1])
    let first = UInt64(below[size - 1])
    var digit = above / first
    var left = above % first
    while digit >> 32 != 0 || digit * UInt64(below[size - 2]) > left << 32 | UInt64(rest[place + size - 2]) {
      digit -= 1
      left += first
      if left >> 32 != 0 { break }
    }
    return digit
  }

  /// Takes a multiple away, and gives the digit back that was right.
  private static func subtract(_ digit: UInt64, times below: [UInt32], from rest: inout [UInt32], at place: Int) -> UInt32 {
    var (carry, borrow): (UInt64, Int64) = (0, 0)
    for index in 0...below.count {
      let product = (index < below.count ? digit * UInt64(below[index]) : 0) + carry
      carry = product >> 32
      let part = Int64(rest[place + index]) - Int64(product & 0xFFFF_FFFF) - borrow
      borrow = part < 0 ? 1 : 0
      rest[place + index] = UInt32(truncatingIfNeeded: part)
    }
    guard borrow != 0 else { return UInt32(truncatingIfNeeded: digit) }
    var back: UInt64 = 0
    for index in 0...below.count {
      back += UInt64(rest[place + index]) + (index < below.count ? UInt64(below[index]) : 0)
      rest[place + index] = UInt32(truncatingIfNeeded: back)
      back >>= 32
    }
    return UInt32(truncatingIfNeeded: digit - 1)
  }

  /// Quotient and remainder by a divisor other than 0 of 32 bits.
  func divided(bySmall divisor: UInt32) -> (quotient: BigNatural, remainder: UInt32) {
    let limbs = limbs
    var quotient = limbs
    var rest: UInt64 = 0
    for index in limbs.indices.reversed() {
      rest = rest << 32 | UInt64(limbs[index])
      quotient[index] = UInt32(rest / UInt64(divisor))
      rest %= UInt64(divisor)
    }
    return (BigNatural(limbs: quotient), UInt32(rest))
  }

  func shifted(_ bits: Int) -> BigNatural {
    let (whole, part) = (bits / 32, bits % 32)
    guard part > 0 else { return BigNatural(limbs: [UInt32](repeating: 0, count: whole) + limbs) }
    var (out, carry) = ([UInt32](repeating: 0, count: whole), UInt32(0))
    for limb in limbs {
      out.append(limb << UInt32(part) | carry)
      carry = limb >> UInt32(32 - part)
    }
    return BigNatural(limbs: out + [carry])
  }

  func shiftedDown(_ bits: Int) -> BigNatural {
    let (whole, part) = (bits / 32, bits % 32)
    var out = Array(limbs.dropFirst(whole))
    guard part > 0 else { return BigNatural(limbs: out) }
    for index in out.indices {
      let above = index + 1 < out.count ? out[index + 1] << UInt32(32 - part) : 0
      out[index] = out[index] >> UInt32(part) | above
    }
    return BigNatural(limbs: out)
  }

  /// The greatest common divisor; of zero and a number that number.
  static func greatestCommonDivisor(_ left: BigNatural, _ right: BigNatural) -> BigNatural {
    var (a, b) = (left, right)
    while !b.isZero {
      if a.isSmall, b.isSmall { return BigNatural(greatestCommonDivisor(a.small, b.small)) }
      (a, b) = (b, a.divided(by: b).remainder)
    }
    return a
  }

  private static func greatestCommonDivisor(_ left: UInt64, _ right: UInt64) -> UInt64 {
    var (a, b) = (left, right)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }

  /// The decimal digits.
  var text: String {
    if isSmall { return "\(small)" }
    var (parts, rest): ([UInt32], BigNatural) = ([], self)
    while !rest.isZero {
      let (quotient, part) = rest.divided(bySmall: 1_000_000_000)
      parts.append(part)
      rest = quotient
    }
    guard let first = parts.popLast() else { return "0" }
    return parts.reversed().reduce("\(first)") { text, part in
      let digits = "\(part)"
      return text + String(repeating: "0", count: 9 - digits.count) + digits
    }
  }

  /// The nearest binary64 number but for a few units in the last place, as a number from ½ to 1 and a power of two.
  var scaled: (mantissa: Double, exponent: Int) {
    let width = bitWidth
    guard width > 64 else { return (Double(small), 0) }
    return (Double(shiftedDown(width - 64).small), width - 64)
  }
}
