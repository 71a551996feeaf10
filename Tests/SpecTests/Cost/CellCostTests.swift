import Record
import Testing

@testable import Spec

/// Cells of matrices, and what names them, have a budget.
struct CellCostTests {
  private static func values(_ count: Int) -> String { "[\(CostlySpecs.many(count) { String($0 + 1) })]" }
  private static func workload(_ keys: String, m: Int, n: Int) -> String {
    CostlySpecs.head + "workloads:\n  g:\n    kernel: gemm\n    matrix: { m: \(values(m)), n: \(values(n)) }\n\(keys)"
  }

  @Test func `cells of a workload with a long list are refused before they are made`() throws {
    let list = "    with: { \(CostlySpecs.many(5000) { "s\($0): 1" }) }\n"
    let found = try problems(CellCostTests.workload(list, m: 100, n: 100))
    #expect(found.map(\.id) == ["too-many-cells"] && found[0].headline.hasPrefix("the cells of the spec have more than"))
  }

  @Test func `cells of a workload with a long text are refused before they are made`() throws {
    let text = "    target: \(String(repeating: "x", count: 100_000))\n"
    #expect(try wrong(CellCostTests.workload(text, m: 100, n: 100)) == ["too-many-cells"])
  }

  @Test func `a mistake that all cells repeat is reported once, and not looked for in all of them`() throws {
    let found = try problems(CellCostTests.workload("    trails: 2\n    numerics: [portable]\n", m: 100, n: 100))
    #expect(Set(found.map(\.id)) == ["unknown-key", "wrong-type"] && found.count == 2)
  }

  @Test func `a mistake of the last cells is found among those of the first`() throws {
    // The sizes of a kernel are compared when the plan is made: the first cell fits, the others do not.
    let text = CostlySpecs.head + "workloads: { p: { kernel: max-pool, with: { window: 3 }, matrix: { height: [4, 1, 2] } } }\n"
    #expect(try wrong(text) == ["impossible-kernel"])
  }

  @Test func `references to more cells than a plan may name are refused`() throws {
    let claims = "claims:\n" + CostlySpecs.many(401, joined: "\n") { "  - g.time < \($0 + 1) s" } + "\n"
    #expect(try wrong(CellCostTests.workload("", m: 50, n: 50) + claims) == ["expression-too-complex"])
  }

  @Test func `many selections of single cells are found by their place`() throws {
    let claims = "claims:\n" + CostlySpecs.many(2000, joined: "\n") { "  - g[n=\($0 % 50 + 1),m=\($0 / 50 + 1)].time < 1 s" } + "\n"
    let plan = try plan(CellCostTests.workload("", m: 50, n: 50) + claims)
    guard case .binary(_, .metric(let last), _) = try #require(plan.claims.last).expression else { return #expect(Bool(false)) }
    #expect(last.cells == ["g[m=40,n=50]"])
  }

  @Test func `a selection of one axis leaves the cells of the others, in order`() throws {
    let plan = try plan(CellCostTests.workload("", m: 3, n: 2) + "claims: [\"g[n=2].time < 1 s\"]\n")
    guard case .binary(_, .metric(let some), _) = plan.claims[0].expression else { return #expect(Bool(false)) }
    #expect(some.cells == ["g[m=1,n=2]", "g[m=2,n=2]", "g[m=3,n=2]"])
  }

  @Test func `a matrix of many axes is refused`() throws {
    let axes = CostlySpecs.many(20_000) { "a\($0): [1]" }
    #expect(try wrong(CostlySpecs.head + "workloads: { g: { kernel: gemm, matrix: { \(axes) } } }\n") == ["matrix-axis"])
  }
}
