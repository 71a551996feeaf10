import Attest
import Foundation
import Kernels
import Record
import TestSupport
import Testing

@testable import Interpreter

@Suite struct `Checking a training by segments` {
  /// Six epochs with a state after every second, and the model served.
  private static func example(optimizer: String = "adamw: { lr: 0.01 }", seed: Int = 7, stop: String = "epochs: 6") -> ExampleSpec {
    ExampleSpec(
      text: """
        etalon: 1
        name: long
        seed: \(seed)
        targets: { one-core: { device: cpu, threads: 1 } }
        datasets:
          points:
            file: points.csv
            sha256: DIGEST-points
            license: CC0-1.0
            format: { csv: { label: label } }
            split: { train: 75%, test: 25% }
        workloads:
          training:
            train: mlp
            target: one-core
            dataset: points
            with: { layers: [2, 8, 2], batch: 8, dropout: 0.1, optimizer: { \(optimizer) } }
            stop: { \(stop) }
            checkpoints: 2
            sample: { warmup: 0, min: 10, max: 10 }
          serving:
            infer: training
            target: one-core
            scenario: { offline: { batch: 8 } }
            sample: { warmup: 0, min: 10, max: 10 }
        """, inputs: ExampleSpec.small.inputs)
  }

  private func verify(_ run: VerifiedRun, _ size: SampleSize = .share(Rational(1)), isForged: Bool = false) throws -> VerificationReport {
    if isForged {
      return try run.verified {
        $0 = run.request()
        $0.segments = size
      }
    }
    var request = run.request()
    request.segments = size
    return try Verifier.verify(request)
  }

  /// The segments that differ; where none does, everything else that is wrong.
  private func failing(_ report: VerificationReport) -> [String] {
    let findings = report.properties.flatMap(\.findings).filter { $0.severity != .note }
    let segments = findings.filter { $0.code == "segment-differs" }.map { String($0.path.dropFirst("training#0 ".count)) }
    return segments.isEmpty ? findings.map { "\($0.code) \($0.path) \($0.message)" } : segments
  }

  /// Puts bytes in the place of a file of the training, everywhere that it is named.
  private func replace(_ name: String, in run: VerifiedRun, with bytes: [UInt8]) throws {
    let records = try #require(try BundleReading(path: run.bundle).records)
    let values = try #require(records.results.trials.first { $0.node == "training" }?.values)
    guard case .digest(let old)? = values.first(where: { $0.name == name })?.value else { throw Missing() }
    let other = try run.replaceArtifact(old, bytes)
    try run.forge(derivingScores: true) { records in
      let trial = try #require(records.results.trials.firstIndex { $0.node == "training" })
      for (place, value) in records.results.trials[trial].values.enumerated() where value.value == .digest(old) {
        records.results.trials[trial].values[place].value = .digest(other)
      }
      let line = try #require(records.trials.firstIndex { $0.node == "training" })
      records.trials[line].artifacts = records.trials[line].artifacts.map { $0 == old ? other : $0 }
    }
  }

  struct Missing: Error {}

  private func file(_ name: String, of run: VerifiedRun) throws -> [UInt8] {
    let values = try #require(try BundleReading(path: run.bundle).records?.results.trials.first { $0.node == "training" }?.values)
    guard case .digest(let digest)? = values.first(where: { $0.name == name })?.value else { throw Missing() }
    return try run.bytes("data/artifacts/\(digest.hex)")
  }

  /// Changes files of a state, and the record that names them, as a forger does who knows the format.
  private func forgeState(_ epoch: Int, in run: VerifiedRun, weights: [UInt8]? = nil, memory: [UInt8]? = nil) throws {
    var record = try TrainingStateRecord(canonical: try file("state-\(epoch)", of: run))
    if let weights {
      try replace("checkpoint-\(epoch)", in: run, with: weights)
      record.weights = SHA256.digest(of: weights)
    }
    if let memory {
      try replace("memory-\(epoch)", in: run, with: memory)
      record.memory = SHA256.digest(of: memory)
    }
    try replace("state-\(epoch)", in: run, with: try record.canonicalBytes())
  }

  /// The file with its first number a little larger.
  private func nudged(_ bytes: [UInt8]) throws -> [UInt8] {
    var tensors = try SafetensorsFile(bytes: bytes).tensors
    tensors[0].elements[0] += 0.01
    return try SafetensorsFile(tensors).bytes()
  }

  @Test(arguments: ["adamw: { lr: 0.01 }", "sgd: { lr: 0.1 }", "sgd: { lr: 0.1, momentum: 0.9 }"])
  func `that is honest holds, and the model is served from its recorded weights`(optimizer: String) throws {
    let run = try VerifiedRun(Self.example(optimizer: optimizer))
    let report = try verify(run)
    #expect(report.exitCode == 0, "\(report.conclusion) \(report.properties.flatMap(\.findings))")
    let note = try #require(report.verdict(.reproduced)?.findings.first { $0.code == "segments" })
    #expect(note.message.hasPrefix("3 of 3 segments of trainings were drawn: `training#0 epochs 1 to 2`, `training#0 epochs 3 to 4`"))
    #expect(note.found == "chance of catching a forgery, by the share of segments forged: 1 %: 100.0 %, 5 %: 100.0 %, 20 %: 100.0 %")
  }

