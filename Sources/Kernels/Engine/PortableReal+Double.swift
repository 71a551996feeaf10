internal import CKernels

extension Double: PortableReal {
  static var wordsPerDraw: Int { 2 }

  static func uniform(_ engine: Engine, _ at: RandomStream, from lower: Double, width: Double, into out: Buffer<Double>) {
    unsafe ek_random_uniform_f64(engine.pool, at.key.key, at.key.high, at.drawn, lower, width, out.base, out.count)
  }

  static func normal(_ engine: Engine, _ at: RandomStream, into out: Buffer<Double>) {
    unsafe ek_random_normal_f64(engine.pool, at.key.key, at.key.high, at.drawn, out.base, out.count)
  }

  static func product(_ engine: Engine, _ s: ProductShape, _ a: Buffer<Double>, _ b: Buffer<Double>, into c: Buffer<Double>) -> CInt {
    unsafe ek_gemm_f64(
      engine.pool, engine.number, s.flagA, s.flagB, s.m, s.n, s.k, a.base, s.strideA, b.base, s.strideB, c.base, s.n)
  }

  static func packedCount(_ engine: Engine, k: Int, n: Int) -> Int { ek_gemm_packed_elements_f64(engine.number, k, n) }

  static func pack(_ engine: Engine, _ s: ProductShape, _ b: Buffer<Double>, into packed: Buffer<Double>) {
    unsafe ek_gemm_pack_f64(engine.pool, engine.number, s.flagB, s.k, s.n, b.base, s.strideB, packed.base)
  }

  static func product(_ engine: Engine, _ s: ProductShape, _ a: Buffer<Double>, packed: Buffer<Double>, into c: Buffer<Double>) -> CInt {
    unsafe ek_gemm_prepacked_f64(
      engine.pool, engine.number, s.flagA, s.m, s.n, s.k, a.base, s.strideA, packed.base, c.base, s.n)
  }

  static func product(_ engine: Engine, _ s: ProductShape, _ a: Buffer<Double>, vector x: Buffer<Double>, into y: Buffer<Double>) -> CInt {
    unsafe ek_gemv_f64(engine.pool, engine.number, s.flagA, s.m, s.k, a.base, s.strideA, x.base, y.base)
  }

  static func product(_ engine: Engine, _ m: SparseMatrix<Double>, vector x: Buffer<Double>, into y: Buffer<Double>) {
    unsafe ek_spmv_f64(engine.pool, engine.number, m.rows, m.starts.base, m.places.base, m.values.base, x.base, y.base)
  }

  static func sum(_ engine: Engine, _ x: Buffer<Double>, count: Int, into result: inout Double) -> CInt {
    unsafe ek_sum_f64(engine.pool, engine.number, x.base, count, &result)
  }

  static func add(_ engine: Engine, _ x: Buffer<Double>, to sum: inout ek_exact) -> CInt {
    unsafe ek_exact_sum_f64(engine.pool, engine.number, &sum, x.base, x.count)
  }

  static func fourierRoots(_ engine: Engine, size: Int) -> OpaquePointer? { unsafe ek_fft_plan_create_f64(engine.number, size) }

  static func fourier(
    _ engine: Engine, _ roots: OpaquePointer, inverse: Bool, batch: Int, _ x: Buffer<Double>, into y: Buffer<Double>
  ) -> CInt {
    unsafe ek_fft_f64(engine.pool, roots, inverse ? 1 : 0, batch, x.base, y.base)
  }

  static func widen(_ x: Buffer<Double>, into y: Buffer<Double>) { y.copy(x) }

  static func errorRatio(
    _ candidate: Buffer<Double>, _ reference: Buffer<Double>, _ magnitude: Buffer<Double>, relative: Double, absolute: Double
  ) -> Double {
    unsafe ek_max_error_ratio_f64(candidate.base, reference.base, magnitude.base, candidate.count, relative, absolute)
  }
}
