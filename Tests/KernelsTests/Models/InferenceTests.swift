import Kernels
import Testing

@Suite struct InferenceTests {
  private static let plain = TrainingSettings(optimizer: .sgd(SGDSettings(learningRate: 0.1)), batch: 4)

  /// A network of a kind after two steps, and data for it.
  private func trained(_ kind: String, _ engine: Engine) throws -> (trainer: Trainer, weights: NetworkWeights, data: TrainingSet) {
    let example = try TrainingCase.of(kind, InferenceTests.plain)
    let trainer = try example.trainer(engine)
    for _ in 0..<2 { _ = try trainer.step() }
    return (trainer, try trainer.weights(), example.data)
  }

  @Test(arguments: ["mlp", "cnn", "gpt"])
  func `row i of a batch answers as row i alone`(kind: String) throws {
    let engine = try Engine(threads: 2)
    let (_, weights, data) = try trained(kind, engine)
    let whole = try Inference(weights, engine: engine).logits(data)
    #expect(whole.count == data.rows * weights.architecture.positions * weights.architecture.outputs)
    for batch in [1, 5] {
      #expect(bits(try Inference(weights, batch: batch, engine: engine).logits(data)) == bits(whole))
    }
  }

  @Test(arguments: ["mlp", "cnn", "gpt"])
  func `a network answers as the one that learns does`(kind: String) throws {
    let engine = try Engine()
    let (trainer, weights, data) = try trained(kind, engine)
    let served = try Inference(weights, engine: engine).evaluate(data)
    #expect(served == (try trainer.evaluate(data)))
    // A step's loss is the same mean, added in another order and in float.
    var settings = InferenceTests.plain
    settings.batch = data.rows
    let next = try Trainer(weights, data: data, settings: settings, stream: testStream(46), engine: engine)
    #expect(abs(Double(try next.step().loss) - served.meanLoss) < 1e-5)
  }

  @Test func `a gpt continues a text with the bits of any window that begins with it`() throws {
    let engine = try Engine(threads: 2)
    let (_, weights, data) = try trained("gpt", engine)
    guard case .text(let text) = data, case .gpt(let shape) = weights.architecture else { return }
    let all = try Inference(weights, engine: engine).logits(data)
    let session = try Inference(weights, batch: 3, engine: engine)
    for window in [2, 0, 1] {
      for length in [1, 4, shape.context] {
        let start = window * shape.context
        let place = (start + length - 1) * shape.vocabulary
        let found = try session.logits(after: Array(text.tokens[start..<start + length]))
        #expect(bits(found) == bits(Array(all[place..<place + shape.vocabulary])), "window \(window), \(length) tokens")
      }
    }
  }

  @Test func `what cannot be continued is refused`() throws {
    let engine = try Engine()
    let session = try Inference(try trained("gpt", engine).weights, engine: engine)
    for tokens: [UInt32] in [[], [1, 11], [UInt32](repeating: 1, count: 10)] {
      let error = #expect(throws: KernelError.self) { try session.logits(after: tokens) }
      #expect(error?.hint.isEmpty == false)
    }
    let perceptron = try Inference(try trained("mlp", engine).weights, engine: engine)
    #expect(throws: KernelError.self) { try perceptron.logits(after: [1]) }
    #expect(throws: KernelError.self) { try session.logits(try TrainingCase.of("mlp", InferenceTests.plain).data) }
    #expect(throws: KernelError.self) { try Inference(try trained("mlp", engine).weights, batch: 0, engine: engine) }
  }
}
