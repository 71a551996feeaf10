internal import CKernels

/// One layer norm over rows; it keeps what its gradient needs besides its input.
struct NormLayer {
  private let width: Int
  private let engine: Engine
  private let plan: ParameterPlan
  private let index: Int
  private let gain: Slice<Float>
  private let bias: Slice<Float>
  private let means: Slice<Float>
  private let deviations: Slice<Float>

  /// Creates a layer whose gain is parameter `index`, followed by its bias.
  init(
    _ width: Int, rows: Int, parameter index: Int, plan: ParameterPlan, weights: Buffer<Float>, engine: Engine
  ) throws(KernelError) {
    self.width = width
    self.engine = engine
    self.plan = plan
    self.index = index
    gain = plan.slice(index, of: weights)
    bias = plan.slice(index + 1, of: weights)
    means = try Batch.room(rows, 1)
    deviations = try Batch.room(rows, 1)
  }

  func forward(_ x: Slice<Float>, rows: Int, into y: Slice<Float>) {
    precondition(x.count >= rows * width && y.count >= rows * width && means.count >= rows)
    unsafe ek_layer_norm_f32(
      engine.pool, engine.number, x.base, gain.base, bias.base, y.base, means.base, deviations.base, rows, width,
      GPTShape.epsilon)
  }

  /// The gradients of the parameters, and of x in place of dy.
  func backward(_ x: Slice<Float>, _ dy: Slice<Float>, rows: Int, into gradients: Buffer<Float>) throws(KernelError) {
    precondition(x.count >= rows * width && dy.count >= rows * width && means.count >= rows)
    try engine.check(
      unsafe ek_layer_norm_gradient_f32(
        engine.pool, engine.number, x.base, gain.base, means.base, deviations.base, dy.base, dy.base,
        plan.slice(index, of: gradients).base, plan.slice(index + 1, of: gradients).base, rows, width))
  }
}
