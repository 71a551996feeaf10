import Foundation
import Record
import TestSupport
import Testing

@testable import Score

@Suite struct ScorerTests {
  /// A line of `Tests/Corpora/score/NAME-REVISION.jsonl`: what was asked and answered, and the judgement that must come of it.
  private struct GoldenVector: Record {
    var answer: String
    var answers: [String]
    var refusal: String?
    var settings: Settings
    var judgement: Judgement
  }

  @Test(arguments: Scorer.all.map { ($0.name, $0.revision) })
  func `a scorer gives its golden judgements`(name: String, revision: Int) throws {
    let scorer = try #require(Scorer.named(name, revision: revision))
    let lines = try Repository.text(of: Repository.path("Tests/Corpora/score/\(name)-\(revision).jsonl")).split(separator: "\n")
    #expect(lines.count >= 20, "a scorer is pinned by its vectors")
    for line in lines {
      let vector = try GoldenVector(canonical: Array(line.utf8))
      let answer = Answer(vector.answer, refusal: vector.refusal)
      guard case .judged(let judgement) = try scorer.score(answer, Item(input: "", answers: vector.answers), vector.settings) else {
        Issue.record("\(line): needs something")
        continue
      }
      #expect(judgement == vector.judgement, "\(line)")
      #expect(Set(judgement.scores.keys) == Set(scorer.outputs.map(\.name)), "\(line): every output has a score")
      #expect(judgement.outcome.isScored, "\(line)")
    }
  }

  @Test(arguments: Scorer.all.map { ($0.name, $0.revision) })
  func `a span of an answer holds the extracted text`(name: String, revision: Int) throws {
    for line in try Repository.text(of: Repository.path("Tests/Corpora/score/\(name)-\(revision).jsonl")).split(separator: "\n") {
      let vector = try GoldenVector(canonical: Array(line.utf8))
      guard let part = vector.judgement.extracted else { continue }
      let bytes = Array(vector.answer.utf8)
      #expect(part.start >= 0 && part.start <= part.end && part.end <= bytes.count)
      #expect(String(decoding: bytes[part.start..<part.end], as: UTF8.self) == part.text)
    }
  }

  @Test func `an unknown scorer or revision is none`() {
    #expect(Scorer.named("exact-match", revision: 2) == nil)
    #expect(Scorer.named("Exact-Match", revision: 1) == nil)
  }

  @Test func `every entry of the catalogue is one of a kind, and its outputs are its metrics`() {
    #expect(Set(Scorer.all.map { "\($0.name)/\($0.revision)" }).count == Scorer.all.count)
    for scorer in Scorer.all {
      #expect(Set(scorer.outputs.map(\.name)).count == scorer.outputs.count)
      #expect(scorer.metrics.map(\.name) == scorer.outputs.map(\.name))
    }
  }

  @Test func `a plan that lacks a setting is refused, not guessed`() throws {
    let scorer = try #require(Scorer.named("exact-match", revision: 1))
    #expect(throws: SettingFault.self) { try scorer.score(Answer("a"), Item(input: "", answers: ["a"]), Settings()) }
  }

  /// The folding of every scalar of Unicode, hashed: a toolchain with other Unicode data would need another revision of the scorers.
  @Test func `folding is the same as when revision 1 was published`() {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325  // FNV-1a
    for value in 0..<0x11_0000 as Range<UInt32> {
      guard let scalar = Unicode.Scalar(value), scalar.properties.generalCategory != .unassigned else { continue }
      let folded = Normalization.folded(String(scalar))
      guard !folded.utf8.elementsEqual(String(scalar).utf8) else { continue }
      for byte in String(scalar).utf8 + Array(folded.utf8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
    #expect(String(hash, radix: 16) == "d23773018948a492")
  }
}
