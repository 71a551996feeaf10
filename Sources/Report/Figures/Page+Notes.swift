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
    var notes = [words.samples(distribution.values.count)]
    if trials.count > 1 { notes.append(words.trialCount(trials.count)) }
    if let batch = trials.compactMap(\.batch).max() { notes.append(words.batch(batch)) }
    if let warmup = trials.map(\.warmup).max(), warmup > 0 { notes.append(words.warmup(warmup)) }
    let reasons = TrialMeasurement.Stopped.ordered.filter { reason in trials.contains { $0.stopped == reason } }
    return notes + reasons.map(words.stopped)
  }

  /// Outliers, what lies outside the picture, and drift.
  private func shapeNotes(_ series: PooledSeries, _ distribution: Distribution) -> [String] {
    var notes: [String] = []
    let outliers = distribution.outliers
    let most = Scale(unit: series.unit, around: distribution.most).text(distribution.most)
    let share = Format.percent(Double(outliers) / Double(distribution.values.count), significant: 2)
    if outliers * 20 > distribution.values.count, distribution.values.count >= 100 {
      notes.append(words.longTail(share: share, most: most))
    } else if outliers > 0 {
      notes.append(words.outliers(outliers, share: share, most: most))
    }
    if let drift = distribution.drift, drift.magnitude > 0.02, series.lengths.count == 1 {
      notes.append(words.drift(significant(drift.magnitude * 100, 2), upwards: drift > 0))
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
    if steal > 0 { notes.append(words.steal(Format.text(ofNanoseconds: steal, significant: 3))) }
    let switches = total(\.involuntarySwitches)
    if switches > 0, switches.multipliedReportingOverflow(by: 4).overflow || switches * 4 >= UInt64(max(samples, 1)) {
      notes.append(words.switches(times(switches)))
    }
    let faults = total(\.majorFaults)
    if faults > 0 { notes.append(words.faults(times(faults))) }
    let throttled = total(\.throttled)
    if throttled > 0 { notes.append(words.throttled(times(throttled))) }
    if let pressure = witnesses.compactMap(\.cpuPressure).filter(\.isFinite).max(), pressure >= 5 {
      notes.append(words.pressure(significant(pressure, 2)))
    }
    let clocks = witnesses.compactMap(\.megahertz).filter { $0.isFinite && $0 > 0 }
    if let least = clocks.min(), let most = clocks.max(), most > least * 1.02 {
      notes.append(words.clock(fixed(least, 0), fixed(most, 0)))
    }
    return notes
  }

  private func times(_ count: UInt64) -> String {
    words.times(Int(clamping: count))
  }
}

extension TrialMeasurement.Stopped {
  fileprivate static let ordered: [TrialMeasurement.Stopped] = [.rule, .max, .budget]
}
