internal import Record
internal import Score

/// Metrics, bars, pictures and results of a workload.
extension PageWords {
  func pictures(_ count: Int) -> String { say(counted(count, "picture"), "\(grouped(count)) 幅图") }
  func omittedPictures(_ count: Int) -> String {
    say(
      "\(grouped(count)) more pictures are left out; the records hold their numbers.", "另有 \(grouped(count)) 幅图未列出；数值都在记录中。")
  }
  func picturedCells(_ shown: Int, of all: Int) -> String {
    say(
      "Pictures show the first \(shown) of \(grouped(all)) cells; the records hold all of them.",
      "图中只有 \(grouped(all)) 个单元中的前 \(shown) 个；记录包含全部单元。")
  }
  func inCells(_ title: String, _ count: Int) -> String {
    say("\(title), in \(counted(count, "cell")).", "\(title)，共 \(grouped(count)) 个单元。")
  }
  func onTarget(_ target: String) -> String { say("on \(target)", "目标 \(target)") }

  var metrics: String { say("Metrics", "指标") }
  var noMetric: String { say("No metric of this workload has a value; see the trials.", "此工作负载没有任何指标有值；见“试验”一节。") }
  var metric: String { say("Metric", "指标") }
  var cell: String { say("Cell", "单元") }
  var value: String { say("Value", "值") }
  var interval: String { say("95 % interval", "95 % 区间") }
  func direction(_ direction: Direction) -> String {
    direction == .higher ? say(" ↑ more is better", " ↑ 越高越好") : say(" ↓ less is better", " ↓ 越低越好")
  }
  /// Who counted an energy.
  func energy(from source: EnergySource) -> String {
    switch source {
    case .meter: say(source.words, "由外部功率计测得（签名者的说法）")
    case .rapl: say(source.words, "由处理器的计数器 `rapl` 测得（签名者的说法；只含封装与内存，不是整机）")
    case .estimate: say(source.words, "按声明的功率估算")
    }
  }
  func barDirection(_ direction: Direction) -> String {
    direction == .higher ? say(" longer is better", " 越长越好") : say(" shorter is better", " 越短越好")
  }
  var exact: String { say("exact", "精确") }
  var scale: String { say("Scale", "刻度") }
  func scaleUnit(_ unit: String) -> String { say("In \(unit.isEmpty ? "plain numbers" : unit).", unit.isEmpty ? "无单位。" : "单位：\(unit)。") }
  var metricBar: String { say("A bar from zero with its 95 % interval.", "从零起的条形，附 95 % 区间。") }
  var logarithmic: String { say(" (log)", "（对数）") }

  func resultsToReproduce(_ count: Int) -> String {
    say("\(counted(count, "result")) that a re-execution must reproduce", "重新执行必须得到的 \(grouped(count)) 个结果")
  }
  var results: String { say("Results", "结果") }
  var resultColumns: [String] {
    [say("Result", "结果"), cell, say("Trial", "试验"), say("Class", "类别"), value]
  }
  func share(_ part: String, of total: String) -> String { say("\(part) of \(total)", "\(part) / \(total)") }
  func yes(_ flag: Bool) -> String { flag ? say("yes", "是") : say("no", "否") }
  var emptySeries: String { say("an empty series", "空序列") }
  func series(_ count: Int, _ first: String, _ last: String) -> String {
    say("\(counted(count, "number")), \(first) … \(last)", "\(grouped(count)) 个数，\(first) … \(last)")
  }

  var allMetrics: String { say("Every metric of every cell", "各单元的全部指标") }
  var sweep: String { say("Sweep", "扫描") }
  func sweepTitle(_ metric: String, over axis: String) -> String { say("\(metric) over \(axis)", "\(metric) 随 \(axis) 的变化") }
  var sweepDescription: String {
    say("A line for each of the other coordinates, with 95 % intervals.", "其余坐标各为一条线，附 95 % 区间。")
  }
}
