internal import Record
internal import Score

extension TokenProbability {
  /// The tokens in the log-probabilities of a choice, in the shape of chats or of completions; `nil` where they have neither.
  static func tokens(of log: JSON) -> [TokenProbability]? {
    if let content = log["content"]?.elements { return chat(content) }
    guard let texts = log["tokens"]?.elements, let numbers = log["token_logprobs"]?.elements, texts.count == numbers.count else {
      return nil
    }
    let tops = log["top_logprobs"]?.elements ?? []
    guard tops.isEmpty || tops.count == texts.count else { return nil }
    var tokens: [TokenProbability] = []
    for index in texts.indices {
      guard let text = texts[index].text, numbers[index] == .null || numbers[index].number != nil else { return nil }
      let members = tops.isEmpty ? [] : tops[index].object?.members ?? []
      let top = members.compactMap { member in member.value.number.map { Alternative(member.name, $0) } }
      tokens.append(TokenProbability(text, numbers[index].number, alternatives: likeliestFirst(top)))
    }
    return tokens
  }

  /// The shape of chats: an object for each token.
  private static func chat(_ content: [JSON]) -> [TokenProbability]? {
    var tokens: [TokenProbability] = []
    for element in content {
      guard let text = element["token"]?.text, let logarithm = element["logprob"]?.number else { return nil }
      let top = (element["top_logprobs"]?.elements ?? []).compactMap { other -> Alternative? in
        guard let text = other["token"]?.text, let logarithm = other["logprob"]?.number else { return nil }
        return Alternative(text, logarithm)
      }
      tokens.append(TokenProbability(text, logarithm, alternatives: likeliestFirst(top)))
    }
    return tokens
  }

  private static func likeliestFirst(_ tokens: [Alternative]) -> [Alternative] {
    tokens.sorted { left, right in
      left.logarithm == right.logarithm ? left.text.utf8.lexicographicallyPrecedes(right.text.utf8) : left.logarithm > right.logarithm
    }
  }
}
