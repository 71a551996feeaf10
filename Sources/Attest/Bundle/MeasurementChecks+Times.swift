internal import Record

extension MeasurementChecks {
  /// A fresh process is not started, told its trial and ended in less, nanoseconds.
  private static let leastStart: UInt64 = 100_000

  /// An invocation begins after the one before it has ended, and holds its samples and the start of its process.
  mutating func checkWindow(
    _ invocation: TrialMeasurement.Invocation, _ samples: ArraySlice<UInt64>, after earlier: UInt64, at place: String
  ) {
    let (began, ended) = (invocation.began.value, invocation.ended.value)
    let spent = samples.reduce(MeasurementChecks.leastStart) { sum, sample in
      let (next, overflow) = sum.addingReportingOverflow(sample)
      return overflow ? .max : next
    }
    guard began >= earlier, ended >= began, spent <= ended - began else {
      return report(
        "samples-outlast", place,
        "its samples and the start of its process took longer than the invocation, or it began before the one before it had ended",
        expected: "from \(earlier) ns on, at least \(spent) ns", found: "\(began) to \(ended) ns")
    }
  }

  /// The last invocation begins as long after the first as the plan says.
  mutating func checkSpread(_ invocations: [TrialMeasurement.Invocation], _ rule: Sampling, at place: String) {
    guard let first = invocations.first?.began.value, let last = invocations.last?.began.value, invocations.count > 1 else { return }
    let least = rule.earliest(invocations.count - 1)
    guard last < first || last - first < least else { return }
    report(
      "invocations-differ", "\(place)/invocations", "the last invocation began sooner after the first than the plan spreads them",
      expected: "at least \(least) ns", found: last < first ? "before the first" : "\(last - first) ns")
  }

  /// Samples come one after another within the last attempt; the clock of the wall has whole seconds and may be set meanwhile.
  mutating func checkDuration(_ trial: TrialMeasurement, _ samples: [UInt64], _ line: TrialLine?, at place: String) {
    let last = trial.invocations?.last.map { Double($0.ended.value) } ?? 0
    let spent = max(samples.reduce(0.0) { $0 + Double($1) }, last)
    // Trials take turns with their invocations.
    measured += (trial.invocations ?? []).reduce(0.0) { $0 + max(0, Double($1.ended.value) - Double($1.began.value)) }
    if trial.invocations == nil { measured += spent }
    guard let most = attemptLength(line), spent > most else { return }
    report(
      "samples-outlast", place, "its samples took longer than the attempt in which they were taken", expected: "at most \(most / 1e9) s",
      found: "\(spent / 1e9) s")
  }

  /// Nothing is measured at the same time as anything else, and everything within the run.
  mutating func checkRun() {
    let run = records.run
    let most = MeasurementChecks.most(run.started.seconds(until: run.ended))
    guard measured > most else { return }
    report(
      "samples-outlast", BundleFile.measurements, "the samples of all trials took longer than the run", expected: "at most \(most / 1e9) s",
      found: "\(measured / 1e9) s")
  }

  /// What the last attempt can have taken, nanoseconds; `nil` where nobody saw its end.
  private func attemptLength(_ line: TrialLine?) -> Double? {
    line?.attempts.last.flatMap { attempt in attempt.ended.map { MeasurementChecks.most(attempt.started.seconds(until: $0)) } }
  }

  // checked: binary64.
  private static func most(_ seconds: some BinaryInteger) -> Double { (Double(seconds) * 1.1 + 2) * 1e9 }

  /// What witnesses say fits the time that they had.
  ///
  /// - Parameter samples: The time of each; empty where a witness stands for an invocation.
  mutating func checkWitnesses(_ trial: TrialMeasurement, _ samples: [UInt64], _ line: TrialLine?, of node: Node, at place: String) {
    guard !trial.witnesses.isEmpty else { return }
    let bounds = WitnessBounds(
      records.environment, threads: line?.host?.threads ?? 1, cpus: targets[node.target]?.conditions?.cpus)
    let whole = attemptLength(line) ?? WitnessBounds.booked
    let invocations = trial.invocations ?? []
    let ranges = trial.ranges(in: samples.count) ?? invocations.map { _ in 0..<0 }
    let windows = zip(invocations, ranges).map { invocation, range in
      WitnessChecks.Window(length: max(0, Double(invocation.ended.value) - Double(invocation.began.value)), range: range)
    }
    findings +=
      WitnessChecks(
        trial.witnesses, samples, windows.isEmpty ? [WitnessChecks.Window(length: whole, range: 0..<samples.count)] : windows, bounds,
        at: "\(place)/witnesses"
      ).findings
  }
}

// MARK: - What cannot come twice

extension MeasurementChecks {
  /// Equal samples of a time so much longer than the clock's step are no chance.
  private static let steps = 1e5
  /// Of so many samples, with more than this share of all pairs equal.
  private static let (fewest, mostEqual) = (10, 1.0 / 3)

  /// Two processes do not measure the same times to the last nanosecond, and neither does one again and again.
  mutating func checkRepeats(_ trial: TrialMeasurement, _ samples: [UInt64], at place: String) {
    checkConstant(samples, at: place)
    if copies.node != trial.node { copies = (trial.node, SeriesCopies()) }
    for range in trial.ranges(in: samples.count) ?? [] { copies.series.add(Array(samples[range])) }
    if copies.series.isBeyondChance {
      report(
        "samples-repeated", place,
        "processes measured the same times: as they were, in another order, or moved and stretched; by chance at most once in a million",
        found: "\(copies.series.count) that agree with an earlier one")
      copies.series = SeriesCopies()
    }
    checkLengths(trial.invocations ?? [], at: place)
  }

  private mutating func checkConstant(_ samples: [UInt64], at place: String) {
    let sorted = samples.sorted()
    guard sorted.count >= MeasurementChecks.fewest else { return }
    let step = records.environment.evidence["clock.resolution"]?.number ?? 1e6
    guard Double(sorted[sorted.count / 2]) >= MeasurementChecks.steps * max(1, step) else { return }
    let equal = Grain(sorted).equal
    guard equal > MeasurementChecks.mostEqual else { return }
    report("samples-repeated", place, "its samples are equal to the last nanosecond", found: "\(equal) of all pairs")
  }

  /// Three processes or more, all of one length to the nanosecond, on a clock that has such.
  private mutating func checkLengths(_ invocations: [TrialMeasurement.Invocation], at place: String) {
    let lengths = Set(invocations.map { $0.ended.value.subtractingReportingOverflow($0.began.value).partialValue })
    guard invocations.count >= 3, lengths.count == 1, let length = lengths.first, length % 1_000_000 != 0 else { return }
    report(
      "samples-repeated", "\(place)/invocations", "its processes took equally long, to the last nanosecond",
      found: "\(invocations.count) times \(length) ns")
  }
}
