import Record
import Testing

@testable import Spec

/// What is derived from the tables of keys and a catalogue; `InterpreterTests` hold the published files against this release's catalogue.
struct SurfaceTests {
  @Test func `the schema is JSON and names every top key`() throws {
    let schema = try JSON(parsing: Array(languageSchema(testCatalogue).utf8))
    #expect(schema["properties"]?.object?.members.map(\.name).sorted() == Language.spec.schema.keys.map(\.name).sorted())
  }

  @Test func `the schema of a workload has the keys of every kind`() throws {
    let schema = try JSON(parsing: Array(languageSchema(testCatalogue).utf8))
    let properties = try #require(schema["$defs"]?["workload"]?["properties"]?.object)
    #expect(Set(properties.members.map(\.name)) == Set(Language.current.planners.flatMap { $0.schema.keys.map(\.name) }))
    #expect(properties["numerics"]?["anyOf"]?.elements?.count == 2)
  }

  @Test func `what a catalogue brings stands in schema and page, and nothing else`() throws {
    var catalogue = testCatalogue
    catalogue.formats.append(
      FormatEntry(
        word: "parquet", noun: "a Parquet format", summary: "Columns.", yields: [.init(.table)],
        settings: [SettingEntry("label", .text, .required, "The column that holds the class.")]))
    #expect(languageSchema(catalogue).contains("\"parquet\""))
    #expect(languageReference(catalogue).contains("## Parquet format"))
    #expect(!languageSchema(testCatalogue).contains("parquet"))
  }

  @Test func `the page lists every metric of a kind, with the entries that bring it`() {
    let page = languageReference(testCatalogue)
    #expect(page.contains("| evaluate, `exact-match` | `accuracy` | higher | share of right answers |"))
    #expect(page.contains("| infer, `single-stream` | `p90` | lower | percentile of the latency |"))
    #expect(page.contains("| train, `gpt` | `perplexity` | lower |"))
  }
}
