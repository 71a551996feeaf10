internal import CKernels

/// How far a candidate product lies from the exact one, in units of what rounding explains.
public struct ProductError: Equatable, Sendable {
  /// The largest ratio of error to proved bound over all elements: at most 1 for every correct product in any order.
  public let worstRatio: Double
  /// The largest ratio to what rounding can be expected to do, as `docs/numerics.md` says, where operands are independent and of mean
  /// zero; it grows with the root of the number of terms only, and so notices what the proved bound has to let pass.
  public let expectedRatio: Double
  /// Whether the candidate can be a correctly computed product.
  public var holds: Bool { worstRatio <= 1 }
  /// The larger of both ratios: for operands that an operation draws.
  public var drawnRatio: Double { max(worstRatio, expectedRatio) }
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
    let bound = try ErrorBound(terms: shape.k, roundoff: 0x1p-24, smallest: 0x1p-149)
    let worst = unsafe ek_max_error_ratio_f32(
      candidate.base, reference.base, magnitude.base, candidate.count, bound.relative, bound.absolute)
    try rootSumsOfSquares(shape, wideA, wideB, into: magnitude)
    return ProductError(
      worstRatio: worst,
      expectedRatio: unsafe ek_max_error_ratio_f32(
        candidate.base, reference.base, magnitude.base, candidate.count, bound.expected, bound.absolute))
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
    let bound = try ErrorBound(terms: shape.k, roundoff: 0x1p-53, smallest: 0x1p-1074)
    let worst = unsafe ek_max_error_ratio_f64(
      candidate.base, reference.base, magnitude.base, candidate.count, bound.relative, bound.absolute)
    try rootSumsOfSquares(shape, wideA, wideB, into: magnitude)
    return ProductError(
      worstRatio: worst,
      expectedRatio: unsafe ek_max_error_ratio_f64(
        candidate.base, reference.base, magnitude.base, candidate.count, bound.expected, bound.absolute))
  }

  /// The root of the sum of the squared terms of each element; A and B become their squares.
  private func rootSumsOfSquares(
    _ shape: ProductShape, _ a: Buffer<Double>, _ b: Buffer<Double>, into roots: Buffer<Double>
  ) throws(KernelError) {
    unsafe ek_square_f64(a.base, a.count)
    unsafe ek_square_f64(b.base, b.count)
    try multiply(shape, a, b, into: roots)
    unsafe ek_root_f64(roots.base, roots.count)
  }

  private static func checkCounts(_ shape: ProductShape, _ a: Int, _ b: Int, _ c: Int) throws(KernelError) {
    guard (a, b, c) == (try shape.counts()) else {
      throw KernelError(
        .shapeMismatch, "\(a), \(b) and \(c) elements do not fit \(shape.m) by \(shape.n) by \(shape.k)",
        hint: "pass whole matrices without gaps")
    }
  }
}

/// The parts of the forward error bounds of a product of `terms` terms in any order.
struct ErrorBound {
  /// Of the sum of the terms' magnitudes: proved.
  let relative: Double
  /// Of the root of the sum of the terms' squares: expected.
  let expected: Double
  let absolute: Double

  /// - Throws: `KernelError` where so many terms have no bound.
  init(terms: Int, roundoff: Double, smallest: Double) throws(KernelError) {
    guard terms <= ErrorBound.mostTerms(roundoff: roundoff) else {
      throw KernelError(
        .tooLarge, "\(terms) terms have no error bound", hint: "make them \(ErrorBound.mostTerms(roundoff: roundoff)) at most")
    }
    let chunks = (terms + 255) / 256
    let levels = chunks <= 1 ? 0 : Int.bitWidth - (chunks - 1).leadingZeroBitCount
    let reference = ErrorBound.gamma(min(terms, 256) + levels, 0x1p-53)
    // The computed |A| |B| may itself be too small by its own rounding: divide it out.
    // The last factor covers the roundings of this very check.
    relative = (ErrorBound.gamma(terms, roundoff) + reference) / (1 - reference) * (1 + 0x1p-40)
    let chain = Double(min(terms, 256) + levels)
    expected = 16 * (roundoff * Double(terms).squareRoot() + 0x1p-53 * chain.squareRoot())
    absolute = 2 * Double(max(terms, 1)) * smallest
  }

  /// The most terms n for which n u is below 1/2, as the proof asks for.
  static func mostTerms(roundoff u: Double) -> Int { Int(exactly: (0.5 / u).rounded(.down)).map { $0 - 1 } ?? .max }

  /// Higham's gamma, for n u below 1/2.
  private static func gamma(_ n: Int, _ u: Double) -> Double {
    let nu = Double(n) * u
    return nu / (1 - nu)
  }
}

extension ElementType {
  /// The most terms of an element of a product that the vendor tier's error bound holds for.
  public var mostVendorTerms: Int { ErrorBound.mostTerms(roundoff: self == .f64 ? 0x1p-53 : 0x1p-24) }
}
