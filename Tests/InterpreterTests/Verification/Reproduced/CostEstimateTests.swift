import Attest
import Record
import Testing

@testable import Interpreter

@Suite struct `What a re-execution costs` {
  @Test func `is told alone by a dry run, which executes nothing and demands nothing of it`() throws {
    let run = try VerifiedRun()
    var request = run.request(inputs: false)
    request.isDryRun = true
    var events = 0
    let report = try Verifier.verify(request, observe: { _ in events += 1 })
    #expect(events == 0 && report.exitCode == 0, "\(report.conclusion)")
    #expect(report.verdict(.reproduced)?.state == .notAsked)
    let cost = try #require(report.cost)
    #expect(cost.cells.map(\.node) == ["gemm[type=f32]", "gemm[type=f64]", "training", "serving"])
    #expect(cost.missing == ["points"])
    #expect(cost.untimed.isEmpty && cost.cells.allSatisfy { ($0.seconds ?? -1) > 0 && $0.scale == 1 })
    // A, B and C of the smaller product.
    #expect(cost.cells[0].memory == U64(UInt64(4 * (2 * 16 * 300 + 16 * 16))))
    #expect(try VerificationReport(canonical: try report.canonicalBytes()) == report)
  }

  @Test func `is told before the first cell`() throws {
    let run = try VerifiedRun()
    var first: RunEvent?
    let report = try Verifier.verify(run.request(), observe: { first = first ?? $0 })
    guard case .estimated(let cost)? = first else {
      Issue.record("\(String(describing: first))")
      return
    }
    #expect(cost == report.cost && cost.missing.isEmpty)
  }

  @Test func `grows with the time of the attempts, and with a slower host here`() throws {
    let run = try VerifiedRun()
    let records = try #require(try BundleReading(path: run.bundle).records)
    func cost(_ records: BundleRecords, megahertz: Double?, isMeasured: Bool = false) -> ReproductionCost.Cell? {
      var here = records.environment
      here.fields["cpu.max-megahertz"] = megahertz.map { FingerprintField(.performance, probed: .number($0)) }
      var there = records
      there.environment.fields["cpu.max-megahertz"] = FingerprintField(.performance, probed: .number(3000))
      let estimate = CostEstimate(there, on: .current, here: here, isMeasured: isMeasured, file: { _ in nil })
      return there.plan.node("training").map { estimate.cost($0) }
    }
    let usual = try #require(cost(records, megahertz: 3000))
    #expect(usual.scale == 1)
    #expect(cost(records, megahertz: 1500)?.scale == 2)
    #expect(cost(records, megahertz: nil)?.scale == 1, "a host that tells no frequency is taken to be as fast")
    let measured = try #require(cost(records, megahertz: 3000, isMeasured: true))
    #expect((measured.seconds ?? 0) >= (usual.seconds ?? 0), "ten samples take longer than one")
    var longer = records
    let line = try #require(records.trials.firstIndex { $0.node == "training" })
    longer.trials[line].attempts = [
      Attempt(started: Timestamp(secondsSince1970: 0), ended: Timestamp(secondsSince1970: 3600), outcome: .finished)
    ]
    #expect((cost(longer, megahertz: 3000)?.seconds ?? 0) > 3000)
    longer.trials[line].attempts = []
    #expect(cost(longer, megahertz: 3000)?.seconds == nil, "without an attempt no time is on record")
  }

  @Test func `bounds a draw, by the verifier's own randomness`() throws {
    let run = try VerifiedRun()
    var request = run.request()
    request.budget = 1e9
    #expect(try Verifier.verify(request).verdict(.reproduced)?.summary.hasPrefix("4 of 4 trials") == true)
    request.budget = 1e-12
    let short = try Verifier.verify(request)
    #expect(short.exitCode == 3)
    #expect(short.codes(.reproduced) == ["budget-too-small"])
    #expect(short.verdict(.reproduced)?.findings.contains { $0.code == "sampled" } == true)
  }
}
