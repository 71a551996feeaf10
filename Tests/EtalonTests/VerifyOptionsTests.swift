import Foundation
import TestSupport
import Testing

@Suite struct `What a verifier can ask` {
  private static let made = Result { try SmallRun() }

  private func verify(_ words: String) throws -> Finished {
    let run = try Self.made.get()
    return try run.etalon.shell("etalon verify '\(run.bundle)' --ignore-report --inputs . \(words)", in: run.folder.path)
  }

  @Test func `is told what a re-execution takes, and nothing is executed`() throws {
    let told = try verify("--reproduce --dry-run")
    #expect(told.status == 0 && told.output.contains("not asked"), "\(told.output)")
    #expect(told.output.contains("again takes about") && told.output.contains("times longer"), "\(told.output)")
  }

  @Test func `can draw a part, and repeat the draw`() throws {
    let drawn = try verify("--sample 2 --format json")
    #expect(drawn.status == 0, "\(drawn.output)")
    let match = try #require(drawn.output.firstMatch(of: /[^0-9a-f]([0-9a-f]{32})[^0-9a-f]/), "\(drawn.output)")
    let again = try verify("--sample 2 --draw \(match.1)")
    #expect(again.status == 0 && again.output.contains(String(match.1)), "\(again.output)")
    #expect(again.output.contains("anything about the cells that were not drawn"))
  }

  @Test func `can bound the time, and check trainings by segments`() throws {
    #expect(try verify("--reproduce --budget '10 min'").status == 0)
    #expect(try verify("--reproduce --segments 1").status == 0)
    let short = try verify("--reproduce --budget '1 ns'")
    #expect(short.status == 3 && short.output.contains("budget-too-small"), "\(short.output)")
  }

  @Test(
    arguments: [
      ("--sample some", "sample"), ("--sample 0%", "sample"), ("--draw abc --sample 1", "draw"), ("--budget soon", "budget"),
      ("--segments many", "segments"),
    ])
  func `in words that are none is refused`(words: String, code: String) throws {
    let refused = try verify("--reproduce \(words)")
    #expect(refused.status == 2 && refused.talk.contains("error[\(code)]"), "\(refused.talk)")
  }

  @Test func `can have a summary put into the bundle, which others believe as far as their policy says`() throws {
    let run = try SmallRun()
    func etalon(_ words: String) throws -> Finished { try run.etalon.shell("etalon \(words)", in: run.folder.path) }
    #expect(try etalon("key new auditor").status == 0)
    let attested = try etalon("verify '\(run.bundle)' --ignore-report --reproduce --inputs . --attest auditor")
    #expect(attested.status == 0, "\(attested.output) \(attested.talk)")
    let folder = try FileManager.default.contentsOfDirectory(atPath: "\(run.bundle)/attestations")
    #expect(folder.contains { $0.hasPrefix("verify.") })
    let trusted = try etalon("key trust auditor --builder auditor")
    #expect(trusted.status == 0, "\(trusted.talk)")
    let seen = try etalon("verify '\(run.bundle)' --ignore-report")
    // Who is trusted for runs is not thereby trusted for verifications.
    #expect(seen.status == 0 && seen.output.contains("build-type  attestations/verify."), "\(seen.output)")
  }
}
