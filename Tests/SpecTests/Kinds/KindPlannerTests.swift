import Record
import Testing

@testable import Spec

/// Each kind of workload with as little as a spec may write of it, and with each of its choices.
struct KindPlannerTests {
  private static let zeros = String(repeating: "0", count: 64)
  private static let head = """
    etalon: 1
    name: test
    targets: { host: {} }
    datasets:
      rows: { file: d.csv, sha256: \(zeros), format: { csv: { label: l } }, split: { train: 80%, test: 20% } }
      story: { file: d.txt, sha256: \(zeros), format: text, split: { train: 80%, test: 20% } }
      quiz: { file: d.jsonl, sha256: \(zeros), format: { jsonl: { input: q, answer: a } } }
    subjects: { model: { endpoint: { url: "http://127.0.0.1:1/v1", model: tiny } } }
    workloads:
      made: { train: mlp, dataset: rows, with: { layers: [4, 2] }, stop: { epochs: 1 } }

    """

  private func node(_ workload: String) throws -> Node {
    let text = KindPlannerTests.head + "  it: \(workload)\n"
    let (planned, diagnostics) = makePlan(from: try sourceFile(text: text), in: workbench(knowsDigests: false))
    #expect(diagnostics.filter { $0.severity == .error }.human() == "")
    return try #require(planned?.plan.node("it"))
  }

  @Test(arguments: [
    "{ kernel: gemm }",
    "{ train: mlp, dataset: rows, with: { layers: [4, 2] }, stop: { epochs: 1 } }",
    "{ train: cnn, dataset: rows, with: { image: [2, 2, 1], convolutions: [{ channels: 1 }], dense: [2] }, stop: { steps: 1 } }",
    "{ train: gpt, dataset: story, with: { layers: 1, width: 8, heads: 2, context: 4 }, stop: { epochs: 1 } }",
    "{ infer: made }",
    "{ evaluate: model, dataset: quiz }",
    "{ command: { file: p.sh, sha256: \(zeros) } }",
  ]) func `what a spec leaves out has a standard`(_ workload: String) throws {
    let node = try node(workload)
    #expect(!node.metrics.isEmpty)
    #expect(node.work.kind.rawValue == workload.dropFirst(2).prefix { $0 != ":" })
  }

  @Test(arguments: ["sgd", "adamw"], ["constant", "{ step: { every: 10 } }", "{ cosine: { steps: 100 } }"])
  func `optimisers and schedules have standards of their own`(_ optimizer: String, _ schedule: String) throws {
    let settings = "{ layers: [4, 2], optimizer: \(optimizer), schedule: \(schedule) }"
    let node = try node("{ train: mlp, dataset: rows, with: \(settings), stop: { epochs: 1 } }")
    guard case .train(let work) = node.work else { return #expect(Bool(false)) }
    #expect(work.batch == 64)
    #expect(work.microBatch == nil)
  }

  @Test func `a training to a quality has a time to it, another a time`() throws {
    let base = "train: mlp, dataset: rows, with: { layers: [4, 2] }"
    let goal = try node("{ \(base), stop: { when: accuracy > 0.5, epochs: 1 } }")
    let plain = try node("{ \(base), stop: { epochs: 1 } }")
    #expect(goal.metric("time-to-quality")?.requires == "reached")
    #expect(goal.metric("time") == nil && plain.metric("time-to-quality") == nil)
    #expect(plain.metrics.map(\.name) == ["accuracy", "epochs", "steps", "test-loss", "time", "throughput"])
  }

  @Test(arguments: ScenarioEntry.all.map(\.word)) func `a scenario brings its metrics and its rule`(_ word: String) throws {
    let node = try node("{ infer: made, scenario: \(word) }")
    guard case .infer(let work) = node.work else { return #expect(Bool(false)) }
    #expect(work.scenario.word == word)
    #expect(node.metrics.map(\.name) == ["accuracy"] + work.scenario.metrics(in: 1).map(\.name))
    #expect(work.scenario.fixedSamples == nil || node.sampling.max == work.scenario.fixedSamples)
  }

  @Test func `a scorer brings its metrics, and its settings are written out`() throws {
    let node = try node("{ evaluate: model, dataset: quiz }")
    guard case .evaluate(let work) = node.work else { return #expect(Bool(false)) }
    #expect(work.scorers == [.init(name: "exact-match", revision: 1, settings: Settings(values: JSON.Object(["normalize": true])))])
    #expect(node.metrics.map(\.name) == ["accuracy", "p50", "p99"])
    #expect(work.generation == .init(maxTokens: 64, temperature: Rational(0)))
  }

  @Test func `a workload asks a dataset for what it holds, whatever its format is called`() throws {
    var catalogue = testCatalogue
    catalogue.formats.append(FormatEntry(word: "pairs", noun: "a pairs format", summary: "Pairs.", yields: [.init(.items)], settings: []))
    let text =
      KindPlannerTests.head.replacing("{ jsonl: { input: q, answer: a } }", with: "pairs") + "  it: { evaluate: model, dataset: quiz }\n"
    let planned = makePlan(from: try sourceFile(text: text), in: workbench(knowsDigests: false, catalogue: catalogue)).planned
    #expect(planned?.plan.input("quiz")?.format == InputPlan.Format("pairs", Settings()))
  }

  @Test func `a dataset that holds something else is refused with the formats that would do`() throws {
    let text = KindPlannerTests.head + "  it: { evaluate: model, dataset: rows }\n"
    let problem = try #require(makePlan(from: try sourceFile(text: text), in: workbench(knowsDigests: false)).diagnostics.first)
    #expect(problem.id == "wrong-dataset-format")
    #expect(problem.headline == "dataset `rows` holds rows of features with a class")
    #expect(problem.help == "datasets of the format `jsonl` hold that")
  }
}

extension JSON.Object {
  fileprivate init(_ members: [String: JSON]) {
    self.init()
    for (name, value) in members { self[name] = value }
  }
}
