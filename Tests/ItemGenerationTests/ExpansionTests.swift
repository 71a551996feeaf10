import Attest
import Foundation
import ItemGeneration
import Record
import Spec
import TestSupport
import Testing

/// What tests of templates share.
enum Templates {
  /// The documents that are shipped.
  static let shipped = [
    "algebra", "arithmetic", "calendar", "chinese-word-problems", "code-tracing", "logic-grids", "probability", "rates-and-units", "sets",
    "sorting", "strings", "tables",
  ]

  static func path(_ family: String) -> String { Repository.path("specs/templates/\(family).yaml") }

  static func read(_ text: String) -> (TemplateDocument?, [Diagnostic]) {
    let bytes = Array(text.utf8)
    return TemplateDocument.read(SourceFile(name: "t.yaml", bytes: bytes, digest: SHA256.digest(of: bytes)))
  }

  static func document(_ family: String) throws -> (TemplateDocument, Digest) {
    let bytes = try Repository.bytes(of: path(family))
    let digest = SHA256.digest(of: bytes)
    let (document, diagnostics) = TemplateDocument.read(SourceFile(name: "\(family).yaml", bytes: bytes, digest: digest))
    return (try #require(document, "\(diagnostics)"), digest)
  }

  /// The first items of a document.
  static func items(
    _ document: TemplateDocument, _ count: Int, seed: UInt64 = 1, _ language: ItemLanguage? = nil, template: Digest? = nil,
    commitment: String? = nil, pulse: String? = nil
  ) throws -> [GeneratedItem] {
    let source = ItemSource(
      template: template ?? SHA256.digest(of: [7]), commitment: commitment, seed: U64(seed), pulse: pulse)
    let streams = try #require(ItemStreams(digest: SHA256.digest(of: source.keyText).bytes))
    var stream = try #require(ItemStream(document, language ?? document.languages[0], streams))
    return try (0..<count).map { _ in try stream.next() }
  }

  /// One template with some lines of its own.
  static func one(_ lines: String) -> String {
    """
    etalon-templates: 1
    name: t
    templates:
      only:
    \(lines.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }.joined(separator: "\n"))

    """
  }
}

@Suite struct `Items from templates` {
  @Test func `are the same as ever: the digests of the first items of every family are kept`() throws {
    var found = ""
    for family in Templates.shipped {
      let (document, digest) = try Templates.document(family)
      for language in document.languages {
        let lines = try Templates.items(document, 40, seed: 20_261_127, language, template: digest).flatMap(\.line)
        found += "\(SHA256.digest(of: lines).hex)  \(family) \(language.rawValue)\n"
      }
    }
    let path = Repository.path("Tests/ItemGenerationTests/Golden/items.txt")
    if Repository.updates { try Data(found.utf8).write(to: URL(filePath: path)) }
    #expect(try Repository.text(of: path) == found)
  }

  @Test func `are the same in Python, byte for byte`() throws {
    guard let python = findProgram("python3"), try run(python, ["-c", "import yaml"]).status == 0 else {
      print("skipped: docs/examples/items.py needs python3 with PyYAML")
      return
    }
    for family in Templates.shipped {
      let (document, digest) = try Templates.document(family)
      for language in document.languages {
        let lines = try Templates.items(
          document, 12, seed: 77, language, template: digest, commitment: "ab12", pulse: "C0FFEE")
        let theirs = try run(
          python,
          [
            Repository.path("docs/examples/items.py"), Templates.path(family), "--seed", "77", "--count", "12", "--lang", language.rawValue,
            "--commitment", "ab12", "--pulse", "C0FFEE",
          ])
        #expect(theirs.output == String(decoding: lines.flatMap(\.line), as: UTF8.self), "\(family) \(language)")
      }
    }
  }

  @Test func `differ with the seed, the commitment, the pulse and the document`() throws {
    let (document, digest) = try Templates.document("arithmetic")
    func first(_ seed: UInt64 = 1, _ commitment: String? = nil, _ pulse: String? = nil, _ template: Digest? = nil) throws -> [String] {
      try Templates.items(document, 6, seed: seed, template: template ?? digest, commitment: commitment, pulse: pulse).map(\.question)
    }
    let all = [try first(), try first(2), try first(1, "aa"), try first(1, nil, "aa"), try first(1, nil, nil, SHA256.digest(of: [1]))]
    #expect(Set(all).count == all.count)
    #expect(try first() == first())
  }

  @Test func `say the same in both languages`() throws {
    let (document, digest) = try Templates.document("probability")
    let english = try Templates.items(document, 30, .en, template: digest)
    let chinese = try Templates.items(document, 30, .zh, template: digest)
    #expect(english.map(\.answers) == chinese.map(\.answers))
    #expect(zip(english, chinese).allSatisfy { $0.question != $1.question })
  }

