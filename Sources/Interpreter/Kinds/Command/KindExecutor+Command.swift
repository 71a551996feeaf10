internal import Record

extension KindExecutor {
  /// A program of the spec's in the sandbox.
  static func command(_ work: CommandWork) -> KindExecutor {
    KindExecutor(
      execute: { (context, bench) throws(RunFault) in try executeCommand(work, context, bench) },
      unreachable: { _, permissions in permissions.missing(for: work) }, runsPrograms: true)
  }
}
