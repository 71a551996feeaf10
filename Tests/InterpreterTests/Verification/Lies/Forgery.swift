// A consistent forger: changes what they like, and repairs everything that depends on it.
import Attest
import Foundation
import Record
import Score
import TestSupport

/// A bundle in the hands of a signer who lies, and who owns a key that the verifier trusts.
struct Forgery {
  /// Files by path inside the bundle; the records are written over theirs.
  var files: [String: [UInt8]]
  var records: BundleRecords
  /// Changes the statement before it is signed.
  var statement: (inout RunStatement) -> Void = { _ in }
  /// Changes files after the records were written, before the manifest is made.
  var written: (inout [String: [UInt8]]) throws -> Void = { _ in }
  /// Changes files after the signature: what anyone can do.
  var signed: (inout [String: [UInt8]]) throws -> Void = { _ in }
  /// The type of the payload, and what is signed in the place of the statement's text.
  var resigning: (type: String, change: (String) -> String)?
  /// What the forger leaves as it is.
  var leaves: Set<Repair> = []

  /// What a consistent forger repairs.
  enum Repair { case plan, lines, partial, scores, manifest, signature }

  init(_ honest: HonestBundle) { (files, records) = (honest.files, honest.records) }

  /// The files of the finished forgery, and the key that the verifier is to trust.
  mutating func finish() throws -> (files: [String: [UInt8]], key: PublicKey) {
    if !leaves.contains(.plan) { try repairPlan() }
    if !leaves.contains(.lines) { try repairLines() }
    if !leaves.contains(.partial) { repairPartial() }
    if !leaves.contains(.scores) {
      let files = files
      records.scores = scores(
        of: records.raw, artifacts: { files["data/artifacts/\($0.hex)"] },
        items: { trial, take in
          guard let lines = trial.items.flatMap({ files["data/items/\($0.hex)"] }) else { return false }
          for line in TrialLines.split(lines) { take(line) }
          return true
        })
    }
    try writeRecords()
    try written(&files)
    let manifest = Manifest(
      files.filter { $0.key.hasPrefix("data/") }.map { Manifest.Entry(path: $0.key, digest: SHA256.digest(of: $0.value)) })
    if !leaves.contains(.manifest) { files[Manifest.name] = manifest.bytes }
    let key = try SigningKey.generate()
    if !leaves.contains(.signature) {
      var statement = truth(manifest.root)
      self.statement(&statement)
      let payload = String(decoding: statement.payload, as: UTF8.self)
      let (type, change) = resigning ?? (Envelope.statementType, { $0 })
      files["attestations/run.dsse.json"] = Envelope(signing: Array(change(payload).utf8), type: type, with: key).bytes
    }
    try signed(&files)
    return (files, key.publicKey)
  }

  /// What an honest signer says about the records.
  private func truth(_ root: Digest) -> RunStatement {
    let lines = TrialLines.split(files["data/trials.jsonl"] ?? [])
    return RunStatement(
      builder: HonestBundle.builder, root: root, plan: SHA256.digest(of: files["data/plan.json"] ?? []),
      trialsRoot: MerkleTree(lines).root, trialsCount: lines.count,
      dependencies: records.inputs.files.map(RunStatement.Dependency.init), started: records.run.started, ended: records.run.ended)
  }

  private mutating func repairPlan() throws {
    let digest = SHA256.digest(of: try records.plan.canonicalBytes())
    records.records.planDigest = digest
    records.run.plan = digest
    records.results.plan = digest
    records.bounded.plan = digest
    records.measurements.plan = digest
    records.scores.plan = digest
  }

