import Record
import TestSupport
import Testing

@testable import Score

@Suite struct ScorerTests {
  @Test func `exact match, revision 1, gives its golden verdicts`() throws {
    let scorer = try #require(Scorer.named("exact-match", revision: 1))
    let text = try Repository.text(of: Repository.path("Tests/Corpora/score/exact-match-1.jsonl"))
    var count = 0
    for line in text.split(separator: "\n") {
      let vector = try JSON(parsing: Array(line.utf8))
      let answer = try #require(vector["answer"]?.text)
      let expected = try #require(vector["expected"]?.text)
      var settings = JSON.Object()
      settings["normalize"] = vector["normalize"]
      let verdict = scorer.judge(answer, expected, Settings(values: settings))
      #expect(JSON.bool(verdict.isCorrect) == vector["correct"], "\(line)")
      #expect(JSON.string(verdict.extracted) == vector["extracted"], "\(line)")
      count += 1
    }
    #expect(count == 24)
  }

  @Test func `an unknown scorer or revision is none`() {
    #expect(Scorer.named("exact-match", revision: 2) == nil)
    #expect(Scorer.named("Exact-Match", revision: 1) == nil)
  }

  @Test func `every entry of the registry is one of a kind`() {
    #expect(Set(Scorer.all.map { "\($0.name)/\($0.revision)" }).count == Scorer.all.count)
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
