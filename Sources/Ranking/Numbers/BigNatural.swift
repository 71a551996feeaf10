/// A whole number from 0 on of any size: exact powers and products of ratios need more than 128 bits.
struct BigNatural: Sendable, Hashable {
  /// The number where it has at most 64 bits, as nearly all have; else 0.
  let small: UInt64
  /// The digits of a greater one to the base 2^32, the least first, without zeros at the end; else none.
  private let big: [UInt32]

  private init(small: UInt64, big: [UInt32]) { (self.small, self.big) = (small, big) }

  init(_ value: UInt64) { self.init(small: value, big: []) }

  init(_ value: UInt128) {
    if let word = UInt64(exactly: value) {
      self.init(word)
    } else {
      self.init(limbs: (0..<4).map { UInt32(truncatingIfNeeded: value >> UInt128(32 * $0)) })
    }
  }

  init(limbs: [UInt32]) {
    var limbs = limbs
    while limbs.last == 0 { limbs.removeLast() }
    if limbs.count > 2 {
      self.init(small: 0, big: limbs)
    } else {
      self.init(limbs.reversed().reduce(UInt64(0)) { $0 << 32 | UInt64($1) })
    }
  }

  /// Whether `small` is the number.
  var isSmall: Bool { big.isEmpty }
  /// The digits to the base 2^32, the least first, without zeros at the end.
  var limbs: [UInt32] {
    guard big.isEmpty else { return big }
    let (low, high) = (UInt32(truncatingIfNeeded: small), UInt32(truncatingIfNeeded: small >> 32))
    return high > 0 ? [low, high] : low > 0 ? [low] : []
  }

  static let zero = BigNatural(UInt64(0))
  static let one = BigNatural(UInt64(1))

  var isZero: Bool { small == 0 && big.isEmpty }
  var bitWidth: Int { big.last.map { big.count * 32 - $0.leadingZeroBitCount } ?? (64 - small.leadingZeroBitCount) }

  static func + (left: BigNatural, right: BigNatural) -> BigNatural {
    if left.isSmall, right.isSmall {
      let (sum, overflows) = left.small.addingReportingOverflow(right.small)
      if !overflows { return BigNatural(sum) }
    }
    return longSum(left.limbs, right.limbs)
  }

  private static func longSum(_ left: [UInt32], _ right: [UInt32]) -> BigNatural {
    var sum: [UInt32] = []
    sum.reserveCapacity(max(left.count, right.count) + 1)
    var carry: UInt64 = 0
    for index in 0..<max(left.count, right.count) {
      carry += UInt64(limb(left, index)) + UInt64(limb(right, index))
      sum.append(UInt32(truncatingIfNeeded: carry))
      carry >>= 32
    }
    return BigNatural(limbs: sum + [UInt32(carry)])
  }

  /// The difference; zero where the second is greater, which no caller asks for.
  static func - (left: BigNatural, right: BigNatural) -> BigNatural {
    guard right < left else { return .zero }
    if left.isSmall { return BigNatural(left.small - right.small) }
    let (greater, lesser) = (left.limbs, right.limbs)
    var difference: [UInt32] = []
    difference.reserveCapacity(greater.count)
    var borrow: Int64 = 0
    for index in greater.indices {
      let part = Int64(greater[index]) - Int64(limb(lesser, index)) - borrow
      borrow = part < 0 ? 1 : 0
      difference.append(UInt32(truncatingIfNeeded: part))
    }
    return BigNatural(limbs: difference)
  }

  /// The product, by the school's method.
  static func * (left: BigNatural, right: BigNatural) -> BigNatural {
    if left.isSmall, right.isSmall { return BigNatural(UInt128(left.small) * UInt128(right.small)) }
    guard !left.isZero, !right.isZero else { return .zero }
    let (mine, others) = (left.limbs, right.limbs)
    var product = [UInt32](repeating: 0, count: mine.count + others.count)
    for (place, digit) in mine.enumerated() where digit != 0 {
      var carry: UInt64 = 0
      for (offset, other) in others.enumerated() {
        // At most (2^32 − 1)² + 2 (2^32 − 1), which is below 2^64.
        carry += UInt64(digit) * UInt64(other) + UInt64(product[place + offset])
        product[place + offset] = UInt32(truncatingIfNeeded: carry)
        carry >>= 32
      }
      product[place + others.count] = UInt32(carry)
    }
    return BigNatural(limbs: product)
  }

  /// This number to a whole power, by repeated squaring.
  func power(_ exponent: Int) -> BigNatural {
    var (result, base, rest) = (BigNatural.one, self, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result = result * base }
      rest >>= 1
      if rest > 0 { base = base * base }
    }
    return result
  }

  private static func limb(_ limbs: [UInt32], _ index: Int) -> UInt32 { index < limbs.count ? limbs[index] : 0 }
}

extension BigNatural: Comparable {
  static func < (left: BigNatural, right: BigNatural) -> Bool {
    guard !left.isSmall, !right.isSmall else { return left.isSmall && (!right.isSmall || left.small < right.small) }
    let (mine, others) = (left.limbs, right.limbs)
    guard mine.count == others.count else { return mine.count < others.count }
    for index in mine.indices.reversed() where mine[index] != others[index] { return mine[index] < others[index] }
    return false
  }
}
