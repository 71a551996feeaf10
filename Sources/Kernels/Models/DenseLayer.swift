/// One dense layer without an activation, over rows: y = x Wᵀ + b, with W in memory one row an input.
struct DenseLayer {
  let inputs: Int
  let outputs: Int
  /// The number of the weight among the parameters; the bias comes next.
  let index: Int
  let parts: NetworkParts
  let weight: Buffer<Float>
  let bias: Buffer<Float>?

  /// Creates a layer whose weight is parameter `index`, followed by its bias if it has one.
  init(_ inputs: Int, _ outputs: Int, parameter index: Int, hasBias: Bool = true, _ parts: NetworkParts) {
    self.inputs = inputs
    self.outputs = outputs
    self.index = index
    self.parts = parts
    weight = parts.parameter(index)
    bias = hasBias ? parts.parameter(index + 1) : nil
  }

  func forward(_ x: Buffer<Float>, rows: Int, into y: Buffer<Float>, relu: Bool = false) throws(KernelError) {
    let shape = ProductShape(m: rows, n: outputs, k: inputs)
    try parts.engine.multiply(shape, x, weight, into: y, bias: bias, relu: relu)
  }
}
