import Record
import Testing

@testable import Spec

/// Inheriting is linear in the specs that inherit from one another, and overrides are few.
struct InheritanceCostTests {
  /// The problems of a child of a spec, whose digest nobody looks at.
  private func problems(_ child: String, inheriting parent: String) throws -> [Diagnostic] {
    let digest = try #require(sha256([]))
    let parent = SourceFile(name: "parent.yaml", bytes: Array(parent.utf8), digest: digest)
    let text = "etalon: 1\nextends: { spec: parent.yaml, sha256: \(digest.hex) }\n" + child
    let context = PlanningContext(catalogue: testCatalogue, parent: { _, _, _ in .success(parent) })
    return makePlan(from: try sourceFile(text: text), in: context).diagnostics
  }

  @Test func `a child that removes many names which nobody declares`() throws {
    let parent = CostlySpecs.gemm + "parameters: { \(CostlySpecs.many(20_000) { "p\($0): 1" }) }\n"
    let found = try problems("parameters: { \(CostlySpecs.many(20_000) { "q\($0): ~" }) }\n", inheriting: parent)
    #expect(Set(found.map(\.id)) == ["nothing-to-remove", "too-many-problems"])
  }

  @Test func `a child that replaces many names`() throws {
    let parent = CostlySpecs.gemm + "parameters: { \(CostlySpecs.many(20_000) { "p\($0): 1" }) }\n"
    let found = try problems("parameters: { \(CostlySpecs.many(20_000) { "p\($0): 2" }) }\n", inheriting: parent)
    #expect(Set(found.map(\.id)) == ["unused-parameter", "too-many-problems"])
  }

  @Test func `a spec that locks the same value many times compares it once`() throws {
    let locked = "rules: { locked: [\(CostlySpecs.many(1000) { _ in "parameters" })] }\n"
    let parent = CostlySpecs.gemm + "parameters: { \(CostlySpecs.many(10_000) { "p\($0): 1" }) }\n" + locked
    #expect(try problems("parameters: { p0: 1 }\n", inheriting: parent).allSatisfy { $0.id != "locked-value-changed" })
  }

  @Test func `a spec that locks more values than can be compared is refused`() throws {
    let parent = CostlySpecs.gemm + "rules: { locked: [\(CostlySpecs.many(20_000) { "parameters.p\($0)" })] }\n"
    #expect(try problems("", inheriting: parent).map(\.id) == ["too-many-nodes"])
  }

  @Test func `more overrides than a person gives are refused`() throws {
    let overrides = (0...Overriding.limit).map { Override(path: "parameters.p", value: String($0)) }
    #expect(try wrong(CostlySpecs.gemm + "parameters: { p: 1 }\n", overrides) == ["override-path"])
    #expect(try wrong(CostlySpecs.gemm + "parameters: { p: 1 }\n", Array(overrides.dropLast())) == ["unused-parameter"])
  }
}
