internal import Record
internal import Text

extension WorkloadPlanning {
  func kernel(_ workload: WorkloadCells, _ fields: Fields, _ limits: Limits?) -> NodeParts? {
    guard let name = fields.text("kernel"), let span = fields["kernel"]?.span else { return nil }
    guard let entry = planning.context.catalogue.kernel(name) else {
      reportUnknown(name, span)
      return nil
    }
    let sampling = sampling(fields, standard: StandardSampling.repeated)
    let type = type(entry, fields)
    let sizes = sizes(entry, fields, workload)
    let tier = tier(entry, type, fields)
    guard let type, let sizes, let tier else { return nil }
    if tier == .vendor, let problem = entry.vendorProblem(type, sizes) {
      report(problem, of: entry, at: fields["with"]?.span ?? span, fields.map("with"))
      return nil
    }
    guard let cost = cost(entry, type, sizes, limits, at: fields["with"]?.span ?? span, fields.map("with")) else { return nil }
    return NodeParts(
      work: .kernel(
        KernelWork(
          operation: entry.name, type: type, parameters: sizes, revision: entry.revision, tier: tier, flops: U64(cost.flops),
          bytes: U64(cost.bytes))),
      numerics: tier == .vendor ? .vendor : entry.numerics(type), sampling: sampling, metrics: MetricCatalogue.kernel(cost))
  }

  /// What a repetition amounts to, if the sizes fit one another and memory that the workload may have.
  private func cost(
    _ entry: KernelEntry, _ type: String, _ sizes: [String: Int], _ limits: Limits?, at place: Span, _ written: [(key: Key, value: Decoded)]
  ) -> KernelCost? {
    do {
      let cost = try entry.cost(type, sizes)
      let limit = limits?.memory?.value ?? planning.context.catalogue.memoryLimit
      guard cost.footprint <= limit else {
        problems.error(
          .kernelTooLarge, "kernel \(quoted(entry.name)) cannot be this large", at: place,
          "needs \(cost.footprint) bytes of memory, and may have \(limit)",
          help: "make its sizes smaller, or \(limits?.memory == nil ? "set" : "raise") the workload's `limits: { memory: … }`")
        return nil
      }
      return cost
    } catch  where error.isTooLarge {
      problems.error(
        .kernelTooLarge, "kernel \(quoted(entry.name)) cannot be this large", at: place, error.message, help: error.help)
    } catch {
      report(error, of: entry, at: place, written)
    }
    return nil
  }

  private func report(_ problem: SizeProblem, of entry: KernelEntry, at place: Span, _ written: [(key: Key, value: Decoded)]) {
    let setting = written.first { $0.key.text == problem.setting }
    problems.error(
      .impossibleKernel, "kernel \(quoted(entry.name)) cannot have these sizes", at: setting?.value.span ?? place, problem.message,
      help: problem.help)
  }

  /// What people of the field call some operations.
  private static let synonyms = [
    "matmul": "gemm", "mm": "gemm", "sgemm": "gemm", "dgemm": "gemm", "matvec": "gemv", "igemm": "gemm-integer",
    "int8-gemm": "gemm-integer",
    "gemm-int8": "gemm-integer", "gemm-i8": "gemm-integer", "gemm-bf16": "gemm-mixed", "sum": "reduce-sum", "triad": "stream-triad",
  ]

  private func reportUnknown(_ name: String, _ span: Span) {
    let names = planning.context.catalogue.kernels.map(\.name)
    let guess =
      WorkloadPlanning.synonyms[name].flatMap { names.contains($0) ? $0 : nil } ?? didYouMean(name, among: names)
      ?? (name.count > 2 ? names.first { $0.hasPrefix(name) } : nil)
    problems.error(
      .unknownKernel, "no kernel is called \(quoted(name))", at: span, "not declared",
      help: guess.map { "did you mean `\($0)`? docs/kernels.md lists all" } ?? "docs/kernels.md lists all \(names.count)",
      fix: guess.map { Diagnostic.Fix(span, $0) })
  }

