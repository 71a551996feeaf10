/// A versioned pure function that judges one answer.
///
/// A revision never changes what it says: another judgement is another revision, and old ones stay, so that old bundles re-derive.
public struct Scorer: Sendable {
  public let name: String
  public let revision: Int
  public let summary: String
  /// Judges an answer against what was expected.
  public let judge: @Sendable (_ answer: String, _ expected: String, _ options: Options) -> ItemVerdict

  public init(
    name: String, revision: Int, summary: String, judge: @escaping @Sendable (String, String, Options) -> ItemVerdict
  ) {
    self.name = name
    self.revision = revision
    self.summary = summary
    self.judge = judge
  }

  /// What a spec may set.
  public struct Options: Sendable, Hashable {
    /// Whether white space at the ends and letter case are ignored.
    public var normalize: Bool

    public init(normalize: Bool) { self.normalize = normalize }
  }

  /// Every scorer of this release, one entry each.
  public static let all: [Scorer] = [exactMatch]

  /// The scorer of a name and revision, or `nil`.
  public static func named(_ name: String, revision: Int) -> Scorer? {
    all.first { $0.name.utf8.elementsEqual(name.utf8) && $0.revision == revision }
  }
}

/// What a scorer says about one item, with what it compared, so that a person can follow.
public struct ItemVerdict: Sendable, Hashable {
  public var isCorrect: Bool
  /// The part of the answer that was judged, as it was compared.
  public var extracted: String
  /// The expectation as it was compared.
  public var expected: String

  public init(isCorrect: Bool, extracted: String, expected: String) {
    self.isCorrect = isCorrect
    self.extracted = extracted
    self.expected = expected
  }
}
