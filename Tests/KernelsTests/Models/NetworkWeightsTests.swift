import Kernels
import Testing

@Suite struct NetworkWeightsTests {
  @Test(arguments: ["mlp", "cnn", "gpt"])
  func `weights survive the way through a file, and no damage traps`(kind: String) throws {
    let settings = TrainingSettings(optimizer: TrainerTests.sgd, batch: 8)
    let example = try TrainingCase.of(kind, settings)
    let trainer = try example.trainer(try Engine())
    _ = try trainer.step()
    let weights = try trainer.weights()
    let bytes = try weights.safetensors()
    #expect(try NetworkWeights(example.architecture, safetensors: bytes) == weights)
    for length in stride(from: 0, to: bytes.count, by: 97) {
      #expect(throws: KernelError.self) { try NetworkWeights(example.architecture, safetensors: Array(bytes[..<length])) }
    }
    let other = Architecture.mlp(layers: [3, 2])
    let error = #expect(throws: KernelError.self) { try NetworkWeights(other, safetensors: bytes) }
    #expect(error?.code == .shapeMismatch)
  }

  @Test func `sizes that cannot be are typed errors`() throws {
    let engine = try Engine()
    var stream = testStream(45)
    let wrong: [Architecture] = [
      .mlp(layers: []), .mlp(layers: [3]), .mlp(layers: [3, 0]), .mlp(layers: [3, -1, 2]), .mlp(layers: [.max, .max]),
      .mlp(layers: [1 << 20, 1 << 20]),
      .cnn(CNNShape(height: 4, width: 4, channels: 1, blocks: [.init(channels: 2, kernel: 7)], dense: [2])),
      .cnn(CNNShape(height: .max, width: 4, channels: 1, blocks: [.init(channels: 2, kernel: 1)], dense: [2])),
      .cnn(CNNShape(height: 4, width: 4, channels: 1, blocks: [.init(channels: 2, kernel: 3, padding: 3)], dense: [2])),
      .gpt(GPTShape(vocabulary: 5, layers: 1, width: 10, heads: 3, context: 4)),
      .gpt(GPTShape(vocabulary: 0, layers: 1, width: 10, heads: 5, context: 4)),
      .gpt(GPTShape(vocabulary: 1 << 20, layers: 64, width: 1 << 16, heads: 1, context: 4)),
    ]
    for architecture in wrong { #expect(throws: KernelError.self) { try NetworkWeights(architecture, stream: &stream, engine: engine) } }
  }
}
