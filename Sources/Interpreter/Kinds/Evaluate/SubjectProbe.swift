internal import Record
internal import Score

/// Questions that find out what a subject does with a seed and with the same request again.
///
/// What they show is derived from the transcripts alone, so a verifier derives the same.
struct SubjectProbe {
  let evaluation: Evaluation

  /// The probes that are asked one after another, each group of them at once: a request, the same twice at once, and at temperature 1 one
  /// with a seed, the same seed and another seed.
  private static let behaviour: [[Int]] = [[0], [1, 2], [3, 4, 5]]
  /// A few tokens that are generated, and then given back with what stood before them.
  static let generated = 6
  static let echoed = 7

  /// The probes of this trial.
  var groups: [[Int]] {
    (evaluation.isProbing ? SubjectProbe.behaviour : []) + (evaluation.needsEcho ? [[SubjectProbe.generated], [SubjectProbe.echoed]] : [])
  }

  /// The numbers of the probes, in their order.
  var all: [Int] { groups.flatMap(\.self) }

  /// Probes at temperature 1, the last of them with a seed of its own.
  private static let sampled = 3...5
  private static let otherSeed = 5

  /// Whether a trial is the one that probes a subject: the first of the first cell that asks it, whatever else the plan holds.
  static func isPlace(of subject: String, node: String, trial: Int, in plan: Plan) -> Bool {
    guard trial == 0 else { return false }
    let first = plan.nodes.first { node in
      if case .evaluate(let work) = node.work { work.subject.utf8.elementsEqual(subject.utf8) } else { false }
    }
    return first.map { $0.id.utf8.elementsEqual(node.utf8) } ?? false
  }

  /// The query of a probe.
  ///
  /// - Parameter text: What the subject generated where it was asked to, which is given back to it.
  func query(_ number: Int, generated text: String = "") throws(RunFault) -> Query {
    if number >= SubjectProbe.generated { return try echoQuery(number, text) }
    let prompt = Prompt(
      system: evaluation.prompts.fixedSystem, turns: [.init(.user, "Write one sentence about the sea.")], maxTokens: 16,
      temperature: SubjectProbe.sampled.contains(number) ? 1 : evaluation.work.generation.temperature.real,
      seed: try evaluation.seed(number == SubjectProbe.otherSeed ? "probe-other" : "probe"))
    return Query(.probe(number), .request(evaluation.subject.request(prompt)))
  }

  private func echoQuery(_ number: Int, _ text: String) throws(RunFault) -> Query {
    let begun = Prompt(
      turns: [.init(.user, "The capital of France is")], maxTokens: 4, temperature: 0, seed: try evaluation.seed("probe"), logprobs: 1)
    guard let echo = evaluation.subject.likelihoodRequest(of: text, behind: begun) else { throw evaluation.noLikelihoods }
    return Query(.probe(number), .request(number == SubjectProbe.echoed ? echo : evaluation.subject.request(begun)))
  }

  /// Why the likelihoods that the subject tells of a text cannot be believed; `nil` where they are those with which it generates.
  func echoProblem(_ answers: [Int: ProbeAnswer]) throws(RunFault) -> String? {
    let refusal = "the subject `\(evaluation.work.subject)` cannot be scored by likelihood"
    guard let made = answers[SubjectProbe.generated], let echo = answers[SubjectProbe.echoed] else {
      return "\(refusal): it did not answer"
    }
    guard case .request(let request) = try query(SubjectProbe.echoed, generated: made.text).content,
      let text = request["prompt"]?.text
    else { return "\(refusal): it takes no text" }
    do throws(Unusable) {
      let echoed = try EchoedText(echo.tokens, of: text)
      if echoed.agrees(with: made.tokens, from: text.utf8.count - made.text.utf8.count) { return nil }
    } catch { return "\(refusal): \(error.reason)" }
    return "\(refusal): the probabilities that it tells of a given text are not those with which it made the same text"
  }

  /// What the probes show, and nothing where the first has no answer.
  ///
  /// One that was cut answers as well as any: only texts are compared.
  static func results(_ answers: [Int: ProbeAnswer]) -> [ResultValue] {
    func areEqual(_ left: Int, _ right: Int) -> Bool? {
      guard let left = answers[left], let right = answers[right] else { return nil }
      return left.text.utf8.elementsEqual(right.text.utf8)
    }
    guard let first = answers[0] else { return [] }
    let isRepeatable = [1, 2].allSatisfy { areEqual(0, $0) ?? false }
    let seed =
      switch (areEqual(3, 4), areEqual(3, 5)) {
      case (true?, false?): "honoured"
      case (true?, true?): "without effect"
      case (false?, _): "ignored"
      default: "unknown"
      }
    return [
      ResultValue("endpoint-determinism", .replayed, .text(isRepeatable ? "repeatable" : "statistical")),
      ResultValue("endpoint-seed", .replayed, .text(seed)),
      ResultValue("endpoint-usage", .replayed, .flag(first.hasUsage)),
    ]
  }
}

/// As much of the reply to a probe as the results need.
struct ProbeAnswer {
  var text: String
  var hasUsage: Bool
  var tokens: [TokenProbability] = []

  init(_ reading: Reading) { (text, hasUsage, tokens) = (reading.answer.text, reading.hasUsage, reading.answer.tokens) }
}