  private func type(_ entry: KernelEntry, _ fields: Fields) -> String? {
    guard let written = fields.text("type"), let span = fields["type"]?.span else {
      return fields.entries["type"] == nil ? entry.types.first : nil
    }
    if entry.types.contains(written) { return written }
    problems.error(
      .unsupportedType, "kernel \(quoted(entry.name)) does not exist for \(quoted(written))", at: span, "not one of its types",
      help: sibling(of: entry, for: written).map { "\(quoted($0)) exists for it, \(quoted(entry.name)) for \(listed(entry.types))" }
        ?? "it exists for \(listed(entry.types))")
    return nil
  }

  /// The kernel of a longer name, such as `gemm-integer` for `gemm`, that exists for a type.
  private func sibling(of entry: KernelEntry, for type: String) -> String? {
    planning.context.catalogue.kernels.first { $0.name.hasPrefix(entry.name + "-") && $0.types.contains(type) }?.name
  }

  private func sizes(_ entry: KernelEntry, _ fields: Fields, _ workload: WorkloadCells) -> [String: Int]? {
    guard fields["with"] != nil else { return nil }
    let written = fields.map("with")
    var sizes: [String: Int] = [:]
    let errors = problems.errors
    for (key, value) in written {
      guard let parameter = entry.parameters.first(where: { $0.name == key.text }) else {
        let names = entry.parameters.map(\.name)
        problems.error(
          .unknownKernelParameter, "kernel \(quoted(entry.name)) has no size \(quoted(key.text))", at: key.span, "not one of its sizes",
          also: [Diagnostic.Label(workload.name.span, "in this workload")],
          help: didYouMean(key.text, among: names).map { "did you mean `\($0)`?" } ?? "it has \(listed(names))")
        continue
      }
      guard let size = value.integer else { continue }
      if parameter.range.contains(size) { sizes[key.text] = size } else { reportRange(size, parameter, value.span) }
    }
    for parameter in entry.parameters where !written.contains(where: { $0.key.text == parameter.name }) {
      if let standard = parameter.standard {
        sizes[parameter.name] = standard
      } else {
        problems.error(
          .missingKey, "the size \(quoted(parameter.name)) of kernel \(quoted(entry.name)) is missing", at: workload.name.span,
          "needs `\(parameter.name)`",
          help: "`\(parameter.name)`: \(parameter.meaning)")
      }
    }
    return problems.errors == errors ? sizes : nil
  }

  private func reportRange(_ size: Int, _ parameter: KernelParameter, _ span: Span) {
    problems.error(
      .outOfRange, "the size `\(parameter.name)` cannot be `\(size)`", at: span,
      "has to be from \(parameter.range.lowerBound) to \(parameter.range.upperBound)", help: "`\(parameter.name)`: \(parameter.meaning)")
  }

  /// - Parameter type: The element type; `nil` where it is unknown, and reported.
  private func tier(_ entry: KernelEntry, _ type: String?, _ fields: Fields) -> KernelWork.Tier? {
    guard let tier = fields.text("numerics").flatMap(KernelWork.Tier.init), let span = fields["numerics"]?.span else { return nil }
    guard tier == .vendor, !entry.vendorTypes.contains(type ?? entry.vendorTypes.first ?? "") else { return tier }
    if let type, entry.hasVendorTier {
      problems.error(
        .noVendorTier, "kernel \(quoted(entry.name)) has no vendor tier for \(quoted(type))", at: span, "portable alone",
        help: "the vendor tier has it for \(listed(entry.vendorTypes))")
      return nil
    }
    let having = planning.context.catalogue.kernels.filter(\.hasVendorTier).map(\.name)
    problems.error(
      .noVendorTier, "kernel \(quoted(entry.name)) has no vendor tier", at: span, "portable alone",
      help: having.isEmpty ? "use `portable`" : "the vendor tier has \(listed(having))")
    return nil
  }
}
