internal import Record
internal import Text

/// Turns the workloads of a spec into the nodes of a plan.
struct WorkloadPlanning {
  let planning: Planning
  private var problems: Problems { planning.problems }

  init(_ planning: Planning) { self.planning = planning }

  /// Plans every workload after what it needs; what is wrong is reported, and the rest is planned all the same.
  func plan(_ written: [Named<YAMLValue>], _ declarations: Declarations) -> PlanScope {
    let expansion = MatrixExpansion(planning)
    var budget = MatrixExpansion.Budget()
    let workloads = written.map { workload($0, expansion, &budget) }
    let scope = PlanScope(planning, declarations, workloads)
    let (order, inCircles) = order(workloads)
    for (index, reported) in inCircles { scope.workloads[index].broken = reported }
    for index in order where !problems.isFull { plan(index, in: scope) }
    return scope
  }

  private func workload(
    _ named: Named<YAMLValue>, _ expansion: MatrixExpansion, _ budget: inout MatrixExpansion.Budget
  ) -> WorkloadCells {
    switch named.outcome {
    case .value(let value): expansion.expand(named.key, value, within: &budget)
    case .reported(let reported): WorkloadCells(named.key, .reported(reported), broken: reported)
    }
  }

  // MARK: - The order

  /// Positions of workloads, each after the one it needs, otherwise as written; without those that need themselves in the end.
  private func order(_ workloads: [WorkloadCells]) -> (order: [Int], inCircles: [Int: Reported]) {
    let places = Dictionary(workloads.indices.map { (workloads[$0].name.text, $0) }, uniquingKeysWith: { first, _ in first })
    let needs = workloads.map { workload in need(of: workload).flatMap { places[$0] } }
    var order: [Int] = []
    var inCircles: [Int: Reported] = [:]
    var done: Set<Int> = []
    for start in workloads.indices {
      var path: [Int] = []
      var next: Int? = start
      while let index = next, !done.contains(index) {
        if let loop = path.firstIndex(of: index) {
          let reported = reportCycle(path[loop...].map { workloads[$0] })
          for index in path { inCircles[index] = reported }
          break
        }
        path.append(index)
        next = needs[index]
      }
      for index in path.reversed() where done.insert(index).inserted && inCircles[index] == nil { order.append(index) }
    }
    return (order, inCircles)
  }

  /// The name of the workload that the first cell needs; what is wrong with it is reported when the cell is planned.
  private func need(of workload: WorkloadCells) -> String? { workload.cells.first?.draft.value?.need.value ?? nil }

  private func reportCycle(_ cycle: [WorkloadCells]) -> Reported {
    // Of a large circle, its beginning says enough.
    let shown = cycle.count > 12 ? Array(cycle.prefix(12)) : cycle + cycle.prefix(1)
    let names = shown.map { quoted($0.name.text) }.joined(separator: " needs ") + (cycle.count > 12 ? " needs …" : "")
    return problems.error(
      .dependencyCycle, "workloads need one another in a circle: \(names)", at: cycle[0].name.span, "needs itself in the end",
      also: shown.dropFirst().prefix(cycle.count - 1).map { Diagnostic.Label($0.name.span, "through this one") },
      help: "a model comes from a `train` workload")
  }

  // MARK: - The nodes

  private func plan(_ index: Int, in scope: PlanScope) {
    var mistake = RepeatedMistake()
    for position in scope.workloads[index].cells.indices where !mistake.isEnough {
      mistake.watch(problems) { plan(position, of: index, in: scope) }
    }
  }

  private func plan(_ position: Int, of index: Int, in scope: PlanScope) {
    let name = scope.workloads[index].name
    do throws(Reported) {
      let node = try node(name, scope.workloads[index].cells[position], scope)
      scope.workloads[index].cells[position].node = node
      scope.nodes.append(node)
    } catch {
      scope.workloads[index].broken = problems.reported(earlier: "the plan of workload \(quoted(name.text))", at: name.span)
    }
  }

  private func node(_ workload: Key, _ cell: WorkloadCells.Cell, _ scope: PlanScope) throws(Reported) -> Node {
    let draft = try cell.draft.get()
    let site = CellSite(
      workload: workload, id: cell.id, coordinates: cell.coordinates, target: Outcome(try target(workload, draft.common, scope)),
      limits: Outcome(try limits(draft.common)))
    let parts = try draft.plan(site, scope)
    return Node(
      id: cell.id, workload: workload.text, coordinates: cell.coordinates, target: try site.target.get(), numerics: parts.numerics,
      needs: parts.needs, inputs: parts.inputs, trials: try draft.common.trials, work: parts.work, sampling: parts.sampling,
      limits: try site.limits.get(), metrics: parts.metrics + energyMetrics(parts, target: try site.target.get(), scope))
  }

  /// The metrics of a target whose energy is counted; asking and load have no repetition to count it of.
  private func energyMetrics(_ parts: NodeParts, target: String, _ scope: PlanScope) -> [Metric] {
    guard scope.declarations.targets.items.first(where: { $0.id == target })?.energy != nil else { return [] }
    switch parts.work {
    case .evaluate, .load: return []
    case .kernel, .train, .infer, .command:
      let throughput = parts.metrics.first { $0.name == "throughput" }?.derivation
      if case .rate(let work, _)? = throughput { return Metric.energy(of: work) }
      return Metric.energy(of: nil)
    }
  }

  private func target(_ workload: Key, _ fields: Fields<CommonKeys>, _ scope: PlanScope) throws(Reported) -> String {
    if let name = try fields.target { return try scope.target(name, at: fields.place(of: \.target)) }
    _ = try scope.declarations.targets.entries.get()
    let declared = scope.declarations.targets.keys
    if declared.count == 1, let only = declared.first { return try scope.target(only.text, at: only.span) }
    let names = declared.map(\.text).sorted()
    throw problems.error(
      .missingTarget, "workload \(quoted(workload.text)) has no target", at: workload.span, "measured on what?",
      help: names.isEmpty
        ? "declare one: `targets: { whole-server: { threads: all } }`" : "add `target:` with one of \(listed(names))")
  }

  private func limits(_ fields: Fields<CommonKeys>) throws(Reported) -> Limits {
    let written = try fields.limits
    return Limits(time: try written.time, memory: try written.memory, output: try written.output)
  }
}
