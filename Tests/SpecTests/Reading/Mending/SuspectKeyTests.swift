import Testing

@testable import Spec

/// Keys that YAML reads without a word although they are not what their writer meant.
struct SuspectKeyTests {
  /// What a key is mended to in its text; `nil` for one that is what it seems.
  private func mended(_ text: String, key: String, isAlone: Bool = false) throws -> [String] {
    let range = try #require(text.firstRange(of: key))
    let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
    let edited = EditedText(SourceText(name: "spec.yaml", bytes: Array(text.utf8)))
    let suspect = SuspectKey(text: edited, range: start..<start + key.utf8.count, isAlone: isAlone)
    return suspect.mends.map { String(decoding: edited.replacing($0.edits).bytes, as: UTF8.self) }
  }

  @Test func `a key that swallowed its value is parted from it`() throws {
    #expect(try mended("{ kernel:gemm }", key: "kernel:gemm", isAlone: true) == ["{ kernel: gemm }"])
    #expect(try mended("kernel = gemm", key: "kernel = gemm", isAlone: true) == ["kernel: gemm"])
  }

  @Test func `a number with a comma in brackets becomes one number`() throws {
    #expect(try mended("{ m: 1,024 }", key: "024", isAlone: true) == ["{ m: 1024 }"])
    #expect(try mended("{ m: 1, 024 }", key: "024", isAlone: true) == [])
    #expect(try mended("{ m: 1,02 }", key: "02", isAlone: true) == [])
  }

  @Test func `a colon of another script becomes one of YAML`() throws {
    #expect(try mended("m：8", key: "m：8", isAlone: true).first == "m: 8")
  }

  @Test(arguments: ["plain", "with-dash_1", "http://host", "a::b", "\u{430}bc", "名称"])
  func `a key that is what it seems is left alone`(key: String) throws {
    #expect(try mended("\(key): 1", key: key) == [])
  }

  @Test func `a key in a line that no person types is left alone`() throws {
    let line = "{ " + CostlySpecs.many(2000) { "k\($0): 1" } + ", m：8 }"
    #expect(try mended(line, key: "m：8", isAlone: true) == [])
  }
}
