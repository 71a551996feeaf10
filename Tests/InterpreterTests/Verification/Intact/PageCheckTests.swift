import Interpreter
import Record
import Testing

@Suite struct `The page of a bundle` {
  private static let page = Array("<title>what the records say</title>".utf8)

  private func report(
    page: [UInt8] = page, renders: [UInt8]?, ignores: Bool = false
  ) throws -> VerificationReport {
    let run = try VerifiedRun(report: page)
    var request = run.request(reproduces: false)
    request.rendersReport = { _, _ in renders }
    request.ignoresReport = ignores
    return try Verifier.verify(request)
  }

  @Test func `that comes out the same is part of an intact bundle`() throws {
    let report = try report(renders: Self.page)
    #expect(report.exitCode == 0 && report.check(.intact, "page") == .done)
  }

  @Test func `that comes out differently fails`() throws {
    let report = try report(page: Array("<h1>1000 Pflop/s</h1>".utf8), renders: Self.page)
    #expect(report.exitCode == 1 && report.codes(.intact) == ["report-differs"])
  }

  @Test func `of another renderer leaves the bundle undecided`() throws {
    let report = try report(renders: nil)
    #expect(report.exitCode == 3)
    #expect(report.verdict(.intact)?.state == .notCheckable)
    #expect(report.verdict(.intact)?.summary == "report.html is not by this renderer")
    #expect(report.codes(.intact) == ["report-not-checked"])
    #expect(report.verdict(.intact)?.findings[0].help?.hasSuffix("-o page.html; then verify with --ignore-report") == true)
  }

  @Test func `is left out of the question where the verifier says so, and the report tells`() throws {
    for renders in [nil, Self.page, [1]] {
      let report = try report(renders: renders, ignores: true)
      #expect(report.exitCode == 0 && report.check(.intact, "page") == .done)
      #expect(report.limits.contains("that `report.html` tells what the records say: you asked to ignore it"))
    }
    let without = try VerifiedRun()
    var request = without.request(reproduces: false)
    request.ignoresReport = true
    #expect(try !Verifier.verify(request).limits.contains { $0.contains("report.html") })
  }
}
