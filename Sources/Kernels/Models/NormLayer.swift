/// One layer norm over rows; it keeps what its gradient needs besides its input.
struct NormLayer {
  /// The number of the gain among the parameters; the bias comes next.
  let index: Int
  let parts: NetworkParts
  private let width: Int
  private let gain: Buffer<Float>
  private let bias: Buffer<Float>
  private let means: Buffer<Float>
  private let deviations: Buffer<Float>

  /// Creates a layer over up to `rows` rows whose gain is parameter `index`, followed by its bias.
  init(_ width: Int, rows: Int, parameter index: Int, _ parts: NetworkParts) throws(KernelError) {
    self.width = width
    self.index = index
    self.parts = parts
    gain = parts.parameter(index)
    bias = parts.parameter(index + 1)
    means = try Batch.room(rows, 1)
    deviations = try Batch.room(rows, 1)
  }

  /// The operands for rows of x.
  func operands(_ x: Buffer<Float>, rows: Int) -> NormOperands {
    NormOperands(rows: rows, columns: width, x: x, gain: gain, bias: bias, means: means, deviations: deviations)
  }

  func forward(_ x: Buffer<Float>, rows: Int, into y: Buffer<Float>) {
    parts.engine.norm(operands(x, rows: rows), epsilon: GPTShape.epsilon, into: y)
  }
}
