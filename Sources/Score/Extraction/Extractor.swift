public import Record

/// The declared rules of an evaluation, ready to be put to replies.
public struct Extractor: Sendable {
  private let rules: [(rule: ExtractionRule, settings: Settings)]
  private let isWhole: Bool
  /// The most bytes of a reply, behind its reasoning, in which rules look for markers and forms: a reply has no answer under them where it
  /// is longer, so that what a subject chooses to send does not decide how long a judgement takes.
  static let longest = 1 << 20
  /// What stands in the place of a rule's name where a reply without an answer was too long to be looked through.
  public static let tooLong = "too-long"

  /// The rules of a plan, the declared one first.
  ///
  /// - Throws: `UnknownRule` where this release does not have one of them.
  public init(_ entries: [EvaluateWork.Entry]) throws(UnknownRule) {
    var rules: [(rule: ExtractionRule, settings: Settings)] = []
    for entry in entries {
      guard let rule = ExtractionRule.named(entry.name, revision: entry.revision) else {
        throw UnknownRule(name: entry.name, revision: entry.revision)
      }
      rules.append((rule, entry.settings))
    }
    self.rules = rules
    isWhole = Extractor.isWhole(entries)
  }

  /// A rule that this release does not have.
  public struct UnknownRule: Error, Sendable, Hashable {
    /// Its name.
    public let name: String
    /// Its revision.
    public let revision: Int
  }

  /// Whether the family of rules is `whole` alone, whose degrees are all the same.
  public static func isWhole(_ entries: [EvaluateWork.Entry]) -> Bool {
    entries.allSatisfy { $0.name.utf8.elementsEqual("whole".utf8) }
  }

  /// What the rules find in a reply.
  ///
  /// - Parameters:
  ///   - refusal: The subject's own words where it marked the reply as a refusal.
  ///   - choices: The texts of the item's choices, in the order in which they were shown.
  public func extraction(from reply: String, refusal: String? = nil, choices: [String] = []) throws(ExtractionFault) -> Extraction {
    guard refusal == nil else { return Extraction(.refused) }
    var (result, words) = (Extraction(.none), nil as Extraction.Found?)
    var read: (start: Int, text: ReplyText)?
    var unread: Int?
    for (place, (rule, settings)) in rules.enumerated() {
      let start = try Extractor.start(of: reply, settings)
      let text = read.flatMap { $0.start == start ? $0.text : nil } ?? ReplyText(reply, from: start)
      read = (start, text)
      if words == nil { words = try Extractor.refusal(in: text, settings) }
      if rule.isUnmarked, let words, result.outcome == .none { (result.outcome, result.found) = (.refused, words) }
      let isTooLong = !rule.isUnmarked && text.all.count > Extractor.longest
      if isTooLong { unread = text.all.upperBound }
      let findings = isTooLong ? Findings.nothing : try rule.find(text, choices, settings)
      func found(_ candidate: Candidate) -> Extraction.Found {
        let bytes = candidate.isEverything ? text.all : text.bytes(candidate.range)
        return Extraction.Found(rule: rule.name, bytes: bytes, value: candidate.value ?? text.original(bytes: bytes))
      }
      if place == 0, result.outcome == .none { result.strict = findings.strict.map(found) }
      if result.outcome == .none { Extractor.settle(&result, findings.candidates, found) }
      if result.lenient == nil { result.lenient = (findings.candidates.isSingle ? findings.candidates.last : findings.lenient).map(found) }
    }
    if result.outcome == .answer { result.lenient = result.found }
    if result.outcome == .refused { result.lenient = nil }
    if result.outcome == .none, let words { (result.outcome, result.found, result.lenient) = (.refused, words, nil) }
    if result.outcome == .none, let unread { result.found = Extraction.Found(rule: Extractor.tooLong, bytes: unread..<unread, value: "") }
    return result
  }

  /// The outcome of the first rule that finds anything.
  private static func settle(_ result: inout Extraction, _ candidates: [Candidate], _ found: (Candidate) -> Extraction.Found) {
    guard let first = candidates.first, let last = candidates.last else { return }
    if candidates.isSingle {
      (result.outcome, result.found) = (.answer, found(last))
    } else if let other = candidates.first(where: { $0.key != first.key }) {
      var both = first
      both.range = first.range.lowerBound..<max(first.range.upperBound, other.range.upperBound)
      both.value = nil
      (result.outcome, result.found) = (.several, found(both))
    }
  }

  private static func start(of reply: String, _ settings: Settings) throws(ExtractionFault) -> Int {
    do throws(SettingFault) {
      return try settings.value(ExtractionRule.reasoning) == "strip" ? Reasoning.end(in: reply) : 0
    } catch {
      throw ExtractionFault(error)
    }
  }

  private static func refusal(in text: ReplyText, _ settings: Settings) throws(ExtractionFault) -> Extraction.Found? {
    do throws(SettingFault) {
      guard try settings.value(ExtractionRule.refusals) == "told", let range = RefusalGrammar.refusal(in: text) else { return nil }
      return Extraction.Found(rule: "refusal", bytes: text.bytes(range), value: text.original(bytes: text.bytes(range)))
    } catch {
      throw ExtractionFault(error)
    }
  }
}

extension [Candidate] {
  /// Whether all are the same answer, and there is one.
  fileprivate var isSingle: Bool { first.map { one in allSatisfy { $0.key == one.key } } ?? false }
}
