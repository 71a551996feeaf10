internal import CKernels

// Products of narrow types. Callers inside this room pass buffers whose counts match the sizes.
extension Engine {
  /// The deepest product of bytes: |a b| is at most 2^14, so that no sum of this many leaves 32 bits.
  static let maximumIntegerDepth = Int(EK_I8_MAXIMUM_K)

  /// - Throws: `KernelError` if k is larger than 131,071, where a sum could overflow.
  func multiply(_ s: ProductShape, _ a: Buffer<Int8>, _ b: Buffer<Int8>, into c: Buffer<Int32>) throws(KernelError) {
    let status = unsafe ek_gemm_i8(
      pool, number, s.transposeA ? 1 : 0, s.transposeB ? 1 : 0, s.m, s.n, s.k, a.base, s.strideA, b.base, s.strideB,
      c.base, s.n)
    guard status != CInt(EK_K_TOO_LARGE) else {
      throw KernelError(
        .parameterOutOfRange, "a product of bytes with k = \(s.k) could overflow 32 bits",
        hint: "choose k up to \(Engine.maximumIntegerDepth)")
    }
    try check(status)
  }

  /// The product of the bfloat16 matrices' exact values, in the order of the float product.
  func multiply(_ s: ProductShape, _ a: Buffer<UInt16>, _ b: Buffer<UInt16>, into c: Buffer<Float>) throws(KernelError) {
    let status = unsafe ek_gemm_bf16(
      pool, number, s.transposeA ? 1 : 0, s.transposeB ? 1 : 0, s.m, s.n, s.k, a.base, s.strideA, b.base, s.strideB,
      c.base, s.n)
    try check(status)
  }

  /// Each float rounded to the nearest bfloat16, ties to even; NaN becomes `0x7fc0`.
  func narrow(_ x: Buffer<Float>, into y: Buffer<UInt16>) {
    unsafe ek_narrow_bf16(pool, x.base, y.base, min(x.count, y.count))
  }
}
