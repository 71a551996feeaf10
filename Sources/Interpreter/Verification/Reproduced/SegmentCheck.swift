internal import Attest
internal import Record
internal import Text

/// Checks trainings by segments between their recorded states, which the verifier draws, instead of as a whole.
struct SegmentCheck {
  private let records: BundleRecords
  private let folder: BundleFolder
  private let graph: GraphRun
  private let population: [Segment]

  /// A segment of a trial.
  private struct Segment {
    let line: TrialLine
    let node: Node
    let work: TrainWork
    let stretch: TrainingSegment
    let total: Int

    /// `training#0 epochs 3 to 4`.
    var id: String { "\(line.id) epochs \(stretch.epochs.lowerBound + 1) to \(stretch.epochs.upperBound)" }
  }

  /// - Parameters:
  ///   - cells: Those that would be executed again.
  ///   - graph: Makes the context of a trial.
  init(_ records: BundleRecords, _ folder: BundleFolder, _ cells: Set<String>, _ graph: GraphRun) {
    (self.records, self.folder, self.graph) = (records, folder, graph)
    let results = Dictionary(records.results.trials.map { ($0.id, $0.values) }, uniquingKeysWith: { first, _ in first })
    let lines = Dictionary(grouping: records.trials.filter { $0.status == .ok && cells.contains($0.node) }, by: \.node)
    population = records.plan.nodes.flatMap { node -> [Segment] in
      guard case .train(let work) = node.work, let every = work.checkpoints else { return [] }
      return (lines[node.id] ?? []).flatMap { line -> [Segment] in
        let recorded = RecordedTraining(results[line.id] ?? [], file: { _ in nil })
        // Each epoch has a loss; a record that counts more is not cut into more than that.
        guard let total = recorded.epochs, total == recorded.losses.count,
          recorded.hasCheckpoints(every: every, of: total)
        else { return [] }
        return TrainingSegment.all(of: work, epochs: total).map { Segment(line: line, node: node, work: work, stretch: $0, total: total) }
      }
    }
  }

  /// The trials that segments stand for.
  var trials: Set<TrialID> { Set(population.map(\.line.id)) }

  /// The recorded trials with their files, for the cells that need them: what holds of those, holds if the trainings do.
  func recorded(_ id: TrialID) -> (FinishedTrial, [StoredFile])? {
    guard let line = records.trials.first(where: { $0.id == id }) else { return nil }
    var trial = FinishedTrial(id, ended: .ok, nil, on: line.host)
    trial.results = records.results.trials.first { $0.id == id }?.values ?? []
    var files: [StoredFile] = []
    for result in trial.results {
      guard case .digest(let digest) = result.value, let bytes = folder.namedFile("artifacts", digest) else { continue }
      trial.artifacts.append(FinishedTrial.Artifact(name: result.name, digest: digest))
      files.append(StoredFile(digest: digest, bytes: bytes))
    }
    return (trial, files)
  }

  /// Draws segments, computes them again and settles their trials.
  func judge(_ size: SampleSize, _ draw: Draw, _ ledger: inout ReproductionLedger) throws(RunFault) {
    guard !population.isEmpty else { return }
    let drawn = Set(draw.pick(size.count(of: population.count), of: population.map(\.id)))
    ledger.note(describe(population.filter { drawn.contains($0.id) }, draw), .executed)
    for (id, segments) in Dictionary(grouping: population, by: \.line.id).sorted(by: { $0.key < $1.key }) {
      let mine = segments.filter { drawn.contains($0.id) }
      guard !mine.isEmpty else {
        ledger.leave(id)
        continue
      }
      try judge(mine, &ledger)
    }
  }

  /// Computes drawn segments of one trial.
  private func judge(_ segments: [Segment], _ ledger: inout ReproductionLedger) throws(RunFault) {
    guard let first = segments.first, let target = records.plan.target(first.node.target) else { return }
    let values = records.results.trials.first { $0.id == first.line.id }?.values ?? []
    let folder = folder
    let recorded = RecordedTraining(values, file: { folder.namedFile("artifacts", $0) })
    var parts: [ResultComparison] = []
    do throws(RunFault) {
      let place = TrialPlace(id: first.line.id, trials: first.node.trials, position: 1, total: 1)
      let training = try Training(first.work, graph.context(first.node, place, try graph.capacity.resolve(target)), graph.bench)
      for segment in segments {
        switch try segment.stretch.compute(training, recorded, of: segment.total) {
        case .noState(let reason):
          return ledger.fail(segment.line, Finding("segment-differs", path: segment.id, excerpt(reason)))
        case .values(let recorded, let here):
          let part = ResultComparison(recorded: recorded, here: here)
          parts.append(part)
          guard let difference = part.differences.first else { continue }
          ledger.note(
            Finding(
              "segment-differs", path: segment.id,
              "computed again from its recorded state, \(quoted(difference.name)) comes out differently",
              expected: difference.recorded, found: difference.here), .executed)
        }
      }
      ledger.settle(first.line, ResultComparison(merging: parts))
    } catch {
      guard error.isLocal else { throw error }
      // What ended well for the publisher and diverges here is another computation.
      guard error.code != .diverged else {
        return ledger.fail(first.line, Finding("segment-differs", path: "\(first.line.id)", excerpt(error.message)))
      }
      ledger.notDone(first.line, error.message, help: error.help)
    }
  }

  private func describe(_ drawn: [Segment], _ draw: Draw) -> Finding {
    Finding(
      "segments", .note, path: BundleFile.plan,
      "\(drawn.count) of \(population.count) segments of trainings were drawn: \(listed(drawn.map { excerpt($0.id) }, limit: 20))",
      found: "chance of catching a forgery, by the share of segments forged: \(Draw.chances(count: drawn.count, of: population.count))",
      help: "repeat this draw with --segments \(drawn.count) --draw \(draw)")
  }
}

extension RecordedTraining {
  /// Whether it has exactly the checkpoints that the plan asks for; one that has not is executed as a whole.
  fileprivate func hasCheckpoints(every: Int, of total: Int) -> Bool {
    guard every > 0 else { return false }
    let kept = Set(values.keys.filter { $0.hasPrefix("checkpoint-") })
    return kept == Set(stride(from: every, through: total, by: every).map(TrainingCheckpoint.weights))
      && values.keys.allSatisfy { name in TrainingCheckpoint.epoch(of: name).map { kept.contains(TrainingCheckpoint.weights($0)) } ?? true }
  }
}
