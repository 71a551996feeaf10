import ItemGeneration
import Spec
import Testing

@Suite struct `Documents of templates that are wrong` {
  /// A document, the id of its first problem, and the text that the problem is pointed at.
  struct Wrong: Sendable, CustomTestStringConvertible {
    var lines: String
    var id: String
    var place: String
    var testDescription: String { "\(id): \(place)" }

    init(_ lines: String, _ id: String, _ place: String) { (self.lines, self.id, self.place) = (lines, id, place) }
  }

  private static let asked = "wording: { en: \"{a}?\" }\nanswer: a"

  private static let written: [Wrong] = [
    Wrong("variables: { a: 3 }\n" + asked, "template-shape", "3"),
    Wrong("variables: { a: { integers: [1, 2] } }\n" + asked, "template-shape", "integers"),
    Wrong("variabels: { a: { integer: [1, 2] } }\n" + asked, "template-shape", "variabels"),
    Wrong("variables: { a: { integer: [1] } }\n" + asked, "template-shape", "[1]"),
    Wrong("variables: { 3a: { integer: [1, 2] } }\n" + asked, "template-shape", "3a"),
    Wrong("variables: { a: { integer: [9, 1] } }\n" + asked, "template-empty-domain", "[9, 1]"),
    Wrong("variables: { a: { integer: [1, 2] } }\nwording: { en: [] }\nanswer: a", "template-shape", "{ en: [] }"),
    Wrong("variables: { a: { integer: [1, 2] } }\nwording: { en: \"{a}?\" }\nanswer: []", "template-shape", "[]"),
    Wrong(
      "variables: { a: { program: { names: [x], statements: 2, constants: [1, 9], kinds: [] } } }\n" + asked, "template-empty-domain", ""),
    Wrong("variables: { a: { one-of: [] } }\n" + asked, "template-empty-domain", "[]"),
    Wrong("variables: { a: { integer: [1, b] }, b: { integer: [1, 2] } }\n" + asked, "template-unknown-name", "b"),
    Wrong("variables: { a: { integer: [1, 2] } }\nwhere: [aa > 1]\n" + asked, "template-unknown-name", "aa"),
    Wrong("variables: { a: { integer: [1, 2] } }\nlet: { c: sqare(a) }\n" + asked, "template-unknown-name", "sqare"),
    Wrong("variables: { a: { integer: [1, 2] } }\nwhere: [a + 1]\n" + asked, "template-type", "a + 1"),
    Wrong("variables: { a: { integer: [1, 2] } }\nlet: { c: \"a + 'x'\" }\n" + asked, "template-type", "a + 'x'"),
    Wrong("variables: { a: { integer: [1, 2] } }\nlet: { c: \"upper(a)\" }\n" + asked, "template-type", "a"),
    Wrong("variables: { a: { integer: [1, 2] } }\nlet: { c: a + }\n" + asked, "template-expression", ""),
    Wrong("variables: { a: { integer: [1, 2] } }\nwhere: [1 < a < 3]\n" + asked, "template-expression", "<"),
    Wrong("variables: { a: { integer: [1, 2] } }\nwording: { en: \"{a?\" }\nanswer: a", "template-expression", "?"),
    Wrong("variables: { a: { integer: [1, 2] } }\nwording: { en: \"a}?\" }\nanswer: a", "template-expression", "}"),
    Wrong("variables: { a: { integer: [1, 2] } }\nwording: { en: \"what?\" }\nanswer: a", "template-wording-misses", "\"what?\""),
    Wrong("variables: { a: { integer: [1, 2] } }\nwording: { fr: \"{a}?\", en: \"{a}?\" }\nanswer: a", "template-languages", "fr"),
    Wrong("variables: { a: { one-of: [{ zh: 一 }] } }\n" + asked, "template-languages", "{ zh: 一 }"),
  ]

  @Test(arguments: written) func `are told by place, cause and next step`(wrong: Wrong) throws {
    let (document, diagnostics) = Templates.read(Templates.one(wrong.lines))
    let first = try #require(diagnostics.first)
    #expect(document == nil && first.id == wrong.id && diagnostics.count == 1, "\(diagnostics.map(\.headline))")
    guard !wrong.place.isEmpty else { return }
    #expect(String(decoding: first.primary.span.source.bytes[first.primary.span.range], as: UTF8.self) == wrong.place)
  }

