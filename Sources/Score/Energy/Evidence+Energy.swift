internal import Record

extension Evidence {
  /// The energy of a repetition in each window of a cell's trials, joules, and what counted it.
  func joules(of node: Node) throws(MissingValue) -> (joules: [Double], source: EnergySource) {
    var (joules, sources): ([Double], Set<EnergySource>) = ([], [])
    for index in 0..<max(0, node.trials) {
      let trial = "trial \(index + 1) of \(node.trials)"
      guard let energy = energy(TrialID(node: node.id, index: index)) else { throw MissingValue("\(trial) has no record of its energy") }
      guard let source = energy.source else { throw MissingValue(energy.reason ?? "nothing counted the energy of \(trial)") }
      sources.insert(source)
      guard energy.windows.count == node.invocationCount else { throw MissingValue("\(trial) has not a window for each invocation") }
      for window in energy.windows {
        guard let microjoules = window.microjoules, window.repetitions > 0 else {
          throw MissingValue("a window of \(trial) counted nothing")
        }
        joules.append(Double(microjoules.value) / 1e6 / Double(window.repetitions))
      }
    }
    guard let source = sources.first, sources.count == 1 else {
      let names = sources.map(\.rawValue).sorted().joined(separator: " and ")
      throw MissingValue(names.isEmpty ? "no trial is planned" : "its trials were counted by different sources: \(names)")
    }
    return (joules, source)
  }
}
