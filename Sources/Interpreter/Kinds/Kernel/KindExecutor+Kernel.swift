internal import Kernels
internal import Record

extension KindExecutor {
  /// An operation of the catalogue; its tier's backend promises bits or an error bound.
  static func kernel(_ work: KernelWork) -> KindExecutor {
    let backend = work.backend
    return KindExecutor(
      execute: { (context, bench) throws(RunFault) in try executeKernel(work, on: backend, context, bench) },
      errorRatio: { (output, context) throws(RunFault) in try Interpreter.errorRatio(of: output, work, context) },
      libraries: work.tier.libraries, usesKernels: true, footprint: work.bytes,
      parts: .elements(ElementType(rawValue: work.type) ?? .u8, called: "the first element that differs"))
  }
}
