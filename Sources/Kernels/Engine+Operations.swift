internal import CKernels

// Operations on buffers. Callers inside this room pass buffers whose counts match the sizes.
extension Engine {
  func multiply(_ s: ProductShape, _ a: Buffer<Float>, _ b: Buffer<Float>, into c: Buffer<Float>) throws(KernelError) {
    let status = unsafe ek_gemm_f32(
      pool, number, s.transposeA ? 1 : 0, s.transposeB ? 1 : 0, s.m, s.n, s.k, a.base, s.strideA, b.base, s.strideB,
      c.base, s.n)
    try check(status)
  }

  func multiply(_ s: ProductShape, _ a: Buffer<Double>, _ b: Buffer<Double>, into c: Buffer<Double>) throws(KernelError) {
    let status = unsafe ek_gemm_f64(
      pool, number, s.transposeA ? 1 : 0, s.transposeB ? 1 : 0, s.m, s.n, s.k, a.base, s.strideA, b.base, s.strideB,
      c.base, s.n)
    try check(status)
  }

  func columnSums(_ x: Buffer<Float>, rows: Int, columns: Int, into out: Buffer<Float>) throws(KernelError) {
    let status = unsafe ek_column_sums_f32(pool, number, rows, columns, x.base, columns, out.base)
    try check(status)
  }

  func apply(_ function: ElementaryFunction, _ x: Buffer<Float>, into y: Buffer<Float>) {
    unsafe ek_unary_f32(pool, number, function.number, x.base, y.base, x.count)
  }

  func sum(_ x: Buffer<Float>, count: Int? = nil) throws(KernelError) -> Float {
    var result: Float = 0
    let status = unsafe ek_sum_f32(pool, number, x.base, count ?? x.count, &result)
    try check(status)
    return result
  }

  func sum(_ x: Buffer<Double>) throws(KernelError) -> Double {
    var result = 0.0
    let status = unsafe ek_sum_f64(pool, number, x.base, x.count, &result)
    try check(status)
    return result
  }

  func softmax(_ x: Buffer<Float>, into y: Buffer<Float>, rows: Int, columns: Int) {
    unsafe ek_softmax_f32(pool, number, x.base, y.base, rows, columns)
  }

  /// The caller has checked that each label is below `columns`.
  func softmaxCrossEntropy(
    _ logits: Buffer<Float>, labels: Buffer<UInt32>, gradient: Buffer<Float>, losses: Buffer<Float>, rows: Int,
    columns: Int
  ) {
    unsafe ek_softmax_cross_entropy_f32(
      pool, number, logits.base, labels.base, gradient.base, losses.base, rows, columns)
  }

  func addBias(_ bias: Buffer<Float>, to x: Buffer<Float>, rows: Int) {
    unsafe ek_add_bias_f32(pool, number, x.base, bias.base, rows, bias.count)
  }

  func relu(_ x: Buffer<Float>, into y: Buffer<Float>, count: Int) {
    unsafe ek_relu_f32(pool, number, x.base, y.base, count)
  }

  /// Zeroes the gradient where `x` is not positive.
  func reluGradient(_ x: Buffer<Float>, gradient: Buffer<Float>, count: Int) {
    unsafe ek_relu_gradient_f32(pool, number, x.base, gradient.base, count)
  }

  func sgd(
    _ parameter: Buffer<Float>, gradient: Buffer<Float>, velocity: Buffer<Float>, rate: Float, momentum: Float
  ) {
    unsafe ek_sgd_f32(pool, number, parameter.base, gradient.base, velocity.base, parameter.count, rate, momentum)
  }

  func adamw(
    _ parameter: Buffer<Float>, gradient: Buffer<Float>, first: Buffer<Float>, second: Buffer<Float>,
    step: ek_adamw_step
  ) {
    unsafe ek_adamw_f32(
      pool, number, parameter.base, gradient.base, first.base, second.base, parameter.count, step)
  }

  func stream(
    _ operation: CInt, _ a: Buffer<Double>, _ b: Buffer<Double>, into c: Buffer<Double>, scalar: Double
  ) {
    unsafe ek_stream_f64(pool, number, operation, a.base, b.base, c.base, scalar, c.count)
  }
}
