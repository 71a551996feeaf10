/// What a comparison of two hosts, runs or plans says, before it is written as text, JSON or a page.
///
/// Of the two that are compared the first is A, "here", and the second is B, "there".
public struct Comparison: Record, Hashable {
  /// The name and version of the format.
  public var schema = "urn:etalon:diff:v1"
  /// What is compared.
  public var kind: Kind
  /// What the first is called, such as the path of its file.
  public var a: String
  /// What the second is called.
  public var b: String
  /// The whole comparison in a sentence.
  public var headline: String
  /// Whether nothing that matters stands between the two.
  public var isEquivalent: Bool
  /// What one wants to know, answered first.
  public var answers: [Answer]
  /// The differences, in groups.
  public var sections: [Section]
  /// What makes the answers weaker, each in a sentence.
  public var notes: [String]

  /// A comparison of its parts.
  public init(
    _ kind: Kind, headline: String, isEquivalent: Bool, answers: [Answer], sections: [Section], notes: [String], a: String = "A",
    b: String = "B"
  ) {
    self.kind = kind
    self.a = a
    self.b = b
    self.headline = headline
    self.isEquivalent = isEquivalent
    self.answers = answers
    self.sections = sections
    self.notes = notes
  }

  /// What can be compared.
  public enum Kind: String, Sendable, Hashable, Codable { case fingerprints, bundles, plans }

  /// A question with its answer and the reason.
  public struct Answer: Sendable, Hashable, Codable {
    /// What one wants to know, such as `same speed expected?`.
    public var question: String
    /// The answer.
    public var answer: Verdict
    /// The reason, as a phrase.
    public var because: String

    /// An answer with its reason.
    public init(_ question: String, _ answer: Verdict, because: String) {
      self.question = question
      self.answer = answer
      self.because = because
    }
  }

  /// What can be said.
  public enum Verdict: String, Sendable, Hashable, Codable {
    /// The same, or not the same.
    case yes, no
    /// The records do not decide it.
    case unknown = "cannot say"
  }

  /// Differences of one sort.
  public struct Section: Sendable, Hashable, Codable {
    /// The heading.
    public var title: String
    /// A difference each.
    public var rows: [Row]
    /// Whether the rows matter to few, so that a text only counts them.
    public var isMinor: Bool

    /// A group of differences.
    public init(_ title: String, _ rows: [Row], isMinor: Bool = false) {
      self.title = title
      self.rows = rows
      self.isMinor = isMinor
    }
  }

  /// One difference.
  public struct Row: Sendable, Hashable, Codable {
    /// What differs: a field, a key, a result.
    public var name: String
    /// What A has, as text; absent where it has nothing.
    public var a: String?
    /// What B has, as text; absent where it has nothing.
    public var b: String?
    /// What follows, as a phrase.
    public var remark: String?

    /// A difference.
    public init(_ name: String, a: String?, b: String?, remark: String? = nil) {
      self.name = name
      self.a = a
      self.b = b
      self.remark = remark
    }
  }
}