  /// Documents that can be read, and of which some or all instances are wrong.
  private static let drawn: [Wrong] = [
    Wrong("variables: { a: { integer: [1, 9] } }\nwhere: [a > 9]\n" + asked, "template-conditions-unmet", "a > 9"),
    Wrong("variables: { a: { integer: [1, 1000000000] } }\nwhere: [a * a == 2]\n" + asked, "template-conditions-unmet", "a * a == 2"),
    Wrong("variables: { a: { integer: [0, 9] } }\nlet: { c: 1 / a }\n" + asked, "template-no-value", "1 / a"),
    Wrong("variables: { a: { integer: [1, 9] } }\nlet: { c: \"power(99, 40)\" }\n" + asked, "template-no-value", "power(99, 40)"),
    Wrong("variables: { a: { integer: [1, 9] } }\nlet: { c: \"[1, 2][a]\" }\n" + asked, "template-no-value", "[1, 2][a]"),
    Wrong("variables: { a: { integer: [1, 9] }, b: { integer: [5, a] } }\n" + asked, "template-empty-domain", "{ integer: [5, a] }"),
    Wrong(
      "variables: { a: { sample: { of: \"[1, 2]\", size: 3 } } }\n" + asked, "template-empty-domain",
      "{ sample: { of: \"[1, 2]\", size: 3 } }"),
    Wrong(
      "variables: { a: { integer: [1, 9] } }\nlet: { c: \"length(repeat('x', 10000 * a))\" }\n" + asked, "template-no-value",
      "repeat('x', 10000 * a)"),
    Wrong(
      "variables: { a: { integer: [1, 9] } }\nlet: { c: \"sum([sum([x * y for y in range(1, 1000)]) for x in range(1, 1000)])\" }\n"
        + asked,
      "template-too-much", ""),
    Wrong(
      "variables: { a: { integer: [1, 9] } }\nlet: { h: \"div(a, 2)\" }\nwording: { en: \"{h}?\" }\nanswer: a", "template-ambiguous", "a"),
    Wrong(
      "variables: { a: { integer: [1, 9] } }\nwording: { en: \"{a}?\" }\nanswer: a\ndistractors: { same: a + 0 }", "template-distractor",
      "a + 0"),
  ]

  @Test(arguments: drawn) func `are found by drawing and enumerating, in bounded time`(wrong: Wrong) throws {
    let (document, diagnostics) = Templates.read(Templates.one(wrong.lines))
    let (_, found) = try #require(document, "\(diagnostics)").proofs()
    let first = try #require(found.first)
    #expect(first.id == wrong.id && found.count == 1, "\(found.map(\.headline))")
    guard !wrong.place.isEmpty else { return }
    #expect(String(decoding: first.primary.span.source.bytes[first.primary.span.range], as: UTF8.self) == wrong.place)
  }

  @Test func `are told once, whatever the number of languages`() throws {
    let (document, _) = Templates.read(
      Templates.one(
        "variables: { a: { integer: [1, 9] } }\nwhere: [a > 9]\nwording: { en: \"{a}?\", zh: \"{a}吗？\" }\nanswer: a"))
    #expect(try #require(document).proofs().1.count == 1)
  }

  @Test func `have a page for each problem`() {
    let ids = Set((Self.written + Self.drawn).map(\.id)).union(["template-too-few"])
    #expect(Set(templatePages.map(\.id)) == ids)
    #expect(templatePages.allSatisfy { !$0.prose.isEmpty })
  }

  @Test func `are counted exactly where all choices can be tried`() throws {
    let (document, _) = Templates.read(
      Templates.one(
        "variables: { a: { integer: [1, 9] }, b: { integer: [1, a] } }\nwhere: [a != b]\nwording: { en: \"{a} {b}?\" }\nanswer: a + b"))
    let (proofs, diagnostics) = try #require(document).proofs()
    #expect(diagnostics.isEmpty && proofs.count == 1 && proofs[0].isExhaustive && proofs[0].items == 36)
    // As draws meet it: b = a comes with 1/a, not once in 45 pairs.
    let equal = (1...9).reduce(0) { $0 + 1 / Double($1) } / 9
    #expect(abs(proofs[0].acceptance - (1 - equal)) < 1e-12)
  }
}
