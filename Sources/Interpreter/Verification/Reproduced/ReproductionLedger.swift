internal import Attest
internal import Record
internal import Text

/// What became of each trial that has recorded results.
///
/// A trial that nobody reports stays open, and an open trial was not checked.
struct ReproductionLedger {
  private let records: BundleRecords
  private let ways: [String: Recheck]
  private let lines: [TrialID: TrialLine]
  private let recorded: [TrialID: TrialResult]
  private var fates: [TrialID: Fate]
  private var findings: [Recheck: [Finding]] = [:]

  /// What became of a trial.
  private enum Fate: Equatable {
    /// Nothing yet.
    case open
    /// So many results came out as recorded.
    case same(results: Int)
    case differs
    case notDone
  }

  init(_ records: BundleRecords, _ selection: CellSelection) {
    self.records = records
    ways = Dictionary(records.plan.nodes.map { ($0.id, Recheck($0)) }, uniquingKeysWith: { first, _ in first })
    lines = Dictionary(records.trials.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    recorded = Dictionary(records.results.trials.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let chosen = records.trials.filter { $0.status == .ok && selection.chosen.contains($0.node) }
    fates = Dictionary(chosen.map { ($0.id, .open) }, uniquingKeysWith: { first, _ in first })
  }

  private func way(_ node: String) -> Recheck { ways[node] ?? .executed }

  /// Adds what is worth knowing about a cell's way.
  mutating func note(_ finding: Finding, _ way: Recheck) { findings[way, default: []].append(finding) }

  /// Compares a trial that was executed here with the recorded one.
  mutating func compare(_ trial: FinishedTrial) {
    let id = TrialID(node: trial.node, index: trial.index)
    guard let line = lines[id], line.status == .ok else { return }
    guard trial.status == .ok else { return notDone(line, trial.reason ?? trial.status.words, help: nil) }
    settle(line, ResultComparison(recorded: recorded[id]?.values ?? [], here: trial.results))
  }

  /// Takes over how the recorded results of a trial compare with those that came out here.
  mutating func settle(_ line: TrialLine, _ comparison: ResultComparison) {
    guard !comparison.differences.isEmpty else {
      fates[line.id] = .same(results: comparison.equal)
      return
    }
    let source = cause(of: line.node)
    fates[line.id] = .differs
    for difference in comparison.differences {
      note(
        Finding(
          source == nil ? "result-differs" : "result-differs-downstream", path: "\(line.id)",
          "\(quoted(difference.name)) comes out differently here" + (source.map { ", as does \(quoted($0)), which it needs" } ?? ""),
          expected: difference.recorded, found: difference.here), way(line.node))
    }
  }

  /// Takes over that the recorded results of a trial were derived again.
  mutating func agree(_ line: TrialLine) { fates[line.id] = .same(results: recorded[line.id]?.values.count ?? 0) }

  /// Notes that a trial's results cannot be right, whatever they are compared with.
  mutating func fail(_ line: TrialLine, _ finding: Finding) {
    fates[line.id] = .differs
    note(finding, way(line.node))
  }

  /// Notes that a trial could not be checked here.
  mutating func notDone(_ line: TrialLine, _ reason: String, help: String?) {
    fates[line.id] = .notDone
    note(Finding("not-reexecuted", .unchecked, path: "\(line.id)", excerpt(reason), help: help), way(line.node))
  }

  /// Cells that came out differently.
  private var differing: Set<String> { Set(fates.filter { $0.value == .differs }.compactMap { lines[$0.key]?.node }) }

  /// A cell that this one needs and that differs already, if there is one: then this one is no finding of its own.
  private func cause(of id: String) -> String? {
    guard let node = records.plan.node(id) else { return nil }
    let differing = differing
    return node.needs.first { differing.contains($0) } ?? node.needs.lazy.compactMap(cause).first
  }
}

// MARK: - What follows

extension ReproductionLedger {
  /// A check for each way that has trials, and one for a bundle that has none.
  var outcomes: [CheckOutcome] {
    let outcomes = Recheck.allCases.compactMap(outcome)
    if !outcomes.isEmpty { return outcomes }
    let notes = Recheck.allCases.flatMap { findings[$0] ?? [] }
    return [CheckOutcome(Recheck.executed.check, notDone: "the bundle has no results to compare", findings: notes)]
  }

  /// How many trials agree, of how many that have results, and by what kind of promise.
  var summary: String {
    let total = records.trials.count { $0.status == .ok }
    let parts = Recheck.allCases.compactMap { way -> String? in
      let results = agreeing(way)
      return results.isEmpty ? nil : way.agreement(trials: results.count, results: results.reduce(0, +))
    }
    return "\(Recheck.allCases.reduce(0) { $0 + agreeing($1).count }) of \(total) trials agree: \(parts.joined(separator: "; "))"
  }

  private func outcome(_ way: Recheck) -> CheckOutcome? {
    let mine = fates.filter { lines[$0.key].map { self.way($0.node) } == way }
    guard !mine.isEmpty else { return nil }
    let same = agreeing(way)
    var findings = findings[way] ?? []
    if mine.values.contains(.differs) { findings.append(divergence) }
    for id in mine.filter({ $0.value == .open }).keys.sorted() {
      findings.append(Finding("not-reexecuted", .unchecked, path: "\(id)", "nothing was executed"))
    }
    let missing = mine.values.count { $0 == .notDone || $0 == .open }
    let extent = "\(same.count) of \(mine.count) trials"
    return missing > 0
      ? CheckOutcome(way.check, notDone: "\(extent) came out the same, \(missing) could not be checked here", findings: findings)
      : CheckOutcome(way.check, done: extent, findings: findings)
  }

  /// The number of results of each trial that agrees.
  private func agreeing(_ way: Recheck) -> [Int] {
    fates.compactMap { id, fate in
      guard case .same(let results) = fate, let line = lines[id], self.way(line.node) == way else { return nil }
      return results
    }
  }

  /// What can explain that results differ.
  private var divergence: Finding {
    Finding("divergence", .note, path: BundleFile.environment, explanation, help: "`etalon diff BUNDLE -` compares the two machines")
  }

  private var explanation: String {
    let differing = differing
    let promises = Set(records.plan.nodes.filter { differing.contains($0.id) }.map(\.numerics.promise))
    if promises.allSatisfy(\.isBitwise) {
      return "nothing in the fingerprints explains it: this tier gives the same bits on every host"
    }
    if promises.contains(.declared) { return "a program gave these results, and only its spec promises that they come out the same" }
    let diff = FingerprintDiff(records.environment, Host.probe(.live(opening: records.plan.openedLibraries)), for: records.plan)
    let causes = diff.differences.filter { $0.effect == .result }.map(\.name)
    return causes.isEmpty ? "nothing in the fingerprints explains it" : "differences that can change bits: \(listed(causes, limit: 8))"
  }
}

extension Recheck {
  /// What agrees, in words: bits where bits are promised, the error bound where no more is promised.
  fileprivate func agreement(trials: Int, results: Int) -> String {
    switch self {
    case .executed: "\(trials) executed again, \(results) results the same bit for bit"
    case .bounded: "\(trials) by their kept vendor outputs, each within its error bound"
    case .replayed: "\(trials) scored again from the recorded answers, with the same results"
    }
  }
}
