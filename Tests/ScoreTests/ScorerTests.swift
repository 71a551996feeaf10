import Foundation
import Record
import TestSupport
import Testing

@testable import Score

@Suite struct ScorerTests {
  @Test(arguments: Scorer.all.map { ($0.name, $0.revision) })
  func `a scorer gives its golden judgements`(name: String, revision: Int) throws {
    let scorer = try #require(Scorer.named(name, revision: revision))
    var vectors = try GoldenVector.all(of: scorer)
    #expect(vectors.count >= 20, "a scorer is pinned by its vectors")
    for index in vectors.indices {
      let judgement = try vectors[index].judged(by: scorer)
      if Repository.updates { vectors[index].judgement = judgement }
      #expect(judgement == vectors[index].judgement, "\(vectors[index])")
      #expect(Set(judgement.scores.keys) == Set(scorer.outputs.map(\.name) + scorer.parts), "\(vectors[index]): every output has a score")
      #expect(judgement.outcome.isScored, "\(vectors[index])")
    }
    if Repository.updates { try GoldenVector.write(vectors, of: scorer) }
  }

  @Test(arguments: Scorer.all.map { ($0.name, $0.revision) })
  func `a span of an answer holds the extracted text`(name: String, revision: Int) throws {
    for vector in try GoldenVector.all(of: try #require(Scorer.named(name, revision: revision))) {
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
      #expect(scorer.metrics.map(\.name) == scorer.results.map(\.name))
    }
  }

  @Test(arguments: Scorer.all.map { ($0.name, $0.revision) })
  func `a scorer judges hostile answers within its bounds`(name: String, revision: Int) throws {
    let scorer = try #require(Scorer.named(name, revision: revision))
    let first = try #require(try GoldenVector.all(of: scorer).first)
    for piece in ["\\frac{", "一", "1,000", "a b ", "{{{[[", "\u{0}", "é\u{301}", "The the "] {
      var vector = first
      vector.answer = String(repeating: piece, count: 40_000)
      vector.refusal = nil
      let judgement = try vector.judged(by: scorer)
      #expect(judgement.outcome.isScored)
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
