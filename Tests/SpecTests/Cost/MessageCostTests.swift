import Record
import Testing

@testable import Spec

/// A message about one place of a long line costs no more than the line.
struct MessageCostTests {
  @Test func `many wrong values on one line of another script are found and shown`() throws {
    let found = try problems(CostlySpecs.gemm.replacing("{ host: {} }", with: "{ host: {}, \(CostlySpecs.many(5000) { "矩阵\($0): 值" }) }"))
    #expect(found.count == Problems.limit + 1)
    #expect(found.human().utf8.count < 200_000)
    #expect(found.allSatisfy { $0.json["primary"] != nil })
  }

  @Test func `behind many cells of a line a column counts scalars`() {
    let text = SourceText(name: "line", bytes: Array(String(repeating: "矩", count: 2000).utf8))
    #expect(text.position(of: 3 * 1000) == SourcePosition(line: 1, column: 2001, scalar: 1001))
    #expect(text.position(of: 3 * 1900) == SourcePosition(line: 1, column: 1901, scalar: 1901))
  }

  @Test func `many keys with letters of another script on one line`() throws {
    let text = CostlySpecs.gemm + "parameters: { \(CostlySpecs.many(20_000) { "\u{430}\($0): 1" }) }\n"
    #expect(try wrong(text).contains("too-many-problems"))
  }

  @Test func `many texts where a mapping has to stand, on one line`() throws {
    let text = "etalon: 1\nname: costly\ntargets: { \(CostlySpecs.many(10_000) { "t\($0): word" }) }\nworkloads: { g: { kernel: gemm } }\n"
    #expect(try wrong(text).contains("too-many-problems"))
  }

  @Test func `a line is found within reach of an offset, or not at all`() throws {
    let text = EditedText(SourceText(name: "lines", bytes: Array("one\ntwo and more\nthree".utf8)))
    #expect(text.line(at: 5, within: 20) == 4..<16)
    #expect(text.line(at: 5, within: 4) == nil)
    #expect(text.line(at: 20, within: 8) == 17..<22)
  }
}
