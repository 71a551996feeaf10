internal import Attest
internal import Record
internal import Text

/// Whether a derivation has the answers and measurements of the bundle that it names as its parent.
///
/// By itself a derivation is a bundle like any other; that its transcripts are those which the parent's signer signed, only the parent shows.
struct ParentCheck {
  private let records: BundleRecords
  private let root: Digest
  private let path: String?

  /// `nil` where the bundle is no derivation.
  init?(_ records: BundleRecords, _ request: VerificationRequest) {
    guard let root = records.run.derivedFrom else { return nil }
    (self.records, self.root, path) = (records, root, request.parent)
  }

  var outcome: CheckOutcome {
    guard let path else {
      let finding = Finding(
        "parent-not-given", .unchecked, path: "\(BundleFile.run)#/derivedFrom",
        "its answers were judged anew, and were not compared with those of the bundle with the root \(root.hex)",
        help: "name that bundle: etalon verify … --parent DIR")
      return CheckOutcome("parent", notDone: "the bundle that it was derived from was not given", findings: [finding])
    }
    let reading: BundleReading
    do { reading = try BundleReading(path: path) } catch {
      let finding = Finding("parent-not-given", .unchecked, path: excerpt(path), excerpt(error.message), help: error.help)
      return CheckOutcome("parent", notDone: "the bundle that it was derived from cannot be read", findings: [finding])
    }
    return CheckOutcome("parent", done: "the answers are those of the bundle that it was derived from", findings: findings(reading))
  }

  private func findings(_ parent: BundleReading) -> [Finding] {
    guard let found = parent.manifest?.root, found == root else {
      return [
        differs(
          "\(BundleFile.run)#/derivedFrom", "the given bundle is not the one that it was derived from", root.hex, parent.manifest?.root.hex)
      ]
    }
    guard let theirs = parent.records, !parent.findings.contains(where: { $0.severity == .failure }) else {
      return [differs("\(BundleFile.run)#/derivedFrom", "the bundle that it was derived from is not intact", nil, nil)]
    }
    return linesThatDiffer(from: theirs) + recordsThatDiffer(from: theirs)
  }

  private func recordsThatDiffer(from theirs: BundleRecords) -> [Finding] {
    var findings: [Finding] = []
    func compare<Value: Equatable>(_ path: String, _ value: KeyPath<RunRecords, Value>) {
      if records.records[keyPath: value] != theirs.records[keyPath: value] {
        findings.append(differs(path, "not as its parent has it", nil, nil))
      }
    }
    compare(BundleFile.environment, \.environment)
    compare(BundleFile.inputs, \.inputs)
    compare("\(BundleFile.measurements)#/trials", \.raw.measurements.trials)
    compare("\(BundleFile.bounded)#/trials", \.raw.bounded.trials)
    compare("\(BundleFile.run)#/started", \.run.started)
    compare("\(BundleFile.run)#/ended", \.run.ended)
    compare("\(BundleFile.run)#/interruptions", \.run.interruptions)
    compare("\(BundleFile.run)#/partial", \.run.partial)
    return findings
  }

  /// Trials are the parent's, apart from the judgements of evaluations.
  private func linesThatDiffer(from theirs: BundleRecords) -> [Finding] {
    let judged = Set(records.plan.nodes.filter { if case .evaluate = $0.work { true } else { false } }.map(\.id))
    func bare(_ line: TrialLine) -> TrialLine {
      var line = line
      if judged.contains(line.node) { (line.result, line.items) = (nil, nil) }
      return line
    }
    let (mine, other) = (records.trials.map(bare), theirs.trials.map(bare))
    guard mine != other else { return [] }
    let place = zip(mine, other).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(mine.count, other.count)
    return [differs("\(BundleFile.trials):\(place + 1)", "not the trial of its parent, judgements aside", nil, nil)]
  }

  private func differs(_ path: String, _ message: String, _ expected: String?, _ found: String?) -> Finding {
    Finding("parent-differs", path: path, message, expected: expected, found: found)
  }
}
