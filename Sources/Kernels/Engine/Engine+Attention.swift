internal import CKernels

// Attention. Callers pass shapes whose counts do not overflow.
extension Engine {
  /// `probabilities`, where they are given, are kept for the gradient.
  func attend(
    _ shape: AttentionShape, _ qkv: Buffer<Float>, probabilities: Buffer<Float>?, into y: Buffer<Float>
  ) throws(KernelError) {
    precondition(qkv.count >= 3 * shape.outputCount && y.count >= shape.outputCount)
    precondition((probabilities?.count ?? .max) >= shape.probabilityCount)
    var shape = shape.descriptor
    try check(unsafe ek_attention_f32(pool, number, &shape, qkv.base, probabilities?.base, y.base))
  }

  func attentionGradient(
    _ shape: AttentionShape, _ qkv: Buffer<Float>, probabilities: Buffer<Float>, gradient: Buffer<Float>,
    into qkvGradient: Buffer<Float>
  ) throws(KernelError) {
    precondition(min(qkv.count, qkvGradient.count) >= 3 * shape.outputCount && gradient.count >= shape.outputCount)
    precondition(probabilities.count >= shape.probabilityCount)
    var shape = shape.descriptor
    try check(
      unsafe ek_attention_gradient_f32(
        pool, number, &shape, qkv.base, probabilities.base, gradient.base, qkvGradient.base))
  }
}