  @Test func `says which were drawn, and draws the same again`() throws {
    let run = try VerifiedRun(Self.example())
    var request = run.request()
    request.segments = .count(1)
    let report = try Verifier.verify(request)
    #expect(report.exitCode == 0 && report.limits.contains("anything about the segments of trainings that were not drawn"))
    let note = try #require(report.verdict(.reproduced)?.findings.first { $0.code == "segments" })
    #expect(note.message.hasPrefix("1 of 3 segments"))
    #expect(note.found?.hasSuffix("1 %: 33.3 %, 5 %: 33.3 %, 20 %: 33.3 %") == true)
    request.draw = Draw(hex: try #require(note.help?.split(separator: " ").last.map(String.init)))
    #expect(try Verifier.verify(request).verdict(.reproduced)?.findings.first { $0.code == "segments" } == note)
  }

  @Test func `ends by itself where the stop rule holds`() throws {
    let run = try VerifiedRun(Self.example(stop: "when: accuracy >= 0.5, epochs: 6"))
    #expect(try verify(run).exitCode == 0)
    let odd = try VerifiedRun(Self.example(stop: "epochs: 5"))
    #expect(try verify(odd).exitCode == 0)
  }

  @Test func `finds weights that were swapped in the middle, in both segments beside them`() throws {
    let run = try VerifiedRun(Self.example())
    try forgeState(2, in: run, weights: try nudged(try file("checkpoint-2", of: run)))
    let report = try verify(run, isForged: true)
    #expect(report.exitCode == 4, "\(report.conclusion) \(report.properties.flatMap(\.findings))")
    #expect(failing(report) == ["epochs 1 to 2", "epochs 3 to 4"])
  }

  @Test func `finds the weights of another run`() throws {
    let (run, other) = (try VerifiedRun(Self.example()), try VerifiedRun(Self.example(seed: 8)))
    try forgeState(4, in: run, weights: try file("checkpoint-4", of: other), memory: try file("memory-4", of: other))
    let found = failing(try verify(run, isForged: true))
    #expect(found == ["epochs 3 to 4", "epochs 5 to 6"])
  }

  @Test func `finds a changed state of the optimiser`() throws {
    let run = try VerifiedRun(Self.example())
    try forgeState(2, in: run, memory: try nudged(try file("memory-2", of: run)))
    let found = failing(try verify(run, isForged: true))
    #expect(found == ["epochs 1 to 2", "epochs 3 to 4"])
  }

  @Test func `finds a changed place in a stream`() throws {
    let run = try VerifiedRun(Self.example())
    var record = try TrainingStateRecord(canonical: try file("state-4", of: run))
    record.shuffled = U64(record.shuffled.value + 1)
    try replace("state-4", in: run, with: try record.canonicalBytes())
    let found = failing(try verify(run, isForged: true))
    #expect(found == ["epochs 3 to 4", "epochs 5 to 6"])
  }

  @Test func `finds a forged last segment`() throws {
    let run = try VerifiedRun(Self.example(stop: "epochs: 5"))
    try replace("weights", in: run, with: try nudged(try file("weights", of: run)))
    let found = failing(try verify(run, isForged: true))
    #expect(found == ["epochs 5 to 5"])
  }

  @Test func `finds a record that was cut short`() throws {
    let run = try VerifiedRun(Self.example())
    try run.forge(derivingScores: true) { records in
      let trial = try #require(records.results.trials.firstIndex { $0.node == "training" })
      let values = records.results.trials[trial].values
      let dropped = Set(
        values.filter { $0.name.hasSuffix("-6") }.compactMap { value in
          if case .digest(let digest) = value.value { digest } else { nil }
        })
      let weights = try #require(values.first { $0.name == "checkpoint-4" }).value
      records.results.trials[trial].values = values.filter { !$0.name.hasSuffix("-6") }.map { value in
        var value = value
        switch (value.name, value.value) {
        case ("epochs", _): value.value = .count(U64(4))
        case ("weights", _): value.value = weights
        case ("loss", .series(let losses)): value.value = .series(Array(losses.prefix(4)))
        case ("step-loss", .series(let losses)): value.value = .series(Array(losses.prefix(losses.count * 4 / 6)))
        default: break
        }
        return value
      }
      let line = try #require(records.trials.firstIndex { $0.node == "training" })
      records.trials[line].artifacts.removeAll { dropped.contains($0) }
      for digest in dropped { try run.remove("data/artifacts/\(digest.hex)") }
    }
    let found = failing(try verify(run, isForged: true))
    // The files that the shorter record leaves over tell, before any segment is executed.
    #expect(found.contains { $0.hasPrefix("artifact-unbound") })
  }

  @Test func `refuses files that are no state`() throws {
    let run = try VerifiedRun(Self.example())
    try forgeState(2, in: run, weights: Array("no weights".utf8))
    let report = try verify(run, isForged: true)
    #expect(report.exitCode == 4)
    #expect(
      report.verdict(.reproduced)?.findings.contains { $0.message.hasPrefix("the state of epoch 2 is not one of this training") } == true)
  }

  @Test func `executes a training without checkpoints as a whole`() throws {
    let run = try VerifiedRun()
    let report = try verify(run)
    #expect(report.exitCode == 0 && report.verdict(.reproduced)?.findings.contains { $0.code == "segments" } == false)
  }
}
