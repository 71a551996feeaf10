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
  /// Checks a product that somebody else computed, in whatever order, against the forward error bound.
  ///
  /// The bound is proved in `docs/numerics.md`: |candidate - reference| <= (g(k, u) + g(r, v)) (|A| |B|) + underflow,
  /// where g(n, u) = n u / (1 - n u), u and v are the unit roundoffs of the candidate and of double, and r is the longest chain
  /// of roundings of the reference, which the kernels compute in double.
  ///
  /// - Throws: `KernelError` if counts do not fit the shape, or memory is short.
  public func productError(_ shape: ProductShape, _ a: [Float], _ b: [Float], candidate: [Float]) throws(KernelError) -> ProductError {
    try Engine.checkCounts(shape, a.count, b.count, candidate.count)
    return try productError(shape, try Buffer(a), try Buffer(b), candidate: try Buffer(candidate))
  }

  /// Checks a product of doubles; see the product of floats.
  ///
  /// - Throws: `KernelError` if counts do not fit the shape, or memory is short.
  public func productError(_ shape: ProductShape, _ a: [Double], _ b: [Double], candidate: [Double]) throws(KernelError) -> ProductError {
    try Engine.checkCounts(shape, a.count, b.count, candidate.count)
    return try productError(shape, try Buffer(a), try Buffer(b), candidate: try Buffer(candidate))
  }

  /// Checks a product of buffers that hold what the shape says.
  func productError<T: PortableReal>(
    _ shape: ProductShape, _ a: Buffer<T>, _ b: Buffer<T>, candidate: Buffer<T>
  ) throws(KernelError) -> ProductError {
    let bound = try ErrorBound(terms: shape.k, of: T.type)
    let (wideA, wideB) = (try Buffer<Double>(a.count), try Buffer<Double>(b.count))
    let reference = try Buffer<Double>(candidate.count)
    let magnitude = try Buffer<Double>(candidate.count)
    T.widen(a, into: wideA)
    T.widen(b, into: wideB)
    try multiply(shape, wideA, wideB, into: reference)
    for x in [wideA, wideB] { x.takeMagnitudes() }
    try multiply(shape, wideA, wideB, into: magnitude)
    let worst = T.errorRatio(candidate, reference, magnitude, relative: bound.relative, absolute: bound.absolute)
    // Now the root of the sum of each element's squared terms.
    for x in [wideA, wideB] { x.takeSquares() }
    try multiply(shape, wideA, wideB, into: magnitude)
    magnitude.takeRoots()
    let expected = T.errorRatio(candidate, reference, magnitude, relative: bound.expected, absolute: bound.absolute)
    return ProductError(worstRatio: worst, expectedRatio: expected)
  }

  private static func checkCounts(_ shape: ProductShape, _ a: Int, _ b: Int, _ c: Int) throws(KernelError) {
    guard (a, b, c) == (try shape.counts()) else {
      throw KernelError(
        .shapeMismatch, "\(a), \(b) and \(c) elements do not fit \(shape.m) by \(shape.n) by \(shape.k)",
        hint: "pass whole matrices without gaps")
    }
  }
}
