extension Planning {
  /// Fills parameters in, everywhere but where they are declared; axes of a matrix are left for their cells.
  func substituted(_ tree: Value, _ parameters: [String: Scalar]) -> Value {
    guard let entries = tree.entries else { return tree }
    let keys = Language.spec.keys
    let everywhere = Substitution(parameters, problems: problems, meter: meter)
    let replaced = entries.map { entry in
      switch entry.key.text {
      case keys.parameters.name, keys.extends.name, keys.rules.name: return entry
      case keys.workloads.name: return Entry(key: entry.key, value: workloads(entry.value, parameters, everywhere))
      default: return Entry(key: entry.key, value: everywhere.apply(to: entry.value))
      }
    }
    return Value(tree.span, .mapping(replaced))
  }

  private func workloads(_ value: Value, _ parameters: [String: Scalar], _ everywhere: Substitution) -> Value {
    guard let entries = value.entries else { return value }
    let replaced = entries.map { entry in
      let axes = Set((entry.value["matrix"]?.entries ?? []).map(\.key.text))
      guard !axes.isEmpty else { return Entry(key: entry.key, value: everywhere.apply(to: entry.value)) }
      let some = Substitution(parameters.filter { !axes.contains($0.key) }, deferring: axes, problems: problems, meter: meter)
      return Entry(key: entry.key, value: some.apply(to: entry.value))
    }
    return Value(value.span, .mapping(replaced))
  }
}
