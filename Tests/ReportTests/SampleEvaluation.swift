import Foundation
import Record
import Report
import Score

/// A made-up evaluation of answers: the plan, its metrics and any number of items.
enum SampleEvaluation {
  /// The input of a page with so many items.
  static func input(_ items: [AnsweredItem]) -> ReportInput {
    var input = SampleInput().input
    var node = SampleInput.nodes[0]
    (node.id, node.workload, node.coordinates, node.trials) = ("questions", "questions", [], 1)
    (node.work, node.metrics) = (.evaluate(work), metrics)
    input.plan.nodes = [node]
    input.plan.weighting = nil
    input.plan.claims = []
    input.plan.subjects = [
      SubjectPlan(
        id: "model",
        access: ChosenEntry(
          "endpoint",
          Settings(
            values: JSON.Object([
              .init("credential", "lab"), .init("model", "smol"), .init("url", "https://me:secret@host.example/v1?key=secret"),
            ]))))
    ]
    input.trials = [line(SampleInput().input.trials[0])]
    input.results.trials = [
      TrialResult(
        node: "questions", index: 0,
        values: [
          ResultValue("accuracy", .replayed, .share(of: U64(1), total: U64(2))),
          ResultValue("items-answer", .replayed, .count(U64(UInt64(items.count)))),
          ResultValue("endpoint-model", .replayed, .text("smol-135m")), ResultValue("items-error", .replayed, .count(U64(1))),
        ])
    ]
    input.measurements.trials = []
    input.scores.metrics = values
    input.scores.claims = []
    input.scores.score = []
    input.scores.total = nil
    input.answers = { trial, limit, take in
      for item in items.prefix(limit) { take(item) }
      return true
    }
    return input
  }

  private static func line(_ line: TrialLine) -> TrialLine {
    var line = line
    line.node = "questions"
    line.items = digest(30)
    return line
  }

  private static let work = EvaluateWork(
    subject: "model", dataset: "digits",
    prompt: PromptPlan(
      system: "Be brief <b>.", turns: [PromptPlan.Turn(.user, "{question}\n{choices | lettered}")], prefill: "The answer is (",
      variants: [PromptPlan.Variant("typos", .fullWidth)]),
    generation: EvaluateWork.Generation(maxTokens: 16, temperature: Rational(0)),
    scorers: [EvaluateWork.Entry(name: "exact-match", revision: 2, settings: Settings())])

  private static let metrics = ["accuracy", "accuracy-strict", "accuracy-typos", "accuracy-drop-typos"].map {
    Metric(
      name: $0, dimension: .number, direction: $0.contains("drop") ? .lower : .higher, origin: .result, derivation: .value($0),
      selection: .all)
  }

  private static let values = zip(metrics, [0.5, 0.25, 0.375, 0.125]).map { metric, value in
    MetricValue(
      node: "questions", metric: metric.name, unit: "1", direction: metric.direction, origin: .result, estimate: Estimate(exactly: value),
      exact: nil, count: 8, population: PopulationInterval(.wilson, low: value / 2, high: min(1, value * 1.5), units: 8))
  }

  /// An item that was answered.
  static func item(
    _ position: Int, question: String = "What is 1 + 1?", reply: String = "The answer is 2, I think.", found: String = "2",
    right: Bool = true,
    category: String? = nil, variant: String? = nil
  ) -> AnsweredItem {
    let start = reply.utf8.count - (reply.range(of: found).map { reply[$0.lowerBound...].utf8.count } ?? 0)
    return AnsweredItem(
      ItemRecord(
        position: position, id: "q\(position)", stratum: category, variant: variant, outcome: .answer,
        extracted: ItemRecord.Extracted(rule: "number", text: found, start: start, end: start + found.utf8.count),
        scores: ["accuracy": Rational(right ? 1 : 0)]),
      turns: [.init(role: "system", text: "Be brief."), .init(role: "user", text: question)], reply: reply, expected: ["2"])
  }

  /// An item without a usable answer.
  static func error(_ position: Int) -> AnsweredItem {
    AnsweredItem(
      ItemRecord(position: position, outcome: .error, reason: "the endpoint answered 500"), turns: [.init(role: "user", text: "=1+1")],
      failure: "HTTP 500: <html>boom</html>")
  }
}
