import Attest
import Foundation
import Record
import Score
import Spec
import TestSupport
import Testing

@testable import Interpreter

@Suite struct `Values of a reference bundle` {
  private let run: VerifiedRun

  init() throws { run = try VerifiedRun() }

  /// The plan of a spec that is weighed by the bundle, or what is wrong with it.
  private func planned(root: String? = nil, score: String = "{ gemm.time: 1, training.accuracy: 2 }") throws -> (Plan?, [Diagnostic]) {
    let root = try root ?? #require(try BundleReading(path: run.bundle).root).hex
    let (_, spec) = try ExampleSpec.small.planned()
    let text = String(decoding: spec, as: UTF8.self)
    let weighting = "\nweighting:\n  reference: { bundle: reference, root: \(root) }\n  score: \(score)\n"
    let bytes = Array((text + weighting).utf8)
    let source = SourceFile(name: "weighed.yaml", bytes: bytes, digest: SHA256.digest(of: bytes))
    let context = PlanningContext(catalogue: .current, reference: { referenceValues($0, at: run.bundle) })
    let (planned, diagnostics) = makePlan(from: source, in: context)
    return (planned?.plan, diagnostics)
  }

  @Test func `become part of the plan, of several cells their geometric mean`() throws {
    let (planned, diagnostics) = try planned()
    let plan = try #require(planned, "\(diagnostics.map(\.headline))")
    let bundle = try IntactBundle(run.bundle)
    let metrics = scores(of: bundle.records.raw, artifacts: bundle.artifact).metrics
    let times = metrics.filter { $0.node.hasPrefix("gemm") && $0.metric == "time" }.map(\.estimate.value)
    #expect(times.count == 2)
    let values = try #require(plan.weighting?.reference.values)
    #expect(values.first { $0.metric == "gemm.time" }?.value == Means.mean(.geometric, of: times).flatMap { Rational(exactly: $0) })
    #expect(values.contains { $0.metric == "training.accuracy" })
  }

  @Test func `of another root are refused`() throws {
    let (plan, diagnostics) = try planned(root: String(repeating: "0", count: 64))
    #expect(plan == nil)
    #expect(diagnostics.contains { $0.severity == .error })
  }

  @Test func `of a bundle that somebody changed are refused`() throws {
    let root = try #require(try BundleReading(path: run.bundle).root).hex
    try run.write(try run.bytes("data/results.json") + [0x20], to: "data/results.json")
    #expect(try planned(root: root).0 == nil)
    let fault = #expect(throws: RunFault.self) { try IntactBundle(run.bundle) }
    #expect(fault?.code == .bundleNotIntact && fault?.message.contains("data/results.json") == true)
  }

  @Test func `that are nowhere say so`() {
    let fault = #expect(throws: RunFault.self) { try IntactBundle(run.folder.path("absent")) }
    #expect(fault?.code == .noSuchFile || fault?.code == .notABundle)
  }
}
