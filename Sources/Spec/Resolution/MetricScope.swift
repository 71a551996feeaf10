internal import Record
internal import Text

/// What claims and scores see: the metrics of the plan's cells.
struct MetricScope: ExpressionScope {
  let workloads: [WorkloadCells]
  let decoder: Decoder
  private let places: [String: Int]
  private let names: SortedNames
  private let budget = Budget()
  var problems: Problems { decoder.problems }

  /// The most cells that all references of a spec name together: each stands in the plan.
  static let cellLimit = 1_000_000

  /// The cells that references may still name.
  private final class Budget {
    var cells = MetricScope.cellLimit
  }

  init(_ workloads: [WorkloadCells], _ decoder: Decoder) {
    (self.workloads, self.decoder) = (workloads, decoder)
    places = Dictionary(workloads.indices.map { (workloads[$0].name.text, $0) }, uniquingKeysWith: { first, _ in first })
    names = SortedNames(workloads.map(\.name.text))
  }

  private func workload(_ name: String) -> WorkloadCells? { places[name].map { workloads[$0] } }

  var variables: [String] { [] }
  func variable(_ name: String) -> Dimension? { nil }

  func isShare(_ expression: Expression) -> Bool {
    switch expression {
    case .metric(let reference): isShare(reference)
    case .call(.these, let operands): operands.first.map(isShare) ?? false
    default: false
    }
  }

  /// Accuracy is one wherever this program computes it; what a command reads from its own output may be in per cent.
  func isShare(_ reference: MetricReference) -> Bool {
    guard reference.metric == "accuracy", let cell = reference.cells.first else { return false }
    // The id of a cell begins with its workload.
    return workload(String(cell.prefix { $0 != "[" }))?.planner.value?.kind != .command
  }

  func isAboutItems(_ reference: MetricReference) -> Bool {
    guard let cell = reference.cells.first, let workload = workload(String(cell.prefix { $0 != "[" })) else { return false }
    guard workload.planner.value?.kind == .evaluate else { return false }
    return workload.cells.lazy.compactMap(\.node).first?.metric(reference.metric)?.origin == .result
  }

  func sibling(of expression: Expression, measuring dimension: Dimension) -> String? {
    guard case .metric(let reference) = expression, let id = reference.cells.first,
      let node = workloads.lazy.flatMap(\.cells).first(where: { $0.id == id })?.node,
      let metric = node.metrics.first(where: { $0.dimension == dimension })
    else { return nil }
    guard reference.category == nil else { return nil }
    return reference.text.dropLast(reference.metric.count) + metric.name
  }

  func metric(_ syntax: MetricSyntax, _ place: TextPlace) -> MetricReference? { Outcome(try reference(syntax, place)).value }

  /// The metric that is meant; what is wrong with its workload is reported there.
  func reference(_ syntax: MetricSyntax, _ place: TextPlace) throws(Reported) -> MetricReference {
    guard let workload = workload(syntax.workload.text) else { throw unknown(syntax.workload, place) }
    if let broken = workload.broken { throw broken }
    try SelectionCheck(workload: workload, place: place, problems: problems).check(syntax)
    let nodes = workload.positions(syntax.selected).compactMap { workload.cells[$0].node }
    try spend(nodes.count, at: place.span(syntax.workload.range))
    let metrics = nodes.map { $0.metric(syntax.metric.text) }
    guard let first = metrics.first ?? nil, metrics.allSatisfy({ $0?.dimension == first.dimension && $0?.direction == first.direction })
    else {
      throw problems.error(
        .unknownMetric, "workload \(quoted(workload.name.text)) has no metric \(quoted(syntax.metric.text))",
        at: place.span(syntax.metric.range), "not one of its metrics", also: [Diagnostic.Label(workload.name.span, "this workload")],
        help: help(for: syntax.metric.text, workload, nodes))
    }
    try checkCategory(syntax, first, workload, place)
    return MetricReference(
      text: syntax.canonical, cells: nodes.map(\.id), metric: first.name, category: syntax.category?.text, dimension: first.dimension,
      direction: first.direction)
  }

