internal import Attest
internal import Record
internal import Score

/// Scores evaluations again from their transcripts, without any endpoint, and compares every item.
struct RescoringCheck {
  private(set) var findings: [Finding] = []
  /// The cells that were scored again and came out the same.
  private(set) var cells: [String] = []

  private let records: BundleRecords
  private let folder: BundleFolder

  /// - Parameter ids: The cells to look at; `nil` for all.
  init(_ records: BundleRecords, _ folder: BundleFolder, _ request: VerificationRequest, only ids: Set<String>? = nil) {
    (self.records, self.folder) = (records, folder)
    let inputs = InputReader(plan: records.plan, search: request.inputSearch)
    for node in records.plan.nodes where ids?.contains(node.id) ?? true {
      guard case .evaluate(let work) = node.work else { continue }
      let found = check(node, work, inputs)
      findings += found
      if found.isEmpty { cells.append(node.id) }
    }
  }

  private func check(_ node: Node, _ work: EvaluateWork, _ inputs: InputReader) -> [Finding] {
    let lines = records.trials.filter { $0.status == .ok && $0.node.utf8.elementsEqual(node.id.utf8) }
    let dataset: [UInt8]
    do {
      dataset = try inputs.bytes(work.dataset)
    } catch {
      let finding = Finding(
        "not-rescored", .note, path: node.id, "its answers were not scored again: \(escaped(error.message))", help: error.help)
      return [finding] + lines.flatMap { ItemTallyCheck($0, work, records, folder).findings }
    }
    return lines.flatMap { check($0, node, dataset) }
  }

  private func check(_ line: TrialLine, _ node: Node, _ dataset: [UInt8]) -> [Finding] {
    let transcripts = BundleTranscripts(folder, line)
    do throws(RunFault) {
      let evaluation = try Evaluation(
        plan: records.plan, node: node, trial: line.index, dataset: dataset,
        streamKey: { purpose throws(RunFault) in records.plan.seed.streamKey(node: node.id, trial: line.index, purpose: purpose) })
      var subject = RecordedSubject(node: node.id, trial: line.index) { transcripts.transcript($0) }
      var derivation = ItemDerivation(evaluation)
      var comparison = ItemComparison(line, folder)
      try derivation.derive(from: &subject) { record throws(RunFault) in try comparison.compare(record) }
      let (items, difference) = try comparison.finish()
      transcripts.finish()
      return [difference].compactMap { $0 } + findings(transcripts, line) + compare(derivation.verdict(items: items), line)
    } catch {
      return [
        Finding("not-rescored", .note, path: "\(line.id)", "its answers were not scored again: \(escaped(error.message))", help: error.help)
      ]
    }
  }

  private func findings(_ transcripts: BundleTranscripts, _ line: TrialLine) -> [Finding] {
    var findings: [Finding] = []
    if let fault = transcripts.fault {
      findings.append(
        Finding("transcript-malformed", path: "data/transcripts", "of `\(escaped("\(line.id)"))`: \(escaped(fault.description))"))
    }
    if transcripts.unasked > 0 {
      findings.append(
        Finding(
          "transcript-unasked", path: "\(line.id)", "\(transcripts.unasked) of its transcripts answer no question of the plan, or stand out of order")
      )
    }
    return findings
  }

  private func compare(_ verdict: ItemDerivation.Verdict, _ line: TrialLine) -> [Finding] {
    let results: [ResultValue]
    switch verdict {
    case .results(let values): results = values
    case .failed(let reason):
      return [Finding("rescored-differs", path: "\(line.id)", "its transcripts give no results: \(escaped(reason))")]
    }
    let theirs = records.results.trials.first { $0.id == line.id }
    return ResultComparison(recorded: theirs?.values ?? [], here: results).differences.map { difference in
      Finding(
        "rescored-differs", path: "\(line.id)", "`\(escaped(difference.name))` is not what its transcripts give", expected: difference.here,
        found: difference.recorded)
    }
  }
}

extension VerificationRequest {
  /// Inputs are found by digest only: in the bundle, in the folders that the verifier named, in the verifier's store.
  var inputSearch: InputSearch { InputSearch(folders: ["\(bundle)/data/inputs"] + inputs, store: store) }
}
