public import Record
internal import Text

extension Disturbance {
  /// More switches than so many in a second of samples mean that others wanted the CPU.
  static let switchesPerSecond = 100.0
  /// A clock that moves by more than so many percent drifts.
  static let clockPercent = 10.0
  /// Threads that waited for a CPU for more than so many percent of the samples' time had to share it.
  static let waitedPercent = 5.0
  /// More than so many percent of noisy samples are no chance.
  static let noisyPercent = 20.0
  /// Medians of the first and the last third of a series that are further apart than so many percent drift.
  static let driftPercent = 15.0
  /// Ten or more samples of at least half of a trial's processes stand in an order where Kendall's τ is so large, and so many standard deviations from 0, or 1: of
  /// independent samples once in a hundred thousand series.
  static let (orderedShare, orderedDeviations) = (0.6, 4.5)

  /// What the records of a run say: the state of the host before it, and the witnesses of its samples.
  static func all(in records: BundleRecords) -> [Disturbance] { all(in: records.records) }

  /// The same for the records of a run.
  public static func all(in records: RunRecords) -> [Disturbance] {
    let before = all(in: records.environment)
    let isLoaded = before.contains { $0.phrase.hasPrefix("measured under load") }
    let found = all(in: records.measurements.trials, lines: records.trials, host: records.environment)
    return before + found.filter { !isLoaded || !$0.phrase.hasPrefix("measured under load") }
  }

  /// What the witnesses of samples say, and the samples themselves.
  ///
  /// - Parameters:
  ///   - lines: Of the trials, which tell their threads.
  ///   - host: Tells how many CPUs stolen time is of.
  public static func all(in trials: [TrialMeasurement], lines: [TrialLine], host: Fingerprint) -> [Disturbance] {
    let threads = Dictionary(lines.map { ($0.id, $0.host?.threads ?? 1) }, uniquingKeysWith: { first, _ in first })
    let watched = WatchedTime(trials, threads: threads, cpus: host.fields["topology.threads"]?.value?.number ?? 1)
    var found: [Disturbance] = []
    if let load = watched.load {
      found.append(Disturbance("measured under load (\(load.english))", "在有负载时测量（\(load.chinese)）"))
    }
    if let steal = watched.stealPercent, steal > stealPercent {
      found.append(Disturbance("robbed of CPU time by other guests (steal \(whole(steal)) %)", "CPU 时间被其他客户机占用（steal \(whole(steal)) %）"))
    }
    if let percent = watched.noisyPercent, percent > noisyPercent, found.isEmpty {
      found.append(Disturbance("disturbed in \(whole(percent)) % of its samples", "\(whole(percent)) % 的样本受到干扰"))
    }
    if watched.stops > 0 {
      found.append(Disturbance("stopped (\(counted(Int(clamping: watched.stops), "time")))", "进程被暂停（\(watched.stops) 次）"))
    }
    if watched.throttled > 0 {
      found.append(Disturbance("throttled (\(counted(Int(clamping: watched.throttled), "event")))", "降频（\(watched.throttled) 次）"))
    }
    if let clocks = watched.clocks, clocks.high > clocks.low * (1 + clockPercent / 100) {
      let (low, high) = (whole(clocks.low), whole(clocks.high))
      found.append(Disturbance("drifting (its clock moved between \(low) and \(high) MHz)", "漂移（主频在 \(low) 与 \(high) MHz 之间变动）"))
    }
    if let drift = watched.drift {
      let (cell, percent) = (quoted(drift.cell), whole(drift.percent))
      found.append(Disturbance("drifting (the samples of \(cell) moved by \(percent) %)", "漂移（\(cell) 的样本移动了 \(percent) %）"))
    } else if let ordered = watched.ordered {
      let cell = quoted(ordered.cell)
      found.append(
        Disturbance(
          "drifting (the samples of \(cell) \(ordered.isRising ? "rose" : "fell") from the first to the last)",
          "漂移（\(cell) 的样本从第一个到最后一个持续\(ordered.isRising ? "上升" : "下降")）"))
    }
    return found
  }
}

/// What the witnesses of all samples of a run say together.
private struct WatchedTime {
  private let cpus: Double
  private var nanoseconds = 0.0
  /// The time of all threads of the trials.
  private var threadTime = 0.0
  private var stolen: Double?
  private var switches = 0.0
  private var pressures: [Double] = []
  private(set) var throttled: UInt64 = 0
  private(set) var stops: UInt64 = 0
  private var waited: Double?
  private var noisy = (samples: 0, of: 0)
  private(set) var clocks: (low: Double, high: Double)?
  private(set) var drift: (cell: String, percent: Double)?
  /// A cell whose samples stand in an order.
  private(set) var ordered: (cell: String, isRising: Bool)?

