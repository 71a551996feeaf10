internal import Record
internal import Text

/// Compares the trial lines with the plan, and with the entries of results and measurements that they name.
struct TrialChecks {
  private let records: BundleRecords
  private(set) var findings: [Finding] = []

  /// - Parameter entries: The digests of the entries as they stand in their files.
  init(records: BundleRecords, entries: EntryDigests) {
    self.records = records
    checkOrder()
    compare(BundleFile.results, records.results.trials, entries.results, \.result)
    compare(BundleFile.bounded, records.bounded.trials, entries.bounded, \.bounded)
    compare(BundleFile.measurements, records.measurements.trials, entries.measurements, \.measurement)
    let nodes = Dictionary(records.plan.nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let unfinished = Set(records.trials.filter { $0.status != .ok }.map(\.node))
    let blocked = Set(records.plan.nodes.filter { $0.needs.contains { unfinished.contains($0) } }.map(\.id))
    for (index, trial) in records.trials.enumerated() {
      let mayTalk = nodes[trial.node]?.leaves.files == .eachAndMore
      checkStatus(trial, line: index + 1, isBlocked: blocked.contains(trial.node), mayTalk: mayTalk)
      guard let node = nodes[trial.node] else { continue }
      let leaves = node.leaves
      if trial.transcripts != nil, !leaves.items, !leaves.transcripts {
        findings.append(
          Finding("transcripts-unbound", path: place(index + 1, "#/transcripts"), "a trial of a cell that asks nobody has transcripts"))
      }
      if trial.status == .ok { checkLeaves(trial, leaves, line: index + 1) }
    }
  }

  private func place(_ line: Int, _ field: String = "") -> String { "\(BundleFile.trials):\(line)\(field)" }

  /// One line for each planned trial, in plan order, with the stream key of the plan's rule.
  private mutating func checkOrder() {
    var rest = records.trials.enumerated().makeIterator()
    for node in records.plan.nodes {
      var index = 0
      while index < node.trials {
        guard let (position, trial) = rest.next() else {
          findings.append(
            Finding("trial-missing", path: BundleFile.trials, "a planned trial has no line", expected: "\(excerpt(node.id))#\(index)"))
          return
        }
        guard trial.node.utf8.elementsEqual(node.id.utf8), trial.index == index else {
          findings.append(
            Finding(
              "trial-order", path: place(position + 1), "not the trial that the plan has here",
              expected: "\(excerpt(node.id))#\(index)", found: excerpt("\(trial.id)")))
          return
        }
        checkStream(trial, line: position + 1)
        index += 1
      }
    }
    if let (position, trial) = rest.next() {
      findings.append(Finding("trial-extra", path: place(position + 1), "the plan has no such trial", found: excerpt("\(trial.id)")))
    }
  }

  private mutating func checkStream(_ trial: TrialLine, line: Int) {
    let expected = records.plan.seed.streamKey(node: trial.node, trial: trial.index, purpose: "trial")
    if trial.stream != expected {
      findings.append(
        Finding(
          "stream-differs", path: place(line, "#/stream"), "not the stream that the plan's seed gives this trial",
          expected: expected.hex, found: trial.stream.hex))
    }
  }

  /// The digest in a line is that of the entry in the file, and each entry has a line that names it.
  private mutating func compare<Entry: TrialEntry>(
    _ path: String, _ entries: [Entry], _ digests: [Digest], _ field: KeyPath<TrialLine, Digest?>
  ) {
    var next = 0
    for (position, trial) in records.trials.enumerated() {
      let isHere = next < min(entries.count, digests.count) && entries[next].id == trial.id
      let digest = isHere ? digests[next] : nil
      if isHere { next += 1 }
      if digest != trial[keyPath: field] {
        findings.append(
          Finding(
            "entry-differs", path: path,
            "the entry of \(quoted("\(trial.id)")) is not the one that line \(position + 1) of its trial names",
            expected: trial[keyPath: field]?.hex ?? "no entry", found: digest?.hex ?? "no entry"))
        return
      }
    }
    if next < entries.count {
      findings.append(
        Finding(
          "entry-extra", path: path, "an entry that no trial's line names, or out of plan order", found: excerpt("\(entries[next].id)")))
    }
  }

  /// A status agrees with what the trial left, and with those it needs.
  ///
  /// - Parameter mayTalk: Whether it is a program's, of which its output and its talk are kept when it fails.
  private mutating func checkStatus(_ trial: TrialLine, line: Int, isBlocked: Bool, mayTalk: Bool) {
    switch trial.status {
    case .ok:
      if trial.reason != nil { report(trial, line, "finished, and yet a reason is given why it did not") }
      if isBlocked { report(trial, line, "finished although a cell it needs did not") }
    case .failed, .cut: if trial.reason == nil { report(trial, line, "did not finish, and no reason is given") }
    case .refused, .skipped: if trial.reason == nil { report(trial, line, "was not executed, and no reason is given") }
    }
    if trial.status != .ok {
      let left = trial.remains(keeping: mayTalk && [.failed, .cut].contains(trial.status) ? 2 : 0)
      if !left.isEmpty { report(trial, line, "did not finish, and yet left \(left.joined(separator: ", "))") }
      if trial.cached { report(trial, line, "did not finish, and yet came from the cache") }
    }
    if trial.status == .skipped, !isBlocked { report(trial, line, "was skipped although every cell it needs finished") }
  }

  /// A finished trial leaves everything that a trial of its cell leaves, and nothing else.
  private mutating func checkLeaves(_ trial: TrialLine, _ leaves: TrialLeaves, line: Int) {
    func demand(_ digest: Digest?, _ isDemanded: Bool, _ what: String) {
      if digest == nil, isDemanded { report(trial, line, "finished without \(what)") }
      if digest != nil, !isDemanded { report(trial, line, "finished with \(what), which trials of its cell do not have") }
    }
    demand(trial.result, leaves.result, "a result")
    demand(trial.bounded, leaves.bounded, "a result within a bound")
    demand(trial.items, leaves.items, "item records")
    if leaves.transcripts { demand(trial.transcripts, true, "transcripts") }
    if trial.cached {
      if trial.measurement != nil { report(trial, line, "came from the cache, and yet was measured") }
    } else {
      demand(trial.measurement, !leaves.series.isEmpty, "measurements")
    }
  }

  private mutating func report(_ trial: TrialLine, _ line: Int, _ message: String) {
    findings.append(Finding("status-differs", path: place(line, "#/status"), message, found: trial.status.rawValue))
  }
}

/// An entry of a list that names its trial.
private protocol TrialEntry { var id: TrialID { get } }
extension TrialResult: TrialEntry {}
extension TrialMeasurement: TrialEntry {}

extension TrialLine {
  /// What the trial left that only a finished one may leave, in words.
  ///
  /// - Parameter files: How many files it may keep.
  fileprivate func remains(keeping files: Int) -> [String] {
    var words: [String] = []
    if result != nil || bounded != nil { words.append("results") }
    if measurement != nil { words.append("measurements") }
    if artifacts.count > files { words.append("artefacts") }
    if items != nil { words.append("items") }
    return words
  }
}
