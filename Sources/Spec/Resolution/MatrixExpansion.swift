internal import Record
internal import Text

/// Splits a workload into the cells of its matrix.
struct MatrixExpansion {
  static let cellLimit = 10_000
  /// The most values that all cells of a spec have together, as `YAMLValue.count` counts them.
  static let valueLimit = 1_000_000
  static let axisLimit = 16

  /// What the workloads of a spec may still have.
  struct Budget {
    var cells = cellLimit
    var values = valueLimit
  }

  let planning: Planning
  var problems: Problems { planning.problems }

  init(_ planning: Planning) { self.planning = planning }

  /// The cells of a workload; at least what is known of it where it is broken.
  func expand(_ name: Key, _ value: YAMLValue, within budget: inout Budget) -> WorkloadCells {
    let entries = Outcome(try entries(name, value))
    let value = entries.value.map { YAMLValue(value.span, .mapping($0)) } ?? value
    let planner = Outcome(try planner(name, try entries.get()))
    do throws(Reported) {
      let kind = try planner.get()
      let axes = try axes(name, value)
      do throws(Reported) {
        try spend(axes, name, value, &budget)
      } catch {
        return WorkloadCells(name, planner, axes: axes, broken: error)
      }
      return cells(name, kind, planner, value, axes)
    } catch {
      return WorkloadCells(name, planner, broken: error)
    }
  }

  private func spend(_ axes: [WorkloadCells.Axis], _ name: Key, _ value: YAMLValue, _ budget: inout Budget) throws(Reported) {
    let count = axes.reduce(1) { min($0 * max(1, $1.values.count), 1 << 40) }
    let place = value.entry("matrix")?.key.span ?? name.span
    guard count <= budget.cells else {
      throw problems.error(
        .tooManyCells, "the matrices of the spec make more than \(MatrixExpansion.cellLimit) cells", at: place, "\(count) cells here",
        help: "leave out values, or split the spec")
    }
    let size = value.count - (value["matrix"]?.count ?? 0)
    let values = count * size
    guard values <= budget.values else {
      throw problems.error(
        .tooManyCells, "the cells of the spec have more than \(MatrixExpansion.valueLimit) values together", at: place,
        "\(count) cells of \(size) values", help: "leave out values of the axes, or put long lists and texts into a dataset")
    }
    budget.cells -= count
    budget.values -= values
  }

  // MARK: - The kind

  /// The keys of a workload.
  private func entries(_ name: Key, _ value: YAMLValue) throws(Reported) -> [Entry] {
    let shape = WrongShape(problems: problems, what: "workload \(quoted(name.text))")
    let help = "such as `{ kernel: gemm, with: { m: 512, n: 512, k: 512 } }`"
    if let entries = value.entries ?? shape.entries(of: value, help: help) { return entries }
    throw problems.reported(earlier: "workload \(quoted(name.text))", at: value.span)
  }

  /// The planner of the kind that a workload names by one of its keys.
  private func planner(_ name: Key, _ entries: [Entry]) throws(Reported) -> any KindPlanner {
    let kinds = planning.language.planners.map(\.word)
    for entry in entries {
      guard let coming = Language.comingKinds[entry.key.text] else { continue }
      throw problems.error(
        .kindNotAvailable, "\(coming) are not available in this version", at: entry.key.span, "known, but not carried out yet",
        also: [Diagnostic.Label(name.span, "in this workload")], help: "this version has \(listed(kinds))")
    }
    let named = entries.compactMap { entry in planning.language.planner(named: entry.key.text).map { (key: entry.key, planner: $0) } }
    guard let only = named.first else {
      // A key that is misspelt is reported when the keys are read.
      if let meant = MisspeltKind(entries: entries, language: planning.language).planner { return meant }
      throw problems.error(
        .missingKind, "workload \(quoted(name.text)) does not say what it is", at: name.span, "of no kind",
        help: "one of its keys has to be \(listed(kinds, joining: "or"))")
    }
    guard named.count == 1 else {
      throw problems.error(
        .severalKinds, "workload \(quoted(name.text)) is of two kinds at once", at: named[1].key.span, "another kind",
        also: [Diagnostic.Label(only.key.span, "one kind")], help: "make two workloads of it")
    }
    return only.planner
  }

  // MARK: - A cell

  /// The cells of a workload; the rest is left out after many in a row that only repeat a mistake.
  private func cells(
    _ name: Key, _ kind: any KindPlanner, _ planner: Outcome<any KindPlanner>, _ value: YAMLValue, _ axes: [WorkloadCells.Axis]
  ) -> WorkloadCells {
    var workload = WorkloadCells(name, planner, axes, [])
    var mistake = RepeatedMistake()
    let template = Template(name, kind, value, axes)
    for at in combinations(axes) {
      mistake.watch(problems) { workload.cells.append(cell(template, at)) }
      guard !mistake.isEnough else {
        workload.broken = problems.reported(earlier: "a cell of workload \(quoted(name.text))", at: name.span)
        break
      }
    }
    return workload
  }

  /// Every combination of positions, the last axis fastest.
  private func combinations(_ axes: [WorkloadCells.Axis]) -> [[Int]] {
    axes.reduce([[]]) { rows, axis in rows.flatMap { row in axis.values.indices.map { row + [$0] } } }
  }

  private func cell(_ template: Template, _ at: [Int]) -> WorkloadCells.Cell {
    let name = template.name
    let coordinates = zip(template.axes, at).map { Coordinate(axis: $0.name.text, value: $0.values[$1].text) }
    let pairs = coordinates.map { "\($0.axis)=\($0.value)" }.joined(separator: ",")
    let tree = tree(template, coordinates, at)
    let phrase = Phrase.named(name.text, noun: "workload")
    let place = Occurrence.Place(phrase: phrase, name: name.span)
    let draft = Outcome(try template.kind.draft(tree, phrase, in: place, planning.decoder))
    return WorkloadCells.Cell(id: pairs.isEmpty ? name.text : "\(name.text)[\(pairs)]", coordinates: coordinates, draft: draft)
  }
}