  @Test func `stand once, and the templates come in turn`() throws {
    let (document, diagnostics) = Templates.read(
      Templates.one("variables: { a: { integer: [1, 9] } }\nwording: { en: [\"{a}?\", \"{a}!\"] }\nanswer: a"))
    let items = try Templates.items(try #require(document, "\(diagnostics)"), 18)
    #expect(Set(items.map(\.question)).count == 18)
    #expect(items.map(\.index) == items.map(\.index).sorted())
    let (family, _) = try Templates.document("sets")
    #expect(try Templates.items(family, 6).map(\.template) == family.templates + family.templates)
  }

  @Test func `end with a reason where there are no more`() throws {
    let (document, _) = Templates.read(Templates.one("variables: { a: { integer: [1, 3] } }\nwording: { en: \"{a}?\" }\nanswer: a"))
    let fault = #expect(throws: ExpansionFault.self) { try Templates.items(try #require(document), 4) }
    #expect(fault?.problem == "template-too-few")
  }

  /// Small domains: a product of two numbers with two wordings, and a list without repetition among distractors.
  static let small = [
    (
      "variables: { a: { integer: [1, 12] }, b: { integer: [1, a] } }\nwhere: [a + b > 3]\n"
        + "wording: { en: [\"{a} and {b}?\", \"{b} with {a}?\"] }\nanswer: a * b", 152
    ),
    (
      "variables: { xs: { list: { of: { integer: [1, 4] }, length: 3, distinct: true } } }\nwording: { en: \"first of {xs}?\" }\n"
        + "answer: xs[0]\ndistractors: { second: \"xs[1]\", third: \"xs[2]\" }", 24
    ),
  ]

  @Test(arguments: small, [1, 2, 3, 4, 5] as [UInt64])
  func `come all, whatever the seed, and the same in Python`(lines: (String, Int), seed: UInt64) throws {
    let text = Templates.one(lines.0)
    let (read, diagnostics) = Templates.read(text)
    let document = try #require(read, "\(diagnostics)")
    let digest = SHA256.digest(of: Array(text.utf8))
    let items = try Templates.items(document, lines.1, seed: seed, template: digest)
    #expect(Set(items.map(\.question)).count == lines.1 && Set(items.map(\.id)).count == lines.1)
    #expect(items.allSatisfy { $0.choices.isEmpty || Set($0.choices).contains($0.answers[0]) })
    #expect(throws: ExpansionFault.self) { try Templates.items(document, lines.1 + 1, seed: seed, template: digest) }
    guard seed == 1, let python = findProgram("python3"), try run(python, ["-c", "import yaml"]).status == 0 else { return }
    let folder = try TemporaryFolder()
    try folder.write(text, to: "t.yaml")
    let theirs = try run(
      python,
      [Repository.path("docs/examples/items.py"), folder.path("t.yaml"), "--seed", "1", "--count", "\(lines.1)"])
    #expect(theirs.output == String(decoding: items.flatMap(\.line), as: UTF8.self), "\(theirs.talk)")
  }

  @Test func `end with the template that takes most, where all together take too much`() throws {
    let (document, diagnostics) = Templates.read(
      """
      etalon-templates: 1
      name: t
      templates:
        light:
          variables: { a: { integer: [1, 1000000] } }
          wording: { en: "{a}?" }
          answer: a
        heavy:
          variables: { a: { integer: [1, 1000000] } }
          where: ["mod(a, 500) == sum([mod(x, 2) for x in range(1, 200)])"]
          wording: { en: "{a}, is it?" }
          answer: a

      """)
    let read = try #require(document, "\(diagnostics)")
    let streams = try #require(ItemStreams(digest: SHA256.digest(of: [1]).bytes))
    var stream = try #require(ItemStream(read, .en, streams, steps: 100_000))
    let fault = #expect(throws: ExpansionFault.self) { for _ in 0..<1000 { _ = try stream.next() } }
    #expect(fault?.problem == "template-too-much" && fault?.template == "heavy" && fault?.range != nil, "\(String(describing: fault))")
  }

  @Test func `keep what must not come away`() throws {
    let (document, digest) = try Templates.document("arithmetic")
    let streams = try [1, 2].map { seed in
      try #require(ItemStreams(digest: SHA256.digest(of: ItemSource(template: digest, seed: U64(seed)).keyText).bytes))
    }
    var published = try #require(ItemStream(document, .en, streams[0]))
    let shown = try (0..<20).map { _ in try published.next().question }
    var again = try #require(ItemStream(document, .en, streams[0], apart: published.marks))
    #expect(try Set((0..<20).map { _ in try again.next().question }).isDisjoint(with: shown))
  }

  @Test func `offer the answer once among distractors that are not it`() throws {
    for family in ["arithmetic", "sorting", "probability"] {
      let (document, digest) = try Templates.document(family)
      for item in try Templates.items(document, 60, template: digest) {
        #expect(item.choices.filter { $0 == item.answers[0] }.count == (item.choices.isEmpty ? 0 : 1))
        #expect(Set(item.choices).count == item.choices.count && Set(item.errors.values).isDisjoint(with: item.answers))
      }
    }
  }
}

@Suite struct `The page on fresh items` {
  /// `UPDATE=1` rewrites the tables.
  @Test func `lists every function`() throws {
    let path = Repository.path("docs/fresh.md")
    let text = try Repository.text(of: path)
    let (start, end) = ("<!-- functions -->\n", "<!-- end of functions -->")
    let before = try #require(text.range(of: start))
    let behind = try #require(text.range(of: end))
    let page = text[..<before.upperBound] + templateFunctionReference() + "\n" + text[behind.lowerBound...]
    if Repository.updates { try Data(page.utf8).write(to: URL(filePath: path)) }
    #expect(try Repository.text(of: path) == page)
  }
}
