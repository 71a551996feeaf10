import Testing

@testable import Spec

/// Edits keep the place of every byte in the file.
struct EditedTextTests {
  private let text = EditedText(SourceText(name: "text", bytes: Array("one\r\ntwo\n\nthree".utf8)))

  @Test func `each byte of an edited text knows where it stood`() {
    let edited = text.replacing([.init(3..<3, "!!"), .init(5..<8, "2")])
    #expect(String(decoding: edited.bytes, as: UTF8.self) == "one!!\r\n2\n\nthree")
    #expect(edited.isEdited && !text.isEdited)
    #expect([0, 3, 4, 5, 7, 8].map(edited.origin) == [0, 3, 3, 3, 5, 8])
    #expect(edited.span(7..<8).range == 5..<8)
  }

  @Test func `of two edits that overlap the first is made, and those outside of the text are not`() {
    let edited = text.replacing([.init(0..<3, "1"), .init(1..<2, "x"), .init(90..<91, "y")])
    #expect(String(decoding: edited.bytes, as: UTF8.self) == "1\r\ntwo\n\nthree")
  }

  @Test func `lines end with any kind of break`() throws {
    let second = text.line(at: 6)
    #expect(second == 5..<8)
    #expect(text.line(before: second) == 0..<3)
    let third = try #require(text.line(after: second))
    #expect(third == 9..<9 && text.line(after: third) == 10..<15)
    #expect(text.line(before: 0..<3) == nil && text.line(after: 10..<15) == nil)
  }
}
