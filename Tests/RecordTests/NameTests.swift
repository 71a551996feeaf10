import Record
import Testing

@Suite struct `Names in records` {
  private func decoded(_ name: String) -> TrialResult? {
    let text = #"{"index":0,"node":"gemm","values":[{"class":"exact","name":"\#(name)","value":{"flag":true}}]}"#
    return try? TrialResult(canonical: Array(text.utf8))
  }

  @Test(arguments: ["output", "checkpoint-12", "K", "a"]) func `are printable ASCII`(name: String) { #expect(decoded(name) != nil) }

  @Test(arguments: ["\u{212A}", "é", "e\u{301}", "", "two words", "\u{7F}", "\u{37E}", "数"])
  func `are nothing that is equal to another text without having its bytes`(name: String) { #expect(decoded(name) == nil) }

  @Test func `are of a length that costs nothing to compare`() {
    #expect(decoded(String(repeating: "n", count: Name.limit)) != nil)
    #expect(decoded(String(repeating: "n", count: Name.limit + 1)) == nil)
  }
}

@Suite struct `Texts in records` {
  @Test func `are compared by their bytes, results and members of objects too`() {
    let (kelvin, letter) = (ResultValue.Content.text("\u{212A}"), ResultValue.Content.text("K"))
    #expect(kelvin != letter && Set([kelvin, letter]).count == 2)
    #expect(Set<JSON>(["\u{212A}", "K", ["K": 1], ["\u{212A}": 1]]).count == 4)
    #expect(Set([TrialID(node: "\u{212A}", index: 0), TrialID(node: "K", index: 0)]).count == 2)
  }

  @Test func `compare numbers by their bits`() {
    #expect(ResultValue.Content.number(0) != .number(-0.0))
    #expect(ResultValue.Content.series([1, 0]) != .series([1, -0.0]))
  }

  @Test func `have rows of combining marks up to a length, as no reader does more than linear work`() throws {
    func text(_ marks: Int) -> [UInt8] { Array("\"e\(String(repeating: "\u{301}", count: marks))e\u{301}\"".utf8) }
    #expect(try JSON(parsing: text(256), limits: JSON.Limits(marks: 256)).text != nil)
    #expect(throws: JSONFault.self) { try JSON(parsing: text(257), limits: JSON.Limits(marks: 256)) }
    #expect(try JSON(parsing: text(257), limits: JSON.Limits()).text != nil)
  }
}
