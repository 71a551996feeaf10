// Small specs that tests run for real and then lie about.
import Attest
import Foundation
import Interpreter
import Record
import Spec
import TestSupport

/// A spec with its inputs.
struct ExampleSpec {
  let text: String
  /// Inputs by id; `DIGEST-ID` in the text stands for the digest of one.
  let inputs: [String: String]
  /// The bundle that reference values are taken from.
  var reference: String?

  /// The plan, and the bytes of the spec.
  func planned() throws -> (plan: Plan, spec: [UInt8]) {
    let text = inputs.reduce(text) { $0.replacingOccurrences(of: "DIGEST-\($1.key)", with: SHA256.digest(of: Array($1.value.utf8)).hex) }
    let bytes = Array(text.utf8)
    let source = SourceFile(name: "example.yaml", bytes: bytes, digest: SHA256.digest(of: bytes))
    let context = PlanningContext(
      catalogue: .current, reference: { referenceValues($0, at: reference ?? "") })
    let (planned, diagnostics) = makePlan(from: source, in: context)
    guard let planned else { throw Unplanned(headlines: diagnostics.map(\.headline)) }
    return (planned.plan, bytes)
  }

  struct Unplanned: Error { let headlines: [String] }
}

extension ExampleSpec {
  /// Training on a small data set, serving the model, two products of matrices, and a claim.
  static let small = ExampleSpec(
    text: """
      etalon: 1
      name: small
      seed: 7
      targets:
        one-core: { device: cpu, threads: 1 }
      datasets:
        points:
          file: points.csv
          sha256: DIGEST-points
          license: CC0-1.0
          format: { csv: { label: label } }
          split: { train: 75%, test: 25% }
      workloads:
        gemm:
          kernel: gemm
          target: one-core
          with: { m: 16, n: 16, k: 300 }
          matrix: { type: [f32, f64] }
          sample: { warmup: 1, min: 10, max: 10 }
        training:
          train: mlp
          target: one-core
          dataset: points
          with: { layers: [2, 8, 2], batch: 8, optimizer: { adamw: { lr: 0.01 } } }
          stop: { when: accuracy >= 0.99, epochs: 3 }
          sample: { warmup: 0, min: 10, max: 10 }
        serving:
          infer: training
          target: one-core
          scenario: { offline: { batch: 8 } }
          sample: { warmup: 0, min: 10, max: 10 }
      claims:
        - training.accuracy >= 0.1
      """, inputs: ["points": points])

  /// 80 points of two classes that a line parts.
  static let points: String = {
    var random = SeededGenerator(seed: 3)
    var text = "x,y,label\n"
    for _ in 0..<80 {
      let x = Int.random(in: -50...50, using: &random)
      let y = Int.random(in: -50...50, using: &random)
      text += "\(x),\(y),\(x + y > 0 ? 1 : 0)\n"
    }
    return text
  }()

  /// Three trials of a product in the vendor tier.
  static let vendor = ExampleSpec(
    text: """
      etalon: 1
      name: vendor
      seed: 11
      targets: { one-core: { device: cpu, threads: 1 } }
      workloads:
        product:
          kernel: gemm
          with: { m: 64, n: 64, k: 64 }
          numerics: vendor
          trials: 3
          sample: { warmup: 1, min: 10, max: 10 }
      """, inputs: [:])

  /// Two questions to an endpoint that answers one of them rightly.
  static func quiz(port: Int, route: String = "good", stream: Bool = false) -> ExampleSpec {
    ExampleSpec(
      text: """
        etalon: 1
        name: quiz
        seed: 3
        targets: { client: { device: cpu, threads: 1 } }
        datasets:
          questions: { file: questions.jsonl, sha256: DIGEST-questions, license: CC0-1.0, format: { jsonl: { input: q, answer: a } } }
        subjects:
          model:
            endpoint: { url: "http://127.0.0.1:\(port)/\(route)/v1", model: any }
        workloads:
          quiz:
            evaluate: model
            target: client
            dataset: questions
            prompt: "{input}"
            scorer: { exact-match: {} }
            generation: { max-tokens: 16, temperature: 0 }
            stream: \(stream)
        claims:
          - these(quiz.accuracy) >= 0.9
        """,
      inputs: ["questions": "{\"q\": \"one\", \"a\": \"ONE\"}\n{\"q\": \"two\", \"a\": \"three\"}\n"])
  }

  /// A Poisson load and a closed loop on a model of the server for loads.
  static func loaded(port: Int, model: String = "honest-ms1") -> ExampleSpec {
    ExampleSpec(
      text: """
        etalon: 1
        name: loaded
        seed: 3
        targets: { client: { device: cpu, threads: 1 } }
        datasets:
          questions: { file: questions.jsonl, sha256: DIGEST-questions, license: CC0-1.0, format: { jsonl: { input: q, answer: a } } }
        subjects:
          model: { endpoint: { url: "http://127.0.0.1:\(port)/v1", model: \(model) } }
        workloads:
          arrivals:
            load: model
            target: client
            dataset: questions
            generation: { max-tokens: 8 }
            scenario: { server: { rate: 200 } }
            queries: 30
            objectives: { latency: 5 s, first-token: 5 s }
          loop:
            load: model
            target: client
            dataset: questions
            generation: { max-tokens: 8 }
            scenario: { closed-loop: { clients: 3 } }
            queries: 12
        claims:
          - arrivals.errors <= 0.3
        """,
      inputs: ["questions": (1...6).map { "{\"q\": \"question \($0)\", \"a\": \"A\"}\n" }.joined()])
  }
}
