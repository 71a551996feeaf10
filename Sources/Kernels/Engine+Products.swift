internal import CKernels

/// A right operand of products, laid out once for an engine's instruction set.
final class PackedMatrix<Element: PackableReal> {
  let k: Int
  let n: Int
  private let elements: Buffer<Element>

  /// The operand B, k by n, or stored as n by k.
  init(_ b: Buffer<Element>, k: Int, n: Int, transposed: Bool, engine: Engine) throws(KernelError) {
    self.k = k
    self.n = n
    elements = try Buffer(Element.packedCount(engine, k: k, n: n))
    repack(b, transposed: transposed, engine: engine)
  }

  /// Takes other values of the same sizes.
  func repack(_ b: Buffer<Element>, transposed: Bool, engine: Engine) {
    Element.pack(engine, k: k, n: n, transposed: transposed, b, into: elements)
  }

  /// The product with A, whose columns must be as many as B's rows.
  func multiply(_ a: Buffer<Element>, m: Int, transposed: Bool, into c: Buffer<Element>, engine: Engine) throws(KernelError) {
    let shape = ProductShape(m: m, n: n, k: k, transposeA: transposed)
    try Element.multiply(engine, shape, a, packed: elements, into: c)
  }
}

/// A type whose products take packed operands, and whose matrices meet vectors.
protocol PackableReal: PortableReal {
  static func packedCount(_ engine: Engine, k: Int, n: Int) -> Int
  static func pack(_ engine: Engine, k: Int, n: Int, transposed: Bool, _ b: Buffer<Self>, into packed: Buffer<Self>)
  static func multiply(
    _ engine: Engine, _ s: ProductShape, _ a: Buffer<Self>, packed: Buffer<Self>, into c: Buffer<Self>) throws(KernelError)
  /// y = op(A) x, with op(A) of m by n elements.
  static func multiply(
    _ engine: Engine, _ a: Buffer<Self>, m: Int, n: Int, transposed: Bool, vector x: Buffer<Self>, into y: Buffer<Self>
  ) throws(KernelError)
}

extension Float: PackableReal {
  static func packedCount(_ engine: Engine, k: Int, n: Int) -> Int { ek_gemm_packed_elements_f32(engine.number, k, n) }

  static func pack(_ engine: Engine, k: Int, n: Int, transposed: Bool, _ b: Buffer<Float>, into packed: Buffer<Float>) {
    unsafe ek_gemm_pack_f32(engine.pool, engine.number, transposed ? 1 : 0, k, n, b.base, transposed ? k : n, packed.base)
  }

  static func multiply(
    _ engine: Engine, _ s: ProductShape, _ a: Buffer<Float>, packed: Buffer<Float>, into c: Buffer<Float>
  ) throws(KernelError) {
    let status = unsafe ek_gemm_prepacked_f32(
      engine.pool, engine.number, s.transposeA ? 1 : 0, s.m, s.n, s.k, a.base, s.strideA, packed.base, c.base, s.n, nil)
    try engine.check(status)
  }

  static func multiply(
    _ engine: Engine, _ a: Buffer<Float>, m: Int, n: Int, transposed: Bool, vector x: Buffer<Float>, into y: Buffer<Float>
  ) throws(KernelError) {
    let status = unsafe ek_gemv_f32(
      engine.pool, engine.number, transposed ? 1 : 0, m, n, a.base, transposed ? m : n, x.base, y.base)
    try engine.check(status)
  }
}

extension Double: PackableReal {
  static func packedCount(_ engine: Engine, k: Int, n: Int) -> Int { ek_gemm_packed_elements_f64(engine.number, k, n) }

  static func pack(_ engine: Engine, k: Int, n: Int, transposed: Bool, _ b: Buffer<Double>, into packed: Buffer<Double>) {
    unsafe ek_gemm_pack_f64(engine.pool, engine.number, transposed ? 1 : 0, k, n, b.base, transposed ? k : n, packed.base)
  }

  static func multiply(
    _ engine: Engine, _ s: ProductShape, _ a: Buffer<Double>, packed: Buffer<Double>, into c: Buffer<Double>
  ) throws(KernelError) {
    let status = unsafe ek_gemm_prepacked_f64(
      engine.pool, engine.number, s.transposeA ? 1 : 0, s.m, s.n, s.k, a.base, s.strideA, packed.base, c.base, s.n)
    try engine.check(status)
  }

  static func multiply(
    _ engine: Engine, _ a: Buffer<Double>, m: Int, n: Int, transposed: Bool, vector x: Buffer<Double>, into y: Buffer<Double>
  ) throws(KernelError) {
    let status = unsafe ek_gemv_f64(
      engine.pool, engine.number, transposed ? 1 : 0, m, n, a.base, transposed ? m : n, x.base, y.base)
    try engine.check(status)
  }
}

extension Engine {
  /// Runs many short operations with the pool's threads at hand: between two of them they look for work before they sleep.
  ///
  /// Callers of the same engine on other threads wait until the closure ends.
  func holding<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
    unsafe ek_hold(pool)
    defer { unsafe ek_release(pool) }
    return try body()
  }

  /// A product of floats with what usually follows it, each step with the bits of the separate operation: c = c + product if
  /// `accumulate`, then + bias, then ReLU.
  func multiply(
    _ s: ProductShape, _ a: Buffer<Float>, _ b: Buffer<Float>, into c: Buffer<Float>, bias: Buffer<Float>? = nil, relu: Bool = false,
    accumulate: Bool = false
  ) throws(KernelError) {
    var epilogue = unsafe ek_gemm_epilogue(bias: bias?.base, relu: relu ? 1 : 0, accumulate: accumulate ? 1 : 0)
    let status = unsafe ek_gemm_fused_f32(
      pool, number, s.transposeA ? 1 : 0, s.transposeB ? 1 : 0, s.m, s.n, s.k, a.base, s.strideA, b.base, s.strideB, c.base, s.n,
      &epilogue)
    try check(status)
  }
}
