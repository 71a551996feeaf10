import Attest
import Record
import Score
import Testing

@testable import Interpreter

/// An evaluation of a few choices with a second set of examples, all in memory.
struct PromptFixture {
  var prompt: PromptPlan
  var lines = PromptFixture.lines
  var few = PromptFixture.few
  var format: JSON = ["id": "id", "input": "q", "choices": "options", "answer": "a", "answer-is": "letter", "category": "subject"]
  var seed: U64 = 7
  var workload = "quiz"
  var items: Int?
  var trial = 0

  static let lines = [
    #"{"id": "i0", "q": "One?", "options": ["w", "x", "y", "z"], "a": "B", "subject": "math", "doc": {"title": "T0"}}"#,
    #"{"id": "i1", "q": "Two {q}?", "options": ["p", "q", "r"], "a": "A", "subject": "art", "doc": {"title": "T1"}}"#,
    #"{"id": "i2", "q": "Three?", "options": ["k", "l"], "a": "B", "subject": "math", "doc": {"title": "T2"}}"#,
  ]

  static let few = (0..<6).map { number in
    #"{"id": "f\#(number)", "q": "Few\#(number)?", "options": ["n\#(number)", "m"], "a": "A", "subject": "\#(number % 2 == 0 ? "math" : "art")"}"#
  }

  private func bytes(_ lines: [String]) -> [UInt8] { Array(lines.map { $0 + "\n" }.joined().utf8) }

  var work: EvaluateWork {
    EvaluateWork(
      subject: "model", dataset: "questions", prompt: prompt,
      generation: EvaluateWork.Generation(maxTokens: 5, temperature: Rational(0), stop: ["\n"]),
      scorers: [
        EvaluateWork.Entry(
          name: "exact-match", revision: 1, settings: Settings(values: JSON.Object([JSON.Object.Member("normalize", true)])))
      ], items: items)
  }

  var node: Node {
    Node(
      id: workload, workload: workload, coordinates: [], target: "host", numerics: .transcripts, needs: [], inputs: ["questions", "few"],
      trials: 1, work: .evaluate(work), sampling: Sampling(warmup: 0, min: 1, max: 1), limits: Limits(), metrics: [])
  }

  var plan: Plan {
    func input(_ id: String, _ lines: [String]) -> InputPlan {
      InputPlan(
        id: id, kind: .dataset, sha256: SHA256.digest(of: bytes(lines)), license: nil,
        format: InputPlan.Format("jsonl", Settings(values: format.object ?? JSON.Object())))
    }
    return Plan(
      language: 1, catalogue: 1, name: "fixture", title: nil, seed: Seed(root: seed), spec: SpecPins(root: SHA256.digest(of: [])),
      overrides: [], division: .standard, deviations: [], targets: [], inputs: [input("questions", lines), input("few", few)],
      subjects: [SubjectPlan(id: "model", access: EndpointSubject(url: "http://127.0.0.1:9/v1", model: "any").access)], nodes: [node],
      claims: [], weighting: nil)
  }

  func data(_ id: String) -> [UInt8] { bytes(id == "questions" ? lines : few) }

  func evaluation() throws -> Evaluation {
    try Evaluation(plan: plan, node: node, trial: trial, data: data, streamKey: { EvaluationFixture.key($0) })
  }

  /// Everything that is asked, in its order.
  func asked() throws -> [EvaluationItem] {
    var items = try evaluation().items()
    var asked: [EvaluationItem] = []
    while let item = try items.next() { asked.append(item) }
    return asked
  }

  /// What is said to everything that is asked, `role: text` for each turn.
  func conversations() throws -> [[String]] {
    let evaluation = try evaluation()
    return try asked().map { item in
      let prompt = try evaluation.prompt(item)
      return (prompt.system.map { ["system: \($0)"] } ?? []) + prompt.turns.map { "\($0.role.rawValue): \($0.text)" }
    }
  }

  /// What a check says.
  func faults() -> [String] {
    Evaluation.promptFaults(plan, node, data).listed.map { ($0.place.map { "\($0.line): " } ?? "") + $0.message }
  }
}
