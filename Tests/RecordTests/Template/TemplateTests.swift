import Testing

@testable import Record

/// An item with every kind of field.
private let item: JSON = [
  "question": "What is 1+1?", "n": 3, "flag": true, "nothing": .null, "doc": ["title": "A {b} c", "my key": "odd", "0": "zero"],
  "choices": ["one", "two", "three"], "options": [["text": "red", "label": "x"], ["text": "blue", "label": "y"]], "empty": [],
  "问题": "首都是？",
]

private func filled(_ text: String) throws -> String { try Template(text).filled { $0.value(in: item) } }

/// The fault of a template: the bytes that it points at, and what it says.
private func fault(_ text: String) throws -> (at: String, fault: TemplateFault) {
  let fault = try #require(throws: TemplateFault.self) { try Template(text) }
  return (String(decoding: Array(text.utf8)[fault.range], as: UTF8.self), fault)
}

private func unfilled(_ text: String) throws -> UnfilledPlace {
  try #require(throws: UnfilledPlace.self) { try filled(text) }
}

@Suite struct TemplateTests {
  @Test(arguments: [
    ("Q: {question}", "Q: What is 1+1?"), ("{ question }", "What is 1+1?"), ("{doc.title}", "A {b} c"), ("{choices.1}", "two"),
    ("{doc.\"my key\"}", "odd"), ("{doc.'my key'}", "odd"), ("{doc.0}", "zero"), ("{问题}", "首都是？"), ("{n} {flag}", "3 true"),
    ("{.doc.title}", "A {b} c"), ("{options.1.label}", "y"), ("", ""), ("no place", "no place"),
  ])
  func putsFieldsInTheirPlaces(template: String, expected: String) throws { #expect(try filled(template) == expected) }

  @Test(arguments: [
    ("{{question}}", "{question}"), ("{{{question}}}", "{What is 1+1?}"), ("{{\"a\": {n}}}", "{\"a\": 3}"), ("}}{{", "}{"),
  ])
  func twoBracesAreOne(template: String, expected: String) throws { #expect(try filled(template) == expected) }

  @Test func whatIsPutInIsNeverLookedAtAgain() throws {
    let text = try Template("{a}{b}").filled { $0.steps == ["a"] ? "{b" : "} {{ {a}" }
    #expect(text == "{b} {{ {a}")
  }

  @Test(arguments: [
    ("{choices | lettered}", "A. one\nB. two\nC. three"), ("{choices | lettered('(A) ')}", "(A) one\n(B) two\n(C) three"),
    ("{choices | numbered}", "1. one\n2. two\n3. three"), ("{choices | numbered(\"[1] \")}", "[1] one\n[2] two\n[3] three"),
    ("{choices | join(\", \")}", "one, two, three"), ("{choices | join('\\n')}", "one\ntwo\nthree"),
    ("{choices | first(2) | join('/')}", "one/two"), ("{empty | join(',')}", ""),
    ("{options | each('text') | lettered}", "A. red\nB. blue"),
    ("{doc | json}", "{\"0\":\"zero\",\"my key\":\"odd\",\"title\":\"A {b} c\"}"), ("{n | json}", "3"),
    ("{n | letter}", "D"), ("{question | upper}", "WHAT IS 1+1?"), ("{question | lower | truncate(4)}", "what"),
    ("{问题 | truncate(2)}", "首都"), ("{nothing | default(\"-\")}", "-"), ("{absent | trim | default('x y')}", "x y"),
    ("{absent | default('') }", ""), ("{question | default('-')}", "What is 1+1?"),
  ])
  func sendsFieldsThroughFilters(template: String, expected: String) throws { #expect(try filled(template) == expected) }

  @Test func trimsAndIndents() throws {
    func text(_ template: String, _ value: String) throws -> String { try Template(template).filled { _ in .string(value) } }
    #expect(try text("{x | trim}", "\u{3000} a b\n") == "a b")
    #expect(try text("{x | indent(2)}", "a\n\nb") == "  a\n\n  b")
    #expect(try text("{x | upper}", "straße ǆ") == "STRASSE Ǆ")
  }

  @Test func knowsWhatItNames() throws {
    let template = try Template("{question}\n{.doc.title | trim} {{x}}")
    #expect(template.places.map(\.path.description) == ["question", ".doc.title"])
    #expect(FieldPath(["doc", "my key"]).description == "doc.\"my key\"")
    #expect(try Template("{messages}").onlyPlace != nil)
    #expect(try Template("{messages | json}").onlyPlace == nil)
    #expect(try Template(" {messages}").onlyPlace == nil)
  }
}

@Suite struct TemplateFaultTests {
  @Test func anUnknownFilterHasANeighbour() throws {
    let (at, found) = try fault("{choices | lettred}")
    #expect(at == "lettred" && found.replacement == "lettered" && found.message == "there is no filter `lettred`")
    let between = try fault("{choices | letterd}").fault
    #expect(between.help == "did you mean `letter` or `lettered`?" && between.replacement == nil)
  }

  @Test(arguments: ["{question", "a {question | ", "{question | join(", "{question | join(\"x\"", "{", "{a.", "{{{a}}} {b"])
  func pointsAtTheBraceThatIsNotClosed(template: String) throws {
    let (at, found) = try fault(template)
    #expect(at == "{" && found.message == "a `{` is not closed")
  }

  @Test(arguments: [
    ("a } b", "}", "a `}` closes nothing"), ("{a b}", "b", "a place of a template cannot be read"),
    ("{\"a\": 1}", ":", "a place of a template cannot be read"), ("{}", "}", "a place of a template cannot be read"),
    ("{a || b}", "|", "a place of a template cannot be read"), ("{a | join(x)}", "x", "a place of a template cannot be read"),
    ("{a | join}", "join", "`join` needs an argument"), ("{a | first('x')}", "'x'", "`first` takes a whole number from 0 to 10000"),
    ("{a | first(99999)}", "99999", "`first` takes a whole number from 0 to 10000"),
    ("{a | trim(1)}", "1", "`trim` takes nothing in parentheses"),
    ("{a | lettered('- ')}", "'- '", "`lettered` takes a text of at most 256 bytes that holds `A`"),
    ("{a | join('\\x')}", "\\x", "a text of a template has no such escape"),
    ("{a | join('x)}", "'x)}", "a text of a template does not end"),
    ("{a | join('é') é}", "é", "a place of a template cannot be read"),
  ])
  func pointsAtWhatIsWrong(template: String, at: String, message: String) throws {
    let found = try fault(template)
    #expect(found.at == at && found.fault.message == message)
  }

  @Test func hasBounds() throws {
    #expect(try fault(String(repeating: "x", count: Template.sizeLimit + 1)).fault.message.contains("at most"))
    #expect(try fault(String(repeating: "{a}", count: Template.placeLimit + 1)).fault.message.contains("places"))
    #expect(try fault("{a" + String(repeating: " | trim", count: 17) + "}").fault.message.contains("filters"))
    let large = JSON.string(String(repeating: "x", count: 1 << 20))
    let fault = try #require(throws: UnfilledPlace.self) { try Template("{a}{a}{a}{a}{a}").filled { _ in large } }
    #expect(fault.reason.contains("more than"))
  }

  @Test(arguments: [
    ("{choices}", "is a list"), ("{doc}", "is an object"), ("{question | join(',')}", "is a text, and `join` takes a list"),
    ("{choices | trim}", "is a list, and `trim` takes a text"), ("{options | lettered}", "is a list whose element 0 is an object"),
    ("{options | each('size') | lettered}", "is a list whose element 0 has no `size`"),
    ("{question | letter}", "is no whole number from 0 to 25"),
  ])
  func saysWhyAPlaceIsNotFilled(template: String, reason: String) throws { #expect(try unfilled(template).reason == reason) }

  @Test(arguments: [
    "{absent}", "{nothing}", "{choices.9}", "{choices.x}", "{question.x}", "{doc.none | upper}", "{choices.99999999999999999999}",
  ])
  func tellsAbsentFieldsFromOthers(template: String) throws { #expect(try unfilled(template).isAbsent) }

  @Test func refusesMoreLettersThanThereAre() throws {
    let many = JSON.array((0..<27).map { .number(Double($0)) })
    let fault = try #require(throws: UnfilledPlace.self) { try Template("{a | lettered}").filled { _ in many } }
    #expect(fault.reason == "is a list of 27, and there are 26 letters")
  }
}
