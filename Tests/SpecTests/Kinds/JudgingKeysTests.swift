import Record
import Testing

@testable import Spec

/// How a workload says how answers are found and judged.
struct JudgingKeysTests {
  private static let head = """
    etalon: 1
    name: test
    targets: { host: {} }
    datasets:
      quiz: { file: d.jsonl, sha256: \(String(repeating: "0", count: 64)), format: { jsonl: { input: q, answer: a } } }
    subjects: { model: { endpoint: { url: "http://127.0.0.1:1/v1", model: tiny } } }
    workloads:

    """

  private func planned(_ keys: String) throws -> (node: Node?, problems: [Diagnostic]) {
    let text = JudgingKeysTests.head + "  it: { evaluate: model, dataset: quiz\(keys) }\n"
    let (planned, diagnostics) = makePlan(from: try sourceFile(text: text), in: workbench(knowsDigests: false))
    return (planned?.plan.node("it"), diagnostics.filter { $0.severity == .error })
  }

  private func work(_ keys: String) throws -> EvaluateWork {
    let node = try #require(try planned(keys).node)
    guard case .evaluate(let work) = node.work else { throw RunProblem() }
    return work
  }

  private struct RunProblem: Error {}

  @Test func `the whole reply is the answer where nothing else is said`() throws {
    #expect(try work("").extraction.map(\.name) == ["whole"])
    #expect(try planned("").node?.metrics.map(\.name) == ["accuracy", "p50", "p99"])
  }

  @Test func `one rule, a list in order, and rules with settings are read alike`() throws {
    #expect(try work(", extract: letter").extraction.map(\.name) == ["letter"])
    let several = try work(", extract: [letter, { regex: { pattern: \"x(.)\" } }]").extraction
    #expect(several.map(\.name) == ["letter", "regex"])
    #expect(several[1].settings.values["pattern"] == "x(.)")
  }

  @Test func `rules with degrees bring a metric for each end, and the obedience to the form`() throws {
    let names = try planned(", extract: letter").node?.metrics.map(\.name)
    #expect(names == ["accuracy", "accuracy-strict", "accuracy-lenient", "format-obedience", "p50", "p99"])
  }

  @Test func `a list of scorers stands in place of the one`() throws {
    #expect(try work(", scorers: [exact-match]").scorers.map(\.name) == ["exact-match"])
  }

  @Test(arguments: [
    (", extract: []", "wrong-type"), (", extract: letters", "unknown-choice"), (", scorers: []", "wrong-type"),
    (", scorer: exact-match, scorers: [exact-match]", "scorer-twice"), (", scorers: [exact-match, exact-match]", "output-clash"),
    (", scorer: { repeated: { samples: 4, k: 4 } }", "scorer-settings"), (", scorer: { repeated: { judge: nobody } }", "unknown-subject"),
    (", extract: { regex: { pattern: \"(\" } }", "bad-pattern"), (", extract: { regex: {} }", "missing-key"),
  ])
  func `what cannot be judged by is refused with its place`(keys: String, id: String) throws {
    #expect(try planned(keys).problems.map(\.id) == [id])
  }
}
