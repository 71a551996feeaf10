/// A whole number from 0 on of any size: exact powers and products of ratios need more than 128 bits.
struct BigNatural: Sendable, Hashable {
  /// The digits to the base 2^32, the least first, without zeros at the end.
  private(set) var limbs: [UInt32]

  init(_ value: UInt64) { self.init(limbs: [UInt32(truncatingIfNeeded: value), UInt32(truncatingIfNeeded: value >> 32)]) }

  init(_ value: UInt128) {
    self.init(limbs: (0..<4).map { UInt32(truncatingIfNeeded: value >> UInt128(32 * $0)) })
  }

  init(limbs: [UInt32]) {
    self.limbs = limbs
    while self.limbs.last == 0 { self.limbs.removeLast() }
  }

  static let zero = BigNatural(UInt64(0))
  static let one = BigNatural(UInt64(1))

  var isZero: Bool { limbs.isEmpty }
  var bitWidth: Int { limbs.last.map { limbs.count * 32 - $0.leadingZeroBitCount } ?? 0 }

  static func + (left: BigNatural, right: BigNatural) -> BigNatural {
    var sum: [UInt32] = []
    sum.reserveCapacity(max(left.limbs.count, right.limbs.count) + 1)
    var carry: UInt64 = 0
    for index in 0..<max(left.limbs.count, right.limbs.count) {
      carry += UInt64(left.limb(index)) + UInt64(right.limb(index))
      sum.append(UInt32(truncatingIfNeeded: carry))
      carry >>= 32
    }
    return BigNatural(limbs: sum + [UInt32(carry)])
  }

  /// The difference; zero where the second is greater, which no caller asks for.
  static func - (left: BigNatural, right: BigNatural) -> BigNatural {
    guard right < left else { return .zero }
    var difference: [UInt32] = []
    difference.reserveCapacity(left.limbs.count)
    var borrow: Int64 = 0
    for index in left.limbs.indices {
      let part = Int64(left.limbs[index]) - Int64(right.limb(index)) - borrow
      borrow = part < 0 ? 1 : 0
      difference.append(UInt32(truncatingIfNeeded: part))
    }
    return BigNatural(limbs: difference)
  }

  /// The product, by the school's method.
  static func * (left: BigNatural, right: BigNatural) -> BigNatural {
    guard !left.isZero, !right.isZero else { return .zero }
    var product = [UInt32](repeating: 0, count: left.limbs.count + right.limbs.count)
    for (place, digit) in left.limbs.enumerated() where digit != 0 {
      var carry: UInt64 = 0
      for (offset, other) in right.limbs.enumerated() {
        // At most (2^32 − 1)² + 2 (2^32 − 1), which is below 2^64.
        carry += UInt64(digit) * UInt64(other) + UInt64(product[place + offset])
        product[place + offset] = UInt32(truncatingIfNeeded: carry)
        carry >>= 32
      }
      product[place + right.limbs.count] = UInt32(carry)
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

  fileprivate func limb(_ index: Int) -> UInt32 { index < limbs.count ? limbs[index] : 0 }
}

extension BigNatural: Comparable {
  static func < (left: BigNatural, right: BigNatural) -> Bool {
    guard left.limbs.count == right.limbs.count else { return left.limbs.count < right.limbs.count }
    for index in left.limbs.indices.reversed() where left.limbs[index] != right.limbs[index] {
      return left.limbs[index] < right.limbs[index]
    }
    return false
  }
}
