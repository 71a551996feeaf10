internal import Record

/// What planning the workloads gave.
struct BuiltWorkloads {
  /// In the order of the spec.
  var workloads: [WorkloadCells] = []
  /// Each after everything it needs.
  var nodes: [Node] = []
  var programs: [(plan: InputPlan, location: InputLocation)] = []
  var usedTargets: Set<String> = []
  var usedInputs: Set<String> = []
  var usedSubjects: Set<String> = []
}

/// Turns the workloads of a spec into the nodes of a plan.
struct WorkloadPlanning {
  let planning: Planning
  let declarations: Declarations
  let parameters: [String: Scalar]
  var problems: Problems { planning.problems }

  init(_ planning: Planning, _ declarations: Declarations, _ parameters: [String: Scalar]) {
    self.planning = planning
    self.declarations = declarations
    self.parameters = parameters
  }

  func build(_ entries: [(key: Key, value: Decoded)], problemsBefore: Int) -> BuiltWorkloads {
    var built = BuiltWorkloads()
    let expansion = MatrixExpansion(planning, parameters)
    var allowed = MatrixExpansion.cellLimit
    for (key, value) in entries {
      guard let raw = value.raw else { continue }
      let workload = expansion.expand(key, raw, allowed: allowed) ?? WorkloadCells(name: key, kind: "", axes: [], cells: [], isBroken: true)
      allowed -= workload.cells.count
      built.workloads.append(workload)
    }
    let models = models(built.workloads)
    let (order, inCircles) = order(built.workloads, models)
    for index in inCircles { built.workloads[index].isBroken = true }
    for index in order { build(index, &built) }
    return built
  }

  /// For each inference workload, the workload whose model it serves.
  private func models(_ workloads: [WorkloadCells]) -> [Int: Int] {
    var models: [Int: Int] = [:]
    for (index, workload) in workloads.enumerated() where workload.kind == "infer" {
      guard let text = workload.cells.first?.fields?.text("infer"), let reference = try? ExpressionParser.parseCells(text) else { continue }
      models[index] = workloads.firstIndex { $0.name.text == reference.workload.text }
    }
    return models
  }

  /// Positions of workloads, each after what it needs, otherwise as written; those that need themselves in the end are reported and left out.
  private func order(_ workloads: [WorkloadCells], _ needs: [Int: Int]) -> (order: [Int], inCircles: Set<Int>) {
    var order: [Int] = []
    var inCircles: Set<Int> = []
    var done: Set<Int> = []
    for start in workloads.indices {
      var path: [Int] = []
      var next: Int? = start
      while let index = next, !done.contains(index) {
        if let loop = path.firstIndex(of: index) {
          reportCycle(path[loop...].map { workloads[$0] })
          inCircles.formUnion(path)
          break
        }
        path.append(index)
        next = needs[index]
      }
      for index in path.reversed() where done.insert(index).inserted && !inCircles.contains(index) { order.append(index) }
    }
    return (order, inCircles)
  }

  private func reportCycle(_ cycle: [WorkloadCells]) {
    let names = (cycle + cycle.prefix(1)).map { quoted($0.name.text) }.joined(separator: " needs ")
    problems.error(
      .dependencyCycle, "workloads need one another in a circle: \(names)", at: cycle[0].name.span, "needs itself in the end",
      also: cycle.dropFirst().map { Diagnostic.Label($0.name.span, "through this one") }, help: "a model comes from a `train` workload")
  }

  private func build(_ index: Int, _ built: inout BuiltWorkloads) {
    for position in built.workloads[index].cells.indices {
      let cell = built.workloads[index].cells[position]
      guard let fields = cell.fields, let node = node(built.workloads[index], cell, fields, &built) else {
        built.workloads[index].isBroken = true
        continue
      }
      built.workloads[index].cells[position].node = node
      built.nodes.append(node)
    }
  }

  // MARK: - A node

  private func node(_ workload: WorkloadCells, _ cell: Cell, _ fields: Fields, _ built: inout BuiltWorkloads) -> Node? {
    let target = target(workload, fields, &built)
    let limits = limits(fields)
    let parts: NodeParts?
    switch workload.kind {
    case "kernel": parts = kernel(workload, fields, limits)
    case "train": parts = train(workload, fields, limits, &built)
    case "infer": parts = infer(workload, cell, fields, &built)
    case "evaluate": parts = evaluate(workload, fields, &built)
    default: parts = command(workload, fields, &built)
    }
    checkForcing(parts, target, fields)
    guard let parts, let target, let sampling = parts.sampling, let limits, let trials = fields.integer("trials") else { return nil }
    return Node(
      id: cell.id, workload: workload.name.text, coordinates: cell.coordinates, target: target, numerics: parts.numerics,
      needs: parts.needs,
      inputs: parts.inputs, trials: trials, work: parts.work, sampling: sampling, limits: limits, metrics: parts.metrics)
  }

