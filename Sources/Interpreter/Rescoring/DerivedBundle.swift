public import Attest
public import Record
internal import Score

/// A bundle whose answers are those of another one, judged anew.
public struct DerivedBundle {
  /// Everything that it records.
  public private(set) var records: RunRecords
  private let parent: IntactBundle
  private var items: [BundleDraft.Stream] = []

  /// What came of the answers of one trial.
  struct Judged {
    var results: [ResultValue]
    var items: Digest
    var records: BundleDraft.Stream
  }

  init(_ parent: IntactBundle, _ plan: Plan, _ tool: RunRecord.Tool) throws(RunFault) {
    self.parent = parent
    guard let root = parent.reading.manifest?.root else { throw RunFault(.bundleIncomplete, "the bundle has no manifest") }
    records = parent.records.records
    records.plan = plan
    records.planDigest = SHA256.digest(of: try Journal.record(plan))
    records.results.plan = records.planDigest
    records.bounded.plan = records.planDigest
    records.measurements.plan = records.planDigest
    records.run.plan = records.planDigest
    records.run.overrides = plan.overrides
    records.run.tool = tool
    records.run.derivedFrom = root
  }

  /// Removes the name of the parent from what the bundle says of itself, as a forger would; for tests.
  mutating func hideParent() { records.run.derivedFrom = nil }

  /// Puts what came of a trial in the place of what the parent has.
  mutating func replace(_ line: TrialLine, _ judged: Judged) throws(RunFault) {
    guard let place = records.trials.firstIndex(where: { $0.id == line.id }),
      let entry = records.results.trials.firstIndex(where: { $0.id == line.id })
    else { throw RunFault(.bundleNotIntact, "`\(line.id)` has no entry in its results") }
    records.results.trials[entry].values = judged.results.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    records.trials[place].items = judged.items
    records.trials[place].result = SHA256.digest(of: try Journal.record(records.results.trials[entry]))
    items.append(judged.records)
  }

  /// Derives scores and verdicts from what stands there now.
  mutating func finish() throws(RunFault) {
    let (parent, own) = (parent, items)
    records.scores = scores(
      of: records.raw, artifacts: { parent.artifact($0) },
      items: { trial, take in
        guard let stream = own.first(where: { $0.digest == trial.items }) else {
          return parent.reading.folder.forEachItemLine(of: trial, take)
        }
        return stream.forEachLine(take)
      })
  }

  /// Hands over the lines of a file that the derivation will have, named by its digest; `false` where it cannot be read.
  public func forEachLine(inFolder folder: String, _ digest: Digest, _ take: ([UInt8]) -> Void) -> Bool {
    if folder == "items", let stream = items.first(where: { $0.digest == digest }) { return stream.forEachLine(take) }
    return parent.reading.folder.forEachLine(inFolder: folder, digest, take)
  }

  /// The bundle, not yet signed and not yet written.
  public func draft() throws(AttestFault) -> BundleDraft {
    var draft = BundleDraft()
    try draft.add(BundleFile.plan, records.plan)
    for path in parent.reading.folder.files.keys where path.utf8.starts(with: "data/spec/".utf8) {
      try draft.add(path, parent.reading.folder.bytes(path) ?? [])
    }
    try draft.add(BundleFile.inputs, records.inputs)
    try draft.add(BundleFile.environment, records.environment)
    try draft.add(BundleFile.run, records.run)
    try draft.add(BundleFile.trials, try RunExport.bytes(of: records.trials))
    try draft.add(BundleFile.results, records.results)
    try draft.add(BundleFile.bounded, records.bounded)
    try draft.add(BundleFile.measurements, records.measurements)
    try draft.add(BundleFile.scores, records.scores)
    for stream in items { draft.add(inFolder: "items", stream) }
    for (folder, digest) in kept { draft.add(inFolder: folder, parent.reading.folder.stream(folder, digest)) }
    return draft
  }

  /// The parent's files that the derivation holds too: transcripts, artefacts, inputs; its own item records take the place of the others.
  private var kept: [(folder: String, digest: Digest)] {
    let lines = records.trials
    return lines.compactMap(\.transcripts).map { ("transcripts", $0) } + lines.flatMap(\.artifacts).map { ("artifacts", $0) }
      + records.inputs.files.filter { $0.included && $0.role != .spec }.map { ("inputs", $0.sha256) }
  }
}
