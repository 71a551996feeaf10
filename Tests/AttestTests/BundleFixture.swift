// A small bundle that is right in every respect, made in code, and what tests do to it.
import Attest
import Foundation
import Record
import TestSupport
import Testing

/// A bundle in a folder of its own.
struct BundleFixture {
  let folder: TemporaryFolder
  let path: String
  let key: PublicKey
  static let builder = "https://lab.example/etalon"

  /// Two trials of a program that were measured, and a cell that the host refused.
  init(
    signed: Bool = true, plan: Plan = BundleFixture.plan, pulse: String? = nil, seconds: Int = 1_795_000_000,
    change: (inout BundleDraft) throws -> Void = { _ in }
  ) throws {
    folder = try TemporaryFolder()
    path = folder.path("bundle")
    let key = try SigningKey.generate()
    self.key = key.publicKey
    var draft = try BundleFixture.draft(plan, pulse: pulse, seconds: seconds)
    try change(&draft)
    if signed { try draft.sign(as: BundleFixture.builder, with: key) }
    draft.report = Array("<!doctype html>\n".utf8)
    try draft.write(to: path)
  }

  var reading: BundleReading { get throws { try BundleReading(path: path) } }
  var policy: Policy { Policy(key: key, builder: BundleFixture.builder) }

  /// What the check says, as `code path` lines.
  var complaints: [String] { get throws { try reading.findings.map { "\($0.code) \($0.path)" } } }

  func bytes(_ file: String) throws -> [UInt8] { try Repository.bytes(of: "\(path)/\(file)") }

  func write(_ bytes: [UInt8], to file: String) throws { try Data(bytes).write(to: URL(filePath: "\(path)/\(file)")) }

  /// Every file of the bundle.
  var files: [String] {
    (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []).filter {
      var isFolder: ObjCBool = false
      _ = unsafe FileManager.default.fileExists(atPath: "\(path)/\($0)", isDirectory: &isFolder)
      return !isFolder.boolValue
    }.sorted()
  }

  /// What an attacker does who changes a file: recompute the manifest.
  func recomputeManifest() throws {
    let entries = try files.filter { $0.hasPrefix("data/") }.map { Manifest.Entry(path: $0, digest: SHA256.digest(of: try bytes($0))) }
    try write(Manifest(entries).bytes, to: "manifest-sha256.txt")
  }

  /// Changes records as somebody does who owns the key: entries, the digests in their lines, the manifest and the signature.
  func forge(_ change: (inout BundleRecords) throws -> Void) throws -> Policy {
    var records = try #require(try reading.records)
    try change(&records)
    func digest(_ entry: (some Record)?) throws -> Digest? { try entry.map { SHA256.digest(of: try $0.canonicalBytes()) } }
    for (index, line) in records.trials.enumerated() {
      records.trials[index].result = try digest(records.results.trials.first { $0.node == line.node && $0.index == line.index })
      records.trials[index].bounded = try digest(records.bounded.trials.first { $0.node == line.node && $0.index == line.index })
      records.trials[index].measurement = try digest(records.measurements.trials.first { $0.node == line.node && $0.index == line.index })
    }
    try write(try TrialLines.bytes(records.trials), to: "data/trials.jsonl")
    try write(try records.results.canonicalBytes(), to: "data/results.json")
    try write(try records.bounded.canonicalBytes(), to: "data/bounded.json")
    try write(try records.measurements.canonicalBytes(), to: "data/measurements.json")
    try write(try records.run.canonicalBytes(), to: "data/run.json")
    try recomputeManifest()
    return try signAnew()
  }

