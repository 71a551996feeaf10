/// One dense layer without an activation, over rows: y = x Wᵀ + b, with W in memory one row an input.
struct DenseLayer {
  let inputs: Int
  let outputs: Int
  private let engine: Engine
  private let plan: ParameterPlan
  private let index: Int
  private let weight: Slice<Float>
  private let bias: Slice<Float>?

  /// Creates a layer whose weight is parameter `index`, followed by its bias if it has one.
  init(
    _ inputs: Int, _ outputs: Int, parameter index: Int, hasBias: Bool = true, plan: ParameterPlan, weights: Buffer<Float>,
    engine: Engine
  ) {
    self.inputs = inputs
    self.outputs = outputs
    self.engine = engine
    self.plan = plan
    self.index = index
    weight = plan.slice(index, of: weights)
    bias = hasBias ? plan.slice(index + 1, of: weights) : nil
  }

  func forward(_ x: Slice<Float>, rows: Int, into y: Slice<Float>) throws(KernelError) {
    try engine.multiply(ProductShape(m: rows, n: outputs, k: inputs), x, weight, into: y, bias: bias)
  }

  /// The gradients of the parameters and of x from the gradient dy.
  func backward(
    _ x: Slice<Float>, _ dy: Slice<Float>, rows: Int, into gradients: Buffer<Float>, dx: Slice<Float>
  ) throws(KernelError) {
    let byWeight = ProductShape(m: inputs, n: outputs, k: rows, transposeA: true)
    try engine.multiply(byWeight, x, dy, into: plan.slice(index, of: gradients))
    if bias != nil { try engine.columnSums(dy, rows: rows, columns: outputs, into: plan.slice(index + 1, of: gradients)) }
    try engine.multiply(ProductShape(m: rows, n: inputs, k: outputs, transposeB: true), dy, weight, into: dx)
  }
}
