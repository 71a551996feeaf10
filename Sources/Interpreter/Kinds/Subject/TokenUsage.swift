internal import Record

/// How many tokens a reply says that it took.
struct TokenUsage: Hashable {
  var prompt: Int?
  var completion: Int?
  /// Of the completion, those that were thought and not said.
  var reasoning: Int?
  /// Of the prompt, those that a cache had.
  var cached: Int?

  init(prompt: Int? = nil, completion: Int? = nil, reasoning: Int? = nil, cached: Int? = nil) {
    (self.prompt, self.completion, self.reasoning, self.cached) = (prompt, completion, reasoning, cached)
  }

  /// The usage that a reply tells; a number that is no count is none.
  init(_ usage: JSON) {
    func count(_ value: JSON?) -> Int? {
      value?.number.flatMap { Int(exactly: $0) }.flatMap { (0...TokenUsage.most).contains($0) ? $0 : nil }
    }
    prompt = count(usage["prompt_tokens"] ?? usage["input_tokens"])
    completion = count(usage["completion_tokens"] ?? usage["output_tokens"])
    reasoning = count(usage["completion_tokens_details"]?["reasoning_tokens"])
    cached = count(usage["prompt_tokens_details"]?["cached_tokens"])
  }

  /// All tokens, where any are told.
  var total: Int? { prompt == nil && completion == nil ? nil : (prompt ?? 0) + (completion ?? 0) }

  /// More than any reply takes, and so little that sums of a hundred million replies are exact.
  static let most = 1 << 32
}
