internal import CKernels

/// How far a candidate product lies from the exact one, in units of what rounding explains.
public struct ProductError: Equatable, Sendable {
  /// The largest ratio of error to bound over all elements: at most 1 for every correct product in any order.
  public let worstRatio: Double
  /// Whether the candidate can be a correctly computed product.
  public var holds: Bool { worstRatio <= 1 }
}

extension Engine {
  /// Checks a product that somebody else's library computed, in whatever order, against the forward error bound.
  ///
  /// The bound is proved in `docs/numerics.md`: |candidate - reference| <= (g(k, u) + g(r, v)) (|A| |B|) + underflow,
  /// where g(n, u) = n u / (1 - n u), u and v are the unit roundoffs of the candidate and of double, and r is the longest chain
  /// of roundings of the reference, which the portable tier computes in double.
  ///
  /// - Throws: `KernelError` if counts do not fit the shape, or memory is short.
  public func checkVendorProduct(
    _ shape: ProductShape, _ a: [Float], _ b: [Float], candidate: [Float]
  ) throws(KernelError) -> ProductError {
    let counts = try Engine.checkedCounts(shape, a.count, b.count, candidate.count)
    let (wideA, wideB) = (try Buffer<Double>(counts.a), try Buffer<Double>(counts.b))
    let reference = try Buffer<Double>(counts.c)
    let magnitude = try Buffer<Double>(counts.c)
    for (absolute, out) in [(CInt(0), reference), (CInt(1), magnitude)] {
      unsafe ek_widen_f32(a, wideA.base, a.count, absolute)
      unsafe ek_widen_f32(b, wideB.base, b.count, absolute)
      try multiply(shape, wideA, wideB, into: out)
    }
    let bound = ErrorBound(terms: shape.k, roundoff: 0x1p-24, smallest: 0x1p-149)
    return ProductError(
      worstRatio: unsafe ek_max_error_ratio_f32(
        candidate, reference.base, magnitude.base, counts.c, bound.relative, bound.absolute))
  }

  /// Checks a product of doubles; see the product of floats.
  ///
  /// - Throws: `KernelError` if counts do not fit the shape, or memory is short.
  public func checkVendorProduct(
    _ shape: ProductShape, _ a: [Double], _ b: [Double], candidate: [Double]
  ) throws(KernelError) -> ProductError {
    let counts = try Engine.checkedCounts(shape, a.count, b.count, candidate.count)
    let (wideA, wideB) = (try Buffer<Double>(counts.a), try Buffer<Double>(counts.b))
    let reference = try Buffer<Double>(counts.c)
    let magnitude = try Buffer<Double>(counts.c)
    wideA.fill(a)
    wideB.fill(b)
    try multiply(shape, wideA, wideB, into: reference)
    unsafe ek_absolute_f64(a, wideA.base, a.count)
    unsafe ek_absolute_f64(b, wideB.base, b.count)
    try multiply(shape, wideA, wideB, into: magnitude)
    let bound = ErrorBound(terms: shape.k, roundoff: 0x1p-53, smallest: 0x1p-1074)
    return ProductError(
      worstRatio: unsafe ek_max_error_ratio_f64(
        candidate, reference.base, magnitude.base, counts.c, bound.relative, bound.absolute))
  }

  private static func checkedCounts(
    _ shape: ProductShape, _ a: Int, _ b: Int, _ c: Int
  ) throws(KernelError) -> (a: Int, b: Int, c: Int) {
    let counts = try shape.counts()
    guard (a, b, c) == counts else {
      throw KernelError(
        .shapeMismatch, "\(a), \(b) and \(c) elements do not fit \(shape.m) by \(shape.n) by \(shape.k)",
        hint: "pass whole matrices without gaps")
    }
    return counts
  }
}

/// The two parts of the forward error bound of a product of `terms` terms in any order.
struct ErrorBound {
  let relative: Double
  let absolute: Double

  init(terms: Int, roundoff: Double, smallest: Double) {
    let chunks = (terms + 255) / 256
    let levels = chunks <= 1 ? 0 : Int.bitWidth - (chunks - 1).leadingZeroBitCount
    let reference = ErrorBound.gamma(min(terms, 256) + levels, 0x1p-53)
    // The computed |A| |B| may itself be too small by its own rounding: divide it out.
    relative = (ErrorBound.gamma(terms, roundoff) + reference) / (1 - reference)
    absolute = 2 * Double(max(terms, 1)) * smallest
  }

  /// Higham's gamma; infinite where the bound says nothing.
  private static func gamma(_ n: Int, _ u: Double) -> Double {
    let nu = Double(n) * u
    return nu < 1 ? nu / (1 - nu) : .infinity
  }
}
