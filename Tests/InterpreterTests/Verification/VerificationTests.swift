import Attest
import Foundation
import Interpreter
import Record
import TestSupport
import Testing

@Suite struct `Verifying a run` {
  private func property(_ name: PropertyVerdict.Property, _ report: VerificationReport) throws -> PropertyVerdict {
    try #require(report.properties.first { $0.property == name })
  }

  @Test func `that is honest holds in every property that was asked for`() throws {
    let run = try VerifiedRun()
    let report = try Verifier.verify(run.request())
    #expect(report.exitCode == 0, "\(report.conclusion) \(report.properties.flatMap(\.findings))")
    #expect(report.conclusion == "holds: intact, authentic, reproduced")
    #expect(report.properties.map(\.state) == [.holds, .holds, .notAsked, .holds, .notAsked])
    #expect(report.limits.first == "that the run was made only once: a publisher can run many times and show the best")
    let summary = try property(.reproduced, report).summary
    #expect(summary.hasPrefix("4 of 4 cells executed again, ") && summary.hasSuffix(" results the same bit for bit"))
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

  @Test func `without its inputs is not checkable, and the missing one is listed`() throws {
    let run = try VerifiedRun()
    let report = try Verifier.verify(run.request(inputs: false))
    #expect(report.exitCode == 3)
    let reproduced = try property(.reproduced, report)
    #expect(reproduced.state == .notCheckable)
    let missing = try #require(reproduced.findings.first { $0.code == "input-not-found" })
    #expect(missing.expected == SHA256.digest(of: Array(VerifiedRun.points.utf8)).hex)
    #expect(missing.found == "\(VerifiedRun.points.utf8.count) bytes, licence CC0-1.0, taken from `points.csv`")
    // What needs no input was checked all the same.
    #expect(reproduced.summary.hasPrefix("2 of 4 cells executed again and equal"))
  }

  @Test func `finds inputs in the bundle itself`() throws {
    let run = try VerifiedRun(includingInputs: true)
    #expect(run.files.contains { $0.hasPrefix("data/inputs/") })
    #expect(try Verifier.verify(run.request(inputs: false)).exitCode == 0)
  }

  @Test func `with any property required that has no evidence is undecided`() throws {
    let run = try VerifiedRun()
    var request = run.request(reproduces: false)
    request.require = [.intact, .committed]
    let report = try Verifier.verify(request)
    #expect(report.exitCode == 3)
    #expect(report.conclusion == "undecided: committed (this release does not check commitments before a run)")
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

  @Test func `is not executed when it is not intact`() throws {
    let run = try VerifiedRun()
    try run.write(Array("{}".utf8), to: "data/scores.json")
    let report = try Verifier.verify(run.request())
    #expect(try property(.reproduced, report).summary == "what is not intact is not executed")
    #expect(report.exitCode == 1)
  }
}

@Suite struct `A forger who owns the key` {
  private func report(
    _ change: (inout BundleRecords) throws -> Void, reproduces: Bool = true
  ) throws -> VerificationReport {
    let run = try VerifiedRun()
    try run.forge(change)
    try FileManager.default.removeItem(atPath: "\(run.bundle)/attestations")
    let key = try SigningKey.generate()
    // A broken bundle is not signed by the library; the forger signs by other means, so authenticity is left out here.
    var request = run.request(reproduces: reproduces)
    if (try? BundleReading(path: run.bundle).sign(as: VerifiedRun.builder, with: key)) != nil {
      request.policy = Policy(key: key.publicKey, builder: VerifiedRun.builder)
    }
    return try Verifier.verify(request)
  }

  @Test func `cannot change a result: executed again it differs, and the first cell is named`() throws {
    let report = try report { records in
      let index = try #require(records.results.trials.firstIndex { $0.node.hasPrefix("gemm") })
      records.results.trials[index].values = [ResultValue("output", .exact, .digest(SHA256.digest(of: [1])))]
    }
    #expect(report.exitCode == 4, "\(report.conclusion) \(report.properties.flatMap(\.findings))")
    #expect(report.conclusion == "differs: executed again, the plan gives other results than the bundle")
    let findings = report.properties.flatMap(\.findings)
    #expect(findings.map(\.code).contains("result-differs"))
    #expect(findings.contains { $0.path == "gemm[type=f32]#0" && $0.expected == SHA256.digest(of: [1]).hex })
    #expect(findings.contains { $0.code == "divergence" && $0.message.hasPrefix("nothing in the fingerprints explains it") })
  }

  @Test func `cannot change a result without its scores`() throws {
    let report = try report(
      { records in
        let index = try #require(records.results.trials.firstIndex { $0.node == "training" })
        let place = try #require(records.results.trials[index].values.firstIndex { $0.name == "accuracy" })
        guard case .share(let right, let total) = records.results.trials[index].values[place].value else { return }
        let other = right == total ? U64(total.value - 1) : total
        records.results.trials[index].values[place].value = .share(of: other, total: total)
      }, reproduces: false)
    #expect(report.exitCode == 1)
    #expect(report.properties[0].findings.map(\.code) == ["scores-differ"])
  }

  @Test func `cannot polish a score`() throws {
    let report = try report({ records in records.scores.claims[0].verdict = .fails }, reproduces: false)
    #expect(report.exitCode == 1)
    #expect(report.properties[0].findings.map(\.code) == ["scores-differ"])
    #expect(report.properties[0].findings[0].path == "data/scores.json#/claims/0/verdict")
    #expect(report.properties[0].findings[0].found == #""fails""#)
  }

  @Test func `cannot leave out slow samples`() throws {
    let report = try report(
      { records in
        let index = try #require(records.measurements.trials.firstIndex { $0.node.hasPrefix("gemm") })
        var samples = records.measurements.trials[index].series[0].nanoseconds ?? []
        samples.removeLast()
        records.measurements.trials[index].series[0] = SampleSeries(name: "time", nanoseconds: samples)
      }, reproduces: false)
    #expect(report.exitCode == 1)
    #expect(report.properties[0].findings.map(\.code).contains("stopping-rule"))
  }

  @Test func `cannot swap trials`() throws {
    let report = try report({ records in records.trials.swapAt(0, 1) }, reproduces: false)
    #expect(report.exitCode == 1)
    #expect(report.properties[0].findings.map(\.code).contains("trial-order"))
  }

  @Test func `cannot leave out a trial`() throws {
    let report = try report({ records in records.trials.removeLast() }, reproduces: false)
    #expect(report.properties[0].findings.map(\.code).contains("trial-missing"))
  }

  @Test func `cannot hide behind a claim that an artefact came from the cache`() throws {
    let report = try report { records in
      let index = try #require(records.results.trials.firstIndex { $0.node == "training" })
      let place = try #require(records.results.trials[index].values.firstIndex { $0.name == "weights" })
      records.results.trials[index].values[place].value = .digest(SHA256.digest(of: [1]))
      let line = try #require(records.trials.firstIndex { $0.node == "training" })
      records.trials[line].cached = true
      records.run.cacheHits = ["training"]
    }
    #expect(report.exitCode == 4, "\(report.conclusion) \(report.properties[0].findings)")
    #expect(report.properties.flatMap(\.findings).contains { $0.code == "result-differs" && $0.path == "training#0" })
  }

  @Test func `cannot give the bundle another plan`() throws {
    let run = try VerifiedRun()
    let text = String(decoding: try run.bytes("data/plan.json"), as: UTF8.self)
    let forged = Array(text.replacingOccurrences(of: #""root":"7""#, with: #""root":"8""#).utf8)
    #expect(forged != Array(text.utf8))
    let (old, new) = (SHA256.digest(of: Array(text.utf8)), SHA256.digest(of: forged))
    try run.write(forged, to: "data/plan.json")
    for file in ["run", "results", "bounded", "measurements", "scores"] {
      let text = String(decoding: try run.bytes("data/\(file).json"), as: UTF8.self)
      try run.write(Array(text.replacingOccurrences(of: old.hex, with: new.hex).utf8), to: "data/\(file).json")
    }
    try run.forge { _ in }
    let report = try Verifier.verify(run.request(reproduces: false))
    #expect(report.properties[0].findings.map(\.code).contains("plan-not-from-spec"))
    #expect(report.exitCode == 1)
  }
}

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
    let reproduced = try #require(report.properties.first { $0.property == .reproduced })
    let sampled = try #require(reproduced.findings.first { $0.code == "sampled" })
    #expect(sampled.message.hasPrefix("1 of 4 cells were drawn: "))
    #expect(sampled.found == "chance of catching a forgery, by the share of cells forged: 1 %: 25.0 %, 5 %: 25.0 %, 20 %: 25.0 %")
    #expect(report.limits.contains("anything about the cells that were not drawn"))
    let hex = try #require(sampled.help?.split(separator: " ").last.map(String.init))
    request.draw = Draw(hex: hex)
    #expect(request.draw != nil)
    let again = try Verifier.verify(request)
    #expect(again.properties[3].findings == reproduced.findings)
  }
}

@Suite struct `Every finding` {
  /// A code that stands in the source as the first argument of a finding or a fault.
  static let codes: [String] = {
    let folders = ["Sources/Attest", "Sources/Interpreter/Verification"]
    var codes: Set<String> = []
    for folder in folders {
      let root = Repository.path(folder)
      for file in FileManager.default.enumerator(atPath: root)?.compactMap({ $0 as? String }) ?? [] where file.hasSuffix(".swift") {
        guard !file.contains("FindingPage"), let text = try? Repository.text(of: "\(root)/\(file)") else { continue }
        for match in text.matches(
          of: /(?:Finding|AttestFault|fail|report|StatementFault\(code:|Finding\(renaming: error,)\(?\s*"([a-z-]+)"/)
        {
          codes.insert(String(match.1))
        }
      }
    }
    return codes.sorted()
  }()

  @Test func `has a page, and each page stands once`() {
    let pages = findingPages.map(\.id)
    #expect(Set(pages).count == pages.count)
    #expect(Self.codes.count > 60)
    #expect(Self.codes.filter { !pages.contains($0) } == [])
  }
}
