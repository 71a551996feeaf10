internal import Record

/// Distributions of samples, curves, and the notes beside them.
extension PageWords {
  func samples(_ count: Int) -> String { say(counted(count, "sample"), "\(grouped(count)) 个样本") }
  var samplesElsewhere: String {
    say("The samples are in a file of their own, which was not at hand.", "样本在单独的文件中，生成本页时没有该文件。")
  }
  var noSamples: String { say("There are no samples.", "没有样本。") }
  var nothingToDraw: String { say("There are no samples that could be drawn.", "没有可以绘制的样本。") }
  var noRange: String { say("The samples span no range that could be drawn.", "样本没有可以绘制的跨度。") }
  func single(_ value: String) -> String { say("One sample: \(value).", "只有一个样本：\(value)。") }
  func distribution(_ samples: Int) -> String {
    say("Distribution of \(counted(samples, "sample"))", "\(grouped(samples)) 个样本的分布")
  }
  func range(_ low: String, _ high: String) -> String { say("\(low) to \(high)", "\(low) 至 \(high)") }
  func distributionDescription(median: String, range: String) -> String {
    say("Median \(median), from \(range).", "中位数 \(median)，范围 \(range)。")
  }
  func beyondBelow(_ count: Int) -> String { say("← \(grouped(count)) beyond", "← 另有 \(grouped(count)) 个") }
  func beyondAbove(_ count: Int) -> String { say("\(grouped(count)) beyond →", "另有 \(grouped(count)) 个 →") }
  func medianInterval(_ low: String, _ high: String) -> String {
    say("95 % interval of the median: \(low) to \(high)", "中位数的 95 % 区间：\(low) 至 \(high)")
  }
  func median(_ value: String) -> String { say("median \(value)", "中位数 \(value)") }
  /// What the interval of a measurement is about; `nil` invocations for one process.
  func measured(overInvocations count: Int?) -> String {
    guard let count else { return say("within this run", "仅就本次运行") }
    return say("over \(counted(count, "invocation"))", "基于 \(grouped(count)) 次独立启动")
  }
  func intervalOverInvocations(_ value: String, _ low: String, _ high: String, _ count: Int) -> String {
    say(
      "\(value), 95 % interval \(low) to \(high), \(measured(overInvocations: count))",
      "\(value)，95 % 区间 \(low) 至 \(high)，\(measured(overInvocations: count))")
  }
  func sample(_ number: Int, _ value: String) -> String { say("sample \(number): \(value)", "样本 \(number)：\(value)") }
  func bin(_ low: String, _ high: String, _ count: Int) -> String {
    say("\(low) to \(high): \(counted(count, "sample"))", "\(low) 至 \(high)：\(grouped(count)) 个样本")
  }
  var inOrder: String { say("Samples in the order taken", "按采集顺序排列的样本") }
  var inOrderDescription: String { say("First to last; a slope is drift, a spike an outlier.", "从最先到最后；斜坡是漂移，尖峰是离群值。") }
  var first: String { say("first", "最先") }
  var orderTaken: String { say("in the order taken", "按采集顺序") }
  var last: String { say("last", "最后") }

  func trialCount(_ count: Int) -> String { say(counted(count, "trial"), "\(grouped(count)) 次试验") }
  func batch(_ count: Int) -> String {
    say("each sample is the time of \(counted(count, "repetition"))", "每个样本是 \(grouped(count)) 次重复的用时")
  }
  func warmup(_ count: Int) -> String { say("\(counted(count, "untimed repetition")) before", "之前有 \(grouped(count)) 次不计时的重复") }
  func stopped(_ reason: TrialMeasurement.Stopped) -> String {
    switch reason {
    case .rule: say("stopped when the interval was narrow enough", "区间足够窄时停止")
    case .max: say("took as many samples as the plan asks for", "采足了计划规定的样本数")
    case .budget: say("stopped when the time budget was spent", "时间预算用完时停止")
    }
  }
  func longTail(share: String, most: String) -> String {
    say(
      "\(share) of the samples lie far from the median, up to \(most): a long tail or a second mode, more than single outliers",
      "\(share) 的样本远离中位数，最远 \(most)：这是长尾或第二个峰，而不只是个别离群值")
  }
  func outliers(_ count: Int, share: String, most: String) -> String {
    say(
      "\(counted(count, "outlier")) (\(share)) far from the median; up to \(most)",
      "\(grouped(count)) 个离群值（\(share)）远离中位数；最大 \(most)")
  }
  func drift(_ percent: String, upwards: Bool) -> String {
    say(
      "drift: the last third lies \(percent) % \(upwards ? "above" : "below") the first",
      "漂移：最后三分之一比最前三分之一\(upwards ? "高" : "低") \(percent) %")
  }
  func steal(_ time: String) -> String { say("the hypervisor kept \(time) of CPU time to itself", "虚拟机管理程序占用了 \(time) 的 CPU 时间") }
  func times(_ count: Int) -> String { say(count == 1 ? "once" : "\(grouped(count)) times", "\(grouped(count)) 次") }
  func switches(_ times: String) -> String { say("the operating system took the CPU away \(times)", "操作系统夺走 CPU \(times)") }
  func faults(_ times: String) -> String { say("memory had to be read from disk \(times)", "内存页从磁盘读入 \(times)") }
  func throttled(_ times: String) -> String { say("the CPU throttled itself \(times)", "CPU 自行降频 \(times)") }
  func pressure(_ percent: String) -> String {
    say("other tasks waited for a CPU up to \(percent) % of the time", "其他任务等待 CPU 的时间占比最高达 \(percent) %")
  }
  func clock(_ least: String, _ most: String) -> String {
    say("the clock moved between \(least) and \(most) MHz", "主频在 \(least) 与 \(most) MHz 之间变动")
  }

  func cellTrial(_ cell: String, _ trial: Int) -> String { say("\(cell), trial \(grouped(trial))", "\(cell)，试验 \(grouped(trial))") }
  func curve(_ name: String, by step: Step) -> String { say("\(name) by \(step.english)", "\(name) 随\(step.chinese)的变化") }
  func curveEnds(_ first: String, _ last: String) -> String {
    say("From \(first) at the first to \(last) at the last.", "从最先的 \(first) 到最后的 \(last)。")
  }
  func curvePoint(_ step: Step, _ number: Int, _ value: String) -> String {
    say("\(step.english) \(number): \(value)", "第 \(number) \(step.measure)：\(value)")
  }
  func curveEnd(_ step: Step, _ number: Int) -> String {
    say("\(step.english) \(grouped(number))", "第 \(grouped(number)) \(step.measure)")
  }
  func after(_ value: String, _ count: Int, _ step: Step) -> String {
    say("\(value) after \(counted(count, step.english))", "\(grouped(count)) \(step.measure)后为 \(value)")
  }
  func accuracy(_ share: String, _ part: String, _ total: String) -> String {
    say("accuracy \(share) % (\(part) of \(total))", "准确率 \(share) %（\(part) / \(total)）")
  }
  func reached(_ flag: Bool) -> String {
    flag ? say("the target was reached", "达到目标") : say("the target was not reached", "未达到目标")
  }

  /// What stands between two numbers of a curve.
  enum Step: Sendable {
    case epoch
    case step

    var english: String { self == .epoch ? "epoch" : "step" }
    var chinese: String { self == .epoch ? "训练轮次" : "训练步数" }
    var measure: String { self == .epoch ? "轮" : "步" }
  }
}