  /// Puts the envelope of another key in the place of the first, and gives the policy that trusts it.
  private func signAnew() throws -> Policy {
    let key = try SigningKey.generate()
    var draft = BundleDraft()
    for file in files where file.hasPrefix("data/") { try draft.add(file, try bytes(file)) }
    try draft.sign(as: BundleFixture.builder, with: key)
    try write(try #require(draft.attestations["run.dsse.json"]), to: "attestations/run.dsse.json")
    return Policy(key: key.publicKey, builder: BundleFixture.builder)
  }

  /// Adds a statement of a key to the bundle's evidence.
  func add(_ statement: some Statement, as name: String, with key: borrowing SigningKey) throws {
    try write(Envelope(stating: statement, with: key).bytes, to: "attestations/\(name)")
  }

  static let spec = Array("etalon: 1\nname: fixture\n".utf8)

  static func node(_ id: String, needs: [String] = []) -> Node {
    Node(
      id: id, workload: id, coordinates: [], target: "one-core", numerics: Numerics("portable-f32/1", .bits), needs: needs, inputs: [],
      trials: 1,
      work: .command(
        CommandWork(
          program: "program", arguments: [], environment: [:],
          outputs: [CommandWork.Output(name: "output", file: "stdout", isResult: true)],
          readings: [
            CommandWork.Reading(
              name: "retries", place: .line(.init(after: "retries:")), dimension: .number, direction: .lower, origin: .measurement)
          ])),
      sampling: Sampling(warmup: 1, min: 3, max: 3), limits: Limits(),
      metrics: [
        Metric(name: "time", dimension: .time, direction: .lower, origin: .measurement, derivation: .time("time"), selection: .median)
      ])
  }

  static var plan: Plan {
    Plan(
      language: 1, catalogue: 1, name: "fixture", title: nil, seed: Seed(root: 20_261_123),
      spec: SpecPins(root: SHA256.digest(of: spec)), overrides: [], division: .standard, deviations: [],
      targets: [TargetPlan(id: "one-core", device: .cpu, threads: .count(1))], inputs: [], subjects: [],
      nodes: [node("first"), node("second", needs: ["first"]), node("third")], claims: [], weighting: nil)
  }

  static func draft(_ plan: Plan = plan, pulse: String? = nil, seconds: Int = 1_795_000_000) throws -> BundleDraft {
    var draft = BundleDraft()
    let time = Timestamp(secondsSince1970: seconds)
    let planDigest = SHA256.digest(of: try plan.canonicalBytes())
    let host = HostResolution(threads: 1, isa: "avx2", isolation: ["bubblewrap"])
    var results: [TrialResult] = []
    var measurements: [TrialMeasurement] = []
    var lines: [TrialLine] = []
    for node in plan.nodes {
      let id = node.id
      var line = TrialLine(
        node: id, index: 0, stream: streamKey(plan, id, pulse: plan.seed.needsPulse ? pulse : nil), status: .ok,
        attempts: [Attempt(started: time, ended: time, outcome: .finished)], host: host)
      if id == "third" {
        line.status = .refused
        line.reason = "needs 4 cores, the host has 2"
        line.attempts = []
        line.host = nil
      } else {
        let output = try draft.add(inFolder: "artifacts", Array("output of \(id)".utf8))
        let result = TrialResult(node: id, index: 0, values: [ResultValue("output", .exact, .digest(output))])
        let series = [
          SampleSeries(name: "time", nanoseconds: [1000, 1010, 1005]), SampleSeries(name: "sandbox", nanoseconds: [7, 7, 7]),
          SampleSeries(name: "retries", unit: "1", numbers: [0, 1, 0]),
        ]
        let measurement = TrialMeasurement(
          node: id, index: 0, series: series, warmup: 1, stopped: .max, witnesses: Array(repeating: Witness(), count: 3))
        line.result = SHA256.digest(of: try result.canonicalBytes())
        line.measurement = SHA256.digest(of: try measurement.canonicalBytes())
        line.artifacts = [output]
        results.append(result)
        measurements.append(measurement)
      }
      lines.append(line)
    }
    try draft.add("data/spec/\(plan.spec.root.hex).yaml", spec)
    try draft.add("data/plan.json", plan)
    let specFile = InputFile(
      sha256: plan.spec.root, bytes: U64(UInt64(spec.count)), role: .spec, id: "root", license: nil, source: "fixture.yaml", included: false
    )
    try draft.add("data/inputs.json", Inputs(files: [specFile]))
    try draft.add("data/environment.json", environment)
    try draft.add(
      "data/run.json",
      RunRecord(
        tool: RunRecord.Tool(name: "etalon", version: "0", executable: nil), plan: planDigest, started: time, ended: time, overrides: [],
        cacheHits: [], interruptions: [], partial: [], allowed: [], isolation: RunRecord.Isolation.of(lines)))
    try draft.add("data/trials.jsonl", try TrialLines.bytes(lines))
    try draft.add("data/results.json", Results(plan: planDigest, trials: results))
    try draft.add("data/bounded.json", BoundedResults(plan: planDigest, trials: []))
    try draft.add("data/measurements.json", Measurements(plan: planDigest, trials: measurements))
    try draft.add("data/scores.json", Scores(plan: planDigest, metrics: [], claims: [], score: [], total: nil))
    return draft
  }

  /// A host that tells its instruction sets and nothing else.
  static let environment: Fingerprint = {
    var fields: [String: FingerprintField] = ["cpu.instruction-sets": FingerprintField(.result, probed: ["sse2", "avx2"])]
    for name in ["cpu.isa", "cpu.model", "limits.cores", "memory.total"] {
      fields[name] = FingerprintField(.performance, absent: "the host does not tell")
    }
    return Fingerprint(fields: fields, taints: [], evidence: [:])
  }()

  /// The rule of the format, written down a second time.
  static func streamKey(_ plan: Plan, _ node: String, pulse: String? = nil) -> Digest {
    let more = pulse.map { #","\#($0)""# } ?? ""
    return SHA256.digest(of: Array(#"["\#(plan.seed.root)","\#(node)",0,"trial"\#(more)]"#.utf8))
  }
}
