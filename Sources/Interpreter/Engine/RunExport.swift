public import Attest
public import Record
internal import Score
internal import Text

/// The records and files of a finished run, as a pure function of its journal: two exports are equal, byte for byte.
public struct RunExport {
  /// Everything that the run recorded.
  public let records: RunRecords
  private let planBytes: [UInt8]
  private let specs: [[UInt8]]
  /// Files that are named by their digests, by the folder that they belong to; they are read from the journal while the bundle is written.
  private let files: [(folder: String, stream: BundleDraft.Stream)]
  private let journal: Journal

  /// Reads everything from a journal whose trials have all come to an end.
  ///
  /// Complexity: linear in trials, answers and bytes of files.
  init(_ journal: Journal) throws(RunFault) {
    guard let ended = try journal.ended() else {
      throw RunFault(.notFinished, "the run has not finished", help: "go on with `etalon run --resume`")
    }
    planBytes = journal.planBytes
    specs = try journal.specs()
    let finished = try journal.finishedTrials()
    let inputs = Inputs(files: journal.header.inputs)
    files = RunExport.files(of: finished, inputs, journal)
    self.journal = journal
    let lines = try finished.map { trial throws(RunFault) in
      try TrialLine(
        trial, seed: journal.plan.seed, attempts: try journal.attempts(at: trial.id),
        keepsOrder: journal.node(trial.node)?.leaves.files == .eachAndMore)
    }
    let raw = RunExport.raw(journal, finished, lines)
    records = RunRecords(
      raw: raw, planDigest: journal.header.plan, inputs: inputs, environment: journal.environment,
      run: try RunExport.run(journal, finished, lines, redacted: try journal.redactedAnswers(of: finished), ended: ended),
      scores: scores(of: raw, artifacts: { try? journal.file($0) }, items: journal.forEachItemLine))
  }

  private static func raw(_ journal: Journal, _ finished: [FinishedTrial], _ lines: [TrialLine]) -> RawRecords {
    let digest = journal.header.plan
    return RawRecords(
      plan: journal.plan, trials: lines, results: Results(plan: digest, trials: finished.filter { !$0.results.isEmpty }.map(\.result)),
      bounded: BoundedResults(plan: digest, trials: finished.filter { !$0.bounded.isEmpty }.map(\.boundedResult)),
      measurements: Measurements(plan: digest, trials: finished.compactMap(\.measurement)))
  }

  private static func run(
    _ journal: Journal, _ finished: [FinishedTrial], _ lines: [TrialLine], redacted: Int, ended: Timestamp
  ) throws(RunFault) -> RunRecord {
    let header = journal.header
    let leftOut = header.includesInputs ? Omissions.ofInputs(header.inputs) : []
    return RunRecord(
      tool: header.tool, plan: header.plan, started: header.started, ended: ended,
      overrides: journal.plan.overrides, cacheHits: unique(finished.filter(\.cached).map(\.node)),
      interruptions: try journal.interruptions(), partial: Omissions.ofTrials(journal.plan, lines) + leftOut,
      allowed: header.allowed, isolation: RunRecord.Isolation.of(lines), redacted: redacted == 0 ? nil : redacted)
  }

  private static func files(
    of finished: [FinishedTrial], _ inputs: Inputs, _ journal: Journal
  ) -> [(folder: String, stream: BundleDraft.Stream)] {
    finished.flatMap(\.artifacts).map { ("artifacts", journal.artifact($0.digest)) }
      + finished.compactMap { journal.transcripts(of: $0) }.map { ("transcripts", $0) }
      + finished.compactMap { journal.itemRecords(of: $0) }.map { ("items", $0) }
      + inputs.files.filter { $0.included && $0.role != .spec }.map { ("inputs", journal.artifact($0.sha256)) }
  }

  /// The bytes of a file that a trial left, where it is at hand.
  public func artifact(_ digest: Digest) -> [UInt8]? { try? journal.file(digest) }

  /// Hands over the lines of a file that the bundle will have, named by its digest; `false` where it has none or it cannot be read.
  public func forEachLine(inFolder folder: String, _ digest: Digest, _ take: ([UInt8]) -> Void) -> Bool {
    files.first { $0.folder == folder && $0.stream.digest == digest }?.stream.forEachLine(take) ?? false
  }

  /// Hands over the item records of a trial; `false` where they cannot be read.
  func forEachItemLine(of trial: TrialLine, _ take: ([UInt8]) -> Void) -> Bool {
    trial.items.map { forEachLine(inFolder: "items", $0, take) } ?? false
  }

  /// Metrics without a value though every trial of their cell finished.
  var valueless: [ValuelessMetric] {
    guard records.scores.metrics.count < records.plan.nodes.reduce(0, { $0 + $1.metrics.count }) else { return [] }
    let unfinished = Set(records.trials.filter { $0.status != .ok }.map(\.node))
    return valuelessMetrics(of: records.raw, artifacts: artifact).filter { !unfinished.contains($0.node) }
  }

  /// The bundle, not yet signed and not yet written.
  public func draft() throws(AttestFault) -> BundleDraft {
    var draft = BundleDraft()
    try draft.add(BundleFile.plan, planBytes)
    for spec in specs { try draft.add("data/spec/\(SHA256.digest(of: spec).hex).yaml", spec) }
    try draft.add(BundleFile.inputs, records.inputs)
    try draft.add(BundleFile.environment, records.environment)
    try draft.add(BundleFile.run, records.run)
    try draft.add(BundleFile.trials, try RunExport.bytes(of: records.trials))
    try draft.add(BundleFile.results, records.results)
    try draft.add(BundleFile.bounded, records.bounded)
    try draft.add(BundleFile.measurements, records.measurements)
    try draft.add(BundleFile.scores, records.scores)
    for (folder, stream) in files { draft.add(inFolder: folder, stream) }
    if let pulse = journal.pulse { try draft.add(evidence: Pulse.fileName, pulse.bytes) }
    return draft
  }

  static func bytes(of trials: [TrialLine]) throws(AttestFault) -> [UInt8] {
    do throws(RecordFault) {
      return try TrialLines.bytes(trials)
    } catch {
      throw AttestFault("bundle-record", "`\(BundleFile.trials)` cannot be written: \(error.description)")
    }
  }
}

extension TrialLine {
  /// The line of a trial, with the digests of its entries in the other files.
  ///
  /// - Parameter keepsOrder: Whether files stand in the order of the plan's outputs; else each stands once, also where two results are the
  ///   same file, as the weights are the last checkpoint.
  init(_ trial: FinishedTrial, seed: Seed, attempts: [Attempt], keepsOrder: Bool) throws(RunFault) {
    func digest(_ record: (some Record)?) throws(RunFault) -> Digest? {
      guard let record else { return nil }
      return SHA256.digest(of: try Journal.record(record))
    }
    var seen: Set<Digest> = []
    let files = trial.artifacts.map(\.digest).filter { keepsOrder || seen.insert($0).inserted }
    self.init(
      node: trial.node, index: trial.index, stream: seed.streamKey(node: trial.node, trial: trial.index, purpose: "trial"),
      status: trial.status, reason: trial.reason, attempts: attempts, result: try digest(trial.results.isEmpty ? nil : trial.result),
      bounded: try digest(trial.bounded.isEmpty ? nil : trial.boundedResult), measurement: try digest(trial.measurement),
      transcripts: trial.transcripts, artifacts: files, items: trial.items, cached: trial.cached, host: trial.host)
  }
}

/// The values without repetitions, each where it came first.
private func unique(_ values: [String]) -> [String] {
  var seen: Set<String> = []
  return values.filter { seen.insert($0).inserted }
}
