import Attest
import Foundation
import Interpreter
import Record
import Score
import TestSupport
import Testing

/// What a run says of energy, and what a verifier says to one who says it falsely.
@Suite struct EnergyChecksTests {
  private static let example = ExampleSpec(
    text: """
      etalon: 1
      name: energy
      seed: 7
      targets:
        metered: { device: cpu, threads: 1, energy: { meter: { time: time, watts: power, offset: 1 s } } }
        guessed: { device: cpu, threads: 1, energy: { sources: [meter, estimate], power: 120 W } }
        counted: { device: cpu, threads: 1, energy: { sources: [meter] } }
      workloads:
        metered: { kernel: gemm, target: metered, with: { m: 256, n: 256, k: 256 }, sample: { warmup: 0, count: 30, invocations: 2, spread: 0 s } }
        guessed: { kernel: gemm, target: guessed, with: { m: 64, n: 64, k: 64 }, sample: { warmup: 0, count: 10 } }
        counted: { kernel: gemm, target: counted, with: { m: 64, n: 64, k: 64 }, sample: { warmup: 0, count: 10 } }
      """, inputs: [:])

  /// A meter that shows 200 W, a row each millisecond, on a clock that is 1 s late.
  private static let bundle = Result {
    let now = Date().timeIntervalSince1970 - 5
    let rows = (0...100_000).map { "\(String(format: "%.3f", now - 1 + Double($0) / 1000)),200\n" }
    return try HonestBundle(example, meter: "time,power\n" + rows.joined())
  }

  private func report(_ change: (inout Forgery) throws -> Void) throws -> VerificationReport {
    var forgery = Forgery(try Self.bundle.get())
    try change(&forgery)
    let (files, key) = try forgery.finish()
    let folder = try TemporaryFolder()
    for (path, bytes) in files { try folder.write(bytes, to: "bundle/\(path)") }
    return try Verifier.verify(
      VerificationRequest(
        bundle: folder.path("bundle"), policy: Policy(builders: [Policy.Builder(id: HonestBundle.builder, keys: [key])])))
  }

  private func codes(_ change: (inout Forgery) throws -> Void) throws -> Set<String> {
    Set(try report(change).properties.flatMap(\.findings).filter { $0.severity != .note }.map(\.code))
  }

  @Test func `a meter's rows become joules, with their source, and are kept`() throws {
    let records = try Self.bundle.get().records
    let energy = try #require(records.measurements.trials.first { $0.node == "metered" }?.energy)
    #expect(energy.source == .meter && energy.windows.count == 2 && energy.meter != nil, "\(energy.reason ?? "")")
    for window in energy.windows {
      let watts = try #require(window.watts)
      #expect(abs(watts - 200) < 0.1 && window.repetitions == 30)
    }
    let metric = try #require(records.scores.metrics.first { $0.node == "metered" && $0.metric == "energy" })
    #expect(metric.source == .meter && metric.unit == "J" && Format.text(of: metric).contains("by an external meter (the signer's word)"))
    let efficiency = try #require(records.scores.metrics.first { $0.node == "metered" && $0.metric == "efficiency" })
    let flops = 2 * 256.0 * 256 * 256
    #expect(abs(efficiency.estimate.value * metric.estimate.value - flops) < 1e-6 * flops && efficiency.unit == "1/J")
  }

  @Test func `an estimate counts where it is allowed, and is called that`() throws {
    let records = try Self.bundle.get().records
    let energy = try #require(records.measurements.trials.first { $0.node == "guessed" }?.energy)
    #expect(energy.source == .estimate && energy.reason?.hasPrefix("meter: the target does not say how its file is read") == true)
    let window = try #require(energy.windows.first)
    #expect(window.microjoules == U64(UInt64((120 * window.seconds * 1e6).rounded())))
    let metric = try #require(records.scores.metrics.first { $0.node == "guessed" && $0.metric == "energy" })
    #expect(metric.source == .estimate && Format.text(of: metric).hasSuffix("estimated from a declared power"))
  }

