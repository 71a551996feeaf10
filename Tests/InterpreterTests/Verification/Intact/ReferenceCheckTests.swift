import Attest
import Interpreter
import Record
import TestSupport
import Testing

@Suite struct `Reference values of another bundle` {
  private let reference: VerifiedRun
  private let honest: HonestBundle

  init() throws {
    reference = try VerifiedRun()
    let root = try #require(bundleRoot(at: reference.bundle)).hex
    let weighting = "\nweighting:\n  reference: { bundle: reference, root: \(root) }\n  score: { gemm.time: 1, training.accuracy: 2 }\n"
    honest = try HonestBundle(
      ExampleSpec(text: ExampleSpec.small.text + weighting, inputs: ExampleSpec.small.inputs, reference: reference.bundle))
  }

  /// What is said of a bundle whose signer pinned other values, by somebody who has these places at hand.
  private func forged(_ places: [String], _ change: (inout Weighting.Reference) -> Void = { _ in }) throws -> VerificationReport {
    var forgery = Forgery(honest)
    if var weighting = forgery.records.plan.weighting {
      change(&weighting.reference)
      forgery.records.plan.weighting = weighting
    }
    let (files, key) = try forgery.finish()
    let folder = try TemporaryFolder()
    for (path, bytes) in files { try folder.write(bytes, to: "bundle/\(path)") }
    let policy = Policy(builders: [Policy.Builder(id: HonestBundle.builder, keys: [key])])
    return try Verifier.verify(VerificationRequest(bundle: folder.path("bundle"), policy: policy, references: places, ignoresReport: true))
  }

  @Test func `are not known to be true without that bundle`() throws {
    let report = try forged([])
    #expect(report.exitCode == 3 && report.verdict(.intact)?.state == .notCheckable)
    #expect(report.check(.intact, "reference") == .notDone && report.codes(.intact) == ["reference-not-checked"])
  }

  @Test func `are compared with it where it is named, or found in a folder`() throws {
    for place in [reference.bundle, reference.folder.path("results")] {
      let report = try forged([place])
      #expect(report.exitCode == 0 && report.check(.intact, "reference") == .done, "\(report.conclusion)")
    }
  }

  @Test func `that the signer invented are refused`() throws {
    let report = try forged([reference.bundle]) { $0.values[0].value = Rational(1000) }
    #expect(report.exitCode == 1 && report.codes(.intact) == ["reference-differs"], "\(report.codes(.intact))")
    #expect(try forged([]) { $0.values[0].value = Rational(1000) }.exitCode == 3)
  }

  @Test func `are not those of a bundle that is not intact, or another one`() throws {
    try reference.write(try reference.bytes("data/results.json") + [0x20], to: "data/results.json")
    #expect(try forged([reference.bundle]).codes(.intact) == ["reference-not-checked"])
    let other = try VerifiedRun()
    #expect(try forged([other.bundle]).codes(.intact) == ["reference-not-checked"])
  }
}
