import Attest
import Interpreter
import Record
import Spec
import TestSupport
import Testing

@Suite struct `The plan of a bundle` {
  @Test func `that its spec does not give fails`() throws {
    let run = try VerifiedRun()
    try run.forgePlan(#""root":"7""#, #""root":"8""#)
    try run.forge { _ in }
    let report = try run.verified()
    #expect(report.codes(.intact).contains("plan-not-from-spec"))
    #expect(report.check(.intact, "plan") == .failed)
    #expect(report.exitCode == 1)
  }

  @Test func `of a catalogue that nobody has leaves the bundle undecided, whatever it claims, and is not executed`() throws {
    let run = try VerifiedRun()
    try run.forgePlan(#""catalogue":\#(Catalogue.current.version),"#, #""catalogue":1000000,"#)
    try run.forgePlan(#""name":"small""#, #""name":"world-record""#)
    let report = try run.verified {
      $0.reproduces = true
      $0.inputs = [run.folder.path("inputs")]
    }
    #expect(report.exitCode == 3)
    #expect(report.verdict(.intact)?.state == .notCheckable)
    #expect(report.codes(.intact) == ["catalogue-differs"])
    #expect(report.verdict(.intact)?.checks.map(\.state) == [.done, .done, .notDone, .done, .done, .done, .done])
    #expect(report.verdict(.reproduced)?.summary == "what is not intact, or signed falsely, is not executed")
  }
}
