internal import Record

extension KindExecutor {
  /// A training: others read the weights that it leaves.
  static func train(_ work: TrainWork) -> KindExecutor {
    KindExecutor(
      execute: { (context, bench) throws(RunFault) in try executeTrain(work, context, bench) }, isCacheable: true)
  }
}
