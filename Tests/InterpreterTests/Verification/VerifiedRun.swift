// A real run of a small spec, signed, as a stranger would find it; and what tests do to it.
import Attest
import Foundation
import Interpreter
import Record
import Score
import TestSupport

/// A bundle that a run left, in a folder of its own.
struct VerifiedRun {
  let folder: TemporaryFolder
  let bundle: String
  let key: PublicKey
  static let builder = "lab"

  init(_ example: ExampleSpec = .small, includingInputs: Bool = false, report: [UInt8]? = nil) throws {
    folder = try TemporaryFolder()
    var files: [String: String] = [:]
    for (id, text) in example.inputs { files[id] = try folder.write(text, to: "inputs/\(id)") }
    let (plan, spec) = try example.planned()
    let key = try SigningKey.generate()
    self.key = key.publicKey
    let request = RunRequest(
      plan: plan, specs: [SpecFile(bytes: spec, source: "example.yaml")],
      inputs: InputSearch(paths: files, folders: [folder.path("inputs")], store: nil),
      permissions: Permissions(commands: true, network: ["127.0.0.1"]),
      tool: RunRecord.Tool(name: "etalon", version: "test", executable: nil),
      results: folder.path("results"), includesInputs: includingInputs)
    bundle = try Runner.run(request, finish: { draft, _ in draft.report = report }).bundle
    _ = try BundleReading(path: bundle).sign(as: VerifiedRun.builder, with: key)
  }

  var policy: Policy { Policy(key: key, builder: VerifiedRun.builder) }

  /// A request of somebody who trusts the key and has the inputs.
  func request(reproduces: Bool = true, inputs: Bool = true) -> VerificationRequest {
    VerificationRequest(bundle: bundle, policy: policy, reproduces: reproduces, inputs: inputs ? [folder.path("inputs")] : [])
  }

  func bytes(_ file: String) throws -> [UInt8] { try Repository.bytes(of: "\(bundle)/\(file)") }

  func write(_ bytes: [UInt8], to file: String) throws { try Data(bytes).write(to: URL(filePath: "\(bundle)/\(file)")) }

  /// Removes a file, and its folder where that is empty then.
  func remove(_ file: String) throws {
    let path = URL(filePath: "\(bundle)/\(file)")
    try FileManager.default.removeItem(at: path)
    let folder = path.deletingLastPathComponent().path
    if try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty { try FileManager.default.removeItem(atPath: folder) }
  }

  /// Every file of the bundle, by path inside it.
  var files: [String] {
    (FileManager.default.enumerator(atPath: bundle)?.compactMap { $0 as? String } ?? []).filter { path in
      (try? FileManager.default.attributesOfItem(atPath: "\(bundle)/\(path)")[.type] as? FileAttributeType) == .typeRegular
    }.sorted()
  }

  /// Changes records as a forger does who owns the key: entries, the digests in their lines, the manifest, and the scores where asked.
  func forge(derivingScores: Bool = false, _ change: (inout BundleRecords) throws -> Void) throws {
    guard var records = try BundleReading(path: bundle).records else { throw Unreadable() }
    try change(&records)
    func digest(_ entry: (some Record)?) throws -> Digest? { try entry.map { SHA256.digest(of: try $0.canonicalBytes()) } }
    for (index, line) in records.trials.enumerated() {
      records.trials[index].result = try digest(records.results.trials.first { $0.id == line.id })
      records.trials[index].bounded = try digest(records.bounded.trials.first { $0.id == line.id })
      records.trials[index].measurement = try digest(records.measurements.trials.first { $0.id == line.id })
    }
    if derivingScores {
      records.scores = scores(
        of: records.raw, artifacts: { try? bytes("data/artifacts/\($0.hex)") },
        items: { trial, take in
          guard let file = trial.items, let lines = try? bytes("data/items/\(file.hex)") else { return false }
          for line in TrialLines.split(lines) { take(line) }
          return true
        })
    }
    try write(try TrialLines.bytes(records.trials), to: "data/trials.jsonl")
    try write(try records.results.canonicalBytes(), to: "data/results.json")
    try write(try records.bounded.canonicalBytes(), to: "data/bounded.json")
    try write(try records.measurements.canonicalBytes(), to: "data/measurements.json")
    try write(try records.scores.canonicalBytes(), to: "data/scores.json")
    try write(try records.run.canonicalBytes(), to: "data/run.json")
    try write(try records.environment.canonicalBytes(), to: "data/environment.json")
    try write(try records.inputs.canonicalBytes(), to: "data/inputs.json")
    try renewManifest()
  }

