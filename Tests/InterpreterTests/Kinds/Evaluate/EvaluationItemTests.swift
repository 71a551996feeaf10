import Record
import Testing

@testable import Interpreter

/// Reads items of a text in a format with some settings.
func items(_ text: String, _ format: String = "jsonl", _ settings: JSON = ["id": "id", "input": "q", "answer": "a"]) throws
  -> [EvaluationItem]
{
  let reader = try ItemReader(Array(text.utf8), format: InputPlan.Format(format, EvaluationFixture.settings(settings)), name: "quiz", seed: Seed(root: 1))
  let count = try reader.checkedCount()
  var cursor = reader.cursor()
  var items: [EvaluationItem] = []
  while let item = try cursor.next() { items.append(item) }
  #expect(items.count == count)
  return items
}

struct `Items of a dataset` {
  @Test func `are read in order, with or without a last line end`() throws {
    let text = "{\"id\": \"x\", \"q\": \"1\", \"a\": \"2\"}\r\n{\"id\": 7, \"q\": \"é\", \"a\": [\"3\", \"4\"]}"
    for text in [text, text + "\n", "\u{FEFF}" + text, text.replacing("\r\n", with: "\r") + "\r"] {
      let items = try items(text)
      #expect(items.map(\.id) == ["x", "7"])
      #expect(items.map(\.position) == [0, 1])
      #expect(items.map(\.input) == ["1", "é"])
      #expect(items.map(\.answers) == [["2"], ["3", "4"]])
    }
  }

  @Test func `keep every field, declared or not`() throws {
    let item = try #require(try items(#"{"id":1,"q":"x","a":"y","note":{"by":"Ada"},"n":null}"#).first)
    #expect(item.fields["note"]?["by"] == "Ada")
    #expect(item.fields.members.map(\.name) == ["a", "id", "n", "note", "q"])
  }

