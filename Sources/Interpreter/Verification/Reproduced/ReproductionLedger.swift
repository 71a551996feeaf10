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
  /// Cells whose program gives another result each time.
  private var changing: Set<String> = []

  /// What became of a trial.
  private enum Fate {
    /// Nothing yet.
    case open
    /// So many results came out as recorded.
    case same(results: Int)
    /// Something else came out: the differences, where that is how it was found.
    case differs([ResultComparison.Difference])
    case notDone

    var differs: Bool { if case .differs = self { true } else { false } }
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
    fates[line.id] = comparison.differences.isEmpty ? .same(results: comparison.equal) : .differs(comparison.differences)
  }

  /// Takes over that the recorded results of a trial were derived again.
  mutating func agree(_ line: TrialLine) { fates[line.id] = .same(results: recorded[line.id]?.values.count ?? 0) }

  /// Notes that a trial's results cannot be right, whatever they are compared with.
  mutating func fail(_ line: TrialLine, _ finding: Finding) {
    fates[line.id] = .differs([])
    note(finding, way(line.node))
  }

  /// Notes that no segment of a training was drawn: nothing is said of the trial.
  mutating func leave(_ id: TrialID) { fates[id] = nil }

  /// Notes that a trial could not be checked here.
  mutating func notDone(_ line: TrialLine, _ reason: String, help: String?) {
    fates[line.id] = .notDone
    note(Finding("not-reexecuted", .unchecked, path: "\(line.id)", excerpt(reason), help: help), way(line.node))
  }

  /// The first trial in the order of the plan that was executed as a whole and came out differently.
  ///
  /// - Parameter segmented: Trials of which segments were computed.
  func firstDiffering(except segmented: Set<TrialID> = []) -> TrialID? {
    let lines = Dictionary(
      grouping: records.trials.filter { fates[$0.id]?.differs == true && !segmented.contains($0.id) }, by: \.node)
    let node = records.plan.nodes.first { lines[$0.id] != nil && Recheck($0) == .executed }
    return node.flatMap { lines[$0.id]?.first?.id }
  }

  /// Takes over that two executions of a trial on this machine part.
  ///
  /// A program that does so is not what its spec declares. Where the tier promises bits, it is this host that cannot be trusted, and
  /// nothing that it found in such cells counts.
  mutating func doubt(_ id: TrialID, _ node: Node, _ difference: ResultComparison.Difference) {
    guard node.numerics.promise.isBitwise else {
      changing.insert(node.id)
      return note(
        Finding(
          "not-deterministic", .note, path: "\(id)", "two runs of this program differ on this machine, in \(quoted(difference.name))",
          expected: "first run: \(difference.recorded)", found: "second run: \(difference.here)",
          help: "the author: draw from ETALON_SEED, read no clock, or give the result `origin: measurement`"), Recheck(node))
    }
    note(
      Finding(
        "host-unstable", .unchecked, path: "\(id)", "two executions on this machine differ in \(quoted(difference.name))",
        expected: "first: \(difference.recorded)", found: "second: \(difference.here)",
        help: "suspect the memory or the processor of this machine; verify on another"), Recheck(node))
    for line in records.trials where fates[line.id]?.differs == true && isBitwise(line.node) {
      notDone(line, "this machine does not give the same bits twice", help: nil)
    }
  }

  private func isBitwise(_ node: String) -> Bool { records.plan.node(node)?.numerics.promise.isBitwise ?? false }

  /// Cells that came out differently.
  private var differing: Set<String> { Set(fates.filter { $0.value.differs }.compactMap { lines[$0.key]?.node }) }

  /// For each cell that needs, near or far, one that differs, that one: such a cell is no finding of its own.
  ///
  /// Each cell stands after everything it needs, so one pass finds all. Complexity: linear in cells and their needs.
  private func causes(_ differing: Set<String>) -> [String: String] {
    var causes: [String: String] = [:]
    guard !differing.isEmpty else { return causes }
    for node in records.plan.nodes {
      causes[node.id] = node.needs.first { differing.contains($0) } ?? node.needs.lazy.compactMap { causes[$0] }.first
    }
    return causes
  }

  /// A finding for each result that differs, in the order of the trials.
  private func differences(_ way: Recheck) -> [Finding] {
    let causes = causes(differing)
    return records.trials.flatMap { line -> [Finding] in
      guard case .differs(let differences)? = fates[line.id], self.way(line.node) == way else { return [] }
      let source = causes[line.node]
      return differences.map { difference in
        Finding(
          source == nil ? "result-differs" : "result-differs-downstream", path: "\(line.id)",
          "\(quoted(difference.name)) comes out differently here" + (source.map { ", as does \(quoted($0)), which it needs" } ?? ""),
          expected: difference.recorded, found: difference.here)
      }
    }
  }
}

