internal import Attest
internal import Record
internal import Text

/// What became of each trial that was executed again.
struct ReproductionLedger {
  var findings: [Finding] = []
  private let records: BundleRecords
  private var equalResults = 0
  private var boundedOutputs = 0
  private var replayedCells = 0
  private var checked: Set<String> = []
  private var differing: Set<String> = []
  private var unchecked: Set<String> = []

  init(_ records: BundleRecords) { self.records = records }

  /// Compares a trial that was executed here with the recorded one.
  mutating func compare(_ trial: FinishedTrial) {
    guard let line = records.trials.first(where: { $0.index == trial.index && $0.node.utf8.elementsEqual(trial.node.utf8) }) else { return }
    guard line.status == .ok else {
      findings.append(
        Finding(
          "not-recorded", .note, path: "\(line.id)", "the bundle has no result of it, so there is nothing to compare",
          found: line.status.rawValue))
      return
    }
    guard trial.status == .ok else {
      uncheckable(trial.node, trial.index, trial.reason ?? trial.status.rawValue, help: nil)
      return
    }
    let recorded = records.results.trials.first { $0.index == trial.index && $0.node.utf8.elementsEqual(trial.node.utf8) }
    let comparison = ResultComparison(recorded: recorded?.values ?? [], here: trial.results)
    equalResults += comparison.equal
    checked.insert(trial.node)
    if comparison.differences.isEmpty { return }
    let source = cause(of: trial.node)
    differing.insert(trial.node)
    for difference in comparison.differences {
      findings.append(
        Finding(
          source == nil ? "result-differs" : "result-differs-downstream", path: "\(line.id)",
          "\(quoted(difference.name)) comes out differently here" + (source.map { ", as does \(quoted($0)), which it needs" } ?? ""),
          expected: difference.recorded, found: difference.here))
    }
  }

  /// A cell that this one needs and that differs already, if there is one: then this one is no finding of its own.
  private func cause(of id: String) -> String? {
    guard let node = records.plan.node(id) else { return nil }
    return node.needs.first { differing.contains($0) } ?? node.needs.lazy.compactMap(cause).first
  }

  /// Notes that a trial could not be checked here.
  mutating func uncheckable(_ node: String, _ index: Int, _ reason: String, help: String?) {
    unchecked.insert(node)
    findings.append(Finding("not-reexecuted", .unchecked, path: "\(node)#\(index)", excerpt(reason), help: help))
  }

  /// Judges a kept output of the vendor tier by its distance from the exact product, in units of the error bound.
  mutating func bounded(_ trial: TrialResult, ratio: Double) {
    checked.insert(trial.node)
    var recorded: Double?
    if case .number(let number)? = trial.value("error-ratio") { recorded = number }
    guard ratio <= 1 else {
      differing.insert(trial.node)
      findings.append(
        Finding(
          "bound-exceeded", path: "\(trial.node)#\(trial.index)", "its output cannot be a correct product", expected: "at most 1",
          found: "\(ratio)"))
      return
    }
    if let recorded, recorded.bitPattern != ratio.bitPattern {
      differing.insert(trial.node)
      findings.append(
        Finding(
          "result-differs", path: "\(trial.node)#\(trial.index)", "`error-ratio` comes out differently here", expected: "\(recorded)",
          found: "\(ratio)"))
      return
    }
    boundedOutputs += 1
  }

  /// Takes over what scoring the transcripts again gave.
  mutating func rescored(_ check: RescoringCheck, _ cells: Set<String>) {
    checked.formUnion(check.cells)
    replayedCells += check.cells.count
    for finding in check.findings {
      if finding.severity == .failure {
        differing.formUnion(cells.subtracting(check.cells))
        findings.append(finding)
      } else {
        unchecked.formUnion(cells.subtracting(check.cells))
        var finding = finding
        finding.severity = .unchecked
        findings.append(finding)
      }
    }
  }

  /// The verdict over everything that was noted.
  func verdict(_ selection: CellSelection) -> PropertyVerdict {
    let whole = "\(checked.count) of \(selection.population) cells"
    var findings = findings
    if findings.contains(where: { $0.severity == .failure }) {
      findings += divergence
      let first = records.plan.nodes.map(\.id).first { differing.contains($0) }
      let place = first.map { "; the first to differ is \(quoted($0))" } ?? ""
      return PropertyVerdict(.reproduced, .fails, "\(whole) executed again, \(differing.count) of them differ\(place)", findings: findings)
    }
    let missing = selection.cells.subtracting(checked).union(unchecked.intersection(selection.cells))
    if !missing.isEmpty || checked.isEmpty {
      let reason =
        checked.isEmpty && missing.isEmpty ? "the bundle has no results to compare" : "\(missing.count) could not be checked here"
      return PropertyVerdict(.reproduced, .notCheckable, "\(whole) executed again and equal; \(reason)", findings: findings)
    }
    return PropertyVerdict(.reproduced, .holds, "\(whole) \(agreement)", findings: findings)
  }

  /// What agrees, by the kind of promise: bits where the tier promises bits, the error bound where it promises no more.
  private var agreement: String {
    var parts: [String] = []
    if equalResults > 0 { parts.append("executed again, \(equalResults) results the same bit for bit") }
    if boundedOutputs > 0 { parts.append("\(boundedOutputs) kept vendor outputs checked, each within its error bound") }
    if replayedCells > 0 { parts.append("\(replayedCells) scored again from the recorded answers, with the same results") }
    return parts.isEmpty ? "executed again" : parts.joined(separator: "; ")
  }

  /// What in the fingerprints can explain that bits differ.
  private var divergence: [Finding] {
    let diff = FingerprintDiff(records.environment, Host.probe(.live(opening: records.plan.openedLibraries)), for: records.plan)
    let causes = diff.differences.filter { $0.effect == .result }.map(\.name)
    let isPortable = records.plan.nodes.filter { differing.contains($0.id) }.allSatisfy { $0.numerics.promise.isBitwise }
    let explanation =
      isPortable || causes.isEmpty
      ? "nothing in the fingerprints explains it: this tier gives the same bits on every host"
      : "differences that can change bits: \(listed(causes))"
    return [
      Finding(
        "divergence", .note, path: BundleFile.environment, explanation, help: "`etalon diff BUNDLE -` compares the two machines")
    ]
  }
}
