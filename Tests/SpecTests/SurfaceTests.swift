import Foundation
import Record
import TestSupport
import Testing

@testable import Spec

/// What is derived from the table of keys is kept in the repository; `UPDATE=1` rewrites it.
struct SurfaceTests {
  @Test(arguments: [("schema/etalon-1.json", languageSchema), ("docs/language.md", languageReference)])
  func `a derived file is what the table of keys gives`(_ path: String, _ text: String) throws {
    let place = Repository.path(path)
    if Repository.updates {
      try FileManager.default.createDirectory(at: URL(filePath: place).deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(toFile: place, atomically: true, encoding: .utf8)
    }
    #expect(text == (try? Repository.text(of: place)))
  }

  @Test func `the schema is JSON and names every top key`() throws {
    let schema = try JSON(parsing: Array(languageSchema.utf8))
    #expect(schema["properties"]?.object?.members.map(\.name).sorted() == Language.spec.keys.map(\.name).sorted())
  }
}
