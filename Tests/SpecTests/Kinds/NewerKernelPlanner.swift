import Record

@testable import Spec

/// Kernels as a later release might have them: with one more key and one more metric.
struct NewerKernelPlanner: KindPlanner {
  static let language = Language(planners: Language.current.planners.map { $0.kind == .kernel ? NewerKernelPlanner() : $0 })

  let kind = WorkKind.kernel
  let table = Table(NewerKernelKeys.self)
  let metrics = KernelPlanner().metrics + [.time("p99", of: "time", .p99, "percentile of the samples", since: 2)]

  func settings(of workload: YAMLValue, _ catalogue: Catalogue) -> [String] { KernelPlanner().settings(of: workload, catalogue) }

  func plan(_ fields: Fields<NewerKernelKeys>, of cell: CellSite, in scope: PlanScope) throws(Reported) -> NodeParts {
    var parts = try KernelPlanner().plan(fields.known, of: cell, in: scope)
    if let rest = try fields.rest { parts.sampling.warmup += rest }
    guard case .kernel(let work) = parts.work else { return parts }
    let cost = KernelCost(flops: work.flops.value, bytes: work.bytes.value, footprint: 0)
    parts.metrics = metrics(cost, scope.catalogue)
    return parts
  }
}

struct NewerKernelKeys: WorkloadKeys {
  static let noun = "a kernel workload"
  static let summary = "One operation of the kernel catalogue at one size."

  let known: KernelKeys
  let rest: TypedKey<Int?>
  var common: CommonKeys { known.common }

  init(_ keys: inout TableBuilder) {
    known = KernelKeys(&keys)
    rest = keys.standard("rest", .integer(0...100), "5", "Further untimed repetitions.", since: 2)
  }
}

extension KernelKeys: KeyGroup {}
