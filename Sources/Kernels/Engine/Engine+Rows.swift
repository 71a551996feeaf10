internal import CKernels

// Operations on the rows of a matrix.
extension Engine {
  func softmax(_ x: Buffer<Float>, into y: Buffer<Float>, rows: Int, columns: Int) {
    precondition(x.count >= rows * columns && y.count >= rows * columns)
    unsafe ek_softmax_f32(pool, number, x.base, y.base, rows, columns)
  }

  func logSoftmax(_ x: Buffer<Float>, into y: Buffer<Float>, rows: Int, columns: Int) {
    precondition(x.count >= rows * columns && y.count >= rows * columns)
    unsafe ek_log_softmax_f32(pool, number, x.base, y.base, rows, columns)
  }

  /// The losses of `rows` rows of a batch, and the gradient of the batch's mean loss by their logits.
  ///
  /// The caller has checked that each label is below `columns`.
  func softmaxCrossEntropy(
    _ logits: Buffer<Float>, labels: Buffer<UInt32>, gradient: Buffer<Float>, losses: Buffer<Float>, rows: Int, columns: Int, batch: Int
  ) {
    precondition(logits.count >= rows * columns && gradient.count >= rows * columns && labels.count >= rows && losses.count >= rows)
    unsafe ek_softmax_cross_entropy_part_f32(
      pool, number, logits.base, labels.base, gradient.base, losses.base, rows, columns, batch)
  }

  /// Adds the bias to each row.
  func addBias(_ bias: Buffer<Float>, to x: Buffer<Float>, rows: Int) {
    precondition(x.count >= rows * bias.count)
    unsafe ek_add_bias_f32(pool, number, x.base, bias.base, rows, bias.count)
  }

  /// Rows of a table by number; the caller has checked that each id is one of its rows.
  func embed(_ table: Buffer<Float>, ids: Buffer<UInt32>, count: Int, columns: Int, into y: Buffer<Float>) {
    precondition(ids.count >= count && y.count >= count * columns)
    unsafe ek_embedding_f32(pool, number, table.base, ids.base, y.base, count, columns)
  }

  /// The gradient of a table; the caller has checked that each id is one of its rows.
  func embeddingGradient(
    _ gradient: Buffer<Float>, ids: Buffer<UInt32>, count: Int, rows: Int, columns: Int, into table: Buffer<Float>
  ) {
    precondition(ids.count >= count && gradient.count >= count * columns && table.count >= rows * columns)
    unsafe ek_embedding_gradient_f32(pool, number, gradient.base, ids.base, table.base, count, rows, columns)
  }
}