  private mutating func repairLines() throws {
    func digests(_ entries: [(TrialID, [UInt8])]) -> [TrialID: Digest] {
      Dictionary(entries.map { ($0.0, SHA256.digest(of: $0.1)) }, uniquingKeysWith: { first, _ in first })
    }
    let results = digests(try records.results.trials.map { ($0.id, try $0.canonicalBytes()) })
    let bounded = digests(try records.bounded.trials.map { ($0.id, try $0.canonicalBytes()) })
    let measurements = digests(try records.measurements.trials.map { ($0.id, try $0.canonicalBytes()) })
    for index in records.trials.indices {
      let id = records.trials[index].id
      records.trials[index].result = results[id]
      records.trials[index].bounded = bounded[id]
      records.trials[index].measurement = measurements[id]
    }
  }

  /// What the run left out follows from the lines.
  private mutating func repairPartial() {
    let names = records.trials.map { "`\($0.id)` " }
    records.run.partial.removeAll { sentence in names.contains { sentence.hasPrefix($0) } }
    let inputs = records.run.partial.firstIndex { $0.hasPrefix("the bundle does not carry") } ?? records.run.partial.endIndex
    let sentences = records.trials.filter { $0.status != .ok }.map { trial in
      "`\(trial.id)` \(trial.status.words)" + (trial.reason.map { ": \($0)" } ?? "")
    }
    records.run.partial.insert(contentsOf: sentences, at: inputs)
  }

  private mutating func writeRecords() throws {
    files["data/plan.json"] = try records.plan.canonicalBytes()
    files["data/inputs.json"] = try records.inputs.canonicalBytes()
    files["data/environment.json"] = try records.environment.canonicalBytes()
    files["data/run.json"] = try records.run.canonicalBytes()
    files["data/trials.jsonl"] = try TrialLines.bytes(records.trials)
    files["data/results.json"] = try records.results.canonicalBytes()
    files["data/bounded.json"] = try records.bounded.canonicalBytes()
    files["data/measurements.json"] = try records.measurements.canonicalBytes()
    files["data/scores.json"] = try records.scores.canonicalBytes()
  }
}

// MARK: - What forgers do

extension Forgery {
  struct Nothing: Error { let what: String }

  /// The place of a trial's line.
  func line(_ node: String, _ index: Int = 0) throws -> Int {
    try found(records.trials.firstIndex { $0.node.hasPrefix(node) && $0.index == index }, "line of \(node)")
  }

  private func found<Value>(_ value: Value?, _ what: String) throws -> Value {
    guard let value else { throw Nothing(what: what) }
    return value
  }

  /// Changes a trial's line.
  mutating func line(_ node: String, _ index: Int = 0, _ change: (inout TrialLine) -> Void) throws {
    change(&records.trials[try line(node, index)])
  }

  /// Changes a trial's entry of `results.json`.
  mutating func result(_ node: String, _ index: Int = 0, _ change: (inout TrialResult) -> Void) throws {
    let place = try found(records.results.trials.firstIndex { $0.node.hasPrefix(node) && $0.index == index }, "result of \(node)")
    change(&records.results.trials[place])
  }

  /// Adds a result to those of a trial.
  mutating func append(_ value: ResultValue, to node: String, _ index: Int = 0) throws {
    try result(node, index) { $0 = TrialResult(node: $0.node, index: $0.index, values: $0.values + [value]) }
  }

  /// Changes a trial's entry of `measurements.json`.
  mutating func measurement(_ node: String, _ index: Int = 0, _ change: (inout TrialMeasurement) -> Void) throws {
    let place = try found(
      records.measurements.trials.firstIndex { $0.node.hasPrefix(node) && $0.index == index }, "measurement of \(node)")
    change(&records.measurements.trials[place])
  }

  /// Sets a result of a trial.
  mutating func set(_ name: String, _ value: ResultValue.Content, of node: String, _ index: Int = 0) throws {
    try result(node, index) { entry in
      for place in entry.values.indices where entry.values[place].name == name { entry.values[place].value = value }
    }
  }

