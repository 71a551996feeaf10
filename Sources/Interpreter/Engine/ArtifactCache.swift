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
  func trial(
    _ node: Node, _ index: Int, host: HostResolution, plan: Plan, inputs: InputReader
  ) -> (FinishedTrial, [(digest: Digest, bytes: [UInt8])])? {
    guard isTakenFromCache(node, plan), let bytes = try? Files.read(path(of: key(node, index, plan)), limit: 64 << 20),
      var trial = try? FinishedTrial(canonical: bytes), trial.node.utf8.elementsEqual(node.id.utf8), trial.index == index,
      trial.status == .ok, trial.measurement == nil, ArtifactCache.agree(trial)
    else { return nil }
    var files: [(digest: Digest, bytes: [UInt8])] = []
    for artifact in trial.artifacts {
      guard let bytes = try? Files.read(path(of: artifact.digest)), SHA256.digest(of: bytes) == artifact.digest else { return nil }
      files.append((artifact.digest, bytes))
    }
    trial.cached = true
    trial.host = host
    return (trial, files)
  }

  /// Keeps a trial that left files; a cache that cannot be written is no reason to fail.
  func keep(_ trial: FinishedTrial, files: [(digest: Digest, bytes: [UInt8])], node: Node, plan: Plan, inputs: InputReader) {
    guard policy != .none, ArtifactCache.isCacheable(node), trial.status == .ok else { return }
    var kept = trial
    kept.measurement = nil
    kept.artifacts = trial.artifacts.filter { !$0.name.hasPrefix("series/") }
    guard let record = try? kept.canonicalBytes(), (try? Files.makeFolders(folder)) != nil else { return }
    let wanted = Set(kept.artifacts.map(\.digest))
    for file in files where wanted.contains(file.digest) && !Files.exists(path(of: file.digest)) {
      guard (try? Files.replace(path(of: file.digest), file.bytes, durable: false)) != nil else { return }
    }
    try? Files.replace(path(of: key(node, trial.index, plan)), record, durable: false)
  }

  /// Everything a trial depends on: its cell, seed, target and inputs, the catalogue, and the same of the cells it needs.
  func key(_ node: Node, _ index: Int, _ plan: Plan) -> Digest {
    var parts: [JSON] = [.string("etalon-cache/1"), .number(Double(Catalogue.current.version)), .number(Double(index))]
    parts.append(.string(plan.seed.root.recordText))
    parts += node.inputs.compactMap { plan.input($0) }.map { (try? CacheInput(input: $0).json()) ?? .null }
    parts += node.needs.compactMap { plan.node($0) }.map { .string(key($0, 0, plan).hex) }
    parts.append((try? CacheNode(node: node).json()) ?? .null)
    return SHA256.digest(of: JSON.array(parts).canonicalBytes)
  }

  private struct CacheNode: Record { var node: Node }
  private struct CacheInput: Record { var input: InputPlan }

  private func path(of digest: Digest) -> String { "\(folder)/\(digest.hex)" }

  private func isTakenFromCache(_ node: Node, _ plan: Plan) -> Bool {
    guard ArtifactCache.isCacheable(node) else { return false }
    switch policy {
    case .none: return false
    case .unmeasured: return !node.metrics.contains { $0.origin == .measurement }
    case .unjudged: return !plan.judgedMeasurements.contains(node.id)
    }
  }

  /// Only training leaves an artefact that others need and that depends on nothing outside the plan.
  private static func isCacheable(_ node: Node) -> Bool { if case .train = node.work { true } else { false } }

  /// The results of a training name its artefact; an entry whose two halves disagree is no entry.
  private static func agree(_ trial: FinishedTrial) -> Bool {
    guard let result = trial.results.first(where: { $0.name == "weights" }), case .digest(let digest) = result.value else { return false }
    return trial.artifact("weights") == digest
  }
}

/// Which cells may come from the cache instead of being executed.
public enum CachePolicy: String, Sendable, Hashable, CaseIterable {
  /// None, and nothing is kept: verification.
  case none
  /// Cells that have no metric of a measurement: nothing that a run would measure is ever missing from it.
  case unmeasured
  /// Cells whose measurements no claim and no score uses; their own metrics then have no value in this run.
  case unjudged
}

extension Plan {
  /// The cells whose measurements a claim or the score uses.
  var judgedMeasurements: Set<String> {
    var references = claims.flatMap(\.expression.metrics)
    func collect(_ branches: [ScoreBranch]) {
      for branch in branches {
        if let metric = branch.metric { references.append(metric) }
        collect(branch.branches)
      }
    }
    collect(weighting?.score ?? [])
    var cells: Set<String> = []
    for reference in references {
      for id in reference.cells where node(id)?.metric(reference.metric)?.origin == .measurement { cells.insert(id) }
    }
    return cells
  }
}
