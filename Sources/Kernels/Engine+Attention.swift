internal import CKernels

// Attention and embedding on buffers. Callers inside this room pass buffers whose counts match the sizes.
extension Engine {
  /// `probabilities` are kept for the gradient.
  func attend(
    _ shape: AttentionShape, _ qkv: Buffer<Float>, probabilities: Buffer<Float>?, into y: Buffer<Float>
  ) throws(KernelError) {
    var shape = shape.descriptor
    let status = unsafe ek_attention_f32(pool, number, &shape, qkv.base, probabilities?.base, y.base)
    try check(status)
  }

  func attentionGradient(
    _ shape: AttentionShape, _ qkv: Buffer<Float>, probabilities: Buffer<Float>, gradient: Buffer<Float>,
    into qkvGradient: Buffer<Float>
  ) throws(KernelError) {
    var shape = shape.descriptor
    let status = unsafe ek_attention_gradient_f32(
      pool, number, &shape, qkv.base, probabilities.base, gradient.base, qkvGradient.base)
    try check(status)
  }

  /// The caller has checked that each id is a row of the table.
  func embed(_ table: Buffer<Float>, ids: Buffer<UInt32>, columns: Int, into y: Buffer<Float>) {
    unsafe ek_embedding_f32(pool, number, table.base, ids.base, y.base, ids.count, columns)
  }

  /// The caller has checked that each id is a row of the table.
  func embeddingGradient(_ gradient: Buffer<Float>, ids: Buffer<UInt32>, rows: Int, columns: Int, into table: Buffer<Float>) {
    unsafe ek_embedding_gradient_f32(
      pool, number, gradient.base, ids.base, table.base, ids.count, rows, columns)
  }
}
