import Attest
import Interpreter
import Record
import Testing

@Suite struct `The scores of a bundle` {
  @Test func `cannot be polished`() throws {
    let run = try VerifiedRun()
    try run.forge { records in records.scores.claims[0].verdict = .fails }
    let report = try run.verified()
    #expect(report.exitCode == 1)
    #expect(report.codes(.intact) == ["scores-differ"])
    #expect(report.verdict(.intact)?.findings[0].path == "data/scores.json#/claims/0/verdict")
    #expect(report.verdict(.intact)?.findings[0].found == #""fails""#)
  }

  @Test func `do not outlive a changed result`() throws {
    let run = try VerifiedRun()
    try run.forge { records in
      let index = try #require(records.results.trials.firstIndex { $0.node == "training" })
      let place = try #require(records.results.trials[index].values.firstIndex { $0.name == "accuracy" })
      guard case .share(let right, let total) = records.results.trials[index].values[place].value else { return }
      let other = right == total ? U64(total.value - 1) : total
      records.results.trials[index].values[place].value = .share(of: other, total: total)
    }
    let report = try run.verified()
    #expect(report.exitCode == 1)
    #expect(report.codes(.intact) == ["scores-differ"])
  }
}
