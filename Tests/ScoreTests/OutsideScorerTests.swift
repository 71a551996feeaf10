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
    var scores: [String: Rational]
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
  func `say the same of golden vectors and of two thousand random pairs`(name: String) throws {
    let scorer = try #require(Scorer.named(name, revision: 1))
    let vectors = try GoldenVector.all(of: scorer).filter { $0.refusal == nil }
    var random = SeededNumbers(seed: 20_261_127)
    var lines = vectors.map { Line(scorer: name, settings: $0.settings, answer: $0.answer, answers: $0.answers, scores: $0.judgement.scores) }
    let settings = Array(Set(vectors.map(\.settings)))
    for _ in 0..<2000 {
      let answer = Self.text(&random, Self.pieces) + "x"
      let answers = (0...random.below(2)).map { _ in Self.text(&random, Self.pieces) + "y" }
      let chosen = settings[random.below(settings.count)]
      guard case .judged(let judgement) = try scorer.score(Answer(answer), Item(input: "", answers: answers), chosen) else { continue }
      lines.append(Line(scorer: name, settings: chosen, answer: answer, answers: answers, scores: judgement.scores))
    }
    var tallies: [String] = []
    for chosen in settings {
      var tally = ItemTally(of: [scorer])
      for (position, line) in lines.enumerated() where line.settings == chosen {
        tally.add(ItemRecord(position: position, outcome: .answer, scores: line.scores))
      }
      for result in tally.results {
        guard case .number(let number) = result.value, scorer.totals.contains(where: { $0.output.name == result.name }) else { continue }
        tallies.append("{\"settings\":\(JSON.object(chosen.values).canonicalText),\"total\":\(number)}")
      }
    }
    let folder = try TemporaryFolder()
    let text = try lines.map { String(decoding: try $0.canonicalBytes(), as: UTF8.self) } + tallies
    let path = try folder.write(text.joined(separator: "\n") + "\n", to: "\(name).jsonl")
    let checked = try OutsidePython.run("check_scorers.py", [name, path])
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
