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
      guard case .evaluate(let work) = node.work, let lines = lines[node.id] else { continue }
      do {
        let dataset = try inputs.bytes(work.dataset)
        for line in lines { judge(line, results[line.id], node, dataset, records.plan, folder) }
      } catch {
        findings.append(
          Finding(
            "not-rescored", .unchecked, path: node.id, "its answers were not scored again: \(excerpt(error.message))", help: error.help))
        for line in lines { trials[line.id] = .notDone(error.message, help: error.help) }
      }
    }
  }

  /// The check of `intact`.
  var outcome: CheckOutcome {
    let missing = trials.values.count { if case .notDone = $0 { true } else { false } }
    guard missing == 0 else {
      return CheckOutcome(
        "answers", notDone: "the answers of \(missing) of \(trials.count) trials were not scored again", findings: findings)
    }
    return CheckOutcome("answers", done: "the answers of \(trials.count) trials", findings: findings)
  }

  private mutating func judge(
    _ line: TrialLine, _ recorded: TrialResult?, _ node: Node, _ dataset: [UInt8], _ plan: Plan, _ folder: BundleFolder
  ) {
    do {
      let transcripts = try RescoredAnswers.transcripts(of: line, folder)
      let verdict = try rescore(
        plan: plan, node: node, trial: line.index, dataset: dataset, transcripts: transcripts,
        streamKey: { purpose throws(RunFault) in plan.seed.streamKey(node: node.id, trial: line.index, purpose: purpose) })
      let differences = RescoredAnswers.differences(verdict, recorded, at: "\(line.id)")
      findings += differences
      trials[line.id] = differences.isEmpty ? .same : .differs
    } catch let fault as RecordFault {
      findings.append(
        Finding("transcript-malformed", path: "data/transcripts", "of \(quoted("\(line.id)")): \(excerpt(fault.description))"))
      trials[line.id] = .differs
    } catch {
      let fault = error as? RunFault
      let message = fault?.message ?? "\(error)"
      findings.append(
        Finding(
          "not-rescored", .unchecked, path: "\(line.id)", "its answers were not scored again: \(excerpt(message))", help: fault?.help))
      trials[line.id] = .notDone(message, help: fault?.help)
    }
  }

  private static func transcripts(of line: TrialLine, _ folder: BundleFolder) throws -> [Transcript] {
    var read: [Transcript] = []
    for digest in line.transcripts {
      guard let bytes = folder.namedFile("transcripts", digest) else {
        throw RunFault("no-such-file", "the bundle does not hold the transcript \(digest.hex)", isLocal: true)
      }
      read.append(try Transcript(canonical: bytes))
    }
    return read
  }

  private static func differences(
    _ verdict: (results: [ResultValue]?, reason: String?), _ recorded: TrialResult?, at place: String
  ) -> [Finding] {
    guard let results = verdict.results else {
      return [Finding("rescored-differs", path: place, "its transcripts give no results: \(excerpt(verdict.reason ?? "no reason"))")]
    }
    return ResultComparison(recorded: recorded?.values ?? [], here: results).differences.map { difference in
      Finding(
        "rescored-differs", path: place, "\(quoted(difference.name)) is not what its transcripts give", expected: difference.here,
        found: difference.recorded)
    }
  }
}

extension VerificationRequest {
  /// Inputs are found by digest only: in the bundle, in the folders that the verifier named, in the verifier's store.
  var inputSearch: InputSearch { InputSearch(folders: ["\(bundle)/data/inputs"] + inputs, store: store) }
}
