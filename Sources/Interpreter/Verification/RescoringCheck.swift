internal import Attest
internal import Record
internal import Text

/// Scores evaluations again from their transcripts, without any endpoint.
struct RescoringCheck {
  private(set) var findings: [Finding] = []
  /// The cells that were scored again and came out the same.
  private(set) var cells: [String] = []

  /// - Parameter ids: The cells to look at; `nil` for all.
  init(_ records: BundleRecords, _ folder: BundleFolder, _ request: VerificationRequest, only ids: Set<String>? = nil) {
    let inputs = InputReader(plan: records.plan, search: request.inputSearch)
    for node in records.plan.nodes where ids?.contains(node.id) ?? true {
      guard case .evaluate(let work) = node.work else { continue }
      let found = RescoringCheck.check(node, work, records, folder, inputs)
      findings += found
      if found.isEmpty { cells.append(node.id) }
    }
  }

  private static func check(
    _ node: Node, _ work: EvaluateWork, _ records: BundleRecords, _ folder: BundleFolder, _ inputs: InputReader
  ) -> [Finding] {
    let dataset: [UInt8]
    do {
      dataset = try inputs.bytes(work.dataset)
    } catch {
      return [
        Finding(
          "not-rescored", .note, path: node.id, "its answers were not scored again: \(excerpt(error.message))", help: error.help)
      ]
    }
    var findings: [Finding] = []
    for line in records.trials where line.status == .ok && line.node.utf8.elementsEqual(node.id.utf8) {
      let transcripts = line.transcripts.compactMap { folder.namedFile("transcripts", $0) }
      do {
        var read: [Transcript] = []
        for bytes in transcripts { read.append(try Transcript(canonical: bytes)) }
        let verdict = try rescore(
          plan: records.plan, node: node, trial: line.index, dataset: dataset, transcripts: read,
          streamKey: { purpose throws(RunFault) in records.plan.seed.streamKey(node: node.id, trial: line.index, purpose: purpose) })
        findings += compare(verdict, line, records)
      } catch let fault as RecordFault {
        findings.append(
          Finding("transcript-malformed", path: "data/transcripts", "of \(quoted("\(line.id)")): \(excerpt(fault.description))"))
      } catch {
        let message = (error as? RunFault)?.message ?? "\(error)"
        findings.append(Finding("not-rescored", .note, path: "\(line.id)", "its answers were not scored again: \(excerpt(message))"))
      }
    }
    return findings
  }

  private static func compare(
    _ verdict: (results: [ResultValue]?, reason: String?), _ line: TrialLine, _ records: BundleRecords
  ) -> [Finding] {
    guard let results = verdict.results else {
      return [
        Finding(
          "rescored-differs", path: "\(line.id)", "its transcripts give no results: \(excerpt(verdict.reason ?? "no reason"))")
      ]
    }
    let mine = TrialResult(node: line.node, index: line.index, values: results)
    let theirs = records.results.trials.first { $0.index == line.index && $0.node.utf8.elementsEqual(line.node.utf8) }
    if mine == theirs { return [] }
    return ResultComparison(recorded: theirs?.values ?? [], here: mine.values).differences.map { difference in
      Finding(
        "rescored-differs", path: "\(line.id)", "\(quoted(difference.name)) is not what its transcripts give", expected: difference.here,
        found: difference.recorded)
    }
  }
}

extension VerificationRequest {
  /// Inputs are found by digest only: in the bundle, in the folders that the verifier named, in the verifier's store.
  var inputSearch: InputSearch { InputSearch(folders: ["\(bundle)/data/inputs"] + inputs, store: store) }
}
