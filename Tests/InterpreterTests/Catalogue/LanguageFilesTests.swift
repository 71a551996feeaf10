import Foundation
import Interpreter
import Record
import Spec
import TestSupport
import Testing

/// What follows from the language and this release's catalogue is kept in the repository; `UPDATE=1` rewrites it.
@Suite struct `The files of the language` {
  static let files = [("schema/etalon-1.json", languageSchema(.current)), ("docs/language.md", languageReference(.current))]

  @Test(arguments: files) func `a derived file is what the tables of keys and the catalogue give`(_ path: String, _ text: String) throws {
    let place = Repository.path(path)
    if Repository.updates {
      try FileManager.default.createDirectory(at: URL(filePath: place).deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(toFile: place, atomically: true, encoding: .utf8)
    }
    #expect(text == (try? Repository.text(of: place)))
  }
}
