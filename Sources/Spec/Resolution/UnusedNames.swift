internal import Record
internal import Text

/// Warns of what is declared, or set on the command line, and used by nothing.
struct UnusedNames {
  let root: SourceText
  let arguments: [Overriding.Argument]
  let fields: Fields<SpecKeys>
  let scope: PlanScope
  let meter: Substitution.Meter

  func warn(_ problems: Problems) {
    let declared = scope.declarations
    let keys = Language.spec.keys
    warn(problems, keys.targets.name, .unusedTarget, "target", declared.targets.keys, scope.usedTargets)
    warn(problems, keys.datasets.name, .unusedDataset, "dataset", declared.datasets.keys, scope.usedInputs)
    warn(problems, keys.subjects.name, .unusedSubject, "subject", declared.subjects.keys, scope.usedSubjects)
    let parameters = Outcome(try fields.parameters).value ?? nil
    warn(problems, keys.parameters.name, .unusedParameter, "parameter", parameters?.map(\.key) ?? [], usedParameters)
  }

  /// Those that something takes in which is used itself.
  private var usedParameters: Set<String> {
    let keys = Language.spec.keys
    let used = [keys.targets.name: scope.usedTargets, keys.datasets.name: scope.usedInputs, keys.subjects.name: scope.usedSubjects]
    return meter.used.reduce(into: []) { names, entry in
      guard let owner = entry.key else { return names.formUnion(entry.value) }
      if used[owner.section]?.contains(owner.name) ?? true { names.formUnion(entry.value) }
    }
  }

  private func warn(_ problems: Problems, _ section: String, _ id: DiagnosticID, _ noun: String, _ keys: [Key], _ used: Set<String>) {
    for key in keys where !used.contains(key.text) && !problems.isFull {
      if let argument = arguments.last(where: { $0.path.count > 1 && $0.path[0] == section && $0.path[1] == key.text }) {
        problems.warning(
          id, "the \(noun) \(quoted(key.text)) is used by nothing, so setting it changes nothing", at: argument.span(1), "never used",
          help: "leave the argument out, or name the \(noun) in a workload")
      } else if key.span.source == root {
        // What a parent declares may be for other children.
        problems.warning(id, "the \(noun) \(quoted(key.text)) is used by nothing", at: key.span, "never used", help: help(noun, key.text))
      }
    }
  }

  private func help(_ noun: String, _ name: String) -> String {
    guard noun == "parameter" else { return "remove it, or name it in a workload" }
    let takers = meter.used.keys.compactMap(\.self).filter { meter.used[$0]?.contains(name) ?? false }.map(\.name).sorted()
    return takers.isEmpty
      ? "remove it, or take it in as `${\(name)}`" : "\(listed(takers)), which takes it in, is used by nothing either; remove both"
  }
}
