internal import Record
internal import Text

extension PlanScope {
  /// The one trained cell whose model a cell serves.
  func model(_ written: WrittenText, for cell: CellSite) throws(Reported) -> (node: Node, work: TrainWork) {
    let node = try servedCell(written, for: cell, of: [.train])
    guard case .train(let work) = node.work else {
      throw problems.fault("\(quoted(node.id)) trains nothing", at: written.place.whole)
    }
    return (node, work)
  }

  /// The one cell of these kinds that a cell asks.
  func servedCell(_ written: WrittenText, for cell: CellSite, of kinds: [WorkKind]) throws(Reported) -> Node {
    let reference: MetricSyntax
    do {
      reference = try ExpressionParser.parseCells(written.text)
    } catch {
      throw problems.error(error.id, error.headline, at: written.place.span(error.range), error.label, help: error.help)
    }
    let name = written.place.span(reference.workload.range)
    guard let workload = workload(named: reference.workload.text) else {
      throw problems.unknownName(.unknownWorkload, "workload", reference.workload.text, at: name, among: workloadNames)
    }
    let kind = try workload.planner.get().kind
    guard kinds.contains(kind) else {
      let (lacks, needed) = kinds == [.train] ? ("produces no model", "a `train`") : ("answers no queries", "a `train` or `command`")
      throw problems.error(
        .notAModel, "workload \(quoted(workload.name.text)) \(lacks)", at: name, "has to be \(needed) workload",
        also: [Diagnostic.Label(workload.name.span, "this is a `\(kind.rawValue)` workload")])
    }
    try SelectionCheck(workload: workload, place: written.place, problems: problems).check(reference)
    return try only(reference, of: workload, for: cell, at: name)
  }

  private func only(_ reference: MetricSyntax, of workload: WorkloadCells, for cell: CellSite, at span: Span) throws(Reported) -> Node {
    var found = workload.positions(reference.selected)
    // Axes that both have in common keep cells together: the model trained on a target is served on it.
    if found.count > 1 { found = workload.positions(reference.selected + cell.coordinates.map { ($0.axis, $0.value) }) }
    if found.count == 1, let node = workload.cells[found[0]].node { return node }
    if let broken = workload.broken { throw broken }
    throw problems.error(
      .severalCells, "\(quoted(workload.name.text)) has \(workload.cells.count) cells, and a model comes from exactly one", at: span,
      "which of them?", also: [Diagnostic.Label(workload.name.span, "this workload")],
      help: "select one, such as `\(workload.cells[0].id)`, or give this workload the same axes")
  }
}
