public import Attest
public import Record
internal import Score

/// The records of a finished run, as a pure function of its journal: two exports are equal, byte for byte.
public struct RunExport {
  public let records: RunRecords
  let planBytes: [UInt8]
  let specs: [[UInt8]]
  /// Files under `data/`, by folder.
  let artifacts: [[UInt8]]
  let transcripts: [[UInt8]]
  let carried: [[UInt8]]
  /// Item records, read from the journal while the bundle is written.
  let items: [BundleDraft.Stream]

  /// Reads everything from a journal whose trials have all come to an end.
  init(_ journal: Journal) throws(RunFault) {
    guard let ended = try journal.ended() else {
      throw RunFault("not-finished", "the run has not finished", help: "go on with `etalon run --resume`")
    }
    let plan = journal.plan
    planBytes = journal.planBytes
    specs = try journal.specs()
    let rows = try RunExport.rows(journal)
    let finished = rows.map(\.trial)
    let digest = journal.header.plan
    let raw = RawRecords(
      plan: plan, trials: rows.map(\.line), results: Results(plan: digest, trials: finished.filter { !$0.results.isEmpty }.map(\.result)),
      bounded: BoundedResults(plan: digest, trials: finished.filter { !$0.bounded.isEmpty }.map(\.boundedResult)),
      measurements: Measurements(plan: digest, trials: finished.compactMap(\.measurement)))
    let run = RunRecord(
      tool: journal.header.tool, plan: digest, started: journal.header.started, ended: ended, overrides: plan.overrides,
      cacheHits: unique(finished.filter(\.cached).map(\.node)), interruptions: try journal.interruptions(),
      partial: RunExport.partial(plan, finished), allowed: journal.header.allowed)

    var files: [Digest: [UInt8]] = [:]
    for artifact in finished.flatMap(\.artifacts) where files[artifact.digest] == nil {
      files[artifact.digest] = try journal.file(artifact.digest)
    }
    artifacts = files.sorted { $0.key < $1.key }.map(\.value)
    items = finished.compactMap { $0.itemRecords(in: journal) }
    transcripts = try finished.flatMap(\.transcripts).map { digest throws(RunFault) in try journal.answer(digest) }
    let inputs = Inputs(files: journal.header.inputs)
    carried = try inputs.files.filter { $0.included && $0.role != .spec }.map { file throws(RunFault) in try journal.file(file.sha256) }
    records = RunRecords(
      raw: raw, planDigest: digest, inputs: inputs, environment: journal.environment, run: run,
      scores: scores(of: raw, artifacts: { [files] in files[$0] }))
  }

  /// Every planned trial with its line, in plan order.
  private static func rows(_ journal: Journal) throws(RunFault) -> [(trial: FinishedTrial, line: TrialLine)] {
    var rows: [(trial: FinishedTrial, line: TrialLine)] = []
    for node in journal.plan.nodes {
      for index in 0..<node.trials {
        guard let trial = journal.finished(node.id, index) else {
          throw RunFault.corruptJournal(journal.path, "the trial `\(node.id)#\(index)` is missing")
        }
        rows.append((trial, try TrialLine(trial, seed: journal.plan.seed, attempts: try journal.attempts(node.id, index))))
      }
    }
    return rows
  }

  /// The bundle, not yet signed and not yet written.
  public func draft() throws(AttestFault) -> BundleDraft {
    var draft = BundleDraft()
    try draft.add("data/plan.json", planBytes)
    for spec in specs { try draft.add("data/spec/\(SHA256.digest(of: spec).hex).yaml", spec) }
    try draft.add("data/inputs.json", records.inputs)
    try draft.add("data/environment.json", records.environment)
    try draft.add("data/run.json", records.run)
    do {
      try draft.add("data/trials.jsonl", try TrialLines.bytes(records.trials))
    } catch let fault as RecordFault {
      throw AttestFault("bundle-record", "`data/trials.jsonl` cannot be written: \(fault.description)")
    } catch let fault as AttestFault {
      throw fault
    } catch {
      throw AttestFault("bundle-record", "`data/trials.jsonl` cannot be written: \(error)")
    }
    try draft.add("data/results.json", records.results)
    try draft.add("data/bounded.json", records.bounded)
    try draft.add("data/measurements.json", records.measurements)
    try draft.add("data/scores.json", records.scores)
    for bytes in artifacts { try draft.add(inFolder: "artifacts", bytes) }
    for bytes in transcripts { try draft.add(inFolder: "transcripts", bytes) }
    for stream in items { draft.add(inFolder: "items", stream) }
    for bytes in carried { try draft.add(inFolder: "inputs", bytes) }
    return draft
  }

  /// What the run left out, each in a sentence.
  private static func partial(_ plan: Plan, _ finished: [FinishedTrial]) -> [String] {
    let unfinished = finished.filter { $0.status != .ok }.map { trial in
      "`\(trial.node)#\(trial.index)` \(trial.status.words)" + (trial.reason.map { ": \($0)" } ?? "")
    }
    let limited = plan.nodes.compactMap { node -> String? in
      guard case .evaluate(let work) = node.work, let items = work.items else { return nil }
      return "`\(node.id)` puts only the first \(items) items"
    }
    return limited + unfinished
  }
}

extension FinishedTrial {
  var result: TrialResult { TrialResult(node: node, index: index, values: results) }
  var boundedResult: TrialResult { TrialResult(node: node, index: index, values: bounded) }

  /// The file of its item records, as a journal holds it in pieces.
  fileprivate func itemRecords(in journal: Journal) -> BundleDraft.Stream? {
    items.map { digest in
      BundleDraft.Stream(digest) { take throws(AttestFault) in
        // Two kinds of fault meet here: that of the journal, which is read, and that of the file, which is written.
        var ofFile: AttestFault?
        do throws(RunFault) {
          try journal.itemPieces(of: node, index) { piece throws(RunFault) in
            guard ofFile == nil else { return }
            do throws(AttestFault) { try take(piece) } catch { ofFile = error }
          }
        } catch { throw AttestFault(error.code, error.message, help: error.help) }
        if let ofFile { throw ofFile }
      }
    }
  }
}

extension TrialLine {
  /// The line of a trial, with the digests of its entries in the other files.
  init(_ trial: FinishedTrial, seed: Seed, attempts: [Attempt]) throws(RunFault) {
    func digest(_ record: (some Record)?) throws(RunFault) -> Digest? {
      guard let record else { return nil }
      return SHA256.digest(of: try Journal.record(record))
    }
    self.init(
      node: trial.node, index: trial.index, stream: seed.streamKey(node: trial.node, trial: trial.index, purpose: "trial"),
      status: trial.status, reason: trial.reason, attempts: attempts, result: try digest(trial.results.isEmpty ? nil : trial.result),
      bounded: try digest(trial.bounded.isEmpty ? nil : trial.boundedResult), measurement: try digest(trial.measurement),
      transcripts: trial.transcripts, artifacts: trial.artifacts.map(\.digest), items: trial.items, cached: trial.cached, host: trial.host)
  }
}

/// The values without repetitions, each where it came first.
private func unique(_ values: [String]) -> [String] {
  var seen: Set<String> = []
  return values.filter { seen.insert($0).inserted }
}
