/// One line of `data/items/SHA256`: an item of an evaluation, what came of it and how it was judged.
///
/// The lines of a trial stand in the order of the items. Paired tests, item views and bootstraps need nothing else, not the dataset either.
public struct ItemRecord: Record, Hashable {
  /// The place among all that is asked, from 0: the position in the dataset where nothing else is asked.
  public var position: Int
  /// The dataset's own name of the item, where it has one.
  public var id: String?
  /// Items of one cluster (a passage, a template, a source) are not independent draws.
  public var cluster: String?
  /// The part of the dataset that the item belongs to, such as a category.
  public var stratum: String?
  /// The perturbation that it is, by its name in the plan; absent for the item itself, which stands before its variants.
  public var variant: String?
  /// For each choice as it was offered, its place in the dataset from 0; absent where they stand as in the dataset.
  public var order: [Int]?
  /// The places of the right choices as they were offered, ascending from 0, so that 2 is the letter C; absent where nothing can be chosen.
  public var right: [Int]?
  /// What became of it.
  public var outcome: ItemOutcome
  /// Why there is nothing to score, where the outcome is `cut`, `withheld` or `error`.
  public var reason: String?
  /// The part of the answer that was judged.
  public var extracted: Extracted?
  /// The named scores, exactly; empty where the outcome cannot be scored.
  public var scores: [String: Rational]
  /// The digest of the item's lines in the trial's transcripts, each with its line feed; absent where nothing was asked.
  public var transcript: Digest?
  /// Of an item of a sealed set: the digest over the salted digests of its transcript and its record; absent elsewhere.
  public var sealed: Digest?

  /// Makes a record from its parts.
  public init(
    position: Int, id: String? = nil, cluster: String? = nil, stratum: String? = nil, variant: String? = nil, order: [Int]? = nil,
    right: [Int]? = nil, outcome: ItemOutcome, reason: String? = nil, extracted: Extracted? = nil, scores: [String: Rational] = [:],
    transcript: Digest? = nil, sealed: Digest? = nil
  ) {
    self.position = position
    self.id = id
    self.cluster = cluster
    self.stratum = stratum
    self.variant = variant
    self.order = order
    self.right = right
    self.outcome = outcome
    self.reason = reason
    self.extracted = extracted
    self.scores = scores
    self.transcript = transcript
    self.sealed = sealed
  }

  /// The judged part of an answer and where it stands.
  public struct Extracted: Sendable, Hashable, Codable {
    /// The name of the rule that found it.
    public var rule: String
    /// The part itself, as it stands in the answer.
    public var text: String
    /// The first byte of the part in the answer's UTF-8.
    public var start: Int
    /// The byte behind the last one.
    public var end: Int

    /// Makes a part from where it stands.
    public init(rule: String, text: String, start: Int, end: Int) {
      self.rule = rule
      self.text = text
      self.start = start
      self.end = end
    }

    /// A whole answer, under the rule `whole`.
    public init(whole answer: String) { self.init(rule: "whole", text: answer, start: 0, end: answer.utf8.count) }
  }
}

/// What became of an item.
public enum ItemOutcome: String, Sendable, Hashable, Codable, CaseIterable {
  /// One answer was found.
  case answer
  /// Several answers were found that exclude one another.
  case several
  /// No answer was found.
  case none
  /// The subject refused to answer.
  case refused
  /// The answer was cut short, by its length or by a limit.
  case cut
  /// The answer was withheld, by a filter of the subject or by the seal of a set.
  case withheld
  /// There is no usable answer, for a reason outside the subject's judgement.
  case error

  /// Whether the outcome says something about the subject, so that it has scores.
  public var isScored: Bool {
    switch self {
    case .answer, .several, .none, .refused: true
    case .cut, .withheld, .error: false
    }
  }

  /// The result that counts the items with this outcome, such as `items-refused`.
  public var resultName: String { "items-\(rawValue)" }
}
