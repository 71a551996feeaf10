import Record
import TestSupport
import Testing

@testable import Score

/// The replies of `Tests/Corpora/extraction`, each with what a person finds in it.
@Suite struct ExtractionCorpusTests {
  /// A line of the corpus; `SOURCES.md` there says where the replies come from.
  struct LabelledReply: Sendable {
    var source: String
    var rules: [(name: String, settings: JSON.Object)]
    var reply: String
    var outcome: ItemOutcome
    var text: String?
    var start: Int?
    var end: Int?

    init(_ line: some Sequence<UInt8>) throws {
      let json = try JSON(parsing: Array(line))
      source = try #require(json["source"]?.text)
      rules = try #require(json["rules"]?.elements).map { rule in
        (try #require(rule["name"]?.text), try #require(rule["settings"]?.object))
      }
      reply = try #require(json["reply"]?.text)
      outcome = try #require(json["outcome"]?.text.flatMap(ItemOutcome.init))
      text = json["text"]?.text
      start = json["start"]?.number.map { Int($0) }
      end = json["end"]?.number.map { Int($0) }
    }

    var entries: [EvaluateWork.Entry] {
      rules.map { rule in
        var settings = JSON.Object()
        let entry = ExtractionRule.named(rule.name, revision: 1)
        for setting in entry?.settings ?? [] {
          if case .standard(let text) = setting.presence { settings[setting.name] = .string(text) }
        }
        for member in rule.settings.members { settings[member.name] = member.value }
        return EvaluateWork.Entry(name: rule.name, revision: 1, settings: Settings(values: settings))
      }
    }
  }

  static let files = ["hand", "built", "smollm2"]

  static func replies(_ file: String) throws -> [LabelledReply] {
    try Repository.text(of: Repository.path("Tests/Corpora/extraction/\(file).jsonl")).split(separator: "\n").map {
      try LabelledReply($0.utf8)
    }
  }

  @Test func `the corpus has at least 1000 replies, real ones and Chinese ones among them`() throws {
    let all = try Self.files.flatMap(Self.replies)
    #expect(all.count >= 1000)
    #expect(all.count { $0.source.hasSuffix("zh") } >= 300)
    #expect(all.count { $0.source == "smollm2" } >= 250)
  }

  /// Replies that were labelled before any rule was put to them, with how many have an answer and how many of these are missed.
  ///
  /// The figures stand in docs/extraction.md; a change of a rule that moves them changes that page too.
  @Test(arguments: [("unseen", 29, 5), ("round-1", 249, 3), ("round-2", 118, 4)])
  func `of replies that were labelled first none gets an answer that it does not give`(file: String, answers: Int, misses: Int) throws {
    var (invented, missed, found) = ([String](), [String](), 0)
    for reply in try Self.replies(file) {
      let extraction = try Extractor(reply.entries).extraction(from: reply.reply)
      let text = extraction.outcome == .answer ? extraction.extracted(from: reply.reply)?.text : nil
      let words =
        "\(reply.outcome) \(reply.text ?? "-") | \(extraction.outcome) \(text ?? "-") | \(reply.reply.debugDescription.prefix(200))"
      found += reply.outcome == .answer ? 1 : 0
      if reply.outcome == .answer, text == nil { missed.append(words) }
      if let text, text != reply.text { invented.append(words) }
    }
    #expect(invented.isEmpty, "\(invented.joined(separator: "\n"))")
    #expect((missed.count, found) == (misses, answers), "\(missed.joined(separator: "\n"))")
  }

  @Test func `at least 600 replies were labelled first, real ones and Chinese ones among them`() throws {
    let all = try ["round-1", "round-2"].flatMap(Self.replies)
    #expect(all.count >= 600)
    #expect(all.count { $0.source.hasSuffix("zh") } >= 150)
    #expect(all.count { !$0.source.hasPrefix("written") } >= 250)
  }

  @Test(arguments: files)
  func `no answer is invented, and fewer than 1 of 200 are missed`(file: String) throws {
    var (invented, missed, answers) = ([String](), [String](), 0)
    for reply in try Self.replies(file) {
      let extraction = try Extractor(reply.entries).extraction(from: reply.reply)
      let found = extraction.outcome == .answer ? extraction.extracted(from: reply.reply) : nil
      let words =
        "\(reply.outcome) \(reply.text ?? "-") | \(extraction.outcome) \(found?.text ?? "-") | \(reply.rules.map(\.name)) \(reply.reply.debugDescription.prefix(240))"
      if reply.outcome == .answer {
        answers += 1
        if found == nil { missed.append(words) } else if found?.text != reply.text { invented.append(words) }
        if found?.text == reply.text { #expect(found?.start == reply.start && found?.end == reply.end, "\(words)") }
      } else if found != nil {
        invented.append(words)
      } else {
        #expect(extraction.outcome == reply.outcome, "\(words)")
      }
    }
    #expect(invented.isEmpty, "\(invented.count) invented: \(invented.joined(separator: "\n"))")
    #expect(missed.count * 200 < answers, "\(missed.count) of \(answers) missed: \(missed.joined(separator: "\n"))")
  }

  @Test(arguments: files + ["round-1", "round-2"])
  func `what the strict form finds the rule finds, and what the rule finds the lenient form finds`(file: String) throws {
    for reply in try Self.replies(file) {
      let extraction = try Extractor(reply.entries).extraction(from: reply.reply)
      if let strict = extraction.strict {
        #expect(extraction.outcome == .answer && extraction.found?.value == strict.value, "\(reply.reply.debugDescription)")
      }
      if extraction.outcome == .answer { #expect(extraction.lenient == extraction.found, "\(reply.reply.debugDescription)") }
      if extraction.outcome == .refused { #expect(extraction.lenient == nil) }
    }
  }
}
