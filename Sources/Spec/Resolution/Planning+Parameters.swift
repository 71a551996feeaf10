internal import Text

extension Planning {
  /// Fills parameters in, everywhere but where they are declared; axes of a matrix are left for their cells.
  func substituted(_ tree: YAMLValue, _ parameters: [String: Scalar]) -> YAMLValue {
    guard let entries = tree.entries else { return tree }
    let keys = Language.spec.keys
    let everywhere = Substitution(parameters, problems: problems, meter: meter)
    let replaced = entries.map { entry in
      switch entry.key.text {
      case keys.extends.name, keys.rules.name: return entry
      case keys.parameters.name:
        refuseNested(entry.value)
        return entry
      case keys.targets.name, keys.datasets.name, keys.subjects.name:
        return Entry(key: entry.key, value: declarations(entry, everywhere))
      case keys.workloads.name: return Entry(key: entry.key, value: workloads(entry.value, parameters, everywhere))
      default: return Entry(key: entry.key, value: everywhere.apply(to: entry.value))
      }
    }
    return YAMLValue(tree.span, .mapping(replaced))
  }

  /// The declarations of a section, each noted as the one that takes its parameters in.
  private func declarations(_ section: Entry, _ everywhere: Substitution) -> YAMLValue {
    guard let entries = section.value.entries else { return everywhere.apply(to: section.value) }
    let replaced = entries.map { entry in
      meter.owner = Substitution.Meter.Owner(section: section.key.text, name: entry.key.text)
      defer { meter.owner = nil }
      return Entry(key: entry.key, value: everywhere.apply(to: entry.value))
    }
    return YAMLValue(section.value.span, .mapping(replaced))
  }

  /// Parameters are taken in once, so one that names another would stay as it is written.
  private func refuseNested(_ parameters: YAMLValue) {
    for entry in parameters.entries ?? [] {
      guard let scalar = entry.value.scalar, !scalar.isUnresolved, Substitution.takesIn(scalar.text) else { continue }
      problems.error(
        .unknownParameter, "the parameter \(quoted(entry.key.text)) cannot take in another", at: entry.value.span, "taken in here",
        help: "write its value out; `$${` stands for `${` itself")
    }
  }

  private func workloads(_ value: YAMLValue, _ parameters: [String: Scalar], _ everywhere: Substitution) -> YAMLValue {
    guard let entries = value.entries else { return value }
    let replaced = entries.map { entry in
      let axes = Set((entry.value["matrix"]?.entries ?? []).map(\.key.text))
      guard !axes.isEmpty else { return Entry(key: entry.key, value: everywhere.apply(to: entry.value)) }
      let some = Substitution(parameters.filter { !axes.contains($0.key) }, deferring: axes, problems: problems, meter: meter)
      return Entry(key: entry.key, value: some.apply(to: entry.value))
    }
    return YAMLValue(value.span, .mapping(replaced))
  }
}
