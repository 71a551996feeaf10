internal import CKernels

// Products of matrices. Callers pass checked shapes; each buffer holds at least what its shape says.
extension Engine {
  /// c = op(a) op(b).
  func multiply<T: PortableReal>(_ s: ProductShape, _ a: Buffer<T>, _ b: Buffer<T>, into c: Buffer<T>) throws(KernelError) {
    precondition(s.fits(a.count, b.count, c.count))
    try check(T.product(self, s, a, b, into: c))
  }

  /// c = op(a) op(b), then + bias if there is one, then ReLU if asked: the bits of the separate operations.
  func multiply(
    _ s: ProductShape, _ a: Buffer<Float>, _ b: Buffer<Float>, into c: Buffer<Float>, bias: Buffer<Float>?, relu: Bool = false
  ) throws(KernelError) {
    precondition(s.fits(a.count, b.count, c.count) && (bias?.count ?? s.n) >= s.n)
    var epilogue = unsafe ek_gemm_epilogue(bias: bias?.base, relu: relu ? 1 : 0, accumulate: 0)
    let status = unsafe ek_gemm_fused_f32(
      pool, number, s.flagA, s.flagB, s.m, s.n, s.k, a.base, s.strideA, b.base, s.strideB, c.base, s.n, &epilogue)
    try check(status)
  }

  /// y = op(a) x, for a shape with one column.
  func multiply<T: PortableReal>(_ s: ProductShape, _ a: Buffer<T>, vector x: Buffer<T>, into y: Buffer<T>) throws(KernelError) {
    precondition(s.n == 1 && s.fits(a.count, x.count, y.count))
    try check(T.product(self, s, a, vector: x, into: y))
  }

  /// The sums of the columns, in the order of a product with ones.
  func columnSums(_ x: Buffer<Float>, rows: Int, columns: Int, into out: Buffer<Float>) throws(KernelError) {
    precondition(x.count >= rows * columns && out.count >= columns)
    try check(unsafe ek_column_sums_f32(pool, number, rows, columns, x.base, columns, out.base))
  }
}

// Products of narrow types.
extension Engine {
  /// The deepest product of bytes: |a b| is at most 2^14, so that no sum of this many leaves 32 bits.
  static let maximumIntegerDepth = Int(EK_I8_MAXIMUM_K)

  /// - Throws: `KernelError` if k is larger than 131,071, where a sum could overflow.
  func multiply(_ s: ProductShape, _ a: Buffer<Int8>, _ b: Buffer<Int8>, into c: Buffer<Int32>) throws(KernelError) {
    precondition(s.fits(a.count, b.count, c.count))
    let status = unsafe ek_gemm_i8(
      pool, number, s.flagA, s.flagB, s.m, s.n, s.k, a.base, s.strideA, b.base, s.strideB, c.base, s.n)
    guard status != CInt(EK_K_TOO_LARGE) else {
      throw KernelError(
        .parameterOutOfRange, "a product of bytes with k = \(s.k) could overflow 32 bits",
        hint: "choose k up to \(Engine.maximumIntegerDepth)")
    }
    try check(status)
  }

  /// The product of the bfloat16 matrices' exact values, in the order of the float product.
  func multiply(_ s: ProductShape, _ a: Buffer<UInt16>, _ b: Buffer<UInt16>, into c: Buffer<Float>) throws(KernelError) {
    precondition(s.fits(a.count, b.count, c.count))
    let status = unsafe ek_gemm_bf16(
      pool, number, s.flagA, s.flagB, s.m, s.n, s.k, a.base, s.strideA, b.base, s.strideB, c.base, s.n)
    try check(status)
  }

  /// Each float rounded to the nearest bfloat16, ties to even; NaN becomes `0x7fc0`.
  func narrow(_ x: Buffer<Float>, into y: Buffer<UInt16>) { unsafe ek_narrow_bf16(pool, x.base, y.base, min(x.count, y.count)) }
}

extension ProductShape {
  /// Whether arrays of so many elements hold A, B and C.
  fileprivate func fits(_ a: Int, _ b: Int, _ c: Int) -> Bool { a >= m * k && b >= k * n && c >= m * n }
}
