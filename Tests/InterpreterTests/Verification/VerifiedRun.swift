// A real run of a small spec, signed, as a stranger would find it; and what tests do to it.
import Attest
import Foundation
import Interpreter
import Record
import Spec
import TestSupport

/// A bundle that a run left, in a folder of its own.
struct VerifiedRun {
  let folder: TemporaryFolder
  let bundle: String
  let key: PublicKey
  static let builder = "lab"

  /// Training on a small data set, serving the model, a product of matrices, and a score.
  static let spec = """
    etalon: 1
    name: small
    seed: 7
    targets:
      one-core: { device: cpu, threads: 1 }
    datasets:
      points:
        file: points.csv
        sha256: DIGEST
        license: CC0-1.0
        format: { csv: { label: label } }
        split: { train: 75%, test: 25% }
    workloads:
      gemm:
        kernel: gemm
        target: one-core
        with: { m: 16, n: 16, k: 300 }
        matrix: { type: [f32, f64] }
        sample: { warmup: 1, min: 10, max: 10 }
      training:
        train: mlp
        target: one-core
        dataset: points
        with: { layers: [2, 8, 2], batch: 8, optimizer: { adamw: { lr: 0.01 } } }
        stop: { when: accuracy >= 0.99, epochs: 3 }
        sample: { warmup: 0, min: 10, max: 10 }
      serving:
        infer: training
        target: one-core
        scenario: { offline: { batch: 8 } }
        sample: { warmup: 0, min: 10, max: 10 }
    claims:
      - training.accuracy >= 0.1
    """

  /// 80 points of two classes that a line parts.
  static let points: String = {
    var random = SeededGenerator(seed: 3)
    var text = "x,y,label\n"
    for _ in 0..<80 {
      let x = Int.random(in: -50...50, using: &random)
      let y = Int.random(in: -50...50, using: &random)
      text += "\(x),\(y),\(x + y > 0 ? 1 : 0)\n"
    }
    return text
  }()

  static func planned() throws -> (plan: Plan, spec: [UInt8]) {
    let digest = SHA256.digest(of: Array(points.utf8)).hex
    let bytes = Array(spec.replacingOccurrences(of: "DIGEST", with: digest).utf8)
    let source = SourceFile(name: "small.yaml", bytes: bytes, digest: SHA256.digest(of: bytes))
    let (planned, diagnostics) = makePlan(from: source, in: PlanningContext(catalogue: .current))
    guard let planned else { throw Unplanned(headlines: diagnostics.map(\.headline)) }
    return (planned.plan, bytes)
  }

  struct Unplanned: Error { let headlines: [String] }

  init(includingInputs: Bool = false) throws {
    folder = try TemporaryFolder()
    let file = try folder.write(VerifiedRun.points, to: "inputs/points.csv")
    let (plan, spec) = try VerifiedRun.planned()
    let key = try SigningKey.generate()
    self.key = key.publicKey
    let request = RunRequest(
      plan: plan, specs: [SpecFile(bytes: spec, source: "small.yaml")], inputs: InputSearch(paths: ["points": file], store: nil),
      tool: RunRecord.Tool(name: "etalon", version: "test", executable: nil), results: folder.path("results"),
      includesInputs: includingInputs)
    let summary = try Runner.run(request)
    bundle = summary.bundle
    _ = try BundleReading(path: bundle).sign(as: VerifiedRun.builder, with: key)
  }

  var policy: Policy { Policy(key: key, builder: VerifiedRun.builder) }

  /// A request of somebody who trusts the key and has the inputs.
  func request(reproduces: Bool = true, inputs: Bool = true) -> VerificationRequest {
    VerificationRequest(bundle: bundle, policy: policy, reproduces: reproduces, inputs: inputs ? [folder.path("inputs")] : [])
  }

  func bytes(_ file: String) throws -> [UInt8] { try Repository.bytes(of: "\(bundle)/\(file)") }

  func write(_ bytes: [UInt8], to file: String) throws { try Data(bytes).write(to: URL(filePath: "\(bundle)/\(file)")) }

  /// Every file of the bundle, by path inside it.
  var files: [String] {
    (FileManager.default.enumerator(atPath: bundle)?.compactMap { $0 as? String } ?? []).filter { path in
      (try? FileManager.default.attributesOfItem(atPath: "\(bundle)/\(path)")[.type] as? FileAttributeType) == .typeRegular
    }.sorted()
  }

  /// Changes records as a forger does who owns the key: entries, the digests in their lines, the scores, manifest and signature.
  func forge(_ change: (inout BundleRecords) throws -> Void) throws {
    guard var records = try BundleReading(path: bundle).records else { throw Unreadable() }
    try change(&records)
    for (index, line) in records.trials.enumerated() {
      let result = records.results.trials.first { $0.node == line.node && $0.index == line.index }
      records.trials[index].result = try result.map { SHA256.digest(of: try $0.canonicalBytes()) }
      let measurement = records.measurements.trials.first { $0.node == line.node && $0.index == line.index }
      records.trials[index].measurement = try measurement.map { SHA256.digest(of: try $0.canonicalBytes()) }
    }
    try write(try TrialLines.bytes(records.trials), to: "data/trials.jsonl")
    try write(try records.results.canonicalBytes(), to: "data/results.json")
    try write(try records.measurements.canonicalBytes(), to: "data/measurements.json")
    try write(try records.scores.canonicalBytes(), to: "data/scores.json")
    try write(try records.run.canonicalBytes(), to: "data/run.json")
    let entries = try files.filter { $0.hasPrefix("data/") }.map { Manifest.Entry(path: $0, digest: SHA256.digest(of: try bytes($0))) }
    try write(Manifest(entries).bytes, to: "manifest-sha256.txt")
  }

  struct Unreadable: Error {}
}
