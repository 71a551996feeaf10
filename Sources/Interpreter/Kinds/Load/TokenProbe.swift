internal import Record
internal import Score

/// Finds out whether a server counts tokens truly: it is asked for a few tokens with their probabilities, and has to have counted as many.
struct TokenProbe {
  private let evaluation: Evaluation

  /// The number of the probe's exchange.
  static let number = 0
  private static let tokens = 12

  init(_ evaluation: Evaluation) { self.evaluation = evaluation }

  /// Whether the subject is asked at all.
  var isAsked: Bool { evaluation.subject.isProbed }

  func query() throws(RunFault) -> Query {
    let prompt = Prompt(
      system: evaluation.prompts.fixedSystem, turns: [.init(.user, "Write one sentence about the sea.")], maxTokens: TokenProbe.tokens,
      temperature: 0, seed: try evaluation.seed("probe"), isStream: evaluation.work.delivery.stream, logprobs: 1)
    return Query(.probe(TokenProbe.number), .request(evaluation.subject.request(prompt)))
  }

  /// Whether the reply shows as many tokens as it counts; a token that ends the answer may be counted and not shown.
  func proves(_ transcript: Transcript?) -> Bool {
    guard let transcript, transcript.fault == nil, let reading = try? evaluation.subject.reading(transcript.response),
      let told = reading.usage?.completion
    else { return false }
    let shown = reading.answer.tokens.count
    return shown > 0 && (told == shown || (told == shown + 1 && reading.ending == .whole))
  }
}