  /// Refuses a category of what has no items, or of what is no score of them.
  private func checkCategory(
    _ syntax: MetricSyntax, _ metric: Metric, _ workload: WorkloadCells, _ place: TextPlace
  ) throws(Reported) {
    guard let category = syntax.category else { return }
    if workload.planner.value?.kind == .evaluate, metric.origin == .result { return }
    throw problems.error(
      .unknownAxis, "\(quoted(metric.name)) of workload \(quoted(workload.name.text)) has no categories", at: place.span(category.range),
      "no items to select", also: [Diagnostic.Label(workload.name.span, "this workload")],
      help: "categories belong to the scores of an evaluation, such as `quiz.accuracy[category=physics]`")
  }

  private func unknown(_ workload: MetricSyntax.Located, _ place: TextPlace) -> Reported {
    problems.error(
      .unknownWorkload, "no workload is called \(quoted(workload.text))", at: place.span(workload.range), "not declared",
      also: problems.removal(of: workload.text),
      help: didYouMean(workload.text, among: names.sorted).map { "did you mean `\($0)`?" }
        ?? (names.sorted.isEmpty ? "the spec declares none" : available(names.sorted)))
  }

  /// The cells that references may still name.
  var cellsLeft: Int { budget.cells }

  /// Takes cells that a reference names, which stand in the plan, off the budget.
  func spend(_ cells: Int, at span: Span) throws(Reported) {
    guard cells > budget.cells else {
      budget.cells -= cells
      return
    }
    throw problems.error(
      .expressionTooComplex, "the claims and the score name more than \(MetricScope.cellLimit) cells together",
      at: span, "\(cells) cells here", help: "select some with `[axis=value]`, or leave out claims")
  }

  private func help(for metric: String, _ workload: WorkloadCells, _ nodes: [Node]) -> String {
    let later = workload.planner.value?.describedMetrics(decoder.catalogue).first {
      $0.name.isSpelled(metric) && $0.since > decoder.catalogue.version
    }
    if let later { return decoder.arrival(of: later.name, later.since) }
    let names = nodes.first?.metrics.map(\.name) ?? []
    if names.contains(metric) { return "not all its cells have it alike; select some with `[axis=value]`" }
    let conditions = workload.planner.value?.describedMetrics(decoder.catalogue).filter { $0.name == metric }.compactMap(\.condition) ?? []
    if !conditions.isEmpty { return "cells with \(conditions.joined(separator: " or ")) have it; these have \(listed(names))" }
    return didYouMean(metric, among: names).map { "did you mean `\($0)`?" } ?? "it has \(listed(names))"
  }
}

/// Checks the axes and values of a selection against a workload's matrix.
struct SelectionCheck {
  let workload: WorkloadCells
  let place: TextPlace
  let problems: Problems

  func check(_ syntax: MetricSyntax) throws(Reported) {
    var seen: Set<String> = []
    _ = try syntax.selection.mapAll { pair throws(Reported) in try check(pair.axis, pair.value, &seen) }
  }

  private func check(_ axis: MetricSyntax.Located, _ value: MetricSyntax.Located, _ seen: inout Set<String>) throws(Reported) {
    guard let known = workload.axes.first(where: { $0.name.text == axis.text }) else { throw reportAxis(axis) }
    guard seen.insert(axis.text).inserted else {
      throw problems.error(
        .expressionSyntax, "the axis \(quoted(axis.text)) is selected twice", at: place.span(axis.range), "again here",
        help: "a cell has one value on each axis")
    }
    guard known.position(of: value.text) == nil else { return }
    let values = known.values.map(\.text)
    throw problems.error(
      .unknownAxisValue, "the axis \(quoted(axis.text)) has no value \(quoted(value.text))", at: place.span(value.range),
      "not on the axis", also: [Diagnostic.Label(known.name.span, "the axis")],
      help: didYouMean(value.text, among: values).map { "did you mean `\($0)`?" } ?? "its values are \(listed(values))")
  }

  private func reportAxis(_ axis: MetricSyntax.Located) -> Reported {
    let names = workload.axes.map(\.name.text)
    let name = quoted(workload.name.text)
    return problems.error(
      .unknownAxis, "workload \(name) has no axis \(quoted(axis.text))", at: place.span(axis.range), "not an axis of its matrix",
      also: [Diagnostic.Label(workload.name.span, "this workload")],
      help: didYouMean(axis.text, among: names).map { "did you mean `\($0)`?" }
        ?? (names.isEmpty ? "it has no `matrix`, so there is nothing to select" : "its axes are \(listed(names))"))
  }
}
