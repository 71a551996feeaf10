internal import Record
internal import Score

extension KindExecutor {
  /// A server under load.
  static func load(_ work: LoadWork) -> KindExecutor {
    var executor = KindExecutor(execute: { (context, bench) throws(RunFault) in try executeLoad(work, context, bench) })
    guard let asking = work.asking else {
      if case .program = work.server { executor.runsPrograms = true }
      return executor
    }
    executor.libraries = [.curl]
    executor.readings = ([asking.dataset] + asking.prompt.sources).map { dataset in
      DataReading(input: dataset, key: "items") { input, bytes, seed in ItemReader.faults(of: bytes, as: input, seed) }
    }
    executor.unreachable = { plan, permissions in permissions.missing(for: plan.subject(asking.subject)) }
    executor.unproven = "that a server would be as fast again, or served the model it names: a verification reads the recorded times"
    return executor
  }
}
