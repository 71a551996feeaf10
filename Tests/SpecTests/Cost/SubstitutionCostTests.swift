import Record
import Testing

@testable import Spec

/// Parameters are taken in by one walk over the text.
struct SubstitutionCostTests {
  @Test func `openings that are never closed stay as they are`() throws {
    let text = String(repeating: "${", count: 100_000)
    #expect(try plan(CostlySpecs.gemm + "title: \"\(text)\"\n").title == text)
  }

  @Test(arguments: [
    ("a ${p} b } c", "a 7 b } c"), ("$${p} ${p}", "${p} 7"), ("} ${p", "} ${p"), ("$ $$ ${p}$", "$ $$ 7$"), ("é${p}é", "é7é"),
  ])
  func `what stands around a parameter is kept`(written: String, expected: String) throws {
    #expect(try plan(CostlySpecs.gemm + "parameters: { p: 7 }\ntitle: \"\(written)\"\n").title == expected)
  }

  @Test func `many parameters that nobody declares are not all looked at`() throws {
    let names = CostlySpecs.many(30_000, joined: " ") { "${absent-\($0)}" }
    let found = try problems(CostlySpecs.gemm + "parameters: { \(CostlySpecs.many(1000) { "p\($0): 1" }) }\ntitle: \"\(names)\"\n")
    #expect(found.count == Problems.limit + 1)
  }

  @Test func `a text that takes in a long parameter many times is not built beyond the limit`() throws {
    let many = String(repeating: "${p}", count: 100_000)
    let text = "parameters: { p: \(String(repeating: "x", count: 400_000)) }\ntitle: \"\(many)\"\n"
    #expect(try wrong(CostlySpecs.gemm + text).contains("expansion-too-large"))
  }

  @Test func `a long parameter that is taken in many times grows to a limit`() throws {
    let text = "parameters: { p: \(String(repeating: "x", count: 10_000)) }\nclaims: [\(CostlySpecs.many(2000) { _ in "\"a ${p}\"" })]\n"
    #expect(try wrong(CostlySpecs.gemm + text).contains("expansion-too-large"))
  }
}
