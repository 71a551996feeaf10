import Kernels

extension NaiveReference {
  static let exactSums: [NaiveReference] = [
    elementwise("exact-sum", nasty: ["x"]) { c in
      var sum = LongSum()
      for x in c.type == .f64 ? c.array("x", as: Double.self) : c.floats("x").map(Double.init) { sum.add(x) }
      return sum.state
    }
  ]
}

/// A sum as a two's complement integer of 272 bytes in units of 2^-1074: one addition with all its carries per number.
struct LongSum {
  private var digits = [UInt32](repeating: 0, count: 68)
  private var special: UInt8 = 0

  mutating func add(_ x: Double) {
    guard x.isFinite else {
      special |= x.isNaN ? 1 : x > 0 ? 2 : 4
      return
    }
    let isNormal = x.exponentBitPattern > 0
    let significand = x.significandBitPattern | (isNormal ? 1 << 52 : 0)
    let shift = isNormal ? Int(x.exponentBitPattern) - 1 : 0
    let wide = UInt128(significand) << UInt128(shift % 32)
    var addend = [UInt32](repeating: 0, count: 68)
    for part in 0..<3 { addend[shift / 32 + part] = UInt32(truncatingIfNeeded: wide >> UInt128(32 * part)) }
    if x < 0 { addend = LongSum.sum(addend.map { ~$0 }, carry: 1, [UInt32](repeating: 0, count: 68)) }
    digits = LongSum.sum(digits, carry: 0, addend)
  }

  private static func sum(_ a: [UInt32], carry: UInt64, _ b: [UInt32]) -> [UInt32] {
    var carry = carry
    return zip(a, b).map { x, y in
      carry += UInt64(x) + UInt64(y)
      defer { carry >>= 32 }
      return UInt32(truncatingIfNeeded: carry)
    }
  }

  var state: [UInt8] { bytes(of: digits) + [special, 0, 0, 0, 0, 0, 0, 0] }
}
