/// A perceptron in memory: nothing but dense layers.
final class Perceptron: Network {
  let capacity: Int
  private let layers: DenseLayers

  init(_ sizes: [Int], rows: Int, plan: ParameterPlan, weights: Buffer<Float>, engine: Engine) throws(KernelError) {
    capacity = rows
    layers = try DenseLayers(sizes, rows: rows, firstParameter: 0, plan: plan, weights: weights, engine: engine)
  }

  var logits: Slice<Float> { layers.logits }
  var logitGradients: Slice<Float> { layers.logitGradients }

  func forward(_ batch: Batch, first: Int, rows: Int, masks: DropoutMasks?) throws(KernelError) {
    try layers.forward(batch.features(from: first), first: first, rows: rows, masks: masks)
  }

  func backward(
    _ batch: Batch, first: Int, rows: Int, masks: DropoutMasks?, into gradients: Buffer<Float>
  ) throws(KernelError) {
    try layers.backward(
      batch.features(from: first), first: first, rows: rows, masks: masks, into: gradients, inputGradient: nil)
  }
}
