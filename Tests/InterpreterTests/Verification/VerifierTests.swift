import Attest
import Interpreter
import Record
import Testing

@Suite struct `Verifying a run` {
  @Test func `that is honest holds in every property that was asked for`() throws {
    let run = try VerifiedRun()
    let report = try Verifier.verify(run.request())
    #expect(report.exitCode == 0, "\(report.conclusion) \(report.properties.flatMap(\.findings))")
    #expect(report.conclusion == "holds: intact, authentic, reproduced")
    #expect(report.properties.map(\.state) == [.holds, .holds, .notAsked, .holds, .notAsked, .notAsked])
    #expect(report.limits.first == "that the run was made only once: a publisher can run many times and show the best")
    let summary = try #require(report.verdict(.reproduced)).summary
    #expect(summary.hasPrefix("4 of 4 trials agree: 4 executed again, ") && summary.hasSuffix(" results the same bit for bit"))
    #expect(report.verdict(.intact)?.checks.map(\.name) == ["files", "records", "plan", "scores", "kinds", "times", "page"])
    #expect(report.verdict(.reproduced)?.checks.map(\.name) == ["probes", "executed", "measurements"])
    // The report is a record itself, and survives being written.
    #expect(try VerificationReport(canonical: try report.canonicalBytes()) == report)
  }

  @Test func `leaves the bundle as it was`() throws {
    let run = try VerifiedRun()
    let before = try run.files.map { ($0, SHA256.digest(of: try run.bytes($0))) }
    _ = try Verifier.verify(run.request())
    let after = try run.files.map { ($0, SHA256.digest(of: try run.bytes($0))) }
    #expect(before.map(\.0) == after.map(\.0))
    #expect(before.map(\.1) == after.map(\.1))
  }

  @Test func `without a policy says who signed it and what to do, with exit code 3`() throws {
    let run = try VerifiedRun()
    var request = run.request(reproduces: false)
    request.policy = nil
    let report = try Verifier.verify(request)
    #expect(report.exitCode == 3)
    #expect(report.conclusion == "undecided: authentic (signed by \(run.key.keyid.prefix(16))…, not in your policy)")
    request.require = [.intact]
    #expect(try Verifier.verify(request).exitCode == 0)
  }

  @Test func `with any property required that has no evidence is undecided`() throws {
    let run = try VerifiedRun()
    var request = run.request(reproduces: false)
    request.require = [.intact, .committed]
    let report = try Verifier.verify(request)
    #expect(report.exitCode == 3)
    #expect(report.conclusion.hasPrefix("undecided: committed (commitment: the bundle holds no plan commitment; plan-time: nobody whom"))
    request.require = [.audited]
    #expect(try Verifier.verify(request).conclusion == "undecided: audited (no audit was given)")
  }

  @Test func `with evidence that is no evidence fails, also where nobody asked`() throws {
    let run = try VerifiedRun()
    try run.write(Array("{}".utf8), to: "attestations/plan.dsse.json")
    let report = try Verifier.verify(run.request(reproduces: false))
    #expect(report.exitCode == 1 && report.conclusion == "fails: committed")
    #expect(report.codes(.committed) == ["envelope-malformed"])
  }

  @Test func `with one byte changed in any file fails, and the finding names the file`() throws {
    let run = try VerifiedRun()
    for file in run.files where file != "report.html" {
      let bytes = try run.bytes(file)
      var changed = bytes
      changed[bytes.count / 3] ^= 1
      try run.write(changed, to: file)
      let report = try Verifier.verify(run.request(reproduces: false))
      #expect(report.exitCode == 1, "\(file)")
      #expect(report.properties.flatMap(\.findings).contains { $0.severity == .failure && $0.path.hasPrefix(file) }, "\(file)")
      try run.write(bytes, to: file)
    }
  }
}
