internal import Record
internal import Score

extension Page {
  /// What there is to say about a measurement beside its picture.
  func notes(_ node: Node, _ series: PooledSeries, _ distribution: Distribution) -> Markup {
    let trials = measurements(of: node.id).filter { trial in trial.series.contains { $0.name == series.name } }
    let plain = samplingNotes(trials, distribution)
    let doubts = shapeNotes(series, distribution) + witnessNotes(trials, samples: distribution.values.count)
    return tag("div", .class("notes")) {
      tag("p", text: plain.joined(separator: " · "))
      if !doubts.isEmpty { tag("ul") { for note in doubts { tag("li", text: note) } } }
    }
  }

  private func samplingNotes(_ trials: [TrialMeasurement], _ distribution: Distribution) -> [String] {
    var notes = [counted(distribution.values.count, "sample")]
    if trials.count > 1 { notes.append(counted(trials.count, "trial")) }
    if let batch = trials.compactMap(\.batch).max() { notes.append("each sample is the time of \(counted(batch, "repetition"))") }
    if let warmup = trials.map(\.warmup).max(), warmup > 0 { notes.append("\(counted(warmup, "untimed repetition")) before") }
    let reasons = TrialMeasurement.Stopped.ordered.filter { reason in trials.contains { $0.stopped == reason } }
    return notes + reasons.map(words)
  }

  private func words(for reason: TrialMeasurement.Stopped) -> String {
    switch reason {
    case .rule: "stopped when the interval was narrow enough"
    case .max: "took as many samples as the plan asks for"
    case .budget: "stopped when the time budget was spent"
    }
  }

  /// Outliers, what lies outside the picture, and drift.
  private func shapeNotes(_ series: PooledSeries, _ distribution: Distribution) -> [String] {
    var notes: [String] = []
    let outliers = distribution.outliers
    let most = Scale(unit: series.unit, around: distribution.most).text(distribution.most)
    let share = Format.percent(Double(outliers) / Double(distribution.values.count), significant: 2)
    if outliers * 20 > distribution.values.count, distribution.values.count >= 100 {
      notes.append(
        "\(share) of the samples lie far from the median, up to \(most): a long tail or a second mode, more than single outliers")
    } else if outliers > 0 {
      notes.append("\(counted(outliers, "outlier")) (\(share)) far from the median; up to \(most)")
    }
    if let drift = distribution.drift, drift.magnitude > 0.02, series.lengths.count == 1 {
      let direction = drift > 0 ? "above" : "below"
      notes.append("drift: the last third lies \(significant(drift.magnitude * 100, 2)) % \(direction) the first")
    }
    return notes
  }

  /// What the host did meanwhile; a few switches among many samples are how every system works.
  private func witnessNotes(_ trials: [TrialMeasurement], samples: Int) -> [String] {
    let witnesses = trials.flatMap(\.witnesses)
    func total(_ path: KeyPath<Witness, U64?>) -> UInt64 {
      witnesses.compactMap { $0[keyPath: path]?.value }.reduce(0) { $0.addingReportingOverflow($1).partialValue }
    }
    var notes: [String] = []
    let steal = total(\.steal)
    if steal > 0 { notes.append("the hypervisor kept \(Format.text(ofNanoseconds: steal, significant: 3)) of CPU time to itself") }
    let switches = total(\.involuntarySwitches)
    if switches > 0, switches.multipliedReportingOverflow(by: 4).overflow || switches * 4 >= UInt64(max(samples, 1)) {
      notes.append("the operating system took the CPU away \(times(switches))")
    }
    let faults = total(\.majorFaults)
    if faults > 0 { notes.append("memory had to be read from disk \(times(faults))") }
    let throttled = total(\.throttled)
    if throttled > 0 { notes.append("the CPU throttled itself \(times(throttled))") }
    if let pressure = witnesses.compactMap(\.cpuPressure).filter(\.isFinite).max(), pressure >= 5 {
      notes.append("other tasks waited for a CPU up to \(significant(pressure, 2)) % of the time")
    }
    let clocks = witnesses.compactMap(\.megahertz).filter { $0.isFinite && $0 > 0 }
    if let least = clocks.min(), let most = clocks.max(), most > least * 1.02 {
      notes.append("the clock moved between \(fixed(least, 0)) and \(fixed(most, 0)) MHz")
    }
    return notes
  }

  private func times(_ count: UInt64) -> String {
    count == 1 ? "once" : "\(grouped(Int(clamping: count))) times"
  }
}

extension TrialMeasurement.Stopped {
  fileprivate static let ordered: [TrialMeasurement.Stopped] = [.rule, .max, .budget]
}
