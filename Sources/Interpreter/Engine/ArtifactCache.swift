internal import Attest
internal import Record
internal import Spec

/// Artefacts of earlier runs, under the digest of everything they depend on.
///
/// Only results and files are kept, never measurements; so a cell is taken from the cache only where nothing needs to be measured. What is
/// read is checked against its digests. A verification has no cache at all.
struct ArtifactCache {
  let folder: String
  let policy: CachePolicy

  /// What was kept for a trial, and its files; `nil` where the trial must be executed.
  func trial(_ id: TrialID, of node: Node, on host: HostResolution, plan: Plan) -> (trial: FinishedTrial, files: [StoredFile])? {
    guard isTakenFromCache(node, plan), let bytes = try? Files.read(path(of: key(id, of: node, plan)), limit: 64 << 20),
      var trial = try? FinishedTrial(canonical: bytes), trial.id == id, trial.status == .ok, trial.measurement == nil,
      ArtifactCache.agree(trial)
    else { return nil }
    var files: [StoredFile] = []
    for artifact in trial.artifacts {
      guard let bytes = try? Files.read(path(of: artifact.digest)) else { return nil }
      let file = StoredFile(bytes)
      guard file.digest == artifact.digest else { return nil }
      files.append(file)
    }
    trial.cached = true
    trial.host = host
    return (trial, files)
  }

  /// Keeps a trial that left files; a cache that cannot be written is no reason to fail.
  func keep(_ trial: FinishedTrial, files: [StoredFile], of node: Node, plan: Plan) {
    guard policy != .none, node.work.executor.isCacheable, trial.status == .ok else { return }
    var kept = trial
    kept.measurement = nil
    kept.artifacts = trial.artifacts.filter { !$0.isSeries }
    guard let record = try? kept.canonicalBytes(), (try? Files.makeFolders(folder)) != nil else { return }
    let wanted = Set(kept.artifacts.map(\.digest))
    for file in files where wanted.contains(file.digest) && !Files.exists(path(of: file.digest)) {
      guard (try? Files.replace(path(of: file.digest), file.bytes, durable: false)) != nil else { return }
    }
    try? Files.replace(path(of: key(trial.id, of: node, plan)), record, durable: false)
  }

  /// Everything a trial depends on: its cell, seed, target and inputs, the catalogue, and the same of the cells it needs.
  func key(_ id: TrialID, of node: Node, _ plan: Plan) -> Digest {
    var parts: [JSON] = [.string("etalon-cache/1"), .number(Double(Catalogue.current.version)), .number(Double(id.index))]
    parts.append(.string(plan.seed.root.recordText))
    if let pulse = plan.seed.pulse { parts.append(.string(pulse)) }
    parts += node.inputs.compactMap { plan.input($0) }.map { (try? CacheInput(input: $0).json()) ?? .null }
    parts += node.needs.compactMap { plan.node($0) }.map { .string(key(TrialID(node: $0.id, index: 0), of: $0, plan).hex) }
    parts.append((try? CacheNode(node: node).json()) ?? .null)
    return SHA256.digest(of: JSON.array(parts).canonicalBytes)
  }

  private struct CacheNode: Record { var node: Node }
  private struct CacheInput: Record { var input: InputPlan }

  private func path(of digest: Digest) -> String { "\(folder)/\(digest.hex)" }

  private func isTakenFromCache(_ node: Node, _ plan: Plan) -> Bool {
    guard node.work.executor.isCacheable else { return false }
    switch policy {
    case .none: return false
    case .unmeasured: return !node.metrics.contains { $0.origin == .measurement }
    case .unjudged: return !plan.judgedMeasurements.contains(node.id)
    }
  }

  /// Results and files name each other, digest by digest; an entry whose two halves disagree is no entry.
  private static func agree(_ trial: FinishedTrial) -> Bool {
    let files = Dictionary(trial.artifacts.map { ($0.name, $0.digest) }, uniquingKeysWith: { first, _ in first })
    var named: [String: Digest] = [:]
    for result in trial.results {
      if case .digest(let digest) = result.value { named[result.name] = digest }
    }
    return !files.isEmpty && files == named
  }
}
