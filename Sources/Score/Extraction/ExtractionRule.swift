public import Record

/// An entry of the catalogue of extraction rules: a versioned pure function that finds answers in a reply.
///
/// `docs/extraction.md` is its specification. A revision never changes what it finds.
public struct ExtractionRule: Sendable {
  /// Such as `letter`.
  public let name: String
  /// The revision of what it finds.
  public let revision: Int
  /// The noun with its article: `a letter`.
  public let noun: String
  /// One sentence.
  public let summary: String
  /// What a spec may set.
  public let settings: [SettingEntry]
  /// The version of the catalogue that brought it.
  public let since: Int
  /// Whether it takes what stands there without any marker, so that words of refusal have to be looked for first.
  let isUnmarked: Bool
  /// What it finds.
  let find: @Sendable (_ reply: ReplyText, _ choices: [String], _ settings: Settings) throws(ExtractionFault) -> Findings

  init(
    _ name: String, revision: Int = 1, noun: String, summary: String, settings: [SettingEntry] = [], since: Int = 1,
    isUnmarked: Bool = false,
    find: @escaping @Sendable (_ reply: ReplyText, _ choices: [String], _ settings: Settings) throws(ExtractionFault) -> Findings
  ) {
    self.name = name
    self.revision = revision
    self.noun = noun
    self.summary = summary
    self.settings = settings + [ExtractionRule.reasoning.entry, ExtractionRule.refusals.entry]
    self.since = since
    self.isUnmarked = isUnmarked
    self.find = find
  }

  /// What becomes of a model's reasoning.
  static let reasoning = Setting<String>.standard(
    "reasoning", .word(["strip", "keep"]), "strip", "Whether reasoning between tags such as `<think>` is passed over.")
  /// What becomes of words of refusal.
  static let refusals = Setting<String>.standard(
    "refusals", .word(["told", "ignored"]), "told", "Whether words of refusal make the outcome `refused`.")

  /// Every rule of this release, one line each.
  public static let all: [ExtractionRule] = [
    whole, letter, number, boxed, code, json, firstLine, lastLine, after, regex,
  ]

  /// The rule of a name and revision, or `nil`.
  public static func named(_ name: String, revision: Int) -> ExtractionRule? {
    all.first { $0.name.utf8.elementsEqual(name.utf8) && $0.revision == revision }
  }
}

/// What a rule finds in a reply, at its three degrees.
///
/// Each degree finds what the one before it finds, so that scores rise from strict to lenient.
struct Findings {
  /// The one answer of a reply that has the demanded form and nothing else.
  var strict: Candidate?
  /// What counts under the rule; answers with different keys contradict one another.
  var candidates: [Candidate] = []
  /// The answer that the lenient form settles for; without one it is the only answer under the rule.
  var lenient: Candidate?

  static let nothing = Findings()

  /// One answer at every degree.
  static func always(_ candidate: Candidate?) -> Findings {
    Findings(strict: candidate, candidates: candidate.map { [$0] } ?? [], lenient: candidate)
  }
}

/// An answer that a rule found.
struct Candidate: Hashable {
  /// Its scalars in the `ReplyText`.
  var range: Range<Int>
  /// What makes two of them the same answer.
  var key: String
  /// What scorers are handed in place of the part itself.
  var value: String?
  /// How strong its marker is; only the strongest count.
  var rank = Rank.said
  /// Whether it is all that is read, with what nobody sees.
  var isEverything = false

  enum Rank: Int, Comparable {
    /// Somebody calls it right: "B is correct".
    case called
    /// A marker, or a line of its own.
    case said
    /// A marker that calls itself final.
    case final

    static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
  }
}

extension [Candidate] {
  /// Those of the highest rank.
  var strongest: [Candidate] {
    guard let rank = self.map(\.rank).max() else { return [] }
    return filter { $0.rank == rank }
  }
}
