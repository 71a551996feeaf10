import Testing

@testable import Spec

/// Which cause of a fault is believed: the one whose mend lets the parser read furthest.
struct MendSearchTests {
  /// The place where the parser stops in a text, with the lines around it.
  static func site(_ text: String) throws -> FaultSite {
    let edited = EditedText(SourceText(name: "spec.yaml", bytes: Array(text.utf8)))
    guard var reader = DocumentReader(edited, ReadingLimits(), Problems()), case .fault(let fault, let offsets) = reader.read() else {
      Issue.record("the parser reads all of it")
      throw CancellationError()
    }
    return FaultSite(edited, fault, offsets)
  }

  /// A text as the best mend leaves it, with the id of the mistake.
  static func mended(_ text: String) throws -> (id: String, text: String)? {
    let site = try site(text)
    var search = MendSearch()
    guard let mend = search.best(at: site), let first = mend.diagnostics.first else { return nil }
    return (first.id, String(decoding: site.text.replacing(mend.edits).bytes, as: UTF8.self))
  }

  @Test(arguments: [
    ("a: 1\nb c\nd: 2\n", "missing-colon", "a: 1\nb: c\nd: 2\n"),
    ("a:1\nb: 2\n", "missing-space", "a: 1\nb: 2\n"),
    ("a: { b: 1\nc: 2\n", "unclosed-bracket", "a: { b: 1}\nc: 2\n"),
    ("a: [1, 2}\n", "unclosed-bracket", "a: [1, 2]\n"),
    ("a: { b: 1 c: 2 }\n", "unclosed-bracket", "a: { b: 1, c: 2 }\n"),
    ("a: { b: 1; c: 2 }\n", "unclosed-bracket", "a: { b: 1, c: 2 }\n"),
    ("a: 1\nb: 2]\n]\n", "unclosed-bracket", "a: 1\nb: 2]\n\n"),
    ("a: \"one\nb: 2\n", "unclosed-quote", "a: \"one\"\nb: 2\n"),
    ("a: \"one\" two\nb: 2\n", "yaml-syntax", "a: \"one\" \nb: 2\n"),
    ("a:\n  b: 1\n c: 2\n", "bad-indentation", "a:\n  b: 1\n  c: 2\n"),
    ("a:\n\tb: 1\n", "tab-indentation", "a:\n  b: 1\n"),
    ("a: [${x}]\n", "unquoted-parameter", "a: [\"${x}\"]\n"),
    ("// note\na: 1\n", "yaml-syntax", "# note\na: 1\n"),
    ("a： 1\nb: 2\n", "look-alike", "a: 1\nb: 2\n"),
    ("a: @x\n", "yaml-syntax", "a: \"@x\"\n"),
  ])
  func `a mistake is named and mended where it stands`(written: String, id: String, expected: String) throws {
    let found = try #require(try MendSearchTests.mended(written))
    #expect(found.id == id)
    #expect(found.text == expected)
  }

  @Test func `a colon inside a text is marked, so that nothing is concluded from the rest of the text`() throws {
    let found = try #require(try MendSearchTests.mended("title: Server: compute\nname: x\n"))
    #expect(found.id == "unexpected-colon" && found.text == "title: Server\u{FFFD} compute\nname: x\n")
  }

  @Test func `a mend that does not let the parser read further is not believed`() throws {
    let site = try MendSearchTests.site("a: 1\n  b: 2\n")
    var search = MendSearch()
    let useless = Mend(
      edits: [EditedText.Edit(0..<1, "z")],
      diagnostic: Diagnostic("yaml-syntax", .error, "not the cause", at: site.text.span(0..<1)))
    #expect(search.furthest(of: [useless], in: site.text, beyond: site.text.origin(site.at)) == nil)
  }

  @Test func `the first of two mends that help as much is taken`() throws {
    let site = try MendSearchTests.site("a: [1\nb: 2\n")
    let mends = [5, 6].map { at in
      Mend(
        edits: [EditedText.Edit(at..<at, "]")],
        diagnostic: Diagnostic("unclosed-bracket", .error, "closed at \(at)", at: site.text.span(at..<at)))
    }
    var search = MendSearch()
    #expect(search.furthest(of: mends, in: site.text, beyond: -1)?.diagnostics[0].headline == "closed at 5")
  }

  @Test func `a large file is read as it is`() throws {
    let comment = "# " + String(repeating: "x", count: MendSearch.fileLimit) + "\n"
    #expect(try MendSearchTests.mended("a:1\nb: 2\n" + comment) == nil)
  }

  @Test func `attempts on one file have a budget`() throws {
    let text = "a:1\nb: 2\n# " + String(repeating: "x", count: 200_000) + "\n"
    let site = try MendSearchTests.site(text)
    var search = MendSearch()
    var rounds = 0
    while search.best(at: site) != nil, rounds < 1000 { rounds += 1 }
    #expect(rounds > 0 && rounds <= MendSearch.budget / 200_000)
  }
}
