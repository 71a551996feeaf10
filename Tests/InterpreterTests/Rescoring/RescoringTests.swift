import Attest
import Record
import Score
import TestSupport
import Testing

@testable import Interpreter

/// Recorded answers judged anew, into a bundle that names its parent.
@Suite(.enabled(if: TestServer.problem(TestServer.faults) == nil, "the fault server needs python3"))
struct RescoringTests {
  private func run() throws -> VerifiedRun { try VerifiedRun(.quiz(port: try TestServer.faults.get().port)) }

  private func rescored(_ run: VerifiedRun, _ change: Rescoring.Change) throws -> DerivedBundle {
    let parent = try IntactBundle(run.bundle)
    let search = InputSearch(folders: [run.folder.path("inputs")], store: nil)
    let tool = RunRecord.Tool(name: "etalon", version: "test", executable: nil)
    return try Rescoring(parent, change, search: search, tool: tool).derive()
  }

  /// Writes a derivation beside its parent, signed by a key of its own, and verifies it.
  private func verified(_ run: VerifiedRun, _ derivation: DerivedBundle, as name: String = "derived", parent: String?) throws
    -> VerificationReport
  {
    let key = try SigningKey.generate()
    var draft = try derivation.draft()
    try draft.sign(as: "judge", with: key)
    let path = run.folder.path(name)
    try draft.write(to: path)
    return try Verifier.verify(
      VerificationRequest(
        bundle: path, policy: Policy(key: key.publicKey, builder: "judge"), inputs: [run.folder.path("inputs")], parent: parent))
  }

  @Test func `another rule gives other records from the same answers, and verifies beside its parent`() throws {
    let run = try run()
    let derivation = try rescored(run, Rescoring.Change(extract: "[first-line, last-line]"))
    let parent = try IntactBundle(run.bundle).records
    #expect(derivation.records.trials[0].transcripts == parent.trials[0].transcripts)
    #expect(derivation.records.trials[0].items != parent.trials[0].items)
    #expect(derivation.records.scores.metrics.map(\.metric).contains("format-obedience"))
    #expect(derivation.records.run.derivedFrom == (try BundleReading(path: run.bundle).root))
    let report = try verified(run, derivation, parent: run.bundle)
    #expect(report.exitCode == 0, "\(report.conclusion) \(report.properties.flatMap(\.findings))")
    #expect(report.check(.intact, "parent") == .done && report.check(.intact, "answers") == .done)
  }

  @Test func `the same scorer with other settings judges the same answers anew`() throws {
    let derivation = try rescored(try run(), Rescoring.Change(scorers: ["{ exact-match: { normalize: false } }"]))
    guard case .evaluate(let work) = derivation.records.plan.nodes[0].work else {
      Issue.record("no evaluation")
      return
    }
    #expect(work.scorers[0].settings.values["normalize"] == .bool(false))
    #expect(derivation.records.plan.overrides.map(\.path).contains("workloads.quiz.scorer"))
  }

  @Test func `without its parent a derivation is not checkable, and another bundle is not its parent`() throws {
    let run = try run()
    let derivation = try rescored(run, Rescoring.Change(extract: "last-line"))
    let alone = try verified(run, derivation, parent: nil)
    #expect(alone.exitCode == 3 && alone.codes(.intact) == ["parent-not-given"])
    let other = try self.run()
    let strange = try verified(run, derivation, as: "strange", parent: other.bundle)
    #expect(strange.exitCode == 1 && strange.codes(.intact) == ["parent-differs"])
  }

  @Test func `a derivation that hides its parent and is signed anew is no run`() throws {
    let run = try run()
    var derivation = try rescored(run, Rescoring.Change(extract: "last-line"))
    let parent = derivation.records.run.derivedFrom
    #expect(derivation.records.plan.derivedFrom == parent && parent != nil)
    derivation.hideParent()
    let hidden = try verified(run, derivation, as: "hidden", parent: nil)
    #expect(hidden.exitCode == 1 && hidden.codes(.intact).contains("plan-not-from-spec"), "\(hidden.codes(.intact))")
  }

  @Test(arguments: [
    (Rescoring.Change(extract: "letters"), "unknown-choice"), (Rescoring.Change(extract: "letter", workloads: ["other"]), "no evaluation"),
    (Rescoring.Change(scorers: ["nobody"]), "unknown-choice"),
  ])
  func `what cannot be judged anew is refused`(change: Rescoring.Change, words: String) throws {
    let run = try run()
    let fault = #expect(throws: RunFault.self) { try rescored(run, change) }
    #expect(fault?.code == .notRescorable)
    let said = "\(fault?.message ?? "") \(fault?.help ?? "")"
    #expect(said.contains(words))
  }
}
