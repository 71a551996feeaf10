/// An item of an evaluation with what was said about it, as pages and exports show it.
///
/// It is no record: everything in it follows from item records, transcripts and, where they are at hand, datasets.
public struct AnsweredItem: Sendable, Hashable {
  /// What came of the item.
  public var record: ItemRecord
  /// What was sent, the question last; empty where no transcript is at hand.
  public var turns: [Turn]
  /// What the subject said, where it is an answer at all.
  public var reply: String?
  /// What it sent where that is no usable answer: its HTTP status and the beginning of its body.
  public var failure: String?
  /// What counts as right, where the dataset is at hand and declares it.
  public var expected: [String]

  /// An item from its parts.
  public init(_ record: ItemRecord, turns: [Turn] = [], reply: String? = nil, failure: String? = nil, expected: [String] = []) {
    self.record = record
    self.turns = turns
    self.reply = reply
    self.failure = failure
    self.expected = expected
  }

  /// One message of what was sent.
  public struct Turn: Sendable, Hashable {
    /// Who says it, such as `user`.
    public var role: String
    /// What is said.
    public var text: String

    /// A message of a role.
    public init(role: String, text: String) { (self.role, self.text) = (role, text) }
  }

  /// The question: the last message that is not the beginning of the answer.
  public var question: String? { (turns.last { !isSpelledAlike($0.role, "assistant") } ?? turns.last)?.text }

  /// The letters of the right choices as they were offered, such as `B`; places behind the 26th are numbers from 1.
  public var letters: [String] {
    (record.right ?? []).map { place in
      (0..<26).contains(place) ? String(UnicodeScalar(UInt8(65 + place))) : "\(place.addingReportingOverflow(1).partialValue)"
    }
  }
}

/// How an item's judgement stands by its leading score.
public enum ItemStanding: String, Sendable, Hashable, CaseIterable {
  /// The best score that there is.
  case right
  /// The worst one.
  case wrong
  /// Something between them.
  case partly
  /// Nothing to score.
  case unscored

  /// The standing by a score from 0 to 1.
  public init(_ score: Rational?, _ direction: Direction) {
    guard let score else {
      self = .unscored
      return
    }
    let (best, worst) = direction == .higher ? (Rational(1), Rational(0)) : (Rational(0), Rational(1))
    self = score == best ? .right : score == worst ? .wrong : .partly
  }
}

extension Node {
  /// The score by which an item of this evaluation is right or wrong: the first of its metrics that is a mean over the items.
  public var leadingScore: (name: String, direction: Direction)? {
    for metric in metrics where metric.origin == .result && metric.selection == .all {
      if case .value(let name) = metric.derivation { return (name, metric.direction) }
    }
    return nil
  }
}
