internal import CKernels

extension Float: PortableReal {
  static var wordsPerDraw: Int { 1 }

  static func uniform(_ engine: Engine, _ at: RandomStream, from lower: Float, width: Float, into out: Buffer<Float>) {
    unsafe ek_random_uniform_f32(engine.pool, at.key.key, at.key.high, at.drawn, lower, width, out.base, out.count)
  }

  static func normal(_ engine: Engine, _ at: RandomStream, into out: Buffer<Float>) {
    unsafe ek_random_normal_f32(engine.pool, at.key.key, at.key.high, at.drawn, out.base, out.count)
  }

  static func product(_ engine: Engine, _ s: ProductShape, _ a: Buffer<Float>, _ b: Buffer<Float>, into c: Buffer<Float>) -> CInt {
    unsafe ek_gemm_f32(
      engine.pool, engine.number, s.flagA, s.flagB, s.m, s.n, s.k, a.base, s.strideA, b.base, s.strideB, c.base, s.n)
  }

  static func packedCount(_ engine: Engine, k: Int, n: Int) -> Int { ek_gemm_packed_elements_f32(engine.number, k, n) }

  static func pack(_ engine: Engine, _ s: ProductShape, _ b: Buffer<Float>, into packed: Buffer<Float>) {
    unsafe ek_gemm_pack_f32(engine.pool, engine.number, s.flagB, s.k, s.n, b.base, s.strideB, packed.base)
  }

  static func product(_ engine: Engine, _ s: ProductShape, _ a: Buffer<Float>, packed: Buffer<Float>, into c: Buffer<Float>) -> CInt {
    unsafe ek_gemm_prepacked_f32(
      engine.pool, engine.number, s.flagA, s.m, s.n, s.k, a.base, s.strideA, packed.base, c.base, s.n, nil)
  }

  static func product(_ engine: Engine, _ s: ProductShape, _ a: Buffer<Float>, vector x: Buffer<Float>, into y: Buffer<Float>) -> CInt {
    unsafe ek_gemv_f32(engine.pool, engine.number, s.flagA, s.m, s.k, a.base, s.strideA, x.base, y.base)
  }

  static func product(_ engine: Engine, _ m: SparseMatrix<Float>, vector x: Buffer<Float>, into y: Buffer<Float>) {
    unsafe ek_spmv_f32(engine.pool, engine.number, m.rows, m.starts.base, m.places.base, m.values.base, x.base, y.base)
  }

  static func sum(_ engine: Engine, _ x: Buffer<Float>, count: Int, into result: inout Float) -> CInt {
    unsafe ek_sum_f32(engine.pool, engine.number, x.base, count, &result)
  }

  static func add(_ engine: Engine, _ x: Buffer<Float>, to sum: inout ek_exact) -> CInt {
    unsafe ek_exact_sum_f32(engine.pool, engine.number, &sum, x.base, x.count)
  }

  static func fourierRoots(_ engine: Engine, size: Int) -> OpaquePointer? { unsafe ek_fft_plan_create_f32(engine.number, size) }

  static func fourier(
    _ engine: Engine, _ roots: OpaquePointer, inverse: Bool, batch: Int, _ x: Buffer<Float>, into y: Buffer<Float>
  ) -> CInt {
    unsafe ek_fft_f32(engine.pool, roots, inverse ? 1 : 0, batch, x.base, y.base)
  }

  static func widen(_ x: Buffer<Float>, into y: Buffer<Double>) { unsafe ek_widen_f32(x.base, y.base, min(x.count, y.count), 0) }

  static func errorRatio(
    _ candidate: Buffer<Float>, _ reference: Buffer<Double>, _ magnitude: Buffer<Double>, relative: Double, absolute: Double
  ) -> Double {
    unsafe ek_max_error_ratio_f32(candidate.base, reference.base, magnitude.base, candidate.count, relative, absolute)
  }
}
