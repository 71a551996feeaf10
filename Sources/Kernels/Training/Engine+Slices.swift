internal import CKernels

// Operations on parts of buffers, for networks. Callers pass slices that hold what the sizes say.
extension Engine {
  /// c = op(a) op(b), then + bias and ReLU if asked.
  func multiply(
    _ s: ProductShape, _ a: Slice<Float>, _ b: Slice<Float>, into c: Slice<Float>, bias: Slice<Float>? = nil, relu: Bool = false
  ) throws(KernelError) {
    precondition(a.count >= s.m * s.k && b.count >= s.k * s.n && c.count >= s.m * s.n && (bias?.count ?? s.n) >= s.n)
    var epilogue = unsafe ek_gemm_epilogue(bias: bias?.base, relu: relu ? 1 : 0, accumulate: 0)
    let status = unsafe ek_gemm_fused_f32(
      pool, number, s.transposeA ? 1 : 0, s.transposeB ? 1 : 0, s.m, s.n, s.k, a.base, s.strideA, b.base, s.strideB, c.base, s.n,
      &epilogue)
    try check(status)
  }

  func columnSums(_ x: Slice<Float>, rows: Int, columns: Int, into out: Slice<Float>) throws(KernelError) {
    precondition(x.count >= rows * columns && out.count >= columns)
    let status = unsafe ek_column_sums_f32(pool, number, rows, columns, x.base, columns, out.base)
    try check(status)
  }

  /// Zeroes the gradient where `x` is not positive.
  func reluGradient(_ x: Slice<Float>, gradient: Slice<Float>, count: Int) {
    precondition(x.count >= count && gradient.count >= count)
    unsafe ek_relu_gradient_f32(pool, number, x.base, gradient.base, count)
  }

  /// The losses of `rows` rows, and the gradient of their sum divided by `batch`.
  ///
  /// The caller has checked that each label is below `columns`.
  func softmaxCrossEntropy(
    _ logits: Slice<Float>, labels: Slice<UInt32>, gradient: Slice<Float>, losses: Slice<Float>, rows: Int, columns: Int, batch: Int
  ) {
    precondition(logits.count >= rows * columns && gradient.count >= rows * columns && labels.count >= rows && losses.count >= rows)
    unsafe ek_softmax_cross_entropy_part_f32(
      pool, number, logits.base, labels.base, gradient.base, losses.base, rows, columns, batch)
  }

  func add(_ a: Buffer<Float>, _ b: Buffer<Float>, into out: Buffer<Float>) {
    precondition(a.count == b.count && b.count == out.count)
    unsafe ek_add_f32(pool, number, a.base, b.base, out.base, out.count)
  }

  func add(_ a: Slice<Float>, _ b: Slice<Float>, into out: Slice<Float>, count: Int) {
    precondition(a.count >= count && b.count >= count && out.count >= count)
    unsafe ek_add_f32(pool, number, a.base, b.base, out.base, count)
  }

  func gelu(_ x: Slice<Float>, into y: Slice<Float>, count: Int) {
    precondition(x.count >= count && y.count >= count)
    unsafe ek_gelu_f32(pool, number, x.base, y.base, count)
  }

  /// The gradient by x in place of that by the output.
  func geluGradient(_ x: Slice<Float>, gradient: Slice<Float>, count: Int) {
    precondition(x.count >= count && gradient.count >= count)
    unsafe ek_gelu_gradient_f32(pool, number, x.base, gradient.base, gradient.base, count)
  }

  /// The caller has checked that each id is a row of the table.
  func embedding(_ table: Slice<Float>, ids: Slice<UInt32>, into y: Slice<Float>, count: Int, columns: Int) {
    precondition(ids.count >= count && y.count >= count * columns)
    unsafe ek_embedding_f32(pool, number, table.base, ids.base, y.base, count, columns)
  }

  func embeddingGradient(
    _ gradient: Slice<Float>, ids: Slice<UInt32>, into table: Slice<Float>, count: Int, rows: Int, columns: Int
  ) {
    precondition(ids.count >= count && gradient.count >= count * columns && table.count >= rows * columns)
    unsafe ek_embedding_gradient_f32(pool, number, gradient.base, ids.base, table.base, count, rows, columns)
  }

  /// The section-4 sum of the first elements.
  func sum(_ x: Slice<Float>, count: Int) throws(KernelError) -> Float {
    precondition(x.count >= count)
    var result: Float = 0
    let status = unsafe ek_sum_f32(pool, number, x.base, count, &result)
    try check(status)
    return result
  }

  /// Runs a closure while this caller owns the pool, whose threads then find one short operation after another.
  func holding<R>(_ body: () throws(KernelError) -> R) throws(KernelError) -> R {
    unsafe ek_hold(pool)
    defer { unsafe ek_release(pool) }
    return try body()
  }
}
