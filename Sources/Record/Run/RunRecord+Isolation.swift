extension RunRecord.Isolation {
  /// What was around the programs of a run, by the lines of the trials that ran one; `nil` where none did.
  ///
  /// A layer counts where it was active in all trials of a cell; cells stand in the order of the lines.
  public static func of(_ trials: [TrialLine]) -> [RunRecord.Isolation]? {
    var cells: [String] = []
    var layers: [String: Set<IsolationLayer>] = [:]
    for trial in trials {
      guard let names = trial.host?.isolation else { continue }
      let active = Set(names.compactMap { IsolationLayer(rawValue: $0) })
      if layers[trial.node] == nil { cells.append(trial.node) }
      layers[trial.node] = layers[trial.node].map(active.intersection) ?? active
    }
    return cells.isEmpty ? nil : cells.map { RunRecord.Isolation(node: $0, layers: layers[$0] ?? []) }
  }
}
