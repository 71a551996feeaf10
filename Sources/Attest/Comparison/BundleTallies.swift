internal import Record

/// The results of two runs, compared cell by cell.
struct ResultTally {
  private(set) var count = 0
  private(set) var differences: [BundleDiff.ResultDifference] = []
  private(set) var untold: [BundleDiff.Untold] = []

  init(_ left: BundleRecords, _ right: BundleRecords, _ cells: Set<String>) {
    let (one, other) = (ResultTally.values(left), ResultTally.values(right))
    var seen: Set<TrialID> = []
    for trial in left.trials.map(\.id) + right.trials.map(\.id) where cells.contains(trial.node) && seen.insert(trial).inserted {
      let (mine, theirs) = (one[trial, default: [:]], other[trial, default: [:]])
      for name in Set(mine.keys).union(theirs.keys).sorted() { add("\(trial)", name, mine[name], theirs[name]) }
    }
  }

  private mutating func add(_ trial: String, _ name: String, _ left: ResultValue.Content?, _ right: ResultValue.Content?) {
    guard let left, let right else {
      untold.append(BundleDiff.Untold(name: "\(trial) \(name)", isLeft: left != nil))
      return
    }
    count += 1
    if left != right { differences.append(BundleDiff.ResultDifference(trial: trial, name: name, left: left, right: right)) }
  }

  private static func values(_ records: BundleRecords) -> [TrialID: [String: ResultValue.Content]] {
    var found: [TrialID: [String: ResultValue.Content]] = [:]
    for trial in records.results.trials + records.bounded.trials {
      for value in trial.values { found[trial.id, default: [:]][value.name] = value.value }
    }
    return found
  }
}

/// The measurements and scores of two runs, paired by name.
struct MetricTally {
  let measurements: [BundleDiff.EstimateComparison]
  let untold: [BundleDiff.Untold]
  let scores: [BundleDiff.EstimateComparison]

  init(_ a: BundleRecords, _ b: BundleRecords, _ cells: Set<String>, _ test: BundleDiff.RatioTesting) {
    let (left, right) = (a.scores, b.scores)
    func measured(_ scores: Scores) -> [MetricValue] { scores.metrics.filter { $0.origin == .measurement && cells.contains($0.node) } }
    func name(_ metric: MetricValue) -> String { "\(metric.node).\(metric.metric)" }
    let (mine, theirs) = (measured(left), measured(right))
    let others = Dictionary(theirs.map { (name($0), $0) }, uniquingKeysWith: { first, _ in first })
    let nodes = Dictionary(a.plan.nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    // A time and its rate are one test.
    let tests = Set(
      mine.filter { $0.spread != nil && others[name($0)]?.spread != nil }.map { value in
        let metric = nodes[value.node]?.metric(value.metric)
        return [value.node, metric?.derivation.series ?? value.metric, metric?.selection.percent.map { "\($0)" } ?? ""]
      }
    ).count
    measurements = mine.compactMap { metric in
      guard let other = others[name(metric)], other.unit == metric.unit else { return nil }
      return BundleDiff.EstimateComparison(
        name: name(metric), unit: metric.unit, left: metric.estimate, right: other.estimate, ratioInterval: test(metric, other, tests),
        isOfOneRun: metric.spread == nil || other.spread == nil)
    }
    let known = Set(mine.map(name))
    untold =
      mine.filter { others[name($0)] == nil }.map { BundleDiff.Untold(name: name($0), isLeft: true) }
      + theirs.filter { !known.contains(name($0)) }.map { BundleDiff.Untold(name: name($0), isLeft: false) }
    scores = MetricTally.scores(left, right)
  }

  private static func scores(_ left: Scores, _ right: Scores) -> [BundleDiff.EstimateComparison] {
    let ofOneRun = singleRun(left).union(singleRun(right))
    func isOfOneRun(_ branch: ScoreValue) -> Bool {
      branch.metric.map(ofOneRun.contains) ?? false || branch.branches.contains(where: isOfOneRun)
    }
    func flat(_ branches: [ScoreValue], _ path: String) -> [(String, Estimate, Bool)] {
      branches.flatMap { branch in
        let name = path.isEmpty ? branch.id : "\(path).\(branch.id)"
        return (branch.estimate.map { [(name, $0, isOfOneRun(branch))] } ?? []) + flat(branch.branches, name)
      }
    }
    let others = Dictionary(flat(right.score, "").map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
    var comparisons = flat(left.score, "").compactMap { name, estimate, isOne in
      others[name].map { BundleDiff.EstimateComparison(name: name, unit: "1", left: estimate, right: $0, isOfOneRun: isOne) }
    }
    if let one = left.total, let other = right.total {
      comparisons.append(
        BundleDiff.EstimateComparison(name: "total", unit: "1", left: one, right: other, isOfOneRun: left.score.contains(where: isOfOneRun))
      )
    }
    return comparisons
  }

  /// Metrics as leaves of a score write them, by cell and by workload, that one process measured.
  private static func singleRun(_ scores: Scores) -> Set<String> {
    let values = scores.metrics.filter { $0.origin == .measurement && $0.spread == nil }
    return Set(values.flatMap { value in ["\(value.node).\(value.metric)", "\(value.node.prefix { $0 != "[" }).\(value.metric)"] })
  }
}
