internal import Record
internal import Score

extension EndpointSubject {
  /// A request that repeats prompt and text with the probabilities of their tokens, which only completions have.
  func likelihoodRequest(of text: String, behind prompt: Prompt) -> JSON? {
    guard api == .completions else { return nil }
    var echo = prompt
    if let last = echo.turns.last, echo.turns.count > 1, last.role == .assistant {
      echo.turns[echo.turns.count - 1] = Prompt.Turn(.assistant, last.text + text)
    } else {
      echo.turns.append(Prompt.Turn(.assistant, text))
    }
    // Servers refuse to make no token, or take 0 for no limit.
    (echo.maxTokens, echo.temperature, echo.topP, echo.stop) = (1, 0, nil, [])
    (echo.isStream, echo.logprobs, echo.isEcho) = (false, prompt.logprobs ?? 1, true)
    return request(echo)
  }

  func likelihood(of text: String, _ request: JSON, _ reading: Reading) throws(Unusable) -> ContinuationLikelihood {
    let echoed = try EchoedText(reading.answer.tokens, of: request["prompt"]?.text ?? "")
    let start = (request["prompt"]?.text?.utf8.count ?? 0) - text.utf8.count
    let logarithms = try echoed.logarithms(from: max(0, start))
    return ContinuationLikelihood(logarithm: logarithms.reduce(0, +), tokens: logarithms.count)
  }
}
