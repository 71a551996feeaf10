internal import Attest
internal import Record
internal import Text

/// The recorded answers of evaluations, scored again from their transcripts without any endpoint.
///
/// Made once for a verification: `intact` and `reproduced` both ask it.
struct RescoredAnswers {
  /// What became of each finished trial of an evaluation, by its name.
  private(set) var trials: [TrialID: Fate] = [:]
  private var findings: [Finding] = []

  /// What scoring the answers of one trial again came to.
  enum Fate: Equatable {
    /// The recorded results.
    case same
    case differs
    /// Nothing, for a reason.
    case notDone(String, help: String?)
  }

  /// No answers.
  init() {}

  init(_ records: BundleRecords, _ folder: BundleFolder, _ request: VerificationRequest) {
    let inputs = InputReader(plan: records.plan, search: request.inputSearch)
    let results = Dictionary(records.results.trials.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let lines = Dictionary(grouping: records.trials.filter { $0.status == .ok }, by: \.node)
    for node in records.plan.nodes {
      if case .load(let work) = node.work, work.asking != nil {
        for line in lines[node.id] ?? [] { judge(line, results[line.id], node, work, inputs, records, folder) }
      }
      guard case .evaluate(let work) = node.work, let lines = lines[node.id] else { continue }
      do {
        for input in node.inputs { _ = try inputs.bytes(input) }
        for line in lines { judge(line, results[line.id], node, inputs, records, folder) }
      } catch {
        findings.append(
          Finding(
            "not-rescored", .unchecked, path: node.id, "its answers were not scored again: \(excerpt(error.message))", help: error.help))
        for line in lines {
          trials[line.id] = .notDone(error.message, help: error.help)
          // Records of a sealed set have nothing to add up.
          if records.plan.sealedInput(of: node) == nil { findings += ItemTallyCheck(line, work, results[line.id], folder).findings }
        }
      }
    }
  }

  /// The check of `intact`.
  var outcome: CheckOutcome {
    let missing = trials.values.count { if case .notDone = $0 { true } else { false } }
    let sealed = trials.values.count { if case .notDone(let reason, _) = $0 { reason.hasSuffix("sealed, not checkable") } else { false } }
    if missing > 0, missing == sealed {
      return CheckOutcome(
        "answers", notDone: "the answers of \(missing) of \(trials.count) trials are sealed, not checkable", findings: findings)
    }
    guard missing == 0 else {
      return CheckOutcome(
        "answers", notDone: "the answers of \(missing) of \(trials.count) trials were not scored again", findings: findings)
    }
    return CheckOutcome("answers", done: "the answers of \(trials.count) trials", findings: findings)
  }

  private mutating func judge(
    _ line: TrialLine, _ recorded: TrialResult?, _ node: Node, _ inputs: InputReader, _ records: BundleRecords, _ folder: BundleFolder
  ) {
    let plan = records.plan
    do throws(RunFault) {
      let evaluation = try Evaluation(
        plan: plan, node: node, trial: line.index, data: { id throws(RunFault) in try inputs.bytes(id) },
        streamKey: { purpose throws(RunFault) in plan.seed.streamKey(node: node.id, trial: line.index, purpose: purpose) })
      let seal = try plan.sealedInput(of: node).map { input throws(RunFault) in try RescoredAnswers.seal(of: line, input, inputs, folder) }
      let differences = try RescoredAnswers.differences(evaluation, line, recorded, records, folder, seal)
      findings += differences
      trials[line.id] = differences.isEmpty ? .same : .differs
    } catch {
      findings.append(
        Finding(
          "not-rescored", .unchecked, path: "\(line.id)", "its answers were not scored again: \(excerpt(error.message))", help: error.help))
      trials[line.id] = .notDone(error.message, help: error.help)
    }
  }

  /// The answers to a load are held against its event log.
  private mutating func judge(
    _ line: TrialLine, _ recorded: TrialResult?, _ node: Node, _ work: LoadWork, _ inputs: InputReader, _ records: BundleRecords,
    _ folder: BundleFolder
  ) {
    let plan = records.plan
    do throws(RunFault) {
      let evaluation = try Evaluation(
        loadOf: work, plan: plan, node: node, trial: line.index, data: { id throws(RunFault) in try inputs.bytes(id) },
        streamKey: { purpose throws(RunFault) in plan.seed.streamKey(node: node.id, trial: line.index, purpose: purpose) })
      guard let asking = work.asking, let log = LoadLog(records.measurements.trials.first { $0.id == line.id }, folder) else {
        throw RunFault(.bundleNotIntact, "its event log cannot be read")
      }
      let transcripts = try BundleTranscripts(folder, line)
      let probe = TokenProbe(evaluation)
      let asked = probe.isAsked ? try transcripts.transcript(.probe(TokenProbe.number)) : nil
      let target = try AskedTarget(asking, evaluation, probed: asked)
      var check = LoadCheck(work, line.id, log, library: target.count, seed: plan.seed)
      check.checkDuration(line)
      try check.check(target, transcripts)
      try transcripts.finish()
      let results = [ResultValue("tokens-proven", .replayed, .flag(probe.proves(asked)))]
      let differences =
        check.findings + RescoredAnswers.findings(about: transcripts, line)
        + RescoredAnswers.differences(.results(results), recorded, at: "\(line.id)", isSealed: false)
      findings += differences
      trials[line.id] = differences.isEmpty ? .same : .differs
    } catch {
      findings.append(
        Finding(
          "not-rescored", .unchecked, path: "\(line.id)", "its answers were not scored again: \(excerpt(error.message))", help: error.help))
      trials[line.id] = .notDone(error.message, help: error.help)
    }
  }

  /// Derives items and results again, and compares each with what the bundle says.
  private static func differences(
    _ evaluation: Evaluation, _ line: TrialLine, _ recorded: TrialResult?, _ records: BundleRecords, _ folder: BundleFolder,
    _ seal: EvaluationSeal?
  ) throws(RunFault) -> [Finding] {
    let transcripts = try BundleTranscripts(folder, line)
    var subject = RecordedSubject { exchange throws(RunFault) in
      guard let kept = try transcripts.line(exchange) else { return nil }
      return try seal?.opened(kept.transcript).asLine() ?? kept
    }
    var derivation = ItemDerivation(evaluation)
    var comparison = ItemComparison(line, folder, seal)
    var series = AnswerSeriesCheck(evaluation, records.measurements.trials.first { $0.id == line.id }, folder, isSealed: seal != nil)
    try derivation.derive(
      from: &subject, transcripts: { comparison.note($0) }, readings: { series?.add($0) },
      items: { (record) throws(RunFault) in try comparison.compare(record) })
    let (items, difference) = try comparison.finish()
    try transcripts.finish()
    // A derivation has the measurements of its parent, which took its own time.
    let seconds = records.run.derivedFrom == nil ? Double(records.run.started.seconds(until: records.run.ended)) : nil
    series?.finish(concurrency: evaluation.work.concurrency, seconds: seconds)
    return (difference.map { [$0] } ?? []) + findings(about: transcripts, line) + findings(about: derivation, line)
      + (series?.findings ?? [])
      + differences(derivation.verdict(items: items), recorded, at: "\(line.id)", isSealed: seal != nil)
  }

  /// The seal of a trial, opened by the key of its set.
  static func seal(
    of line: TrialLine, _ input: InputPlan, _ inputs: InputReader, _ folder: BundleFolder
  ) throws(RunFault) -> EvaluationSeal {
    guard let keys = inputs.sealKeys else { throw .sealed(input.id) }
    guard let wrapped = try BundleTranscripts(folder, line).transcript(EvaluationSeal.keyExchange) else {
      throw RunFault(.badTranscript, "the trial lacks the key that its answers are sealed with")
    }
    do throws(AttestFault) { return try EvaluationSeal(opening: wrapped, with: keys.identities) } catch { throw RunFault(error) }
  }

  private static func findings(about transcripts: BundleTranscripts, _ line: TrialLine) -> [Finding] {
    guard transcripts.unasked > 0 else { return [] }
    let count = counted(transcripts.unasked, "of its transcripts answers", "of its transcripts answer")
    return [Finding("transcript-unasked", path: "\(line.id)", "\(count) no question of the plan")]
  }

  private static func findings(about derivation: ItemDerivation, _ line: TrialLine) -> [Finding] {
    var findings: [Finding] = []
    if let first = derivation.contradictions.first {
      let count = counted(derivation.contradictions.count, "question has", "questions have")
      findings.append(
        Finding("transcript-contradicts", path: "\(line.id)", "\(count) transcripts that no run recorded so; \(excerpt(first))"))
    }
    if !derivation.unaskedProbes.isEmpty {
      let names = derivation.unaskedProbes.map { "\(Exchange.probe($0))" }.joined(separator: ", ")
      findings.append(Finding("probe-missing", path: "\(line.id)", "probes of the plan have no transcript: \(names)"))
    }
    return findings
  }

  private static func differences(
    _ verdict: ItemDerivation.Verdict, _ recorded: TrialResult?, at place: String, isSealed: Bool
  ) -> [Finding] {
    switch verdict {
    case .failed(let reason):
      return [Finding("rescored-differs", path: place, "its transcripts give no results: \(excerpt(reason))")]
    case .results(let results):
      return ResultComparison(recorded: recorded?.values ?? [], here: isSealed ? EvaluationSeal.shown(results) : results).differences.map {
        difference in
        Finding(
          "rescored-differs", path: place, "\(quoted(difference.name)) is not what its transcripts give", expected: difference.here,
          found: difference.recorded)
      }
    }
  }
}

extension VerificationRequest {
  /// Inputs are found by digest only: in the bundle, in the folders that the verifier named, in the verifier's store.
  var inputSearch: InputSearch {
    var search = InputSearch(folders: ["\(bundle)/data/inputs"] + inputs, store: store)
    search.vault = vault
    return search
  }
}
