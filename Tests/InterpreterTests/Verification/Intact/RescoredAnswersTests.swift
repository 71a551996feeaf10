import Attest
import Interpreter
import Record
import Spec
import TestSupport
import Testing

@Suite(.enabled(if: TestServer.problem(TestServer.faults) == nil, "the fault server needs python3"))
struct `The answers of an evaluation` {
  private func run(includingInputs: Bool = false) throws -> VerifiedRun {
    try VerifiedRun(.quiz(port: try TestServer.faults.get().port), includingInputs: includingInputs)
  }

  /// What somebody says who wants the claim to hold.
  private func polish(_ records: inout BundleRecords) throws {
    let place = try #require(records.results.trials[0].values.firstIndex { $0.name == "accuracy" })
    records.results.trials[0].values[place].value = .share(of: 2, total: 2)
  }

  @Test func `are scored again, for intact and for reproduced alike`() throws {
    let run = try run()
    let report = try Verifier.verify(run.request())
    #expect(report.exitCode == 0, "\(report.conclusion) \(report.properties.flatMap(\.findings))")
    #expect(report.check(.intact, "answers") == .done && report.check(.reproduced, "replayed") == .done)
    #expect(
      report.verdict(.reproduced)?.summary == "1 of 1 trials agree: 1 scored again from the recorded answers, with the same results")
  }

  @Test func `that came in pieces are scored again, and their times agree`() throws {
    let run = try VerifiedRun(.quiz(port: try TestServer.faults.get().port, route: "stream", stream: true))
    let report = try Verifier.verify(run.request())
    #expect(report.exitCode == 0, "\(report.conclusion) \(report.properties.flatMap(\.findings))")
  }

  @Test func `do not give a better accuracy than they are`() throws {
    let run = try run()
    try run.forge(derivingScores: true, polish)
    let report = try run.verified { $0.inputs = [run.folder.path("inputs")] }
    #expect(report.exitCode == 1)
    #expect(report.codes(.intact) == ["rescored-differs"])
  }

  @Test func `do not give another item than they are, and the first is shown with both records`() throws {
    let run = try run()
    try run.forge(derivingScores: true, polish)
    try run.forgeItems(derivingScores: true) { $0[1].scores["accuracy"] = Rational(1) }
    let report = try run.verified { $0.inputs = [run.folder.path("inputs")] }
    #expect(report.exitCode == 1)
    let findings = try #require(report.verdict(.intact)?.findings.filter { $0.severity == .failure })
    #expect(Set(findings.map(\.code)) == ["rescored-differs"] && findings.count == 3, "the line, the accuracy and the file")
    #expect(findings[0].path.hasPrefix("data/items/") && findings[0].path.hasSuffix(":2"))
    #expect(findings[0].expected?.contains(#""accuracy":"0""#) == true && findings[0].found?.contains(#""accuracy":"1""#) == true)
  }

  @Test(arguments: [
    ("a line that is gone", "transcript-differs"), ("a line twice", "item-malformed"), ("lines in another order", "item-malformed"),
    ("a transcript of nobody", "transcript-differs"), ("a reason beside a score", "item-malformed"),
  ])
  func `are as many items as there are, each at its place`(forgery: String, code: String) throws {
    let run = try run()
    try run.forgeItems { items in
      switch forgery {
      case "a line that is gone": items.removeLast()
      case "a line twice": items.append(items[1])
      case "lines in another order": items.swapAt(0, 1)
      case "a transcript of nobody": items[0].transcript = SHA256.digest(of: [])
      default: items[0].reason = "it was too hard"
      }
    }
    // Without the dataset, so that only what the bundle says about itself is at hand.
    let report = try run.verified { $0.inputs = [] }
    #expect(report.exitCode == 1)
    #expect(report.codes(.intact).contains(code), "\(report.codes(.intact))")
  }

  @Test(arguments: [
    ("an answer too many", "transcript-differs"), ("an answer that is gone", "transcript-differs"),
    ("another answer", "transcript-differs"), ("a query that no record vouches for", "transcript-differs"),
    ("an answer twice", "transcript-malformed"), ("answers in another order", "transcript-differs"),
    ("a probe too many", "transcript-unasked"), ("a probe that is gone", "probe-missing"), ("no probe", "probe-missing"),
    ("a probe behind a fault", "transcript-contradicts"),
  ])
  func `are those that their items name, and no others`(forgery: String, code: String) throws {
    let run = try run()
    let extra = { Transcript(exchange: $0, request: [:], status: 200, response: "") }
    try run.forgeTranscripts { transcripts in
      let last = transcripts.count - 1
      switch forgery {
      case "an answer too many": transcripts.append(extra(.item(9)))
      case "an answer that is gone": transcripts.removeLast()
      case "another answer": transcripts[last].response = transcripts[last - 1].response
      case "a query that no record vouches for": transcripts.append(extra(.query(item: 1, number: 0)))
      case "an answer twice": transcripts.append(transcripts[last])
      case "answers in another order": transcripts.swapAt(last, last - 1)
      case "a probe that is gone": transcripts.remove(at: 5)
      case "no probe": transcripts.removeAll { $0.exchange.item == nil }
      case "a probe behind a fault": transcripts[5].fault = "no answer within 120 s"
      default: transcripts.insert(extra(.probe(9)), at: transcripts.firstIndex { $0.exchange.item != nil } ?? 0)
      }
    }
    let report = try run.verified { $0.inputs = [run.folder.path("inputs")] }
    #expect(report.exitCode == 1)
    #expect(report.codes(.intact).contains(code), "\(report.codes(.intact))")
  }

  @Test func `do not add up to a better accuracy, also where the dataset is not at hand`() throws {
    let run = try run()
    try run.forge(derivingScores: true, polish)
    let report = try run.verified { $0.inputs = [] }
    #expect(report.exitCode == 1)
    #expect(report.codes(.intact) == ["not-rescored", "items-differ"])
  }

  @Test func `are not believed where the dataset is not at hand`() throws {
    let run = try run()
    try run.forge(derivingScores: true, polish)
    try run.forgeItems(derivingScores: true) { $0[1].scores["accuracy"] = Rational(1) }
    let report = try run.verified {
      $0.inputs = []
      $0.reproduces = true
    }
    #expect(report.exitCode == 3)
    #expect(report.verdict(.intact)?.state == .notCheckable)
    #expect(report.verdict(.intact)?.summary == "the answers of 1 of 1 trials were not scored again")
    #expect(report.codes(.intact) == ["not-rescored"])
    #expect(report.verdict(.reproduced)?.state == .notCheckable)
    #expect(report.codes(.reproduced) == ["input-not-found", "not-reexecuted"])
  }

  @Test func `are not believed of a trial that is said to have been cut`() throws {
    let run = try run(includingInputs: true)
    try run.forge(derivingScores: true) { records in
      try polish(&records)
      records.trials[0].status = .cut
      records.trials[0].reason = "the time limit was reached"
    }
    let report = try run.verified()
    #expect(report.exitCode == 1)
    #expect(report.codes(.intact) == ["status-differs", "partial-differs"])
  }

  @Test func `to a plan that nobody can check are not scored`() throws {
    let run = try run(includingInputs: true)
    try run.forge(derivingScores: true, polish)
    try run.forgePlan(#""revision":1"#, #""revision":7"#)
    try run.forgePlan(#""catalogue":\#(Catalogue.current.version),"#, #""catalogue":1000000,"#)
    let report = try run.verified()
    #expect(report.exitCode == 3)
    #expect(report.verdict(.intact)?.checks.map(\.state) == [.done, .done, .notDone, .done, .done, .done, .notDone, .done])
  }
}
