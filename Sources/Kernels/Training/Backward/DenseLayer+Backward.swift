extension DenseLayer {
  /// The gradients of the parameters, and of x if a place is given, from the gradient dy.
  func backward(
    _ x: Buffer<Float>, _ dy: Buffer<Float>, rows: Int, into gradients: Buffer<Float>, dx: Buffer<Float>?
  ) throws(KernelError) {
    let (engine, plan) = (parts.engine, parts.plan)
    let byWeight = ProductShape(m: inputs, n: outputs, k: rows, transposeA: true)
    try engine.multiply(byWeight, x, dy, into: plan.part(index, of: gradients))
    if bias != nil { try engine.columnSums(dy, rows: rows, columns: outputs, into: plan.part(index + 1, of: gradients)) }
    guard let dx else { return }
    try engine.multiply(ProductShape(m: rows, n: inputs, k: outputs, transposeB: true), dy, weight, into: dx)
  }
}
