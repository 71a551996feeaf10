internal import Record

/// What claims and scores see: the metrics of the plan's cells.
struct MetricScope: ExpressionScope {
  let workloads: [WorkloadCells]
  let problems: Problems

  var variables: [String] { [] }
  func variable(_ name: String) -> Dimension? { nil }

  func isShare(_ expression: Expression) -> Bool { if case .metric(let reference) = expression { isShare(reference) } else { false } }

  /// Accuracy is one wherever this program computes it; what a command reads from its own output may be in per cent.
  func isShare(_ reference: MetricReference) -> Bool {
    guard reference.metric == "accuracy", let cell = reference.cells.first else { return false }
    return workloads.first { $0.cells.contains { $0.id == cell } }?.kind != "command"
  }

  func sibling(of expression: Expression, measuring dimension: Dimension) -> String? {
    guard case .metric(let reference) = expression, let id = reference.cells.first,
      let node = workloads.lazy.flatMap(\.cells).first(where: { $0.id == id })?.node,
      let metric = node.metrics.first(where: { $0.dimension == dimension })
    else { return nil }
    return reference.text.dropLast(reference.metric.count) + metric.name
  }

  func metric(_ syntax: MetricSyntax, _ place: TextPlace) -> MetricReference? {
    guard let workload = workloads.first(where: { $0.name.text == syntax.workload.text }) else {
      let names = workloads.map(\.name.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      problems.error(
        .unknownWorkload, "no workload is called \(quoted(syntax.workload.text))", at: place.span(syntax.workload.range), "not declared",
        also: problems.removal(of: syntax.workload.text),
        help: didYouMean(syntax.workload.text, among: names).map { "did you mean `\($0)`?" }
          ?? (names.isEmpty ? "the spec declares none" : available(names)))
      return nil
    }
    // What is wrong with the workload is reported there; its metrics are not known.
    guard !workload.isBroken, SelectionCheck(workload: workload, place: place, problems: problems).passes(syntax) else { return nil }
    let nodes = workload.cells(syntax.selection).compactMap { workload.cells[$0].node }
    return reference(syntax, nodes, workload, place)
  }

  private func reference(_ syntax: MetricSyntax, _ nodes: [Node], _ workload: WorkloadCells, _ place: TextPlace) -> MetricReference? {
    let metrics = nodes.map { $0.metric(syntax.metric.text) }
    guard let first = metrics.first ?? nil, metrics.allSatisfy({ $0?.dimension == first.dimension && $0?.direction == first.direction })
    else {
      let names = nodes.first?.metrics.map(\.name) ?? []
      let help =
        didYouMean(syntax.metric.text, among: names).map { "did you mean `\($0)`?" }
        ?? (names.contains(syntax.metric.text)
          ? "not all its cells have it alike; select some with `[axis=value]`" : "it has \(listed(names))")
      problems.error(
        .unknownMetric, "workload \(quoted(workload.name.text)) has no metric \(quoted(syntax.metric.text))",
        at: place.span(syntax.metric.range),
        "not one of its metrics", also: [Diagnostic.Label(workload.name.span, "this workload")], help: help)
      return nil
    }
    return MetricReference(
      text: syntax.canonical, cells: nodes.map(\.id), metric: first.name, dimension: first.dimension, direction: first.direction)
  }
}

/// Checks the axes and values of a selection against a workload's matrix.
struct SelectionCheck {
  let workload: WorkloadCells
  let place: TextPlace
  let problems: Problems

  func passes(_ syntax: MetricSyntax) -> Bool {
    let errors = problems.errors
    var seen: Set<String> = []
    for (axis, value) in syntax.selection {
      guard let known = workload.axes.first(where: { $0.name.text == axis.text }) else {
        reportAxis(axis)
        continue
      }
      guard seen.insert(axis.text).inserted else {
        problems.error(
          .expressionSyntax, "the axis \(quoted(axis.text)) is selected twice", at: place.span(axis.range), "again here",
          help: "a cell has one value on each axis")
        continue
      }
      let values = known.values.map(\.text)
      guard values.contains(value.text) else {
        problems.error(
          .unknownAxisValue, "the axis \(quoted(axis.text)) has no value \(quoted(value.text))", at: place.span(value.range),
          "not on the axis",
          also: [Diagnostic.Label(known.name.span, "the axis")],
          help: didYouMean(value.text, among: values).map { "did you mean `\($0)`?" } ?? "its values are \(listed(values))")
        continue
      }
    }
    return problems.errors == errors
  }

  private func reportAxis(_ axis: MetricSyntax.Located) {
    let names = workload.axes.map(\.name.text)
    let name = quoted(workload.name.text)
    problems.error(
      .unknownAxis, "workload \(name) has no axis \(quoted(axis.text))", at: place.span(axis.range), "not an axis of its matrix",
      also: [Diagnostic.Label(workload.name.span, "this workload")],
      help: didYouMean(axis.text, among: names).map { "did you mean `\($0)`?" }
        ?? (names.isEmpty ? "it has no `matrix`, so there is nothing to select" : "its axes are \(listed(names))"))
  }
}
