import Record
import Testing

@testable import Spec

/// Reading the keys of a table by their names.
struct FieldsTests {
  private struct SampleTable: KeyTable {
    static let noun = "a sample"
    static let summary = "Keys of every presence."

    let count: TypedKey<Int>
    let share: TypedKey<Rational>
    let title: TypedKey<String?>
    let later: TypedKey<Int?>
    let kinds: TypedKey<[Weighting.Mean]>

    init(_ keys: inout TableBuilder) {
      count = keys.required("count", .integer(1...9), "A number.")
      share = keys.standard("share", .number(.share), "0.5", "A share.")
      title = keys.optional("title", .text, "A title.")
      later = keys.standard("later", .integer(1...9), "7", "A number that came later.", since: 2)
      kinds = keys.standard("kinds", .list(.word), "[]", "Words.")
    }
  }

  private let problems = Problems()

  private func read(_ text: String, version: Int = 1) throws -> Fields<SampleTable> {
    let value = try #require(DocumentReader.read(SourceText(name: "spec.yaml", bytes: Array(text.utf8)), problems: problems))
    var catalogue = testCatalogue
    catalogue.version = version
    let decoder = Decoder(problems, catalogue)
    return try decoder.fields(value, Table(SampleTable.self), "the sample", in: Occurrence.Place(phrase: "the sample", name: nil))
  }

  @Test func `a key has the type of its table, and its standard where it is absent`() throws {
    let fields = try read("{ count: 3, kinds: [geometric, harmonic] }")
    #expect(try fields.count == 3)
    #expect(try fields.share == Rational(1, over: 2))
    #expect(try fields.title == nil)
    #expect(try fields.kinds == [.geometric, .harmonic])
    #expect(fields.entry(\.count).isWritten && !fields.entry(\.share).isWritten)
    #expect(fields.place(of: \.count).text == "3")
  }

  @Test func `a wrong value is reported once, and the other keys can be read`() throws {
    let fields = try read("{ count: 30, title: A, kinds: [median, geometric] }")
    #expect(throws: Reported.self) { try fields.count }
    #expect(throws: Reported.self) { try fields.kinds }
    #expect(try fields.title == "A")
    #expect(problems.all.map(\.id) == ["out-of-range", "unknown-choice"])
  }

  @Test func `a key that is misspelt is one problem, not two, and its value is read as the key's`() throws {
    let fields = try read("{ cuont: 3 }")
    #expect(try fields.count == 3)
    #expect(problems.all.map(\.id) == ["unknown-key"])
    #expect(problems.all.first?.help == "did you mean `count`?")
  }

  @Test func `a misspelt key whose value cannot be the key's leaves the key missing`() throws {
    let fields = try read("{ cuont: [3] }")
    #expect(throws: Reported.self) { try fields.count }
    #expect(problems.all.map(\.id) == ["unknown-key"])
  }

  @Test func `a key that stands twice, once misspelt, is read from the sound one`() throws {
    let fields = try read("{ cuont: 3, count: 4 }")
    #expect(try fields.count == 4)
    #expect(problems.all.map(\.id) == ["unknown-key"])
  }

  @Test func `a key that came later does not exist in an older version, which says so`() throws {
    #expect(try read("{ count: 3 }").later == nil)
    let fields = try read("{ count: 3, later: 2 }")
    #expect(try fields.later == nil)
    #expect(problems.all.map(\.id) == ["unknown-key"])
    #expect(problems.all.first?.help == "`later` came with version 2 of the catalogue, and this plan is made with version 1")
  }

  @Test func `a key that came later has its standard from then on`() throws {
    #expect(try read("{ count: 3 }", version: 2).later == 7)
    #expect(try read("{ count: 3, later: 2 }", version: 2).later == 2)
    #expect(problems.all.isEmpty)
  }

  @Test func `what is no mapping gives no fields`() throws {
    #expect(throws: Reported.self) { try read("[1, 2]") }
    #expect(problems.all.map(\.headline) == ["the sample has to be a mapping"])
    #expect(problems.all.first?.help == "its keys are `count`, `share`, `title` and `kinds`")
  }
}
