import Foundation
import Record
import TestSupport
import Testing

@testable import Spec

/// Broken specs, each named by its mistake, with everything that is said about it: `NAME.yaml` and `NAME.expected`.
///
/// `UPDATE=1` rewrites what is expected; the difference is then read like any other change.
struct CorpusTests {
  static let folder = "Tests/Corpus/broken"
  static let cases = files(in: folder, ending: "yaml")

  @Test(arguments: cases) func `a broken spec is explained as expected`(_ path: String) throws {
    let found = try diagnostics(of: path).human()
    let expectation = Repository.path(String(path.dropLast(4)) + "expected")
    if Repository.updates { try found.write(toFile: expectation, atomically: true, encoding: .utf8) }
    #expect(found == (try? Repository.text(of: expectation)))
  }

  @Test func `there are at least sixty broken specs`() {
    #expect(CorpusTests.cases.count >= 60)
  }

  /// Too large to keep as files: these are made here.
  private static let generated: [DiagnosticID: String] = [
    .fileTooLarge: "# " + String(repeating: "x", count: 1 << 20),
    .tooManyEvents: "claims: [" + String(repeating: "a,", count: 100_001) + "]",
    .tooManyProblems: (0..<600).map { "k\($0): 1\n" }.joined(),
  ]

  @Test func `every id has a page, and a broken spec that provokes it`() throws {
    var provoked: Set<String> = []
    for path in CorpusTests.cases { provoked.formUnion(try diagnostics(of: path).map(\.id)) }
    for (id, text) in CorpusTests.generated {
      let ids = try problems(text).map(\.id)
      #expect(ids.contains(id.rawValue))
      provoked.formUnion(ids)
    }
    // No spec provokes a fault of etalon itself; a planner that is wrong on purpose does.
    provoked.formUnion(try InternalFaultTests.diagnostics(InternalFaultTests.text).diagnostics.map(\.id))
    #expect(Diagnostic.ids.filter { !provoked.contains($0) } == [])
    #expect(ExplainPage.all.map(\.id) == Diagnostic.ids)
  }

  private func diagnostics(of path: String) throws -> [Diagnostic] {
    let source = try #require(sourceFile(path))
    return makePlan(from: source, in: workbench(overrides(in: source))).diagnostics
  }

  /// Lines `#! set PATH=VALUE` at the top stand for `--set` on the command line.
  private func overrides(in source: SourceFile) -> [Override] {
    let lines = String(decoding: source.bytes, as: UTF8.self).split(separator: "\n").prefix { $0.hasPrefix("#! set ") }
    return lines.compactMap { line in
      let parts = line.dropFirst(7).split(separator: "=", maxSplits: 1)
      return parts.count == 2 ? Override(path: String(parts[0]), value: String(parts[1])) : nil
    }
  }
}
