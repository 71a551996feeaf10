import Record
import Testing

struct `Paths of fields` {
  private let record: JSON = ["doc": ["q": "x", "1": "one"], "choices": ["a", "b"], "a.b": 1, "Correct Answer": true]

  @Test(
    arguments: [
      ("doc.q", "x"), ("doc.1", "one"), ("choices.0", "a"), ("\"a.b\"", 1), ("'a.b'", 1), ("Correct Answer", true),
    ] as [(String, JSON)])
  func `lead to a value`(text: String, value: JSON) throws {
    let path = try FieldPath(parsing: text)
    #expect(path.value(in: record) == value)
    #expect(FieldPath(setting: path.setting) == path, "a plan holds it in a spelling that reads back")
  }

  @Test(arguments: ["choices.2", "choices.-1", "choices.x", "doc.q.x", "none", "Doc.q"]) func `lead nowhere`(text: String) throws {
    #expect(try FieldPath(parsing: text).value(in: record) == nil)
  }

  @Test(
    arguments: [
      ("", .emptyStep), (".", .emptyStep), ("a.", .emptyStep), (".a", .emptyStep), ("a..b", .emptyStep), ("\"a", .openQuote),
      ("\"a\"b", .openQuote),
      ("''", .emptyStep), ("a" + String(repeating: ".a", count: 16), .tooDeep),
    ] as [(String, FieldPath.Fault)])
  func `that are none are refused`(text: String, fault: FieldPath.Fault) {
    #expect(throws: fault) { try FieldPath(parsing: text) }
    #expect(!fault.description.isEmpty)
  }

  @Test func `are one, or a list of them`() {
    #expect(FieldPaths(setting: "a.b")?.all == [FieldPath(["a", "b"])])
    #expect(FieldPaths(setting: ["A", "B"])?.all.count == 2)
    for wrong: JSON in [[], [1], ["a", ""], 1, ["a": "b"]] { #expect(FieldPaths(setting: wrong) == nil) }
  }
}

struct `Numbers whose digits matter` {
  private func read(_ literal: String) throws -> JSON {
    try JSON(parsing: Array(literal.utf8), limits: JSON.Limits(keepsDigits: true))
  }

  @Test(arguments: [
    "0", "-0", "1.50", "1e3", "1E+3", "0.1", "123456789012345", "9007199254740992", "1.7976931348623157e308", "100000000000000000000",
    "5e-324",
  ])
  func `stay numbers where binary64 keeps them`(literal: String) throws {
    #expect(try read(literal).number == Double(literal))
  }

  @Test(arguments: [
    "9007199254740993", "12345678901234567890", "0.12345678901234567890", "1e999", "-1e999", "1e-400", "1e99999999999999999999",
  ])
  func `become texts as they stand where it does not`(literal: String) throws {
    #expect(try read(literal) == .string(literal))
  }

  @Test func `are rounded where nobody asked for their digits`() throws {
    #expect(try JSON(parsing: Array("9007199254740993".utf8)) == 9_007_199_254_740_992)
  }
}
