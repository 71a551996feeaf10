import Foundation
import Record
import TestSupport
import Testing

@testable import Spec

/// The specs we publish have plans, and those plans are functions of their bytes.
struct PublishedSpecTests {
  /// Those of `specs/` that the catalogue of these tests has the words for; the program's own tests check all of them.
  static let specs = files(in: "specs", ending: "yaml").filter { path in
    !["base-compute", "code-tests", "fresh", "judge", "models-small", "standard-"].contains { path.hasPrefix("specs/\($0)") }
  }

  @Test(arguments: specs) func `every published spec has a plan and not a single warning`(_ path: String) throws {
    let source = try #require(sourceFile(path))
    let (planned, diagnostics) = makePlan(from: source, in: workbench(catalogue: publishedCatalogue))
    #expect(diagnostics.human() == "")
    let plan = try #require(planned).plan
    #expect(try Plan(canonical: plan.canonicalBytes()) == plan)
  }

  @Test(arguments: specs) func `a plan comes out byte for byte the same under other names and without files`(_ path: String) throws {
    let first = try #require(plannedFile(path))
    let kept = first.sources.map { SourceFile(name: "data/spec/\($0.digest.hex).yaml", bytes: $0.bytes, digest: $0.digest) }
    let context = PlanningContext(
      catalogue: publishedCatalogue, overrides: first.plan.overrides,
      parent: { _, pinned, _ in kept.first { $0.digest == pinned }.map { .success($0) } ?? .failure(SourceProblem("not in the bundle")) })
    let again = try #require(makePlan(from: kept[0], in: context).planned)
    #expect(try again.plan.canonicalBytes() == first.plan.canonicalBytes())
  }

  @Test func `own-weighting pins the quickstart as it is`() throws {
    let quickstart = try #require(sourceFile("specs/quickstart.yaml"))
    var text = try Repository.text(of: Repository.path("specs/own-weighting.yaml"))
    if Repository.updates {
      text.replace(/sha256: [0-9a-f]{64}/, with: "sha256: \(quickstart.digest.hex)")
      try text.write(toFile: Repository.path("specs/own-weighting.yaml"), atomically: true, encoding: .utf8)
    }
    #expect(text.contains("sha256: \(quickstart.digest.hex)"))
  }

  @Test func `the quickstart has every part of an evaluation`() throws {
    let plan = try #require(plannedFile("specs/quickstart.yaml")).plan
    #expect(
      plan.nodes.map(\.id) == [
        "gemm[target=one-core,type=f32]", "gemm[target=one-core,type=f64]", "gemm[target=whole-server,type=f32]",
        "gemm[target=whole-server,type=f64]", "triad[target=one-core]", "triad[target=whole-server]", "digits-training",
        "digits-single-stream", "digits-offline",
      ])
    #expect(plan.claims.count == 2)
    #expect(plan.weighting?.score.map(\.weight.recordText) == ["2/5", "3/10", "3/10"])
    #expect(plan.target("whole-server")?.threads == .all)
  }
}

/// A spec of the checkout, planned.
func plannedFile(_ path: String) -> Planned? {
  sourceFile(path).flatMap { makePlan(from: $0, in: workbench(catalogue: publishedCatalogue)).planned }
}