  /// What a kind of workload adds to a node.
  struct NodeParts {
    var work: Work
    var numerics: String
    var needs: [String] = []
    var inputs: [String] = []
    var sampling: Sampling?
    var metrics: [Metric]
  }

  private func target(_ workload: WorkloadCells, _ fields: Fields, _ built: inout BuiltWorkloads) -> String? {
    let names = declarations.targetNames
    guard let name = fields.text("target"), let span = fields["target"]?.span else {
      if fields.entries["target"] != nil || fields.isWritten("target") { return nil }
      if names.count == 1, let only = names.first?.key {
        built.usedTargets.insert(only)
        return only
      }
      problems.error(
        .missingTarget, "workload \(quoted(workload.name.text)) has no target", at: workload.name.span, "measured on what?",
        help: names.isEmpty
          ? "declare one: `targets: { whole-server: { threads: all } }`"
          : "add `target:` with one of \(listed(names.keys.sorted()))")
      return nil
    }
    guard names[name] != nil else {
      report(.unknownTarget, "target", name, span, Array(names.keys))
      return nil
    }
    built.usedTargets.insert(name)
    return name
  }

  /// A vendor's library chooses its own instructions, so a target that forces them would be recorded and not obeyed.
  private func checkForcing(_ parts: NodeParts?, _ target: String?, _ fields: Fields) {
    guard let parts, parts.numerics.hasPrefix("vendor"), let span = fields["numerics"]?.span, let target,
      let isa = declarations.targets.first(where: { $0.id == target })?.isa
    else { return }
    problems.error(
      .noVendorTier, "the vendor tier cannot be held to `isa: \(isa)`", at: span, "the library chooses its own instructions",
      also: declarations.targetNames[target].map { [Diagnostic.Label($0, "this target forces them")] } ?? [],
      help: "use a target without `isa`, or `numerics: portable`")
  }

  /// Reports a name that nothing is declared under.
  func report(_ id: DiagnosticID, _ noun: String, _ name: String, _ span: Span, _ names: [String]) {
    let known = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let guess = didYouMean(name, among: known)
    problems.error(
      id, "no \(noun) is called \(quoted(name))", at: span, "not declared", also: problems.removal(of: name),
      help: guess.map { "did you mean `\($0)`?" } ?? (known.isEmpty ? "the spec declares none" : available(known)),
      fix: guess.map { Diagnostic.Fix(span, $0) })
  }

  /// The dataset that a key names, with the format it has to have; `nil` where that is not known.
  func dataset(_ fields: Fields, format: String?, _ built: inout BuiltWorkloads) -> Declarations.Dataset? {
    guard let name = fields.text("dataset"), let span = fields["dataset"]?.span else { return nil }
    guard let declared = declarations.datasetNames[name] else {
      report(.unknownDataset, "dataset", name, span, Array(declarations.datasetNames.keys))
      return nil
    }
    built.usedInputs.insert(name)
    guard let dataset = declarations.dataset(name) else { return nil }
    if let format, dataset.plan.format?.name != format {
      problems.error(
        .wrongDatasetFormat, "dataset \(quoted(name)) does not have the format `\(format)`", at: span, "needs `\(format)` here",
        also: [Diagnostic.Label(dataset.formatSpan, "declared here"), Diagnostic.Label(declared, "this dataset")])
      return nil
    }
    return dataset
  }

  private func limits(_ fields: Fields) -> Limits? {
    guard let written = fields.object("limits") else { return nil }
    let errors = problems.errors
    let limits = Limits(
      time: written["time"].flatMap { wholeNumber($0, of: .time, scale: 1_000_000_000, problems) },
      memory: written["memory"].flatMap { wholeNumber($0, of: .information, problems) },
      output: written["output"].flatMap { wholeNumber($0, of: .information, problems) })
    return problems.errors == errors ? limits : nil
  }
}

extension InputPlan.Format {
  /// The word of the language.
  fileprivate var name: String { csv != nil ? "csv" : jsonl != nil ? "jsonl" : "text" }
}