  /// Replaces a text of the plan, and the plan's digest in every record.
  func forgePlan(_ text: String, _ other: String) throws {
    let plan = String(decoding: try bytes("data/plan.json"), as: UTF8.self)
    let forged = Array(plan.replacingOccurrences(of: text, with: other).utf8)
    guard forged != Array(plan.utf8) else { throw Unreadable() }
    try write(forged, to: "data/plan.json")
    let (old, new) = (SHA256.digest(of: Array(plan.utf8)), SHA256.digest(of: forged))
    for file in ["run", "results", "bounded", "measurements", "scores"] {
      let text = String(decoding: try bytes("data/\(file).json"), as: UTF8.self)
      try write(Array(text.replacingOccurrences(of: old.hex, with: new.hex).utf8), to: "data/\(file).json")
    }
    try renewManifest()
  }

  /// Puts other bytes in the place of an artefact, and gives their digest.
  func replaceArtifact(_ digest: Digest, _ bytes: [UInt8]) throws -> Digest {
    let other = SHA256.digest(of: bytes)
    try FileManager.default.removeItem(atPath: "\(bundle)/data/artifacts/\(digest.hex)")
    try write(bytes, to: "data/artifacts/\(other.hex)")
    return other
  }

  /// Changes item records of the first trial, in their file and in everything that names it.
  func forgeItems(derivingScores: Bool = false, _ change: @escaping (inout [ItemRecord]) -> Void) throws {
    try forge(derivingScores: derivingScores) { (records: inout BundleRecords) throws in
      guard let old = records.trials[0].items else { throw Unreadable() }
      var items: [ItemRecord] = []
      for line in TrialLines.split(try bytes("data/items/\(old.hex)")) { items.append(try ItemRecord(canonical: line)) }
      change(&items)
      var lines: [UInt8] = []
      for item in items { lines += try item.canonicalBytes() + [0x0A] }
      let new = SHA256.digest(of: lines)
      try remove("data/items/\(old.hex)")
      try FileManager.default.createDirectory(atPath: "\(bundle)/data/items", withIntermediateDirectories: true)
      try write(lines, to: "data/items/\(new.hex)")
      records.trials[0].items = new
      for index in records.results.trials[0].values.indices where records.results.trials[0].values[index].name == "items" {
        records.results.trials[0].values[index].value = .digest(new)
      }
    }
  }

  /// Changes transcripts of the first trial, in their file and in the line that names it.
  func forgeTranscripts(_ change: @escaping (inout [Transcript]) -> Void) throws {
    try forge { (records: inout BundleRecords) throws in
      guard let old = records.trials[0].transcripts else { throw Unreadable() }
      var transcripts: [Transcript] = []
      for line in TrialLines.split(try bytes("data/transcripts/\(old.hex)")) { transcripts.append(try Transcript(canonical: line)) }
      change(&transcripts)
      var lines: [UInt8] = []
      for transcript in transcripts { lines += try transcript.canonicalBytes() + [0x0A] }
      let new = SHA256.digest(of: lines)
      try FileManager.default.removeItem(atPath: "\(bundle)/data/transcripts/\(old.hex)")
      try write(lines, to: "data/transcripts/\(new.hex)")
      records.trials[0].transcripts = new
    }
  }

  private func renewManifest() throws {
    let entries = try files.filter { $0.hasPrefix("data/") }.map { Manifest.Entry(path: $0, digest: SHA256.digest(of: try bytes($0))) }
    try write(Manifest(entries).bytes, to: "manifest-sha256.txt")
  }

  /// What a verifier says after the forger signed again.
  ///
  /// A broken bundle is not signed by the library; the forger signs by other means, so there authenticity is left out.
  func verified(_ change: (inout VerificationRequest) -> Void = { _ in }) throws -> VerificationReport {
    try FileManager.default.removeItem(atPath: "\(bundle)/attestations")
    let key = try SigningKey.generate()
    var request = request(reproduces: false)
    change(&request)
    if (try? BundleReading(path: bundle).sign(as: VerifiedRun.builder, with: key)) != nil {
      request.policy = Policy(
        builders: [Policy.Builder(id: VerifiedRun.builder, keys: [key.publicKey])], tolerance: request.policy?.tolerance)
    }
    return try Verifier.verify(request)
  }

  struct Unreadable: Error {}
}

extension VerificationReport {
  /// The verdict on a property.
  func verdict(_ property: PropertyVerdict.Property) -> PropertyVerdict? { properties.first { $0.property == property } }

  /// The state of a check of a property.
  func check(_ property: PropertyVerdict.Property, _ name: String) -> Check.State? {
    verdict(property)?.checks.first { $0.name == name }?.state
  }

  /// The codes of a property's findings, without notes.
  func codes(_ property: PropertyVerdict.Property) -> [String] {
    verdict(property)?.findings.filter { $0.severity != .note }.map(\.code) ?? []
  }
}

/// What tests need to know about this host.
enum HostLibrary {
  static let hasOpenBLAS = FileManager.default.fileExists(atPath: "/usr/lib/x86_64-linux-gnu/libopenblas.so.0")
}