  @Test func `what nothing counts is absent, with the reason`() throws {
    let records = try Self.bundle.get().records
    let energy = try #require(records.measurements.trials.first { $0.node == "counted" }?.energy)
    #expect(energy.source == nil && energy.windows.allSatisfy { $0.microjoules == nil })
    #expect(energy.reason?.hasSuffix("the spec allows no estimate") == true)
    #expect(!records.scores.metrics.contains { $0.node == "counted" && ["energy", "efficiency"].contains($0.metric) })
    #expect(valuelessMetrics(of: records.raw).contains { $0.node == "counted" && $0.metric == "energy" && $0.reason.contains("meter: ") })
  }

  @Test func `an honest bundle holds`() throws { #expect(try codes { _ in }.isEmpty) }

  /// What a signer changes in the energy of a cell, and the code that tells of it.
  struct Change: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let node: String
    var code = "energy-differs"
    let change: @Sendable (inout TrialMeasurement) -> Void
  }

  private static let changes: [Change] = [
    Change(testDescription: "less than the meter's rows say", node: "metered") { $0.energy?.windows[0].microjoules = 1 },
    Change(testDescription: "a window that is moved", node: "metered") { $0.energy?.windows[0].began = 1 },
    Change(testDescription: "a window that is shorter than its samples", node: "guessed") { measurement in
      guard let began = measurement.energy?.windows[0].began.value else { return }
      measurement.energy?.windows[0].ended = U64(began + 1000)
    },
    Change(testDescription: "a window that is left out", node: "metered") { $0.energy?.windows.removeLast() },
    Change(testDescription: "more repetitions than there were", node: "guessed") { $0.energy?.windows[0].repetitions = 1000 },
    Change(testDescription: "a negative number of repetitions", node: "guessed") { $0.energy?.windows[0].repetitions = -10 },
    Change(testDescription: "an estimate below the declared power", node: "guessed") { $0.energy?.windows[0].microjoules = 1 },
    Change(testDescription: "an estimate that calls itself a counter", node: "guessed") { $0.energy?.source = .rapl },
    Change(testDescription: "an estimate that the spec does not allow", node: "counted") { measurement in
      measurement.energy?.source = .estimate
      measurement.energy?.windows[0].microjoules = 100
    },
    Change(testDescription: "no energy at all", node: "metered") { $0.energy = nil },
    Change(testDescription: "no reason", node: "counted") { $0.energy?.reason = nil },
    Change(testDescription: "an amount that nothing counted", node: "counted") { $0.energy?.windows[0].microjoules = 5 },
    Change(testDescription: "a meter without rows", node: "metered") { $0.energy?.meter = nil },
    Change(testDescription: "more than any machine draws", node: "metered", code: "implausible") {
      $0.energy?.windows[0].microjoules = U64(1 << 60)
    },
  ]

  @Test(arguments: changes) func `a false energy is found`(_ change: Change) throws {
    let codes = try codes { forgery in try forgery.measurement(change.node) { change.change(&$0) } }
    #expect(codes.contains(change.code), "\(codes.sorted())")
  }

  @Test func `rows of a meter that were changed are found, with their name and without`() throws {
    let altered = try codes { forgery in
      guard let digest = forgery.records.measurements.trials.compactMap(\.energy?.meter).first else { return }
      let path = "data/artifacts/\(digest.hex)"
      let text = String(decoding: forgery.files[path] ?? [], as: UTF8.self)
      forgery.files[path] = Array(text.replacingOccurrences(of: ",200", with: ",100").utf8)
    }
    #expect(!altered.isEmpty)
    let renamed = try codes { forgery in
      guard let digest = forgery.records.measurements.trials.compactMap(\.energy?.meter).first else { return }
      let text = String(decoding: forgery.files.removeValue(forKey: "data/artifacts/\(digest.hex)") ?? [], as: UTF8.self)
      let cheaper = forgery.add("artifacts", Array(text.replacingOccurrences(of: ",200", with: ",100").utf8))
      try forgery.measurement("metered") { $0.energy?.meter = cheaper }
      try forgery.line("metered") { line in line.artifacts = line.artifacts.map { $0 == digest ? cheaper : $0 } }
    }
    #expect(renamed.contains("energy-differs"), "\(renamed.sorted())")
  }
}
