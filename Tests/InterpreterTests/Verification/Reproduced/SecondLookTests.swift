import Attest
import Foundation
import Record
import TestSupport
import Testing

@testable import Interpreter

@Suite struct `A second look at what differs` {
  private func note(_ report: VerificationReport, _ code: String = "first-difference") -> [Finding] {
    report.verdict(.reproduced)?.findings.filter { $0.code == code } ?? []
  }

  @Test func `finds the first step and the first weight of a training`() throws {
    let run = try VerifiedRun()
    let model = try #require(try BundleReading(path: run.bundle).records?.trials.first { $0.node == "training" }?.artifacts.first)
    var bytes = try run.bytes("data/artifacts/\(model.hex)")
    bytes[bytes.count - 4] ^= 1
    let other = try run.replaceArtifact(model, bytes)
    try run.forge(derivingScores: true) { records in
      let trial = try #require(records.results.trials.firstIndex { $0.node == "training" })
      for (place, value) in records.results.trials[trial].values.enumerated() {
        if value.name == "weights" { records.results.trials[trial].values[place].value = .digest(other) }
        if value.name == "step-loss", case .series(var losses) = value.value {
          losses[2] = losses[2].nextUp
          records.results.trials[trial].values[place].value = .series(losses)
        }
      }
      let line = try #require(records.trials.firstIndex { $0.node == "training" })
      records.trials[line].artifacts = records.trials[line].artifacts.map { $0 == model ? other : $0 }
    }
    let report = try run.verified { $0 = run.request() }
    #expect(report.exitCode == 4, "\(report.conclusion) \(report.properties.flatMap(\.findings))")
    let places = note(report)
    #expect(places.map(\.path) == ["training#0.step-loss[2]", "training#0.weights.layers.1.weight[1, 7]"], "\(places)")
    #expect(places.allSatisfy { $0.message.hasSuffix("1 ULP apart") && $0.expected?.contains("(0x") == true })
  }

  @Test func `finds the first row that a model answers differently`() throws {
    let run = try VerifiedRun()
    let old = try #require(try BundleReading(path: run.bundle).records?.trials.first { $0.node == "serving" }?.artifacts.first)
    var bytes = try run.bytes("data/artifacts/\(old.hex)")
    bytes[12] ^= 1
    let other = try run.replaceArtifact(old, bytes)
    try run.forge(derivingScores: true) { records in
      let trial = try #require(records.results.trials.firstIndex { $0.node == "serving" })
      let place = try #require(records.results.trials[trial].values.firstIndex { $0.name == "predictions" })
      records.results.trials[trial].values[place].value = .digest(other)
      let line = try #require(records.trials.firstIndex { $0.node == "serving" })
      records.trials[line].artifacts = records.trials[line].artifacts.map { $0 == old ? other : $0 }
    }
    let report = try run.verified { $0 = run.request() }
    #expect(note(report).map(\.path) == ["serving#0.predictions[3]"], "\(report.properties.flatMap(\.findings))")
  }

  @Test func `blames no machine where a program reads the clock`() throws {
    guard let run = try clock() else { return }
    Thread.sleep(forTimeInterval: 1.1)
    var request = run.request()
    request.permissions = Permissions(commands: true)
    let report = try Verifier.verify(request)
    #expect(report.exitCode == 4, "\(report.conclusion) \(report.properties.flatMap(\.findings))")
    #expect(note(report, "not-deterministic").first?.message.hasPrefix("two runs of this program differ on this machine") == true)
    #expect(note(report, "divergence").first?.message.hasPrefix("the machines are not to blame") == true)
  }

