import Record
import TestSupport
import Testing

@testable import Report

private func infer(_ scenario: Scenario) -> Work {
  .infer(InferWork(model: "training", dataset: "digits", scenario: scenario, revisions: [:]))
}

private func train(_ model: TrainWork.Model, epochs: Int?, steps: Int? = nil) -> Work {
  .train(
    TrainWork(
      model: model, batch: 64, optimizer: .sgd(TrainWork.Optimizer.SGD(lr: SampleInput.ratio(1, 10), momentum: Rational(0))),
      dataset: "digits", stop: nil, epochs: epochs, steps: steps, revisions: [:]))
}

private func evaluation(items: Int?) -> Work {
  .evaluate(
    EvaluateWork(
      subject: "model", dataset: "questions", prompt: PromptPlan(user: "{input}"),
      generation: EvaluateWork.Generation(maxTokens: 16, temperature: Rational(0)),
      scorers: [EvaluateWork.Entry(name: "exact-match", revision: 2, settings: Settings())], items: items))
}

private let sentences: [(work: Work, sentence: String)] = [
  (
    SampleInput.nodes[0].work, "The kernel gemm with k 1024, m 1024, n 1024, portable tier, revision 1."
  ),
  (
    train(.mlp(layers: [64, 128, 10]), epochs: 40),
    "Training of the model mlp with layers 64–128–10 on digits, batches of 64, at most 40 epochs."
  ),
  (
    train(
      .cnn(TrainWork.Convolutional(image: [28, 28, 1], convolutions: [.init(channels: 8, kernel: 3)], dense: [128, 10])), epochs: 1,
      steps: 500),
    "Training of the model cnn with images of 28×28×1, convolutions 3×3 to 8, layers 128–10 on digits, batches of 64, "
      + "at most 1 epoch or 500 steps."
  ),
  (
    train(.gpt(TrainWork.Transformer(layers: 1, width: 32, heads: 4, context: 64)), epochs: nil),
    "Training of the model gpt with 1 layer of width 32, 4 heads, context 64 on digits, batches of 64."
  ),
  (
    infer(.singleStream(queries: 2000)),
    "Inference with the model of training on digits, scenario single-stream (queries 2000). Queries of one row, one after another."
  ),
  (
    infer(.offline(queries: 20_000, batch: 360)),
    "Inference with the model of training on digits, scenario offline (batch 360, queries 20\u{202F}000). All rows at once."
  ),
  (
    evaluation(items: nil),
    "The subject model answers the items of questions, and exact-match (revision 2) judges the answers."
  ),
  (
    evaluation(items: 1),
    "The subject model answers the first 1 item of questions, and exact-match (revision 2) judges the answers."
  ),
  (
    .command(CommandWork(program: "tool", arguments: [], environment: [:], outputs: [], readings: [])),
    "The program tool, pinned by digest and run in a sandbox."
  ),
  (
    .load(
      LoadWork(
        server: .model("training"), dataset: "digits", scenario: .server(rate: Rational(20)), queries: 100,
        objectives: LoadWork.Objectives(latency: 2_000_000))),
    "A load on the model of training, scenario server (rate 20): Queries arrive by a seeded Poisson process, whatever the server does. "
      + "Latencies count from the time that a query was scheduled for. Limits: latency 2000 µs."
  ),
  (
    .load(LoadWork(server: .program("tool"), dataset: nil, scenario: .singleStream, queries: 100)),
    "A load on the program of tool, scenario single-stream: The next query is sent when the one before has ended. "
      + "The loop is closed: its load follows the server, and latencies count from the sending. No limits: every answered query is good."
  ),
]

@Test(arguments: sentences)
func `a card says what a cell computes`(work: Work, sentence: String) {
  #expect(work.card(in: PageWords(.en)).sentence == sentence)
}

@Test func `every kind of work is among the sentences`() {
  #expect(Set(sentences.map(\.work.kind)) == Set(WorkKind.allCases))
}

@Test func `a curve counts epochs, and steps where the series is one of steps`() {
  var input = SampleInput().input
  input.results.trials[5].values.append(ResultValue("step-loss", .exact, .series([3, 2, 1])))
  let text = page(input)
  #expect(text.contains("loss by epoch") && text.contains("step-loss by step"))
  #expect(!text.contains("step-loss by epoch"))
}

@Test func `an evaluation adds its own limits to the page, once`() {
  var input = SampleInput().input
  #expect(!page(input).contains("served the model it names"))
  input.plan.nodes[0].work = evaluation(items: nil)
  input.plan.nodes[1].work = evaluation(items: nil)
  #expect(page(input).split(separator: "served the model it names").count == 2)
}
