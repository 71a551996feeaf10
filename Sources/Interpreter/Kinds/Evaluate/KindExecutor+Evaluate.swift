internal import Record
internal import Score

extension KindExecutor {
  /// Questions to a subject outside; permission to speak to its host is asked for when there is something to send.
  static func evaluate(_ work: EvaluateWork) -> KindExecutor {
    KindExecutor(
      execute: { (context, bench) throws(RunFault) in try executeEvaluate(work, context, bench) }, libraries: [.curl],
      readings: ([work.dataset] + work.prompt.sources).map { dataset in
        DataReading(input: dataset, key: "items") { input, bytes, seed in ItemReader.faults(of: bytes, as: input, seed) }
      },
      together: DataTogether(input: work.dataset, others: work.prompt.sources) { plan, node, data in
        Evaluation.promptFaults(plan, node, data)
      },
      unreachable: { plan, permissions in work.subjects.lazy.compactMap { permissions.missing(for: plan.subject($0)) }.first },
      parts: .lines(called: "the first item that differs"), omission: work.items.map { "puts only the first \($0) items" },
      unproven: "that an endpoint gave these answers, served the model it names, or would answer the same again")
  }
}

extension EvaluateWork {
  /// Every subject that is asked anything: the answering one, then what its scorers ask.
  fileprivate var subjects: [String] {
    [subject] + scorers.flatMap { entry in Scorer.named(entry.name, revision: entry.revision)?.asks(entry.settings) ?? [] }
  }
}
