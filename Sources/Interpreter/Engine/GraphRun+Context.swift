internal import Attest
internal import Record
internal import Score

extension GraphRun {
  /// What executing one trial may see and touch.
  func context(_ node: Node, _ place: TrialPlace, _ host: HostResolution) -> TrialContext {
    let (plan, store, inputs, id) = (self.plan, self.store, self.inputs, place.id)
    return TrialContext(
      plan: plan, node: node, index: id.index, host: host, permissions: permissions, purpose: purpose,
      streamKey: { purpose throws(RunFault) in plan.seed.streamKey(node: id.node, trial: id.index, purpose: purpose) },
      input: { id throws(RunFault) in
        // Other kinds of work keep what they read.
        if plan.input(id)?.isSealed == true, node.work.kind != .evaluate {
          throw RunFault(.sealed, "the set `\(id)` is sealed, and only evaluations read sealed sets", help: "give `\(node.id)` an open set")
        }
        return try inputs.bytes(id)
      },
      artifact: { need, name throws(RunFault) in
        // A cell with several trials is represented by its first: one model is served, not several.
        guard let digest = try store.finished(TrialID(node: need, index: 0))?.artifact(name) else {
          throw RunFault(.noSuchArtifact, "`\(need)` left no `\(name)`")
        }
        return try store.file(digest)
      },
      answers: answers(of: id),
      progress: { self.observe(.progressed(place, $0)) }, isCancelled: isCancelled, spending: spending, sealKeys: inputs.sealKeys,
      isLookedAt: inputs.isLookedAt, memory: capacity.memory)
  }

  private func answers(of id: TrialID) -> TrialAnswers {
    let store = store
    // Each exchange is asked once in an attempt, so in a trial that nobody answered yet there is nothing to look for.
    let isFresh = (try? store.hasAnswers(of: id)) == false
    return TrialAnswers(
      line: { exchange throws(RunFault) in try store.line(of: id, exchange) },
      isAnswered: { exchange throws(RunFault) in isFresh ? false : try store.isAnswered(exchange, of: id) },
      eachItemEvent: { take throws(RunFault) in try store.eachItemEvent(of: id, take) },
      keep: { transcript, event throws(RunFault) in try store.keep(transcript, event, of: id) },
      settle: { () throws(RunFault) in try store.settle() }, commit: { () throws(RunFault) in try store.commit() },
      keepItems: { piece, number throws(RunFault) in try store.keepItems(piece, number: number, of: id) })
  }

  /// The metrics of one trial alone, by the same function that derives the scores.
  func headline(_ trial: FinishedTrial, _ node: Node) -> [MetricValue] {
    var alone = plan
    var cell = node
    cell.trials = 1
    alone.nodes = [cell]
    alone.claims = []
    alone.weighting = nil
    // Only the shape matters here, so the digest of the spec stands in for the plan's.
    let digest = plan.spec.root
    var measurement = trial.measurement
    measurement?.index = 0
    let line = TrialLine(node: node.id, index: 0, stream: digest, status: trial.status, attempts: [])
    let raw = RawRecords(
      plan: alone, trials: [line], results: Results(plan: digest, trials: [TrialResult(node: node.id, index: 0, values: trial.results)]),
      bounded: BoundedResults(plan: digest, trials: [TrialResult(node: node.id, index: 0, values: trial.bounded)]),
      measurements: Measurements(plan: digest, trials: measurement.map { [$0] } ?? []))
    let metrics = scores(of: raw, artifacts: { try? store.file($0) }).metrics
    let asked = askedMetrics[node.id] ?? []
    return metrics.filter { asked.contains($0.metric) } + metrics.filter { !asked.contains($0.metric) }
  }
}