  init(_ trials: [TrialMeasurement], threads: [TrialID: Int], cpus: Double) {
    self.cpus = max(1, cpus)
    for trial in trials {
      guard let series = trial.series.first(where: { $0.nanoseconds != nil }), let times = series.nanoseconds else { continue }
      // checked: sums of binary64.
      let spent = times.reduce(0) { $0 + Double($1.value) }
      nanoseconds += spent
      threadTime += spent * Double(max(1, threads[trial.id] ?? 1))
      for witness in trial.witnesses { add(witness) }
      if times.count == trial.witnesses.count {
        noisy = (noisy.samples + trial.noisySamples.count, noisy.of + times.count)
      }
      noteDrift(trial.node, times.map { Double($0.value) })
      // Of a sealed set the samples ascend.
      if series.name == "time", ordered == nil {
        noteOrder(trial.node, (trial.ranges(in: times.count) ?? []).map { times[$0].map(\.value) })
      }
    }
  }

  private mutating func add(_ witness: Witness) {
    if let steal = witness.steal { stolen = (stolen ?? 0) + Double(steal.value) }
    if let count = witness.involuntarySwitches { switches += Double(count.value) }
    if let pressure = witness.cpuPressure { pressures.append(pressure) }
    if let time = witness.waited, time.value > Witness.leastWait { waited = (waited ?? 0) + Double(time.value) }
    if let count = witness.stops { stops = stops.addingReportingOverflow(count.value).partialValue }
    if let events = witness.throttled { throttled = throttled.addingReportingOverflow(events.value).partialValue }
    if let clock = witness.megahertz, clock > 0 { clocks = (min(clocks?.low ?? clock, clock), max(clocks?.high ?? clock, clock)) }
  }

  /// The worst drift of a series of twelve samples or more.
  private mutating func noteDrift(_ cell: String, _ samples: [Double]) {
    guard samples.count >= 12 else { return }
    func median(_ part: ArraySlice<Double>) -> Double { part.sorted()[part.count / 2] }
    let third = samples.count / 3
    let (first, last) = (median(samples.prefix(third)), median(samples.suffix(third)))
    guard first > 0, last > 0 else { return }
    let percent = (max(first / last, last / first) - 1) * 100
    if percent > max(Disturbance.driftPercent, drift?.percent ?? 0) { drift = (cell, percent) }
  }

  /// Samples of one machine at rest come in no order, and one process that warms up longer makes no drift of many.
  private mutating func noteOrder(_ cell: String, _ processes: [[UInt64]]) {
    let trends = processes.filter { $0.count >= 10 }.map { MannKendall($0) }.filter { trend in
      trend.share.magnitude == 1
        || trend.share.magnitude > Disturbance.orderedShare && trend.deviations.magnitude > Disturbance.orderedDeviations
    }
    for isRising in [false, true] {
      let count = trends.count { ($0.excess > 0) == isRising }
      if count > 0, count * 2 >= processes.count { ordered = (cell, isRising) }
    }
  }

  /// The share of noisy samples where there are ten or more.
  var noisyPercent: Double? { noisy.of >= 10 ? Double(noisy.samples) / Double(noisy.of) * 100 : nil }

  /// The share of all CPUs' time; the kernel's accounting has ticks, so that less than a tenth of a second counts as one.
  var stealPercent: Double? { nanoseconds > 0 ? stolen.map { min(100, $0 / max(nanoseconds, 1e8) / cpus * 100) } : nil }

  var load: Bilingual? {
    if let waited, nanoseconds > 1e8, waited / threadTime * 100 > Disturbance.waitedPercent {
      let percent = Disturbance.whole(min(100, waited / threadTime * 100))
      return Bilingual("its threads waited for a CPU \(percent) % of the time", "其线程有 \(percent) % 的时间在等待 CPU")
    }
    if let middle = pressures.isEmpty ? nil : pressures.sorted()[pressures.count / 2], middle > Disturbance.pressurePercent {
      let percent = Disturbance.whole(middle)
      return Bilingual("CPU pressure \(percent) % in half of the samples", "半数样本的 CPU 压力达 \(percent) %")
    }
    let seconds = nanoseconds / 1e9
    guard seconds > 0.1, switches / seconds > Disturbance.switchesPerSecond else { return nil }
    let count = Disturbance.whole(switches / seconds)
    return Bilingual("preempted \(count) times in a second", "每秒被抢占 \(count) 次")
  }
}
