internal import Record

/// Questions that find out what an endpoint does with a seed and with the same request again; their transcripts have negative items.
///
/// What they show is derived from the transcripts alone, so a verifier derives the same.
struct EndpointProbe {
  let evaluation: Evaluation

  /// The same request four times: twice one after another, and twice at once.
  static let sequential = [-1, -2]
  static let parallel = [-3, -4]
  /// At temperature 1: a seed, the same seed, another seed.
  static let sampled = [-5, -6, -7]
  static let all = sequential + parallel + sampled

  /// The request of a probe.
  func question(_ item: Int) throws(RunFault) -> Question {
    let isSampled = EndpointProbe.sampled.contains(item)
    let request = evaluation.chat(
      user: "Write one sentence about the sea.", temperature: isSampled ? 1 : evaluation.work.generation.temperature.real,
      seed: try evaluation.seed(item == -7 ? "probe-other" : "probe"), maxTokens: 16)
    return Question(item: item, request: request.json)
  }

  /// What the probes show.
  func results(_ transcripts: [Int: Transcript]) -> [ResultValue] {
    func answer(_ item: Int) -> ChatAnswer? {
      guard let transcript = transcripts[item], transcript.fault == nil else { return nil }
      return try? ChatAnswer(transcript.response)
    }
    func areEqual(_ left: ChatAnswer?, _ right: ChatAnswer?) -> Bool? {
      guard let left, let right else { return nil }
      return left.text.utf8.elementsEqual(right.text.utf8)
    }
    guard let first = answer(-1) else { return [] }
    let same = ([-2] + EndpointProbe.parallel).map { areEqual(first, answer($0)) ?? false }
    let isRepeatable = same.allSatisfy { $0 }
    let seed: String
    switch (areEqual(answer(-5), answer(-6)), areEqual(answer(-5), answer(-7))) {
    case (true?, false?): seed = "honoured"
    case (true?, true?): seed = "without effect"
    case (false?, _): seed = "ignored"
    default: seed = "unknown"
    }
    var results: [ResultValue] = [
      ResultValue("endpoint-determinism", .replayed, .text(isRepeatable ? "repeatable" : "statistical")),
      ResultValue("endpoint-seed", .replayed, .text(seed)),
      ResultValue("endpoint-usage", .replayed, .flag(first.hasUsage)),
    ]
    if let fingerprint = first.fingerprint { results.append(ResultValue("endpoint-fingerprint", .replayed, .text(fingerprint))) }
    return results
  }
}
