internal import Record

/// How a subject is asked.
struct AskingKeys: KeyGroup {
  let generation: TypedKey<EvaluateWork.Generation>
  let concurrency: TypedKey<Int>

  init(_ keys: inout TableBuilder) {
    generation = keys.standard(
      "generation", .object(GenerationKeys.self) { fields throws(Reported) in try EvaluateWork.Generation(fields) }, "{}",
      "What is asked of the subject.")
    concurrency = keys.standard("concurrency", .integer(1...1024), "1", "Requests under way at once.")
  }
}

/// What is asked of a subject beside the question.
struct GenerationKeys: KeyTable {
  static let noun = "generation settings"
  static let summary = "What is asked of the subject."

  let maxTokens: TypedKey<Int>
  let temperature: TypedKey<Rational>
  let topP: TypedKey<Rational?>
  let stop: TypedKey<[String]>

  init(_ keys: inout TableBuilder) {
    maxTokens = keys.standard("max-tokens", .integer(1...1_000_000), "64", "The longest answer.")
    temperature = keys.standard("temperature", .number(NumberBounds(from: Rational(0), to: Rational(2))), "0", "The temperature.")
    topP = keys.optional("top-p", .number(.share), "Tokens are drawn from so much of the probability, the likeliest first.")
    stop = keys.standard("stop", .list(.text), "[]", "Up to four texts that end the answer where they come up.")
  }
}

extension EvaluateWork.Generation {
  init(_ fields: Fields<GenerationKeys>) throws(Reported) {
    let stop = try fields.stop
    guard stop.count <= 4, stop.allSatisfy({ !$0.isEmpty }) else {
      throw fields.problems.error(
        .outOfRange, "`stop` has to list at most four texts, none of them empty", at: fields.place(of: \.stop), "more, or an empty one",
        help: "endpoints take four")
    }
    self.init(maxTokens: try fields.maxTokens, temperature: try fields.temperature, topP: try fields.topP, stop: stop)
  }
}
