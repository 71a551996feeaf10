extension NormLayer {
  /// The gradients of the parameters, and of x in place of dy.
  func backward(_ x: Buffer<Float>, _ dy: Buffer<Float>, rows: Int, into gradients: Buffer<Float>) throws(KernelError) {
    try parts.engine.normGradient(
      operands(x, rows: rows), dy, into: dy, gain: parts.plan.part(index, of: gradients),
      bias: parts.plan.part(index + 1, of: gradients))
  }
}
