public import Record

/// What a scorer says about one answer.
public struct Judgement: Record, Hashable {
  /// One of the outcomes that can be scored.
  public var outcome: ItemOutcome
  /// The part of the answer that was judged; absent where there is none.
  public var extracted: ItemRecord.Extracted?
  /// A value for each output of the scorer, exactly.
  public var scores: [String: Rational]

  /// Makes a judgement.
  public init(_ outcome: ItemOutcome, extracted: ItemRecord.Extracted? = nil, scores: [String: Rational]) {
    self.outcome = outcome
    self.extracted = extracted
    self.scores = scores
  }

  /// The judgement with the scores of another scorer beside its own; outcome and extracted part stay those of the first.
  public func joined(by other: Judgement) -> Judgement {
    Judgement(outcome, extracted: extracted, scores: scores.merging(other.scores) { own, _ in own })
  }
}

/// How far the scoring of an answer is: judged, or in need of something that only others know.
///
/// A scorer stays pure because it asks nobody: whoever may ask does, records what came, and goes on with it. From the same records the
/// same judgement follows.
public enum Scoring {
  /// The judgement stands.
  case judged(Judgement)
  /// Queries come first; the function takes the replies, one for each query in their order, and goes on.
  case needs([ScoringQuery], then: (_ replies: [String]) -> Scoring)
  /// There is no judgement, for a reason that can follow a colon: the item is an error.
  case failed(String)
}

/// Something that a scorer has to know from others.
public enum ScoringQuery: Sendable, Hashable {
  /// A question to a subject of the plan, such as a judge.
  case ask(subject: String, prompt: String)
  /// The item's own prompt, put to its own subject once more with another seed; the reply is the answer as extraction finds it.
  case again
  /// The item's own prompt, put to another subject of the plan; the reply is the answer as extraction finds it.
  case put(to: String)
  /// How likely a text is behind the item's own prompt; the reply is a `ContinuationLikelihood` in canonical JSON.
  case likelihood(of: String)
}