  /// A run of a program that prints the second, all samples of which fell into one; `nil` where none did.
  private func clock() throws -> VerifiedRun? {
    let example = ExampleSpec(
      text: """
        etalon: 1
        name: clock
        seed: 5
        targets: { one-core: { device: cpu, threads: 1 } }
        workloads:
          job:
            command: { file: tool, sha256: DIGEST-tool }
            target: one-core
            readings: { second: { after: "second: ", origin: result, direction: higher } }
            sample: { warmup: 0, count: 10 }
        """, inputs: ["tool": "#!/bin/sh\necho \"second: $(date +%s)\"\n"])
    for _ in 0..<10 {
      Thread.sleep(until: Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.up)))
      let run = try VerifiedRun(example)
      if try BundleReading(path: run.bundle).records?.trials.first?.status == .ok { return run }
    }
    return nil
  }

  @Test func `finds the line of a program's output`() throws {
    let run = try VerifiedRun(.program)
    let records = try #require(try BundleReading(path: run.bundle).records)
    let value = try #require(records.results.trials.first?.values.first { $0.name == "text" })
    guard case .digest(let old) = value.value else { return }
    let other = try run.replaceArtifact(old, Array("next\n".utf8))
    try run.forge(derivingScores: true) { records in
      let place = try #require(records.results.trials[0].values.firstIndex { $0.name == "text" })
      records.results.trials[0].values[place].value = .digest(other)
      records.trials[0].artifacts = records.trials[0].artifacts.map { $0 == old ? other : $0 }
    }
    let report = try run.verified {
      $0 = run.request()
      $0.permissions = Permissions(commands: true)
    }
    let place = try #require(note(report).first, "\(report.properties.flatMap(\.findings))")
    #expect(place.path == "job#0.text line 1, byte 1" && place.expected == "next" && place.found == "text")
    #expect(note(report, "divergence").first?.message.hasPrefix("a program gave these results") == true)
  }

  @Test func `tells a run of the vendor's tier under a plan of the portable one`() throws {
    guard HostLibrary.hasOpenBLAS else { return }
    let shape = "{ m: 48, n: 48, k: 700 }"
    let text = ExampleSpec.vendor.text.replacingOccurrences(of: "{ m: 64, n: 64, k: 64 }", with: shape)
      .replacingOccurrences(of: "trials: 3", with: "trials: 1")
    let vendor = try VerifiedRun(ExampleSpec(text: text, inputs: [:]))
    let bounded = try #require(try BundleReading(path: vendor.bundle).records?.bounded.trials.first)
    let digest = try #require(bounded.values.first { $0.name == "output" })
    let run = try VerifiedRun(ExampleSpec(text: text.replacingOccurrences(of: "numerics: vendor", with: "numerics: portable"), inputs: [:]))
    try run.forge(derivingScores: true) { records in
      records.results.trials[0].values = [ResultValue("output", .exact, digest.value)]
    }
    let report = try run.verified { $0 = run.request() }
    #expect(report.exitCode == 4)
    let place = try #require(note(report).first, "\(report.properties.flatMap(\.findings))")
    #expect(place.message.hasPrefix("the recorded output is what the vendor's library gives") && place.message.contains("ULP"))
  }

  @Test func `refutes nothing on a host that fails a numeric probe`() throws {
    let run = try VerifiedRun()
    try run.forge(derivingScores: true) { records in
      let index = try #require(records.results.trials.firstIndex { $0.node.hasPrefix("gemm") })
      records.results.trials[index].values = [ResultValue("output", .exact, .digest(SHA256.digest(of: [1])))]
    }
    #expect(try run.verified { $0 = run.request() }.exitCode == 4)
    var request = run.request()
    request.require = [.intact, .reproduced]
    request.policy = nil
    let report = try Verifier.verify(request, probes: { ["exp of subnormals"] })
    #expect(report.exitCode == 3)
    #expect(report.verdict(.reproduced)?.state == .notCheckable)
    #expect(report.codes(.reproduced) == ["probe-failed"])
  }

  @Test func `counts nothing that a host finds which gives other bits each time`() throws {
    let run = try VerifiedRun()
    let records = try #require(try BundleReading(path: run.bundle).records)
    let estimate = CostEstimate(records, on: .current, here: records.environment, isMeasured: false, file: { _ in nil })
    var ledger = ReproductionLedger(records, CellSelection(records, run.request(), estimate))
    for node in records.plan.nodes {
      var trial = FinishedTrial(TrialID(node: node.id, index: 0), ended: .ok, nil)
      trial.results = [ResultValue("output", .exact, .digest(SHA256.digest(of: [1])))]
      ledger.compare(trial)
    }
    let id = try #require(ledger.firstDiffering())
    let node = try #require(records.plan.node(id.node))
    #expect(id == TrialID(node: records.plan.nodes[0].id, index: 0))
    ledger.doubt(id, node, .init(name: "output", recorded: "a", here: "b"))
    let verdict = PropertyVerdict(.reproduced, ledger.outcomes, holding: "")
    #expect(verdict.state == .notCheckable)
    #expect(verdict.findings.contains { $0.code == "host-unstable" } && !verdict.findings.contains { $0.code == "result-differs" })
  }
}
