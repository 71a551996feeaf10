internal import Attest
internal import Record
internal import Score
internal import Text

/// Holds what trials took of energy against the plan, their samples, the meter's rows, and what a machine can draw.
struct EnergyChecks {
  private let records: BundleRecords
  private let folder: BundleFolder
  private(set) var findings: [Finding] = []

  init(_ records: BundleRecords, _ folder: BundleFolder) {
    (self.records, self.folder) = (records, folder)
    let nodes = Dictionary(records.plan.nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for (index, trial) in records.measurements.trials.enumerated() {
      guard let node = nodes[trial.node] else { continue }
      let place = "\(BundleFile.measurements)#/trials/\(index)/energy"
      let declared = node.metrics.contains { $0.derivation == .energy } ? records.plan.target(node.target)?.energy : nil
      switch (declared, trial.energy) {
      case (nil, nil): break
      case (nil, _?): report(place, "nothing of the plan asks for the energy of \(quoted("\(trial.id)"))")
      case (_?, nil): report(place, "the record of the energy of \(quoted("\(trial.id)")) is missing")
      case (let plan?, let energy?): check(energy, trial, plan, at: place)
      }
    }
  }

  private mutating func report(_ place: String, _ message: String, expected: String? = nil, found: String? = nil) {
    findings.append(Finding("energy-differs", path: place, message, expected: expected, found: found))
  }

  private mutating func check(_ energy: TrialEnergy, _ trial: TrialMeasurement, _ plan: EnergyPlan, at place: String) {
    checkWindows(energy, trial, at: place)
    guard let source = energy.source else {
      if energy.reason?.isEmpty ?? true { report(place, "nothing counted, and no reason is given") }
      if energy.windows.contains(where: { $0.microjoules != nil }) { report(place, "nothing counted, and a window has an amount") }
      return
    }
    if !plan.sources.contains(source) {
      let allowed = plan.sources.map(\.rawValue).joined(separator: ", ")
      report(place, "counted by a source that the plan does not allow", expected: allowed, found: source.rawValue)
    }
    if (energy.meter != nil) != (source == .meter) { report(place, "the rows of a meter belong to what a meter counted") }
    for (index, window) in energy.windows.enumerated() { checkPower(window, source, at: "\(place)/windows/\(index)") }
    switch source {
    case .rapl: break
    case .estimate:
      compare(energy, at: place) { (window) throws(MeterFile.Fault) in
        guard let amount = plan.estimatedMicrojoules(in: window) else { throw MeterFile.Fault(reason: "the plan declares no power") }
        return amount
      }
    case .meter: checkMeter(energy, plan, at: place)
    }
  }

  /// There is a window for each process, which holds its samples, and is as long as they took at least.
  private mutating func checkWindows(_ energy: TrialEnergy, _ trial: TrialMeasurement, at place: String) {
    guard let series = trial.series.first, let ranges = trial.ranges(in: series.count), ranges.count == energy.windows.count else {
      return report(place, "there is not a window for each process that took samples")
    }
    let file = series.artifact.flatMap { folder.namedFile("artifacts", $0) }
    let times = series.nanoseconds.map { $0.map(\.value) } ?? file.flatMap(series.nanoseconds(inFile:))
    for (index, (range, window)) in zip(ranges, energy.windows).enumerated() {
      let (count, isTooLarge) = range.count.multipliedReportingOverflow(by: trial.repetitions)
      if isTooLarge || window.repetitions != count {
        report("\(place)/windows/\(index)", "not the repetitions of the samples", expected: "\(count)", found: "\(window.repetitions)")
      }
      guard let times, times.count >= range.upperBound else { continue }
      let least = times[range].reduce(0.0) { $0 + Double($1) / 1e9 }
      if window.seconds < least {
        report(
          "\(place)/windows/\(index)", "shorter than its samples took", expected: "at least \(Format.text(of: least, in: .time))",
          found: Format.text(of: window.seconds, in: .time))
      }
    }
  }

  /// What was counted is an amount that a machine can take.
  private mutating func checkPower(_ window: EnergyWindow, _ source: EnergySource, at place: String) {
    guard let watts = window.watts else { return report(place, "a window without an amount, or without a length") }
    let counters = window.counters.map { min(max($0, 0), 4096) } ?? 0
    if source == .rapl, counters == 0 { report(place, "no counter of the processor was read") }
    let most = source == .rapl ? Double(counters) * EnergyWindow.mostWatts.counter : EnergyWindow.mostWatts.meter
    guard source != .estimate, watts > most else { return }
    findings.append(
      Finding(
        "implausible", path: place, "no machine draws as much", expected: "at most \(Format.text(of: most, in: .power))",
        found: Format.text(of: watts, in: .power)))
  }

  /// The rows that are kept give the same amounts again.
  private mutating func checkMeter(_ energy: TrialEnergy, _ plan: EnergyPlan, at place: String) {
    guard let digest = energy.meter, let form = plan.meter else {
      return report(place, "the rows of the meter are not named, or not declared")
    }
    guard let bytes = folder.namedFile("artifacts", digest) else {
      return report(place, "the rows of the meter are not at hand, or were changed", expected: digest.hex)
    }
    do throws(MeterFile.Fault) {
      let file = try MeterFile(bytes, form)
      compare(energy, at: place) { (window) throws(MeterFile.Fault) in try file.microjoules(in: window) }
    } catch { report(place, error.reason) }
  }

  private mutating func compare(
    _ energy: TrialEnergy, at place: String, _ amount: (EnergyWindow) throws(MeterFile.Fault) -> UInt64
  ) {
    for (index, window) in energy.windows.enumerated() {
      do throws(MeterFile.Fault) {
        let expected = try amount(window)
        guard window.microjoules?.value != expected else { continue }
        report(
          "\(place)/windows/\(index)", "another energy than follows from its source", expected: "\(expected) µJ",
          found: window.microjoules.map { "\($0.value) µJ" } ?? "none")
      } catch { report("\(place)/windows/\(index)", error.reason) }
    }
  }
}
