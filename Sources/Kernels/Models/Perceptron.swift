/// A perceptron in memory: nothing but dense layers.
final class Perceptron: Network {
  let layers: DenseLayers

  init(_ sizes: [Int], _ parts: NetworkParts) throws(KernelError) {
    layers = try DenseLayers(sizes, firstParameter: 0, parts)
  }

  var logits: Buffer<Float> { layers.logits }

  func forward(_ batch: Batch, first: Int, rows: Int, masks: DropoutMasks?) throws(KernelError) {
    try layers.forward(batch.features(from: first), first: first, rows: rows, masks: masks)
  }
}
