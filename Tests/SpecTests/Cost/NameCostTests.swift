import Record
import Testing

@testable import Spec

/// Names are looked up, and the search for the one that was meant is bounded.
struct NameCostTests {
  @Test func `many unknown keys`() throws {
    #expect(
      try wrong(CostlySpecs.gemm + CostlySpecs.many(40_000, joined: "\n") { "key-\($0): 1" }) == ["unknown-key", "too-many-problems"])
  }

  @Test func `many claims on many workloads that are not declared`() throws {
    let workloads = CostlySpecs.many(9000, joined: "\n") { "  declared-\($0): { kernel: nothing }" }
    let claims = CostlySpecs.many(10_000, joined: "\n") { "  - absent-\($0).time < 1 s" }
    let found = try problems(CostlySpecs.head + "workloads:\n\(workloads)\nclaims:\n\(claims)\n")
    #expect(found.count == Problems.limit + 1)
  }

  @Test func `many long names that are nearly the same`() throws {
    let name = String(repeating: "abcdefgh", count: 7)
    let parameters = CostlySpecs.many(5000) { "\(name)-\($0): 1" }
    let uses = CostlySpecs.many(2000, joined: " ") { "${\(name)x\($0)}" }
    let found = try problems(CostlySpecs.gemm + "parameters: { \(parameters) }\ntitle: \"\(uses)\"\n")
    #expect(found.contains { $0.id == "unknown-parameter" } && found.count == Problems.limit + 1)
  }

  @Test func `many workloads that need one another in one circle`() throws {
    let count = 9000
    let workloads = CostlySpecs.many(count, joined: "\n") { "  w\($0): { infer: w\(($0 + 1) % count) }" }
    let found = try problems(CostlySpecs.head + "workloads:\n\(workloads)\n")
    #expect(found.map(\.id) == ["dependency-cycle"])
    #expect(found.allSatisfy { $0.headline.utf8.count < 500 && $0.secondary.count < 20 })
  }

  @Test func `many names that nothing uses`() throws {
    let parameters = CostlySpecs.many(20_000) { "p\($0): 1" }
    #expect(try wrong(CostlySpecs.gemm + "parameters: { \(parameters) }\n") == ["unused-parameter", "too-many-problems"])
  }

  @Test func `many weights and their references`() throws {
    let found = try problems(
      CostlySpecs.gemm
        + "weighting:\n  score: { gemm.time: 1 }\n  reference:\n    values: { \(CostlySpecs.many(8000) { "gemm.x\($0): 1 s" }) }\n")
    #expect(found.contains { $0.id == "unknown-metric" } && found.count == Problems.limit + 1)
  }
}
