internal import Record

/// About how many tokens a request takes, before anybody has counted them: four bytes of text a token, and all that it may answer.
struct TokenEstimate: Hashable {
  var prompt: Int
  var completion: Int

  static let bytesPerToken = 4

  init(prompt: Int, completion: Int) { (self.prompt, self.completion) = (prompt, completion) }

  /// The estimate for a request in the form of chats or of completions.
  init(_ request: JSON) {
    let texts = (request["messages"]?.elements ?? []).compactMap { $0["content"]?.text } + [request["prompt"]?.text ?? ""]
    prompt = (texts.reduce(0) { $0 + $1.utf8.count } + TokenEstimate.bytesPerToken - 1) / TokenEstimate.bytesPerToken
    let most = request["max_tokens"] ?? request["max_completion_tokens"]
    completion = most?.number.flatMap { Int(exactly: $0) } ?? 0
  }

  var total: Int { prompt + completion }
}
