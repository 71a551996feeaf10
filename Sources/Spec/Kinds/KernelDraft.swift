internal import Record
internal import Text

/// A kernel workload's cell on its way to a plan: the operation with the type, sizes and tier that the spec gives it.
struct KernelDraft {
  let entry: KernelEntry
  let fields: Fields<KernelKeys>
  let cell: CellSite
  let scope: PlanScope
  private var problems: Problems { scope.problems }

  /// The work with its cost; all that is wrong is reported.
  func work() throws(Reported) -> (KernelWork, KernelCost) {
    let type = Outcome(try type())
    let sizes = Outcome(try sizes())
    let tier = Outcome(try tier(type.value))
    let work = (type: try type.get(), sizes: try sizes.get(), tier: try tier.get())
    if work.tier == .vendor, let problem = entry.vendorProblem(work.type, work.sizes) { throw report(problem) }
    let cost = try cost(work.type, work.sizes)
    if work.tier == .vendor { try checkForcing() }
    return (
      KernelWork(
        operation: entry.name, type: work.type, parameters: work.sizes, revision: entry.revision, tier: work.tier, flops: U64(cost.flops),
        bytes: U64(cost.bytes)), cost
    )
  }

  // MARK: - The element type

  private func type() throws(Reported) -> String {
    guard let written = try fields.type else {
      guard let first = entry.types.first else { throw problems.fault("kernel \(quoted(entry.name)) has no type", at: fields.span) }
      return first
    }
    if entry.types.contains(written) { return written }
    throw problems.error(
      .unsupportedType, "kernel \(quoted(entry.name)) does not exist for \(quoted(written))", at: fields.place(of: \.type),
      "not one of its types",
      help: sibling(for: written).map { "\(quoted($0)) exists for it, \(quoted(entry.name)) for \(listed(entry.types))" }
        ?? "it exists for \(listed(entry.types))")
  }

  /// The kernel of a longer name, such as `gemm-integer` for `gemm`, that exists for a type.
  private func sibling(for type: String) -> String? {
    scope.catalogue.kernels.first { $0.name.hasPrefix(entry.name + "-") && $0.types.contains(type) }?.name
  }

  // MARK: - The tier

  /// - Parameter type: The element type; `nil` where it is unknown, and reported.
  private func tier(_ type: String?) throws(Reported) -> KernelWork.Tier {
    let tier = try fields.numerics
    guard tier == .vendor, !entry.vendorTypes.contains(type ?? entry.vendorTypes.first ?? "") else { return tier }
    let place = fields.place(of: \.numerics)
    if let type, entry.hasVendorTier {
      throw problems.error(
        .noVendorTier, "kernel \(quoted(entry.name)) has no vendor tier for \(quoted(type))", at: place, "portable alone",
        help: "the vendor tier has it for \(listed(entry.vendorTypes))")
    }
    let having = scope.catalogue.kernels.filter(\.hasVendorTier).map(\.name)
    throw problems.error(
      .noVendorTier, "kernel \(quoted(entry.name)) has no vendor tier", at: place, "portable alone",
      help: having.isEmpty ? "use `portable`" : "the vendor tier has \(listed(having))")
  }

  /// A vendor's library chooses its own instructions, so a target that forces them would be recorded and not obeyed.
  private func checkForcing() throws(Reported) {
    let place = fields.place(of: \.numerics)
    guard let name = cell.target.value, let isa = try scope.declarations.targets.item(name, at: place, problems).isa else { return }
    throw problems.error(
      .noVendorTier, "the vendor tier cannot be held to `isa: \(isa)`", at: place, "the library chooses its own instructions",
      also: scope.declarations.targets.place(of: name).map { [Diagnostic.Label($0, "this target forces them")] } ?? [],
      help: "use a target without `isa`, or `numerics: portable`")
  }

  // MARK: - The sizes

  private func sizes() throws(Reported) -> [String: Int] {
    let written = try fields.with
    let given = Outcome(try written.mapAll { named throws(Reported) in (name: named.key.text, size: try size(named)) })
    let absent = Outcome(try entry.parameters.mapAll { parameter throws(Reported) in try standard(parameter, written) })
    var sizes: [String: Int] = [:]
    for (name, size) in try given.get() + absent.get().compactMap({ $0 }) { sizes[name] = size }
    return sizes
  }

  private func size(_ named: Named<Int>) throws(Reported) -> Int {
    guard let parameter = entry.parameters.first(where: { $0.name == named.key.text }) else {
      let names = entry.parameters.map(\.name)
      throw problems.error(
        .unknownKernelParameter, "kernel \(quoted(entry.name)) has no size \(quoted(named.key.text))", at: named.key.span,
        "not one of its sizes", also: [Diagnostic.Label(cell.workload.span, "in this workload")],
        help: didYouMean(named.key.text, among: names).map { "did you mean `\($0)`?" } ?? "it has \(listed(names))")
    }
    let size = try named.outcome.get()
    if parameter.range.contains(size) { return size }
    throw problems.error(
      .outOfRange, "the size `\(parameter.name)` cannot be `\(size)`", at: named.span,
      "has to be from \(parameter.range.lowerBound) to \(parameter.range.upperBound)", help: "`\(parameter.name)`: \(parameter.meaning)")
  }

  /// The size of a parameter that the spec does not give; `nil` where it does.
  private func standard(_ parameter: KernelParameter, _ written: [Named<Int>]) throws(Reported) -> (name: String, size: Int)? {
    if written.contains(where: { $0.key.text == parameter.name }) { return nil }
    if let standard = parameter.standard { return (parameter.name, standard) }
    throw problems.error(
      .missingKey, "the size \(quoted(parameter.name)) of kernel \(quoted(entry.name)) is missing", at: cell.workload.span,
      "needs `\(parameter.name)`", help: "`\(parameter.name)`: \(parameter.meaning)")
  }

  // MARK: - The cost

  /// What a repetition amounts to, if the sizes fit one another and the memory that the workload may have.
  private func cost(_ type: String, _ sizes: [String: Int]) throws(Reported) -> KernelCost {
    let cost: KernelCost
    do {
      cost = try entry.cost(type, sizes)
    } catch {
      throw error.isTooLarge ? tooLarge(error.message, help: error.help) : report(error)
    }
    let allowed = cell.limits.value?.memory?.value
    let limit = allowed ?? scope.catalogue.memoryLimit
    guard cost.footprint > limit else { return cost }
    throw tooLarge(
      "needs \(cost.footprint) bytes of memory, and may have \(limit)",
      help: "make its sizes smaller, or \(allowed == nil ? "set" : "raise") the workload's `limits: { memory: … }`")
  }

  private func tooLarge(_ label: String, help: String) -> Reported {
    problems.error(
      .kernelTooLarge, "kernel \(quoted(entry.name)) cannot be this large", at: sizesPlace, label, help: help)
  }

  private func report(_ problem: SizeProblem) -> Reported {
    let setting = Outcome(try fields.with).value?.first { $0.key.text == problem.setting }
    return problems.error(
      .impossibleKernel, "kernel \(quoted(entry.name)) cannot have these sizes", at: setting?.span ?? sizesPlace, problem.message,
      help: problem.help)
  }

  private var sizesPlace: Span { fields.entry(\.with).isWritten ? fields.place(of: \.with) : fields.place(of: \.kernel) }
}
