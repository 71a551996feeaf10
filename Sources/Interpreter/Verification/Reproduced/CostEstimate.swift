internal import Attest
internal import Record
internal import Score

/// What it takes to execute cells of a bundle again, from the bundle's own attempts and samples.
///
/// A cell takes the time of its trials' last attempts, less the repetitions that are not repeated, and at least one repetition (the median
/// of its samples) for each trial. That is multiplied by the declared peak of the recorded host over that of this one: threads, frequency
/// (where both tell one) and, for work of the kernels, the width of the vectors.
struct CostEstimate {
  private let records: BundleRecords
  private let capacity: HostCapacity
  private let here: Fingerprint
  /// Whether samples are taken, so that every repetition is repeated.
  private let isMeasured: Bool
  private let trials: [String: [TrialLine]]
  private let samples: [TrialID: [Double]]

  /// - Parameters:
  ///   - here: The fingerprint of this host.
  ///   - file: Artefacts of the bundle, which hold long series.
  init(
    _ records: BundleRecords, on capacity: HostCapacity, here: Fingerprint, isMeasured: Bool, file: (Digest) -> [UInt8]?
  ) {
    self.records = records
    self.capacity = capacity
    self.here = here
    self.isMeasured = isMeasured
    trials = Dictionary(grouping: records.trials.filter { $0.status == .ok }, by: \.node)
    let series = Dictionary(
      records.plan.nodes.compactMap { node in node.timing.map { (node.id, $0.series) } }, uniquingKeysWith: { first, _ in first })
    samples = Dictionary(
      records.measurements.trials.compactMap { trial in
        trial.series.first { $0.name == series[trial.node] }.map { (trial.id, CostEstimate.seconds($0, file)) }
      }, uniquingKeysWith: { first, _ in first })
  }

  private static func seconds(_ series: SampleSeries, _ file: (Digest) -> [UInt8]?) -> [Double] {
    let times = series.nanoseconds?.map(\.value) ?? series.artifact.flatMap(file).flatMap(series.nanoseconds(inFile:))
    return (times ?? []).map { Double($0) / 1e9 }
  }

  /// The cost of chosen cells: what is executed again with everything it needs, and what is held against its bound.
  ///
  /// - Parameter isHere: Whether an input is at hand.
  func cost(of selection: CellSelection, isHere: (String) -> Bool) -> ReproductionCost {
    let executed = Set(records.plan.cellsNeeded(by: selection.cells(.executed)).map(\.id)).union(selection.cells(.bounded))
    let nodes = records.plan.nodes.filter { executed.contains($0.id) }
    var seen: Set<String> = []
    let missing = nodes.flatMap(\.inputs).filter { seen.insert($0).inserted && !isHere($0) }
    return ReproductionCost(cells: nodes.map(cost), missing: missing)
  }

  /// How many of the cells, in their order, take no longer than so many seconds together, with everything they need.
  ///
  /// Cells without a time on record count nothing. Complexity: linear in cells and their needs.
  func count(of ids: [String], within budget: Double) -> Int {
    let nodes = Dictionary(records.plan.nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var (counted, spent): (Set<String>, Double) = ([], 0)
    for (place, id) in ids.enumerated() {
      var open = [id]
      while let next = open.popLast() {
        guard let node = nodes[next], Recheck(node) != .replayed, counted.insert(next).inserted else { continue }
        spent += cost(node).seconds ?? 0
        if Recheck(node) == .executed { open += node.needs }
      }
      if spent > budget { return place }
    }
    return ids.count
  }

  /// The cost of one cell alone.
  func cost(_ node: Node) -> ReproductionCost.Cell {
    let scale = scale(node)
    return ReproductionCost.Cell(
      node: node.id, trials: node.trials, seconds: recorded(node).map { $0 * scale },
      memory: node.work.executor.footprint ?? node.limits.memory,
      scale: scale)
  }

  /// Seconds on the recorded host; `nil` where nothing is on record.
  private func recorded(_ node: Node) -> Double? {
    guard let lines = trials[node.id] else { return nil }
    var (attempts, repeated, known) = (0.0, 0.0, 0)
    for line in lines {
      let samples = samples[line.id] ?? []
      guard let attempt = line.attempts.last, let ended = attempt.ended else { continue }
      known += 1
      let whole = Double(max(0, attempt.started.seconds(until: ended)))
      guard !samples.isEmpty, !isMeasured else {
        attempts += whole
        repeated += samples.reduce(0, +)
        continue
      }
      let one = median(samples)
      repeated += one
      attempts += whole - samples.reduce(0, +) - Double(node.timing?.rule.warmup ?? 0) * one + one
    }
    guard known > 0 else { return nil }
    return max(attempts, repeated, 0) * Double(node.trials) / Double(known)
  }

  private func median(_ samples: [Double]) -> Double {
    let sorted = samples.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  /// Peak there over peak here, by what both hosts declare.
  private func scale(_ node: Node) -> Double {
    guard let there = trials[node.id]?.compactMap(\.host).first, let target = records.plan.target(node.target),
      let host = try? capacity.resolve(target)
    else { return 1 }
    let (one, other) = (Roofline.megahertz(records.environment), Roofline.megahertz(here))
    let tell = one != nil && other != nil
    func peak(_ megahertz: Double?, _ host: HostResolution) -> Double {
      let roofline = Roofline(
        megahertz: tell ? megahertz : nil, threads: host.threads, isa: node.work.executor.usesKernels ? host.isa : nil)
      return 1 / roofline.nanoseconds(operations: 1e9, elementBytes: 4, bytes: 0)
    }
    return peak(one, there) / peak(other, host)
  }
}
