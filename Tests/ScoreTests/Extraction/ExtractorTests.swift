import Record
import Testing

@testable import Score

@Suite struct ExtractorTests {
  static func entry(_ name: String, _ settings: [(String, JSON)] = []) -> EvaluateWork.Entry {
    var values = JSON.Object([.init("reasoning", "strip"), .init("refusals", "told")])
    let own: [String: [(String, JSON)]] = ["json": [("path", "answer")], "after": [("until", "sentence")], "regex": [("which", "all")]]
    for (name, value) in (own[name] ?? []) + settings { values[name] = value }
    return EvaluateWork.Entry(name: name, revision: 1, settings: Settings(values: values))
  }

  private func extraction(_ reply: String, _ rules: EvaluateWork.Entry..., choices: [String] = [], refusal: String? = nil) throws
    -> Extraction
  {
    try Extractor(rules).extraction(from: reply, refusal: refusal, choices: choices)
  }

  @Test func `a rule that finds nothing leaves the reply to the next one, and the first that finds something decides`() throws {
    #expect(try extraction("The answer is 5, so \\boxed{6}.", Self.entry("boxed"), Self.entry("number")).found?.value == "6")
    #expect(try extraction("The answer is 5.", Self.entry("boxed"), Self.entry("number")).found?.rule == "number")
    #expect(try extraction("\\boxed{1} \\boxed{2} The answer is 5.", Self.entry("boxed"), Self.entry("number")).outcome == .several)
  }

  @Test func `the strict form is that of the first rule alone`() throws {
    #expect(try extraction("The answer is 5.", Self.entry("boxed"), Self.entry("number")).strict == nil)
    #expect(try extraction("The answer is 5.", Self.entry("number"), Self.entry("boxed")).strict?.value == "5")
    #expect(try extraction("Well. The answer is 5.", Self.entry("number")).strict == nil)
    #expect(try extraction("B", Self.entry("letter")).strict?.value == "B")
    #expect(try extraction("B, because it is.", Self.entry("letter")).strict == nil)
  }

  @Test func `the lenient form takes the last of several, and a choice's own text`() throws {
    let several = try extraction("The answer is A. Wait, the answer is C.", Self.entry("letter"))
    #expect(several.outcome == .several && several.lenient?.value == "C" && several.strict == nil)
    let text = try extraction("paris.", Self.entry("letter"), choices: ["London", "Paris", "Rome"])
    #expect(text.outcome == .none && text.lenient?.value == "B")
    #expect(text.lenient.map { $0.bytes == 0..<5 } ?? false)
  }

  @Test func `a letter behind the last choice is none`() throws {
    #expect(try extraction("The answer is C.", Self.entry("letter"), choices: ["x", "y"]).outcome == .none)
    #expect(try extraction("The answer is C.", Self.entry("letter"), choices: ["x", "y", "z"]).outcome == .answer)
  }

  @Test func `spans count bytes of the reply, reasoning and wide characters before them included`() throws {
    let reply = "<think>想一想</think>\n答案是（Ｂ）。"
    let found = try #require(try extraction(reply, Self.entry("letter")).found)
    #expect(String(decoding: Array(reply.utf8)[found.bytes], as: UTF8.self) == "Ｂ")
  }

  @Test func `a refusal that the subject marked needs no words`() throws {
    let marked = try extraction("", Self.entry("letter"), refusal: "no")
    #expect(marked.outcome == .refused && marked.found == nil)
  }

  @Test func `reasoning and refusals can be kept`() throws {
    let kept = Self.entry("letter", [("reasoning", "keep")])
    #expect(try extraction("<think>The answer is A.</think>The answer is B.", kept).outcome == .several)
    #expect(try extraction("I cannot help with that.", Self.entry("whole", [("refusals", "ignored")])).outcome == .answer)
  }

  @Test func `an escaped text of JSON is handed over as it reads, and its span is what stands there`() throws {
    let reply = #"{"answer": "a\nb \u5317"}"#
    let found = try #require(try extraction(reply, Self.entry("json")).found)
    #expect(found.value == "a\nb 北")
    #expect(String(decoding: Array(reply.utf8)[found.bytes], as: UTF8.self) == #"a\nb \u5317"#)
  }

  @Test func `the whole reply keeps the bytes that nobody sees`() throws {
    let found = try #require(try extraction("\u{FEFF}Paris\u{200B}", Self.entry("whole")).found)
    #expect(found.bytes == 0..<11 && found.value == "\u{FEFF}Paris\u{200B}")
  }

  @Test func `an unknown rule or revision is refused`() {
    #expect(throws: Extractor.UnknownRule(name: "letter", revision: 9)) {
      try Extractor([EvaluateWork.Entry(name: "letter", revision: 9, settings: Settings())])
    }
  }

  @Test func `a plan that lacks a setting is refused, not guessed`() throws {
    let bare = EvaluateWork.Entry(name: "whole", revision: 1, settings: Settings())
    #expect(throws: ExtractionFault.self) { try Extractor([bare]).extraction(from: "x") }
  }

  @Test func `every rule has settings of distinct names and a revision`() {
    #expect(Set(ExtractionRule.all.map(\.name)).count == ExtractionRule.all.count)
    for rule in ExtractionRule.all { #expect(Set(rule.settings.map(\.name)).count == rule.settings.count) }
  }

  @Test func `any text at all gets an outcome, whatever the rule`() throws {
    let pieces = [
      "A", "(", ")", "\\boxed{", "}", "答案是", "The answer is ", "```", "\n", "1,2", "{\"answer\":", "\"", "<think>", "</think>", "选", "是",
      ".", "?", " ", "\u{200B}",
    ]
    var state: UInt64 = 20_261_127
    for _ in 0..<1500 {
      var text = ""
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += pieces[Int(state >> 33) % pieces.count]
      }
      for rule in ["whole", "letter", "number", "boxed", "code", "json", "first-line", "last-line", "after"] {
        let extraction = try extraction(text, Self.entry(rule))
        if let found = extraction.found { #expect(found.bytes.upperBound <= text.utf8.count, "\(text.debugDescription)") }
      }
    }
  }
}
