import Record
import Testing

@testable import Interpreter

struct `Items of a dataset` {
  private func items(_ text: String, id: String? = "id") throws -> [EvaluationItem] {
    let reader = try ItemReader(Array(text.utf8), format: EvaluationFixture.format(id: id), name: "quiz")
    let count = try reader.checkedCount()
    var cursor = reader.cursor()
    var items: [EvaluationItem] = []
    while let item = try cursor.next() { items.append(item) }
    #expect(items.count == count)
    return items
  }

  @Test func `are read in order, with or without a last line end`() throws {
    let text = "{\"id\": \"x\", \"q\": \"1\", \"a\": \"2\"}\r\n{\"id\": 7, \"q\": \"é\", \"a\": [\"3\", \"4\"]}"
    let expected = [
      EvaluationItem(position: 0, id: "x", input: "1", answers: ["2"]),
      EvaluationItem(position: 1, id: "7", input: "é", answers: ["3", "4"]),
    ]
    #expect(try items(text) == expected)
    #expect(try items(text + "\n") == expected)
  }

  @Test(arguments: [
    ("", "has no items"), ("\u{FEFF}{}", "line 1: the line begins with a byte order mark"),
    ("{}\n", "line 1: the line has no id in \"id\""),
    (#"{"id":1,"q":"x","a":"y"}"# + "\n\n" + #"{"id":2,"q":"x","a":"y"}"#, "line 2: the line is empty"),
    (#"{"id":1,"q":"x","a":"y"}"# + "\n" + #"{"id":"1","q":"x","a":"y"}"#, "line 2: the line has the id \"1\" of line 1"),
    (#"{"id":1,"q":"x","a":"y","note":1}"#, "line 1: the line has the unknown field \"note\""),
    (#"{"id":1,"q":"x"}"#, "line 1: the line lacks the field \"a\""), (#"{"id":1,"q":5,"a":"y"}"#, "line 1: the line has no text in \"q\""),
    (#"{"id":1,"q":"x","a":[]}"#, "a list in \"a\" that is empty"), (#"{"id":1,"q":"x","a":["y",1]}"#, "a list in \"a\" that is empty"),
    (#"{"id":1,"q":"x","a":42}"#, "no text in \"a\""), (#"[1]"#, "line 1: the line is not a JSON object"),
    (#"{"id":1,"q":"x","a":"y"#, "line 1:"), (#"{"id":1,"q":"x","q":"z","a":"y"}"#, "line 1:1"),
    (#"{"id":1,"q":"x","a":""}"#, "line 1: the line expects an empty answer in \"a\""),
    (#"{"id":1,"q":"x","a":["y"," \t"]}"#, "line 1: the line expects an empty answer"),
    ("{\"id\":1,\"q\":\"\u{0}\",\"a\":\"y\"}", "is not JSON"), (String(repeating: "[", count: 100_000), "nested deeper than 16"),
    ("\"" + String(repeating: "x", count: 1 << 20) + "\"", "longer than 1048576 bytes"),
  ])
  func `that are broken are located`(text: String, message: String) throws {
    let fault = #expect(throws: RunFault.self) { try items(text) }
    #expect(fault?.message.contains(message) == true, "\(fault?.message ?? "")")
    #expect(fault?.isLocal == true)
  }
}
