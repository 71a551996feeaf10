internal import Record

extension KindExecutor {
  /// A training: others read the weights that it leaves.
  static func train(_ work: TrainWork) -> KindExecutor {
    KindExecutor(
      execute: { (context, bench) throws(RunFault) in try executeTrain(work, context, bench) },
      readings: [DataReading(input: work.dataset, key: "\(work.model)") { work.faults(of: $1, as: $0, seed: $2) }], isCacheable: true,
      usesKernels: true, footprint: (try? work.estimatedMemory(vocabulary: 256)).map { U64($0) })
  }
}
