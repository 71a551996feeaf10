internal import Attest
public import Record
internal import Text

/// What makes the measurements of a run doubtful, each in a sentence: what disturbed the host, and precision that was not reached.
///
/// A function of the records, so that terminal and page say the same of a bundle.
public func measurementDoubts(_ records: RunRecords) -> [Bilingual] {
  guard !records.measurements.trials.isEmpty else { return [] }
  let disturbances = Disturbance.all(in: records).map { disturbance in
    Bilingual(
      "this run was \(disturbance.phrase), so its measurements say less of the machine",
      "本次运行受到干扰：\(disturbance.words.chinese)，测量值较难说明机器本身")
  }
  return disturbances + noise(records.measurements.trials) + misses(records)
}

/// How many samples are noisy, by what.
private func noise(_ trials: [TrialMeasurement]) -> [Bilingual] {
  let noisy = trials.flatMap { trial in trial.noisySamples.map(\.noise) }
  guard !noisy.isEmpty else { return [] }
  let all = trials.reduce(0) { $0 + ($1.series.first?.count == $1.witnesses.count ? $1.witnesses.count : 0) }
  // checked: the marked samples are some of all.
  guard noisy.count * 20 > all else { return [] }
  let kinds = Noise.allCases.filter { kind in noisy.contains { $0.contains(kind) } }.map(\.words)
  return [
    Bilingual(
      "\(noisy.count) of \(counted(all, "sample")) are noisy (\(listed(kinds.map(\.english)))); they are marked and kept",
      "\(all) 个样本中有 \(noisy.count) 个受噪声影响（\(kinds.map(\.chinese).joined(separator: "、"))）；已标记并保留")
  ]
}

/// Cells that stopped before they were as precise as they were to be.
private func misses(_ records: RunRecords) -> [Bilingual] {
  let rules = Dictionary(records.plan.nodes.compactMap { node in node.timing.map { (node.id, $0.rule) } }, uniquingKeysWith: { $1 })
  let missed = records.measurements.trials.compactMap { trial in
    rules[trial.node].flatMap { trial.missedPrecision(of: $0) }.map { missed in
      let name = quoted("\(trial.id)")
      return Bilingual("\(name) \(missed.english)", "\(name) \(missed.chinese)")
    }
  }
  let shown = missed.prefix(5)
  let rest = missed.count - shown.count
  return shown + (rest > 0 ? [Bilingual("and \(counted(rest, "more trial")) stopped so", "另有 \(rest) 次试验也是如此")] : [])
}

extension Noise {
  fileprivate var words: Bilingual {
    switch self {
    case .stolen: Bilingual("the hypervisor ran other guests", "虚拟机管理程序运行了其他客户机")
    case .waited: Bilingual("threads waited for a CPU", "线程等待 CPU")
    case .preempted: Bilingual("the CPU was taken away", "CPU 被夺走")
    case .faulted: Bilingual("memory came from a disk", "内存页来自磁盘")
    case .throttled: Bilingual("the processor slowed itself down", "处理器自行降频")
    case .stopped: Bilingual("the process was stopped", "进程被暂停")
    }
  }
}
