import Attest
import Record
import TestSupport
import Testing

@testable import Interpreter

@Suite struct `A text as a dataset` {
  private func input(_ shares: [(String, Int)]) -> InputPlan {
    InputPlan(
      id: "t", kind: .dataset, sha256: SHA256.digest(of: []), license: nil,
      format: InputPlan.Format("text", Settings().with(TextFormat.tokens, "characters")),
      split: shares.compactMap { name, share in Rational(Int128(share), over: 10).map { .init(name: name, share: $0) } })
  }

  private func text(_ text: String, _ shares: [(String, Int)] = [("train", 8), ("test", 2)]) throws -> CharacterText {
    try CharacterText(bytes: Array(text.utf8), input: input(shares))
  }

  @Test func `is cut by position, and its vocabulary is what the part train has, ascending`() throws {
    let text = try text("badcab\u{1F600}é\u{1F600}a")
    #expect(text.vocabulary == ["a", "b", "c", "d", "é", "\u{1F600}"])
    #expect(text.train == [1, 0, 3, 2, 0, 1, 5, 4])
    #expect(text.test == [5, 0])
  }

  @Test func `without a split both parts are the whole, and parts of other names are left out`() throws {
    let whole = try text("aba", [])
    #expect(whole.train == [0, 1, 0] && whole.test == whole.train)
    let three = try text("aaxaaaaa", [("train", 3), ("skipped", 2), ("test", 5)])
    #expect(three.vocabulary == ["a"] && three.train == [0, 0], "the integer part of 2.4 characters")
  }

  @Test func `a byte order mark is no character, and a packed text is what it holds`() throws {
    #expect(try text("\u{FEFF}ab", []) == text("ab", []))
    #expect(try CharacterText(bytes: Packed.zstd("ab"), input: input([])) == text("ab", []))
  }

  @Test func `a decomposed character is what it is: two scalars`() throws {
    #expect(try text("e\u{301}e\u{301}", []).vocabulary == ["e", "\u{301}"])
  }

  @Test(
    arguments: [
      ([0x61, 0x0A, 0xFF], "line 2"), ([0x61, 0xC3], "line 1"), ([0xC0, 0x80], "line 1"), ([0xED, 0xA0, 0x80], "line 1"),
      ([0xF5, 0x80, 0x80, 0x80], "line 1"),
    ] as [([UInt8], String)])
  func `bytes that are no UTF-8 are refused with their line`(bytes: [UInt8], part: String) {
    let fault = #expect(throws: RunFault.self) { try CharacterText(bytes: bytes, input: input([])) }
    #expect(fault?.code == .invalidDataset && fault?.isLocal == true)
    #expect(fault?.message.contains(part) == true, "\(fault?.message ?? "")")
  }

  @Test func `an empty part, an unknown character and too many characters are refused`() {
    for (text, shares, part) in [
      ("", [], "is empty"), ("a", [("train", 9), ("test", 1)], "`train` of `t` is empty"),
      ("aaaaaaaaZZ", [("train", 8), ("test", 2)], "U+5A"),
      (String(String.UnicodeScalarView((0x10000..<0x10000 + 70_000).compactMap(Unicode.Scalar.init))), [], "70000 different"),
    ] as [(String, [(String, Int)], String)] {
      let fault = #expect(throws: RunFault.self) { try self.text(text, shares) }
      #expect(fault?.message.contains(part) == true, "\(fault?.message ?? "")")
    }
  }

  @Test func `no bytes make the reader trap`() {
    var generator = SeededGenerator(seed: 3629)
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 0..<12, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
      _ = try? CharacterText(bytes: bytes, input: input([("train", 5), ("test", 5)]))
    }
  }
}
