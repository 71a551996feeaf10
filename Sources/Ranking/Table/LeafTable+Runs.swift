extension LeafTable.System {
  /// One system of several runs of the same work: each metric is the mean of the runs, and their spread decides its interval.
  ///
  /// A metric that a run lacks, the system lacks. `nil` where the runs did other work, or there are none.
  public init?(_ name: String, runs: [LeafTable.System]) {
    guard let first = runs.first, runs.allSatisfy({ $0.work == first.work && $0.kind == first.kind }) else { return nil }
    self = first
    self.name = name
    guard runs.count > 1 else { return }
    root = nil
    standing = Standing(runs.map(\.standing))
    facts = runs.reduce(into: []) { all, run in all += run.facts.filter { !all.contains($0) } }
    leaves = first.leaves.compactMap { leaf in
      let same = runs.compactMap { run in run.leaves.first { $0.id == leaf.id } }
      return same.count == runs.count ? Leaf(runs: same) : nil
    }
  }
}

extension Standing {
  /// What is known of several runs together: as much as of the least known one.
  init(_ runs: [Standing]) {
    func distinct(_ texts: [String]) -> [String] { texts.reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
    self.init(
      isVerified: runs.allSatisfy(\.isVerified), words: "\(runs.count) runs: " + distinct(runs.map(\.words)).joined(separator: "; "),
      reproducedBy: runs.allSatisfy { !$0.reproducedBy.isEmpty } ? distinct(runs.flatMap(\.reproducedBy)) : [],
      disturbances: distinct(runs.flatMap(\.disturbances)))
  }
}

extension Leaf {
  /// The mean of a metric over runs; `nil` where they have it in other units.
  fileprivate init?(runs: [Leaf]) {
    guard let first = runs.first, runs.allSatisfy({ $0.unit == first.unit && $0.better == first.better }),
      let mean = runs.reduce(.zero, { $0 + $1.point }).divided(by: Fraction(runs.count))
    else { return nil }
    self = first
    point = mean
    observations = Observations(runs: runs)
  }
}

extension Observations {
  /// Items that all runs have keep their mean scores; of anything else the runs are the units.
  fileprivate init(runs: [Leaf]) {
    if let items = Observations.items(of: runs) {
      self = items
    } else if runs.allSatisfy({ $0.observations == .exact && $0.point == runs[0].point }) {
      self = .exact
    } else {
      self = .trials(runs.map(\.point.real))
    }
  }

  private static func items(of runs: [Leaf]) -> Observations? {
    guard case .items(let first, let set) = runs.first?.observations else { return nil }
    var sums = Dictionary(first.map { ($0.id, 0.0) }) { one, _ in one }
    for run in runs {
      guard case .items(let items, set) = run.observations, items.count == first.count else { return nil }
      for item in items {
        guard let sum = sums[item.id] else { return nil }
        sums[item.id] = sum + item.score
      }
    }
    let count = Double(runs.count)
    return .items(first.map { ItemScore(id: $0.id, cluster: $0.cluster, score: (sums[$0.id] ?? 0) / count) }, set: set)
  }
}
