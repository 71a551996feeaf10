internal import Record
internal import Score

/// Says what the windows of a trial took, by the best of the plan's sources that can tell.
struct EnergySettlement {
  let plan: EnergyPlan
  /// The file of the external meter; `nil` where none was given.
  let meter: String?
  let bench: Bench

  /// Why a source does not tell, as a sentence.
  private typealias Fault = MeterFile.Fault

  /// Puts into an outcome what was counted, or why nothing was.
  func settle(_ outcome: inout TrialOutcome) {
    guard outcome.status == .ok, !outcome.energy.isEmpty else { return }
    var reasons: [String] = []
    for source in plan.sources {
      do throws(Fault) {
        let (windows, rows) = try counted(source, outcome.energy)
        let reason = reasons.isEmpty ? nil : reasons.joined(separator: "; ")
        outcome.counted = (TrialEnergy(source: source, reason: reason, windows: windows), rows)
        return
      } catch { reasons.append("\(source.rawValue): \(error.reason)") }
    }
    if !plan.sources.contains(.estimate) { reasons.append("the spec allows no estimate") }
    outcome.counted = (
      TrialEnergy(source: nil, reason: reasons.joined(separator: "; "), windows: outcome.energy.map { $0.counting(nil) }), nil
    )
  }

  private func counted(_ source: EnergySource, _ windows: [EnergyWindow]) throws(Fault) -> (windows: [EnergyWindow], rows: [UInt8]?) {
    switch source {
    case .meter: return try metered(windows)
    case .rapl:
      guard windows.allSatisfy({ $0.microjoules != nil }) else {
        let reason = EnergyCounters.live.reason
        throw Fault(reason: reason.isEmpty ? "the counters may have gone round more than once" : reason)
      }
      return (windows, nil)
    case .estimate:
      return (windows.map { $0.counting(plan.estimatedMicrojoules(in: $0)) }, nil)
    }
  }

  private func metered(_ windows: [EnergyWindow]) throws(Fault) -> (windows: [EnergyWindow], rows: [UInt8]?) {
    guard let form = plan.meter else { throw Fault(reason: "the target does not say how its file is read (`meter`)") }
    guard let meter else { throw Fault(reason: "no file was given (`--meter FILE`)") }
    let file = try read(meter, form, until: windows.map(\.ended.value).max() ?? 0)
    var counted: [EnergyWindow] = []
    for window in windows { counted.append(window.counting(try file.microjoules(in: window))) }
    return (counted, file.excerpt(around: windows))
  }

  /// The file, once it has a row behind the last window; a meter that writes is waited for as long as a gap may be.
  private func read(_ path: String, _ form: MeterPlan, until end: UInt64) throws(Fault) -> MeterFile {
    var left = Int((form.gap.real * 10).rounded(.up)) + 10
    while true {
      let bytes: [UInt8]
      do throws(RunFault) { bytes = try Files.read(path, limit: MeterFile.limit) } catch { throw Fault(reason: error.message) }
      let file = try MeterFile(bytes, form)
      guard let last = file.lastTime, last < Int64(clamping: end), left > 0 else { return file }
      left -= 1
      bench.pause(100_000_000)
    }
  }
}

extension EnergyWindow {
  /// The window with what somebody else than the processor's counters counted.
  fileprivate func counting(_ microjoules: UInt64?) -> EnergyWindow {
    EnergyWindow(began: began, ended: ended, repetitions: repetitions, microjoules: microjoules.map { U64($0) })
  }
}
