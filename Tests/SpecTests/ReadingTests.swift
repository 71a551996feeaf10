import Foundation
import Record
import TestSupport
import Testing

@testable import Spec

/// Reading YAML: types, places, limits, and agreement with libyaml.
struct ReadingTests {
  private func read(_ text: String) -> (json: JSON?, ids: [String]) {
    guard let source = try? sourceFile(text: text) else { return (nil, []) }
    let (json, diagnostics) = readJSON(from: source)
    return (json, diagnostics.map(\.id))
  }

  @Test func `plain scalars follow the core schema`() {
    let text = """
      null-word: null
      nothing:
      tilde: ~
      truth: true
      whole: -12
      hex: 0x1F
      real: 1.5
      scientific: 1.5e+3
      text: plain text
      quoted: "12"
      tagged: !!str 12
      block: |
        two
        lines
      """
    let expected: JSON = [
      "null-word": .null, "nothing": .null, "tilde": .null, "truth": true, "whole": -12, "hex": 31, "real": 1.5, "scientific": 1500,
      "text": "plain text", "quoted": "12", "tagged": "12", "block": "two\nlines",
    ]
    #expect(read(text).json == expected)
  }

  @Test(arguments: [
    "yes", "No", "on", "OFF", "y", "010", "007", "-012", "0o7", "0b101", "1_000", "1:30", "190:20:30.15", "1e3", "1.5e3", "1e-3",
    "2026-11-23",
    "2026-11-23T10:00:00Z", "08",
  ])
  func `a plain scalar that YAML 1.1 reads differently is refused`(_ scalar: String) {
    #expect(read("key: \(scalar)").ids == ["ambiguous-scalar"])
    #expect(read("key: \"\(scalar)\"").json == ["key": .string(scalar)])
  }

  @Test(arguments: ["0", "7", "-3", "1.5", "0.001", "1.5e-3", "0x10", "f32", "1.2.3", "10:00am", "12-3", "none", "e3", "1..2", "a::b"])
  func `a plain scalar that both versions read alike is accepted`(_ scalar: String) {
    #expect(read("key: \(scalar)").ids == [])
  }

  @Test func `aliases stand for what they name, each in its own place`() {
    #expect(read("a: &x [1, 2]\nb: *x").json == ["a": [1, 2], "b": [1, 2]])
  }

  @Test func `an integer that binary64 cannot hold is refused rather than rounded`() {
    #expect(read("a: 9007199254740992").json == ["a": 9_007_199_254_740_992])
    #expect(read("a: 9007199254740993").ids == ["out-of-range"])
  }

  @Test func `limits hold at their edge and not beyond`() {
    func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    #expect(read(nested(63)).ids == [])
    #expect(read(nested(64)).ids == ["too-deep"])
    #expect(read("# " + String(repeating: "x", count: (1 << 20) - 5) + "\n1\n").ids == [])
    #expect(read("# " + String(repeating: "x", count: 1 << 20) + "\n1\n").ids == ["file-too-large"])
    #expect(read("[" + String(repeating: "x,", count: 99_994) + "]").ids == [])
    #expect(read("[" + String(repeating: "x,", count: 100_000) + "]").ids == ["too-many-events"])
  }

  @Test func `depth counts what aliases stand for`() {
    // Each anchor holds the one before it, thirty levels deeper.
    let ladder = (0..<3).map { step in
      let inner = step == 0 ? "1" : "*a\(step - 1)"
      return "a\(step): &a\(step) " + String(repeating: "[", count: 30) + inner + String(repeating: "]", count: 30)
    }
    #expect(read(ladder.prefix(2).joined(separator: "\n")).ids == [])
    #expect(read(ladder.joined(separator: "\n")).ids == ["too-deep"])
  }

  @Test func `a file full of directives or brackets is refused at once`() {
    let start = ContinuousClock.now
    #expect(read(String(repeating: "%TAG !a! tag:a,2000:\n", count: 45_000)).ids == ["directive"])
    #expect(read(String(repeating: "[", count: 1_000_000)).ids == ["too-deep"])
    #expect(read(String(repeating: "{a: ", count: 200_000)).ids == ["too-deep"])
    #expect(read(String(repeating: "a: ", count: 300_000)).ids == ["unexpected-colon"])
    #expect(read(String(repeating: "- ", count: 500_000)).ids == ["too-deep"])
    #expect(start.duration(to: .now) < .seconds(20))
  }

  @Test func `problems on a line as long as the file are shown at once`() throws {
    let text = "{" + (0..<3_000).map { "矩\($0): 1, " }.joined() + "}"
    let start = ContinuousClock.now
    let shown = try problems(text).human()
    #expect(shown.utf8.count < 200_000)
    #expect(start.duration(to: .now) < .seconds(60))
  }

  @Test func `columns count cells of a terminal, and scalars beside them`() throws {
    let source = try sourceFile(text: "名字: a\n\"é🇨🇳\": &x b\n")
    #expect(source.text.position(of: 8) == SourcePosition(line: 1, column: 7, scalar: 5))
    #expect(source.text.position(of: 999).line == 3)
  }
}

/// The cases of the YAML test suite, with what libyaml 0.2.5 was measured to do.
struct YAMLSuiteTests {
  /// What our stricter rules refuse although libyaml reads it.
  static let stricter: Set<String> = [
    "unsupported-tag", "directive", "several-documents", "empty-document", "key-not-text", "duplicate-key", "merge-key", "unknown-alias",
    "alias-cycle", "control-character",
  ]

  @Test func `we accept and refuse what libyaml does, but for our stricter rules`() throws {
    let folder = Repository.vectors + "/yaml-test-suite"
    let cases = try JSON(parsing: Repository.bytes(of: folder + "/cases.json"))
    let rows = try Repository.text(of: folder + "/libyaml-0.2.5.tsv").split(separator: "\n")
    var judged = 0
    for row in rows {
      let columns = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard columns.count >= 2, let text = cases[columns[0]]?.text else { continue }
      judged += 1
      let problems = Problems()
      let value = DocumentReader.read(SourceText(name: columns[0], bytes: Array(text.utf8)), problems: problems)
      let ids = problems.all.filter { $0.severity == .error }.map(\.id)
      let isReadByLibyaml = columns[1] == "pass-exact" || columns[1] == "FAIL-accepts-invalid" || columns[1] == "FAIL-wrong-events"
      if isReadByLibyaml {
        #expect(value != nil || !ids.isEmpty, "\(columns)")
        #expect(ids.allSatisfy(YAMLSuiteTests.stricter.contains), "\(columns): \(ids)")
      } else {
        #expect(!ids.isEmpty, "\(columns)")
      }
      _ = problems.all.human()
    }
    #expect(judged > 350)
  }
}