// MARK: - What follows

extension ReproductionLedger {
  /// A check for each way that has trials, and one for a bundle that has none.
  var outcomes: [CheckOutcome] {
    let outcomes = Recheck.allCases.compactMap(outcome)
    if !outcomes.isEmpty { return outcomes }
    let notes = Recheck.allCases.flatMap { findings[$0] ?? [] }
    return [CheckOutcome(Recheck.executed.check, notDone: "there are no results to compare", findings: notes)]
  }

  /// How many of the planned trials agree, by what kind of promise, and which were not executed again and why.
  var summary: String {
    let parts = Recheck.allCases.compactMap { way -> String? in
      let results = agreeing(way)
      return results.isEmpty ? nil : way.agreement(trials: results.count, results: results.reduce(0, +))
    }
    let agree = Recheck.allCases.reduce(0) { $0 + agreeing($1).count }
    return (["\(agree) of \(records.trials.count) trials agree: \(parts.joined(separator: "; "))"] + rest).joined(separator: "; ")
  }

  /// The trials that nothing was executed for, by the reason.
  private var rest: [String] {
    var names: [String: [String]] = [:]
    for line in records.trials where fates[line.id] == nil {
      names[line.status == .ok ? "was not drawn" : line.status.words, default: []].append("\(line.id)")
    }
    return names.keys.sorted().map { reason in
      "not executed again, since it \(reason): \(listed((names[reason] ?? []).map { excerpt($0) }, limit: 8))"
    }
  }

  private func outcome(_ way: Recheck) -> CheckOutcome? {
    let mine = fates.filter { lines[$0.key].map { self.way($0.node) } == way }
    guard !mine.isEmpty else { return nil }
    let same = agreeing(way)
    var findings = (findings[way] ?? []) + differences(way)
    if mine.values.contains(where: \.differs) { findings.append(divergence) }
    let open = mine.filter { if case .open = $0.value { true } else { false } }.keys.sorted()
    findings += open.map { Finding("not-reexecuted", .unchecked, path: "\($0)", "nothing was executed") }
    let missing = open.count + mine.values.count { if case .notDone = $0 { true } else { false } }
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
    if differing.isSubset(of: changing) { return "the machines are not to blame: the program gives another result each time" }
    let diff = FingerprintDiff(records.environment, Host.probe(.live(opening: records.plan.openedLibraries)), for: records.plan)
    if promises.allSatisfy(\.isBitwise) {
      return diff.results.answer == .no
        ? diff.results.becauseHere : "nothing in the fingerprints explains it: this tier gives the same bits on every host"
    }
    let causes = ReproductionLedger.ranked(diff)
    if promises.contains(.declared) {
      return "a program gave these results, and only its spec promises that they come out the same; "
        + (causes.isEmpty ? "nothing in the fingerprints explains it" : "what can explain it, the likeliest first: \(causes)")
    }
    return causes.isEmpty ? "nothing in the fingerprints explains it" : "differences that can change bits, the likeliest first: \(causes)"
  }

  /// What can change bits, then what changes the course of a program; what only helps people to recognise a host changes nothing.
  private static func ranked(_ diff: FingerprintDiff) -> String {
    let causes = diff.differences.filter { $0.effect == .result } + diff.differences.filter { $0.effect == .performance }
    return causes.isEmpty ? "" : listed(causes.map(\.name), limit: 8)
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
