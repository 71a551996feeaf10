import Interpreter
import Record
import Testing

@Suite struct `A draw of cells` {
  @Test func `can be repeated, and is another one each time`() throws {
    let draw = Draw.fresh()
    let again = try #require(Draw(hex: "\(draw)"))
    #expect(again == draw)
    #expect(Draw.fresh() != draw)
  }

  @Test(arguments: [
    ("3", true), ("20%", true), ("100%", true), ("0", false), ("-1", false), ("101%", false), ("0%", false), ("x", false), ("1.5", false),
  ])
  func `has a size that is written as a number or a share`(text: String, isValid: Bool) {
    #expect((SampleSize(text) != nil) == isValid)
  }

  @Test func `executes the drawn cells only, and says how to repeat it and what it can show`() throws {
    let run = try VerifiedRun()
    var request = run.request()
    request.sample = .count(1)
    let report = try Verifier.verify(request)
    #expect(report.exitCode == 0)
    let reproduced = try #require(report.verdict(.reproduced))
    let sampled = try #require(reproduced.findings.first { $0.code == "sampled" })
    #expect(sampled.message.hasPrefix("1 of 4 cells were drawn: "))
    #expect(sampled.found == "chance of catching a forgery, by the share of cells forged: 1 %: 25.0 %, 5 %: 25.0 %, 20 %: 25.0 %")
    #expect(report.limits.contains("anything about the cells that were not drawn"))
    // A cell that is drawn brings along what it needs.
    let drawn = sampled.message.split(separator: " ").last
    #expect(reproduced.summary.hasPrefix(drawn == "serving" ? "2 of 4 trials " : "1 of 4 trials "))
    let hex = try #require(sampled.help?.split(separator: " ").last.map(String.init))
    request.draw = Draw(hex: hex)
    #expect(request.draw != nil)
    let again = try Verifier.verify(request)
    #expect(again.verdict(.reproduced)?.findings == reproduced.findings)
  }
}