  @Test func `take their values from paths`() throws {
    let settings: JSON = ["id": "meta.key", "input": "doc.text.0", "answer": "'a.b'", "category": "meta.kind", "cluster": "meta.page"]
    let item = try #require(
      try items(#"{"meta":{"key":"k","kind":true,"page":12},"doc":{"text":["one","two"]},"a.b":"right"}"#, "jsonl", settings).first)
    #expect(item.id == "k" && item.input == "one" && item.answers == ["right"])
    #expect(item.stratum == "true" && item.cluster == "12")
  }

  @Test(arguments: [
    ("42", ["42"]), ("42.0", ["42"]), ("1e3", ["1000"]), ("-0.50", ["-0.5"]), ("true", ["true"]),
    ("[1, \"x\", false]", ["1", "x", "false"]),
    ("12345678901234567890", ["12345678901234567890"]), ("0.12345678901234567890", ["0.12345678901234567890"]), ("1e999", ["1e999"]),
    ("0.1", ["0.1"]), ("9007199254740993", ["9007199254740993"]),
  ])
  func `numbers and truth values become texts of one form, and no digit is lost`(written: String, answers: [String]) throws {
    #expect(try items("{\"id\":1,\"q\":\"x\",\"a\":\(written)}").first?.answers == answers)
  }

  @Test func `several fields may hold answers, and empty ones are passed over`() throws {
    let settings: JSON = ["input": "q", "answer": ["a", "b", "c"]]
    #expect(try items(#"{"q":"x","a":"1","b":null,"c":["2","3"]}"#, "jsonl", settings).first?.answers == ["1", "2", "3"])
    #expect(try items("q,a,b,c\nx,1,,3\n", "csv", settings).first?.answers == ["1", "3"])
  }

  @Test func `need no answer where the format declares none`() throws {
    #expect(try items(#"{"q":"x"}"#, "jsonl", ["input": "q"]).first?.answers == [])
  }

  @Test func `of CSV are rows, and of the spec itself its entries`() throws {
    let csv = try items("id,q,a\n1,\"say \"\"hi\"\"\nthere\",x\r\n2,b,y\n", "csv")
    #expect(csv.map(\.input) == ["say \"hi\"\nthere", "b"])
    #expect(csv.first?.fields["q"] == "say \"hi\"\nthere")
    let lines = String(decoding: InputPlan.lines(of: [["id": "a", "q": "x", "a": 2]]), as: UTF8.self)
    #expect(try items(lines, "inline").first?.answers == ["2"])
  }

  @Test func `that are broken are all told, each with its line, and what follows is read`() throws {
    let lines = [
      #"{"id":1,"q":"x","a":"y"}"#, "", #"{"id":"1","q":"x","a":"y"}"#, #"{"id":2,"q":"x","a":""}"#,
      #"{"id":3,"q":"x","a":"y"}"#,
      "no", #"{"id":4,"q":"x"}"#,
    ]
    let bytes = Array(lines.joined(separator: "\n").utf8)
    let reader = try ItemReader(bytes, format: EvaluationFixture.format(id: "id"), name: "quiz", seed: Seed(root: 1))
    var faults = DataFaults()
    #expect(reader.look(&faults) == 3)
    #expect(faults.listed.map { $0.place?.line } == [2, 3, 4, 6, 7])
    #expect(faults.listed.last?.place.map { String(decoding: bytes[$0.range], as: UTF8.self) } == lines.last)
  }

  @Test(arguments: [
    ("", "has no items"), ("{}\n", "line 1: the line has no id in \"id\""), ("{\"id\":true}\n", "line 1: the line has no id in \"id\""),
    (#"{"id":1,"q":"x","a":"y"}"# + "\n\n" + #"{"id":2,"q":"x","a":"y"}"#, "line 2: the line is empty"),
    (#"{"id":1,"q":"x","a":"y"}"# + "\n" + #"{"id":"1","q":"x","a":"y"}"#, "line 2: the line has the id `1` of line 1"),
    (#"{"id":1,"q":"x"}"#, "line 1: the line lacks the field \"a\""),
    (#"{"id":1,"q":"x","a":null}"#, "line 1: the line lacks the field \"a\""),
    (#"{"id":1,"q":{},"a":"y"}"#, "line 1: the line has an object in \"q\""), (#"{"id":1,"q":"","a":"y"}"#, "asks nothing in \"q\""),
    (#"{"id":1,"q":"x","a":[]}"#, "a list in \"a\" that is empty"), (#"{"id":1,"q":"x","a":["y",{}]}"#, "a list in \"a\" that is empty"),
    (#"[1]"#, "line 1: the line is not a JSON object"),
    (#"{"id":1,"q":"x","a":"y"#, "line 1:"), (#"{"id":1,"q":"x","q":"z","a":"y"}"#, "line 1:1"),
    (#"{"id":1,"q":"x","a":""}"#, "line 1: the line expects an empty answer in \"a\""),
    (#"{"id":1,"q":"x","a":["y"," \t"]}"#, "line 1: the line expects an empty answer"),
    ("{\"id\":1,\"q\":\"\u{0}\",\"a\":\"y\"}", "is not JSON"), (String(repeating: "[", count: 100_000), "nested deeper than 32"),
    ("\"" + String(repeating: "x", count: 1 << 20) + "\"", "longer than 1048576 bytes"), ("PAR1", "seems to be Parquet"),
  ])
  func `that are broken are located`(text: String, message: String) throws {
    let fault = #expect(throws: RunFault.self) { try items(text) }
    #expect(fault?.message.contains(message) == true, "\(fault?.message ?? "")")
    #expect(fault?.isLocal == true)
  }

  @Test(arguments: [
    ("", "has no items"), ("id,q,a\n", "has no items"), ("id,q,q\n1,x,y\n", "two columns are called `q`"),
    ("id,q,a\n1,x\n", "line 2:1: 2 fields where the header has 3"), ("id,q,a\n1,x,\n", "line 2: the row expects an empty answer in \"a\""),
    ("id,q,answer\n1,x,y\n", "line 2: the row lacks the field \"a\""),
  ])
  func `of CSV that are broken are located`(text: String, message: String) throws {
    let fault = #expect(throws: RunFault.self) { try items(text, "csv") }
    #expect(fault?.message.contains(message) == true, "\(fault?.message ?? "")")
  }

  @Test func `a field that is missing is named with those that are there`() {
    let near = #expect(throws: RunFault.self) { try items(#"{"id":1,"question":"x"}"#, "jsonl", ["input": "qestion"]) }
    #expect(near?.help?.contains("did you mean `question`?") == true)
    let dotted = #expect(throws: RunFault.self) { try items(#"{"doc.q":"x"}"#, "jsonl", ["input": "doc.q"]) }
    #expect(dotted?.help?.contains("one name with a dot in it") == true)
  }
}

struct `Choices of an item` {
  private let list: JSON = ["input": "q", "choices": "c", "answer": "a"]

  private func item(_ line: String, _ form: String?, _ format: String = "jsonl", choices: JSON = "c") throws -> EvaluationItem {
    let settings: JSON = ["input": "q", "choices": choices, "answer": "a", "answer-is": form.map { .string($0) } ?? .null]
    return try #require(try items(line, format, settings).first)
  }

  @Test(
    arguments: [
      (nil, "\"two\"", [1]), ("letter", "\"B\"", [1]), ("letter", "\"c\"", [2]), ("index", "0", [0]), ("index", "\"2\"", [2]),
      ("index-from-1", "3", [2]), (nil, "[\"three\", \"one\"]", [0, 2]), ("letter", "[\"A\", \"B\"]", [0, 1]),
    ] as [(String?, String, [Int])])
  func `are named by their text, a letter or a number`(form: String?, answer: String, correct: [Int]) throws {
    let item = try item(#"{"q":"x","c":["one","two","three"],"a":\#(answer)}"#, form)
    #expect(item.correct == correct)
    #expect(item.answers == correct.map { item.choices[$0] })
  }

  @Test func `may stand in columns, and a row may have fewer than others`() throws {
    let csv = "q,A,B,C,D,a\nx,one,two,three,,B\n"
    #expect(try item(csv, "letter", "csv", choices: ["A", "B", "C", "D"]).choices == ["one", "two", "three"])
  }

  @Test(
    arguments: [
      (#"{"q":"x","c":["one"],"a":"one"}"#, nil, "has 1 choice in \"c\""), (#"{"q":"x","c":"one","a":"one"}"#, nil, "has no list in \"c\""),
      (#"{"q":"x","c":["one","","two"],"a":"one"}"#, nil, "has an empty choice, number 2"),
      (#"{"q":"x","c":["one","two"],"a":"B"}"#, nil, "which is none of its choices"),
      (#"{"q":"x","c":["one","one"],"a":"one"}"#, nil, "which 2 of its choices are"),
      (#"{"q":"x","c":["one","two"],"a":"C"}"#, "letter", "has the answer `C`, and 2 choices"),
      (#"{"q":"x","c":["one","two"],"a":"one"}"#, "letter", "which is no letter"),
      (#"{"q":"x","c":["one","two"],"a":2}"#, "index", "and 2 choices"),
      (#"{"q":"x","c":["one","two"],"a":0}"#, "index-from-1", "and 2 choices"),
      (#"{"q":"x","c":["one","two"],"a":-1}"#, "index", "no number"),
    ] as [(String, String?, String)])
  func `that do not fit their answer are refused`(line: String, form: String?, message: String) {
    let fault = #expect(throws: RunFault.self) { try item(line, form) }
    #expect(fault?.message.contains(message) == true, "\(fault?.message ?? "")")
    #expect(fault?.help != nil)
  }

  @Test func `a letter without choices is refused at once`() {
    let fault = #expect(throws: RunFault.self) { try items("{}", "jsonl", ["input": "q", "answer": "a", "answer-is": "letter"]) }
    #expect(fault?.message.contains("without `choices`") == true)
  }
}

struct `Chats as input` {
  private func item(_ messages: String) throws -> EvaluationItem {
    try #require(try items("{\"q\":\(messages),\"a\":\"y\"}", "jsonl", ["input": "q", "answer": "a"]).first)
  }

  @Test func `are taken message by message, and the question is the last of the user`() throws {
    let item = try item(
      #"[{"role":"developer","content":"Be brief."},{"role":"user","content":[{"type":"text","text":"Hi"},{"type":"text","text":"!"}]},{"role":"assistant","content":"Well"}]"#
    )
    #expect(item.input == "Hi!")
    #expect(item.messages.map(\.role) == [.system, .user, .assistant])
    #expect(item.messages.map(\.text) == ["Be brief.", "Hi!", "Well"])
  }

  @Test(arguments: [
    ("[]", "has 0 messages"), ("[\"hi\"]", "has no message in \"q.0\""), (#"[{"role":"tool","content":"x"}]"#, "has the role `tool`"),
    (#"[{"role":"user","content":null}]"#, "has no text as content"), (#"[{"role":"system","content":"x"}]"#, "has no message of a user"),
    (#"[{"role":"user","content":[{"type":"image_url"}]}]"#, "has no text as content"),
  ])
  func `that are none are refused`(messages: String, message: String) {
    let fault = #expect(throws: RunFault.self) { try item(messages) }
    #expect(fault?.message.contains(message) == true, "\(fault?.message ?? "")")
    #expect(fault?.help != nil)
  }
}
