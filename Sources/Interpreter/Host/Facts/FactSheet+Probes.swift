internal import Kernels
internal import Record

extension FactSheet {
  /// The numeric probes on one thread of the widest instruction set: equal probes predict equal bits in the portable tier.
  mutating func addProbes(_ sources: HostSources) {
    guard sources.runsNumericProbes else { return }
    let engine: Engine
    do {
      engine = try Engine(threads: 1)
    } catch {
      note("probe.portable", .result, nil, orAbsent: error.message)
      return
    }
    for probe in NumericProbe.all {
      do {
        let found = try probe.run(on: engine)
        note("probe.\(probe.name)", .result, text: found.description, orAbsent: "")
        taint("numeric-probe-differs", if: found != probe.expected)
      } catch {
        note("probe.\(probe.name)", .result, nil, orAbsent: error.message)
      }
    }
  }
}
