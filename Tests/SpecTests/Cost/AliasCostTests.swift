import Record
import Testing

@testable import Spec

/// What aliases repeat costs no more than what may be written out.
struct AliasCostTests {
  private func claims(_ anchored: String, _ count: Int) -> String {
    CostlySpecs.gemm + "parameters: { a: &a \(anchored) }\nclaims: [\(CostlySpecs.many(count) { _ in "*a" })]\n"
  }

  @Test func `a long text that many aliases repeat is refused`() throws {
    #expect(try wrong(claims("\"\(String(repeating: "y", count: 100_000))\"", 20_000)) == ["too-many-nodes"])
  }

  @Test func `a mapping with a long key that many aliases repeat is refused`() throws {
    let text = CostlySpecs.gemm + "claims: [{ ? \(String(repeating: "k", count: 100_000)) : 1 }"
    #expect(try wrong(text.replacing("[{", with: "[&a {") + ", \(CostlySpecs.many(20_000) { _ in "*a" })]\n") == ["too-many-nodes"])
  }

  @Test func `a text that is too long for an expression is not read as one, however often it is repeated`() throws {
    let found = try wrong(claims("\"\(String(repeating: "(", count: 5000))\"", 1000))
    #expect(found.contains("expression-too-complex") && !found.contains("expression-syntax"))
  }

  @Test func `a claim that many aliases repeat is read once`() throws {
    #expect(try problems(claims("none.time < 1 s", 30_000)).map(\.id) == ["unknown-workload"])
  }

  @Test func `claims that aliases repeat name their cells each`() throws {
    let matrix = "matrix: { m: [\(CostlySpecs.many(1000) { String($0 + 1) })] }"
    let text = claims("g.time < 1 s", 1001).replacing("{ gemm: { kernel: gemm } }", with: "{ g: { kernel: gemm, \(matrix) } }")
    #expect(try wrong(text) == ["expression-too-complex"])
  }

  @Test func `a mistake that many aliases repeat is looked at so often and no more`() throws {
    let targets = CostlySpecs.many(20_000) { "t\($0): *a" }
    let text = CostlySpecs.gemm.replacing("{ host: {} }", with: "{ host: &a { threads: -1 }, \(targets) }")
    let found = try problems(text)
    #expect(found.count == 2 && found.last?.id == "too-many-problems")
  }

  @Test func `many aliases of nothing are not all looked at`() throws {
    let found = try problems(CostlySpecs.gemm + "claims: [\(CostlySpecs.many(30_000) { "&b\($0) x, *a\($0)" })]\n")
    #expect(found.count == Problems.limit + 1 && found.last?.id == "too-many-problems")
  }

  @Test func `many keys that stand twice are not all looked at`() throws {
    let text = CostlySpecs.gemm + "parameters: { \(CostlySpecs.many(20_000) { "p\($0): 1, p\($0): 2" }) }\n"
    #expect(try wrong(text) == ["duplicate-key", "too-many-problems"])
  }
}