  /// Puts times in the place of those of a trial.
  mutating func times(_ node: String, _ index: Int = 0, series name: String = "time", _ change: ([UInt64]) -> [UInt64]) throws {
    try measurement(node, index) { entry in
      for place in entry.series.indices where entry.series[place].name == name {
        let old = (entry.series[place].nanoseconds ?? []).map(\.value)
        entry.series[place] = SampleSeries(name: name, nanoseconds: change(old).map { U64($0) })
      }
      if let count = entry.series.first(where: { $0.name == name })?.count, entry.witnesses.count > 1, let witness = entry.witnesses.first {
        entry.witnesses = (0..<count).map { $0 < entry.witnesses.count ? entry.witnesses[$0] : witness }
      }
    }
  }

  /// Puts readings in the place of those of a trial.
  mutating func numbers(_ node: String, _ index: Int = 0, series name: String, _ change: ([Double]) -> [Double]) throws {
    try measurement(node, index) { entry in
      for place in entry.series.indices where entry.series[place].name == name {
        let old = entry.series[place]
        entry.series[place] = SampleSeries(name: name, unit: old.unit, numbers: change(old.numbers ?? []))
      }
    }
  }

  /// Withdraws everything that a finished trial leaves, and gives it another status.
  mutating func withdraw(_ node: String, _ index: Int = 0, as status: TrialStatus, because reason: String? = "the time limit was reached")
    throws
  {
    let id = records.trials[try line(node, index)].id
    try line(node, index) { line in
      line.status = status
      line.reason = reason
      line.artifacts = []
      line.items = nil
      line.transcripts = nil
      if status == .skipped || status == .refused { (line.attempts, line.host) = ([], nil) }
    }
    records.results.trials.removeAll { $0.id == id }
    records.bounded.trials.removeAll { $0.id == id }
    records.measurements.trials.removeAll { $0.id == id }
    dropStrays()
  }

  /// Removes files that no line names any more.
  mutating func dropStrays() {
    let trials = records.trials
    let named = Set(
      trials.flatMap { $0.artifacts.map { "data/artifacts/\($0.hex)" } + ($0.transcripts.map { ["data/transcripts/\($0.hex)"] } ?? []) }
        + trials.compactMap { $0.items.map { "data/items/\($0.hex)" } }
        + records.measurements.trials.flatMap(\.series).compactMap { $0.artifact.map { "data/artifacts/\($0.hex)" } })
    for path in files.keys
    where ["data/artifacts/", "data/transcripts/", "data/items/"].contains(where: path.hasPrefix) && !named.contains(path) {
      files[path] = nil
    }
  }

  /// Adds a file named by its digest.
  @discardableResult
  mutating func add(_ folder: String, _ bytes: [UInt8], ending: String = "") -> Digest {
    let digest = SHA256.digest(of: bytes)
    files["data/\(folder)/\(digest.hex)\(ending)"] = bytes
    return digest
  }

  /// Puts other bytes in the place of an artefact of a trial, also in its line; gives both digests.
  @discardableResult
  mutating func swapArtifact(_ node: String, _ number: Int = 0, for bytes: [UInt8]) throws -> (old: Digest, new: Digest) {
    let place = try line(node)
    let old = try found(
      records.trials[place].artifacts.indices.contains(number) ? records.trials[place].artifacts[number] : nil, "artefact of \(node)")
    let new = add("artifacts", bytes)
    records.trials[place].artifacts[number] = new
    dropStrays()
    return (old, new)
  }

  /// Sets a field of the fingerprint.
  mutating func environment(_ name: String, _ value: JSON?) {
    records.environment.fields[name] = value.map { FingerprintField(.performance, probed: $0) }
  }

  /// Changes a record as JSON, after everything else was repaired.
  mutating func json(_ file: String, _ change: @escaping (inout JSON) -> Void) {
    let before = written
    written = { files in
      try before(&files)
      var json = try JSON(parsing: files[file] ?? [])
      change(&json)
      files[file] = json.canonicalBytes
    }
  }

  /// Adds a member to a record as JSON.
  mutating func member(_ name: String, _ value: JSON, to file: String) {
    json(file) { json in
      guard var object = json.object else { return }
      object[name] = value
      json = .object(object)
    }
  }
}
