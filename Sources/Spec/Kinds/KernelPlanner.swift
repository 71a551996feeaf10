internal import Record
internal import Text

/// One operation of the kernel catalogue at one size.
struct KernelPlanner: KindPlanner {
  let kind = WorkKind.kernel
  let table = Table(KernelKeys.self)

  let metrics: [MetricRule<KernelCost>] = [
    .time("time", of: "time", .median, "median of the samples"),
    .rate(
      "throughput", per: "time",
      "counted flops by the median time; for kernels that only move memory, bytes; for those of single accesses, their number"
    ) { cost in
      cost.throughput == .accesses ? cost.accessing : cost.computing ?? cost.moving
    },
    .rate("bandwidth", per: "time", "bytes that have to move by the median time, where `throughput` counts flops") { cost in
      cost.computing.flatMap { _ in cost.moving }
    },
    .share("latency", of: "time", "the median time by the number of accesses, where one waits for the other") { cost in
      cost.areChained ? cost.accesses : nil
    },
    .rate("request-rate", per: "time", "requests by the median time, where `throughput` counts the bytes of requests") { cost in
      cost.throughput == .bytes ? cost.accessing : nil
    },
  ]

  /// The sizes of the operation.
  func settings(of workload: YAMLValue, _ catalogue: Catalogue) -> [String] {
    workload[word]?.scalar.flatMap { catalogue.kernel($0.text) }?.parameters.map(\.name) ?? []
  }

  func plan(_ fields: Fields<KernelKeys>, of cell: CellSite, in scope: PlanScope) throws(Reported) -> NodeParts {
    let draft = KernelDraft(
      entry: try scope.kernel(try fields.kernel, at: fields.place(of: \.kernel)), fields: fields, cell: cell, scope: scope)
    let sampling = Outcome(try fields.common.sample.rule(standard: .repeated))
    let (work, cost) = try draft.work()
    let numerics = work.tier == .vendor ? .vendor : draft.entry.numerics(work.type)
    return NodeParts(
      work: .kernel(work), numerics: numerics, sampling: try sampling.get(), metrics: metrics(cost, scope.catalogue))
  }
}

/// The keys of a kernel workload.
struct KernelKeys: WorkloadKeys {
  static let noun = "a kernel workload"
  static let summary =
    "One operation of the kernel catalogue at one size. Where `sample` says nothing: warm-up 2, 10 to 50 samples, 2 % interval, 10 s."

  let kernel: TypedKey<String>
  let type: TypedKey<String?>
  let with: TypedKey<[Named<Int>]>
  let numerics: TypedKey<KernelWork.Tier>
  let common: CommonKeys

  init(_ keys: inout TableBuilder) {
    kernel = keys.required("kernel", .name, "The operation; `etalon explain unknown-kernel` says where they are listed.")
    type = keys.optional("type", .name, "The element type, such as `f32`; without it the operation's first.")
    with = keys.standard("with", .map(.integer(Int.min...Int.max)), "{}", "The operation's sizes.")
    numerics = keys.standard(
      "numerics", .word, "portable",
      "`portable` gives the same bits everywhere; `vendor` uses the host's BLAS and checks by an error bound.")
    common = CommonKeys(&keys)
  }
}

extension KernelCost {
  /// Floating-point operations, of a kernel that is about computing.
  fileprivate var computing: (dimension: Dimension, amount: Quantity)? { KernelCost.amount(flops, .number, by: .computing) }
  /// Loads, updates or requests.
  fileprivate var accessing: (dimension: Dimension, amount: Quantity)? { KernelCost.amount(accesses, .number, by: .rate) }
  /// Bytes that have to move.
  fileprivate var moving: (dimension: Dimension, amount: Quantity)? { KernelCost.amount(bytes, .information, by: .bandwidth) }

  private static func amount(_ count: UInt64, _ unit: Dimension, by rate: Dimension) -> (dimension: Dimension, amount: Quantity)? {
    guard count > 0, let value = Rational(Int128(count), over: 1) else { return nil }
    return (rate, Quantity(value, unit))
  }
}

extension PlanScope {
  /// The operation of a name.
  fileprivate func kernel(_ name: String, at span: Span) throws(Reported) -> KernelEntry {
    if let entry = catalogue.kernel(name) { return entry }
    let names = catalogue.kernels.map(\.name)
    let guess =
      KernelPlanner.synonyms[name].flatMap { names.contains($0) ? $0 : nil } ?? didYouMean(name, among: names)
      ?? (name.count > 2 ? names.first { $0.hasPrefix(name) } : nil)
    throw problems.error(
      .unknownKernel, "no kernel is called \(quoted(name))", at: span, "not declared",
      help: guess.map { "did you mean `\($0)`? docs/kernels.md lists all" } ?? "docs/kernels.md lists all \(names.count)",
      fix: guess.map { Diagnostic.Fix(span, $0) })
  }
}

extension KernelPlanner {
  /// What people of the field call some operations.
  fileprivate static let synonyms = [
    "matmul": "gemm", "mm": "gemm", "sgemm": "gemm", "dgemm": "gemm", "matvec": "gemv", "igemm": "gemm-integer",
    "int8-gemm": "gemm-integer", "gemm-int8": "gemm-integer", "gemm-i8": "gemm-integer", "gemm-bf16": "gemm-mixed", "sum": "reduce-sum",
    "triad": "stream-triad",
  ]
}
