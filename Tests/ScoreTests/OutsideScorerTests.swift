import Foundation
import Record
import TestSupport
import Testing

@testable import Score

/// What other people's implementations say of the same answers.
@Suite struct `Scorers of others` {
  /// One scored pair, as `Tests/Outside/check_scorers.py` reads it.
  private struct Line: Record {
    var scorer: String
    var settings: Settings
    var answer: String
    var answers: [String]
    var fields: JSON?
    var scores: [String: Rational]

    init(_ vector: GoldenVector, by scorer: Scorer) throws {
      (self.scorer, settings, answer, answers, fields) = (scorer.name, vector.settings, vector.answer, vector.answers, vector.fields)
      scores = try vector.judged(by: scorer).scores
    }
  }

  /// The result of a total over lines that share their settings.
  private static func totals(_ scorer: Scorer, _ lines: [Line]) throws -> [String] {
    Set(lines.map(\.settings)).flatMap { settings -> [String] in
      var tally = ItemTally(of: [scorer])
      for (position, line) in lines.enumerated() where line.settings == settings {
        tally.add(ItemRecord(position: position, outcome: .answer, scores: line.scores))
      }
      let name = ["rubric": "rubric-alpha", "pairwise": "pair-alpha", "calibration": "ece"][scorer.name] ?? scorer.name
      return tally.results.compactMap { result -> String? in
        guard case .number(let number) = result.value, result.name == name, scorer.totals.contains(where: { $0.output.name == name }) else {
          return nil
        }
        return "{\"settings\":\(JSON.object(settings.values).canonicalText),\"total\":\(number)}"
      }
    }
  }

  /// Has the script compare lines and totals.
  private static func check(_ scorer: Scorer, _ lines: [Line]) throws {
    let folder = try TemporaryFolder()
    let text = try lines.map { String(decoding: try $0.canonicalBytes(), as: UTF8.self) } + totals(scorer, lines)
    let path = try folder.write(text.joined(separator: "\n") + "\n", to: "\(scorer.name).jsonl")
    let checked = try OutsidePython.run("check_scorers.py", [scorer.name, path])
    #expect(checked.status == 0, "\(checked.output.suffix(4000))\(checked.talk.suffix(4000))")
  }

  /// Answers and expected texts of few different pieces, so that they share some.
  private static func text(_ random: inout SeededNumbers, _ pieces: [String]) -> String {
    (0..<random.below(24)).map { _ in pieces[random.below(pieces.count)] }.joined()
  }

  private static let pieces = [
    "the ", "a ", "cat ", "dog ", "Dog", "sat ", "an ", ", ", ".", "! ", "3", "1,000 ", "-", "\"", "&amp;", "\n", "don't ", "(x) ", "U.S. ",
    "北京", "是", "首都", "。", "，", "é", "ß", "“", "”", "\u{3000}", "中", "/", "run-\nning ", "<skipped>", "\t", "ＡＢ", "—",
  ]

  @Test(
    .enabled(if: OutsidePython.isThere, OutsidePython.reason),
    arguments: ["squad", "rouge", "bleu", "chrf"])
  func `say the same of golden vectors and of five hundred random pairs`(name: String) throws {
    let scorer = try #require(Scorer.named(name, revision: 1))
    // Python's lower case looks at what stands around a sigma.
    let vectors = try GoldenVector.all(of: scorer).filter { $0.refusal == nil && !$0.answer.contains("Σ") }
    let settings = Set(vectors.map(\.settings)).sorted { "\($0)" < "\($1)" }
    var random = SeededNumbers(seed: 20_261_127)
    var lines = try vectors.map { try Line($0, by: scorer) }
    for _ in 0..<500 {
      var vector = vectors[0]
      vector.answer = Self.text(&random, Self.pieces) + "x"
      vector.answers = (0...random.below(2)).map { _ in Self.text(&random, Self.pieces) + "y" }
      vector.settings = settings[random.below(settings.count)]
      lines.append(try Line(vector, by: scorer))
    }
    try Self.check(scorer, lines)
  }

  @Test(
    .enabled(if: OutsidePython.isThere, OutsidePython.reason),
    arguments: ["json-schema", "calibration", "instructions", "rubric", "pairwise"])
  func `say the same of golden vectors`(name: String) throws {
    let scorer = try #require(Scorer.named(name, revision: 1))
    // Two instructions ask for a language too there, and multiples are taken of binary64 numbers.
    let vectors = try GoldenVector.all(of: scorer).filter { vector in
      vector.refusal == nil && !["change_case", "multipleOf"].contains { "\(vector.fields ?? .null)\(vector.settings)".contains($0) }
    }
    try Self.check(scorer, vectors.map { try Line($0, by: scorer) })
  }

  @Test(.enabled(if: OutsidePython.isThere, OutsidePython.reason))
  func `find the same strengths of players and the same intervals`() throws {
    var random = SeededNumbers(seed: 7)
    let lines = (0..<40).compactMap { _ -> String? in
      let count = 2 + random.below(6)
      let wins = (0..<count).map { row in (0..<count).map { $0 == row ? 0 : Double(random.below(12)) / 2 } }
      return BradleyTerry(wins: wins).map { "{\"wins\":\(wins),\"strengths\":\($0.strengths),\"reaches\":\($0.reaches)}" }
    }
    #expect(lines.count > 20)
    let folder = try TemporaryFolder()
    let path = try folder.write(lines.joined(separator: "\n"), to: "wins.jsonl")
    let checked = try OutsidePython.run("check_scorers.py", ["bradley-terry", path])
    #expect(checked.status == 0, "\(checked.output.suffix(4000))\(checked.talk.suffix(4000))")
  }
}

/// A stream of numbers that a seed fixes (SplitMix64).
struct SeededNumbers {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }
}
