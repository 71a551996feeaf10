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
    try Engine.checkCounts(shape, a.count, b.count, candidate.count)
    return try productError(shape, try buffer(a), try buffer(b), candidate: try buffer(candidate))
  }

  /// Checks a product of doubles; see the product of floats.
  ///
  /// - Throws: `KernelError` if counts do not fit the shape, or memory is short.
  public func checkVendorProduct(
    _ shape: ProductShape, _ a: [Double], _ b: [Double], candidate: [Double]
  ) throws(KernelError) -> ProductError {
    try Engine.checkCounts(shape, a.count, b.count, candidate.count)
    return try productError(shape, try buffer(a), try buffer(b), candidate: try buffer(candidate))
  }

  func productError(
    _ shape: ProductShape, _ a: Buffer<Float>, _ b: Buffer<Float>, candidate: Buffer<Float>
  ) throws(KernelError) -> ProductError {
    let (wideA, wideB) = (try Buffer<Double>(a.count), try Buffer<Double>(b.count))
    let reference = try Buffer<Double>(candidate.count)
    let magnitude = try Buffer<Double>(candidate.count)
    for (absolute, out) in [(CInt(0), reference), (CInt(1), magnitude)] {
      unsafe ek_widen_f32(a.base, wideA.base, a.count, absolute)
      unsafe ek_widen_f32(b.base, wideB.base, b.count, absolute)
      try multiply(shape, wideA, wideB, into: out)
    }
    let bound = ErrorBound(terms: shape.k, roundoff: 0x1p-24, smallest: 0x1p-149)
    return ProductError(
      worstRatio: unsafe ek_max_error_ratio_f32(
        candidate.base, reference.base, magnitude.base, candidate.count, bound.relative, bound.absolute))
  }

  func productError(
    _ shape: ProductShape, _ a: Buffer<Double>, _ b: Buffer<Double>, candidate: Buffer<Double>
  ) throws(KernelError) -> ProductError {
    let (wideA, wideB) = (try Buffer<Double>(a.count), try Buffer<Double>(b.count))
    let reference = try Buffer<Double>(candidate.count)
    let magnitude = try Buffer<Double>(candidate.count)
    try multiply(shape, a, b, into: reference)
    unsafe ek_absolute_f64(a.base, wideA.base, a.count)
    unsafe ek_absolute_f64(b.base, wideB.base, b.count)
    try multiply(shape, wideA, wideB, into: magnitude)
    let bound = ErrorBound(terms: shape.k, roundoff: 0x1p-53, smallest: 0x1p-1074)
    return ProductError(
      worstRatio: unsafe ek_max_error_ratio_f64(
        candidate.base, reference.base, magnitude.base, candidate.count, bound.relative, bound.absolute))
  }

  private static func checkCounts(_ shape: ProductShape, _ a: Int, _ b: Int, _ c: Int) throws(KernelError) {
    guard (a, b, c) == (try shape.counts()) else {
      throw KernelError(
        .shapeMismatch, "\(a), \(b) and \(c) elements do not fit \(shape.m) by \(shape.n) by \(shape.k)",
        hint: "pass whole matrices without gaps")
    }
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
    // The last factor covers the roundings of this very check.
    relative = (ErrorBound.gamma(terms, roundoff) + reference) / (1 - reference) * (1 + 0x1p-40)
    absolute = 2 * Double(max(terms, 1)) * smallest
  }

  /// Higham's gamma; infinite where the bound says nothing.
  private static func gamma(_ n: Int, _ u: Double) -> Double {
    let nu = Double(n) * u
    return nu < 1 ? nu / (1 - nu) : .infinity
  }
}
