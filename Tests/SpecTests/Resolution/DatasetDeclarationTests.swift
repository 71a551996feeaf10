import Record
import Testing

@testable import Spec

/// What a spec may declare as a dataset.
struct DatasetDeclarationTests {
  private static let catalogue: Catalogue = {
    var catalogue = testCatalogue
    catalogue.formats.append(
      FormatEntry(
        word: "inline", noun: "an inline format", summary: "Items of the spec.", yields: [.init(.items)],
        settings: [
          SettingEntry("input", .field, .required, "The question."), SettingEntry("answer", .fields, .optional, "What counts as right."),
        ], pin: { sha256(InputPlan.lines(of: $0)) ?? Digest(InlineArray(repeating: 0)) }))
    catalogue.formats.append(
      FormatEntry(
        word: "rows", noun: "a format of rows", summary: "Rows.", yields: [.init(.table, by: "label"), .init(.items, by: "input")],
        settings: [SettingEntry("label", .text, .optional, "The class."), SettingEntry("input", .field, .optional, "The question.")]))
    return catalogue
  }()

  private func planned(_ dataset: String) throws -> (Planned?, [Diagnostic]) {
    let text = """
      etalon: 1
      name: t
      targets: { one: { device: cpu, threads: 1 } }
      datasets:
        quiz: \(dataset)
      subjects: { model: { endpoint: { url: "http://127.0.0.1:1/v1", model: m } } }
      workloads: { ask: { evaluate: model, dataset: quiz } }

      """
    return makePlan(from: try sourceFile(text: text), in: workbench(knowsDigests: false, catalogue: Self.catalogue))
  }

  private static let file = "file: q.jsonl, sha256: 0000000000000000000000000000000000000000000000000000000000000000"

  @Test func `items of the spec stand in the plan, pinned by their canonical JSON, each with its place`() throws {
    let (planned, diagnostics) = try planned(
      "{ items: [ { q: \"1+1?\", a: 2.0 }, { q: x, a: [true, \"y\"] } ], format: { inline: { input: q } } }")
    #expect(diagnostics.human() == "")
    let input = try #require(planned?.plan.input("quiz"))
    #expect(input.items == [["a": 2, "q": "1+1?"], ["a": [true, "y"], "q": "x"]])
    #expect(input.sha256 == sha256(Array("{\"a\":2,\"q\":\"1+1?\"}\n{\"a\":[true,\"y\"],\"q\":\"x\"}\n".utf8)))
    let location = try #require(planned?.inputFiles.first)
    #expect(location.path == nil && location.items.count == 2)
    let plan = try #require(planned).plan
    #expect(try Plan(canonical: plan.canonicalBytes()) == plan)
  }

  @Test(arguments: [
    ("{ \(file), items: [ { q: x } ], format: { jsonl: { input: q, answer: a } } }", "has no use for `items`"),
    ("{ \(file), items: [ { q: x } ], format: { inline: { input: q } } }", "has no use for `file`"),
    ("{ \(file), audit: 40, format: { jsonl: { input: q, answer: a } } }", "has no use for `audit`"),
    (
      "{ sha256: 0000000000000000000000000000000000000000000000000000000000000000, items: [ { q: x } ], format: { inline: { input: q } } }",
      "has no use for `sha256`"
    ),
    ("{ format: { inline: { input: q } } }", "the key `items` is missing in dataset `quiz`"),
    ("{ format: { jsonl: { input: q, answer: a } } }", "the key `file` is missing in dataset `quiz`"),
    ("{ file: q.jsonl, format: { jsonl: { input: q, answer: a } } }", "the key `sha256` is missing in dataset `quiz`"),
    ("{ items: [ 1 ], format: { inline: { input: q } } }", "has to be a mapping"),
    ("{ items: [ { q: no } ], format: { inline: { input: q } } }", "means different things"),
    ("{ items: [ { q: 12345678901234567890 } ], format: { inline: { input: q } } }", "cannot be kept exactly"),
    ("{ items: [ { q: x } ], format: { inline: { input: a..b } } }", "has to be the path of a field"),
    ("{ items: [ { q: x } ], format: { inline: { input: q, answer: [] } } }", "has to name a field"),
    ("{ items: [ { q: x } ], format: { inline: { input: q, answer: [a, b.] } } }", "has to be the path of a field"),
    ("{ \(file), format: { rows: { label: kind } } }", "holds rows of features with a class"),
    ("{ \(file), format: rows }", "is not declared to hold anything"),
  ])
  func `what does not go together is refused in its place`(dataset: String, headline: String) throws {
    let (planned, diagnostics) = try planned(dataset)
    #expect(planned == nil)
    #expect(diagnostics.contains { $0.headline.contains(headline) && $0.help != nil }, "\(diagnostics.human())")
  }

  @Test func `the setting that makes a format hold what is wanted is named`() throws {
    let problem = try #require(try planned("{ \(Self.file), format: rows }").1.first { $0.id == "wrong-dataset-format" })
    #expect(problem.help == "the setting `input` of `rows` makes it questions with their answers")
    #expect(try planned("{ \(Self.file), format: { rows: { input: doc.q } } }").0 != nil)
  }
}
