internal import Kernels
internal import Record

extension KindExecutor {
  /// An operation of the catalogue; its tier's backend promises bits or an error bound.
  static func kernel(_ work: KernelWork) -> KindExecutor {
    let backend = work.tier.backend
    let operation = try? Operation.named(work.operation)
    return KindExecutor(
      execute: { (context, bench) throws(RunFault) in try executeKernel(work, on: backend, context, bench) },
      recheck: operation.map { backend.promise(of: $0) } == .bound ? .bounded : .executed, libraries: work.tier.libraries)
  }
}
