/// A sum of binary64 numbers without rounding until it is read: the same bits in every order, shard by shard or all at once.
///
/// A superaccumulator: one fixed-point integer wide enough for every finite number, in digits of 32 bits with room for carries
/// (Kulisch, "Computer Arithmetic and Validity", chapter 8; Neal, "Fast exact summation using small and large superaccumulators",
/// arXiv:1505.05571).
public struct ExactSum: Sendable {
  /// Digit i counts units of 2^(32 i − 1074), so that 2^64 of the largest numbers fit.
  private var digits = [Int64](repeating: 0, count: 68)
  private var pending = 0

  public init() {}

  /// The exact sum of numbers, rounded once.
  public init(_ numbers: some Sequence<Double>) {
    for number in numbers { add(number) }
  }

  /// Takes in a finite number; others are ignored, as no record holds them.
  public mutating func add(_ number: Double) {
    guard number.isFinite, number != 0 else { return }
    let biased = Int(number.exponentBitPattern)
    let significand = number.significandBitPattern | (biased == 0 ? 0 : 1 << 52)
    let shift = max(biased, 1) - 1
    let wide = UInt128(significand) << UInt128(shift % 32)
    for index in 0..<3 {
      let digit = Int64(truncatingIfNeeded: (wide >> UInt128(32 * index)) & 0xFFFF_FFFF)
      digits[shift / 32 + index] += number < 0 ? -digit : digit
    }
    pending += 1
    if pending == 1 << 30 { carry() }
  }

  /// Takes in everything that another sum has taken in.
  public mutating func add(_ other: ExactSum) {
    var other = other
    carry()
    other.carry()
    for index in digits.indices { digits[index] += other.digits[index] }
    carry()
  }

  /// Brings every digit but the last into 0 ..< 2^32.
  private mutating func carry() {
    for index in 0..<(digits.count - 1) {
      let carried = digits[index] >> 32
      digits[index] -= carried << 32
      digits[index + 1] += carried
    }
    pending = 0
  }

  /// The sum, rounded to nearest, ties to even; infinite when it lies beyond binary64.
  public var value: Double {
    var copy = self
    copy.carry()
    let isNegative = (copy.digits.last ?? 0) < 0
    if isNegative {
      for index in copy.digits.indices { copy.digits[index] = -copy.digits[index] }
      copy.carry()
    }
    let magnitude = copy.roundedMagnitude
    return isNegative ? -magnitude : magnitude
  }

  /// The value of digits that are all carried and not negative.
  private var roundedMagnitude: Double {
    guard let top = digits.lastIndex(where: { $0 != 0 }) else { return 0 }
    var leading: UInt128 = 0
    for offset in 0..<3 where top - offset >= 0 { leading |= UInt128(digits[top - offset]) << UInt128(32 * (2 - offset)) }
    let isInexact = top > 2 && digits[0..<(top - 2)].contains { $0 != 0 }
    if isInexact { leading |= 1 }
    // At least 65 bits with a sticky bit below: one conversion rounds rightly, and the rest is a power of two.
    let exponent = 32 * (top - 2) - 1074
    if exponent >= -1074 { return Double(sign: .plus, exponent: exponent, significand: Double(leading)) }
    // Fewer than three digits: an exact multiple of the least number, below 2^64 of them.
    return Double(sign: .plus, exponent: -1074, significand: Double(leading >> UInt128(32 * (2 - top))))
  }
}
