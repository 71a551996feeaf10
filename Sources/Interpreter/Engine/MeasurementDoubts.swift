internal import Attest
public import Record
internal import Text

/// What makes the measurements of a run doubtful, each in a sentence: what disturbed the host, and precision that was not reached.
///
/// A function of the records, so that terminal and page say the same of a bundle.
public func measurementDoubts(_ records: RunRecords) -> [String] {
  guard !records.measurements.trials.isEmpty else { return [] }
  let disturbances = Disturbance.all(in: records).map { "this run was \($0.phrase), so its measurements say less of the machine" }
  return disturbances + noise(records.measurements.trials) + misses(records)
}

/// How many samples are noisy, by what.
private func noise(_ trials: [TrialMeasurement]) -> [String] {
  let noisy = trials.flatMap { trial in trial.noisySamples.map(\.noise) }
  guard !noisy.isEmpty else { return [] }
  let all = trials.reduce(0) { $0 + ($1.series.first?.count == $1.witnesses.count ? $1.witnesses.count : 0) }
  // checked: the marked samples are some of all.
  guard noisy.count * 20 > all else { return [] }
  let kinds = Noise.allCases.filter { kind in noisy.contains { $0.contains(kind) } }.map(\.words)
  return ["\(noisy.count) of \(counted(all, "sample")) are noisy (\(listed(kinds))); they are marked and kept"]
}

/// Cells that stopped before they were as precise as they were to be.
private func misses(_ records: RunRecords) -> [String] {
  let rules = Dictionary(records.plan.nodes.compactMap { node in node.timing.map { (node.id, $0.rule) } }, uniquingKeysWith: { $1 })
  let missed = records.measurements.trials.compactMap { trial in
    rules[trial.node].flatMap { trial.missedPrecision(of: $0) }.map { "\(quoted("\(trial.id)")) \($0)" }
  }
  let shown = missed.prefix(5)
  return shown + (missed.count > shown.count ? ["and \(counted(missed.count - shown.count, "more trial")) stopped so"] : [])
}

extension Noise {
  fileprivate var words: String {
    switch self {
    case .stolen: "the hypervisor ran other guests"
    case .waited: "threads waited for a CPU"
    case .preempted: "the CPU was taken away"
    case .faulted: "memory came from a disk"
    case .throttled: "the processor slowed itself down"
    case .stopped: "the process was stopped"
    }
  }
}
