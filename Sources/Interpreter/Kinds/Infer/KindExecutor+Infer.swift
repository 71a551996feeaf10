internal import Kernels
internal import Record

extension KindExecutor {
  /// A model of another cell that answers.
  static func infer(_ work: InferWork) -> KindExecutor {
    KindExecutor(
      execute: { (context, bench) throws(RunFault) in try executeInfer(work, context, bench) }, usesKernels: true,
      parts: .elements(.u32, called: "the first row of the test part that gets another class"))
  }
}
