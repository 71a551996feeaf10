public import Attest
internal import Record
internal import Score
internal import Text

/// Executes plans: with a journal and a bundle for whoever publishes, in memory for whoever verifies.
public enum Runner {
  /// Executes a plan, or goes on with it, and leaves a bundle in `RESULTS/NAME/RUN`.
  ///
  /// - Parameters:
  ///   - observe: Told what happens, from the thread that runs.
  ///   - isCancelled: Looked at between samples, epochs and requests; a run that stops so can be resumed.
  ///   - finish: Completes the bundle before it is put in place, for example with a signature and a report.
  /// - Throws: `RunFault` when the run cannot go on: `interrupted`, `disk-full`, `not-permitted`, `input-missing`, `input-differs`,
  ///   `journal-busy`, `journal-corrupt`, `no-journal`. Everything finished before stays in the journal.
  public static func run(
    _ request: RunRequest, observe: @escaping (RunEvent) -> Void = { _ in }, isCancelled: @escaping () -> Bool = { false },
    finish: (inout BundleDraft, RunExport) throws(AttestFault) -> Void = { _, _ in }
  ) throws(RunFault) -> RunSummary {
    try run(request, bench: .system, capacity: .current, observe: observe, isCancelled: isCancelled, finish: finish)
  }

  static func run(
    _ request: RunRequest, bench: Bench, capacity: HostCapacity, observe: @escaping (RunEvent) -> Void,
    isCancelled: @escaping () -> Bool, finish: (inout BundleDraft, RunExport) throws(AttestFault) -> Void
  ) throws(RunFault) -> RunSummary {
    let inputs = InputReader(plan: request.plan, search: request.inputs)
    let journal = try request.journal(inputs: inputs, now: bench.now())
    if try journal.ended() == nil {
      let graph = GraphRun(
        plan: journal.plan, purpose: .run, capacity: capacity, permissions: request.permissions, inputs: inputs, store: journal,
        cache: request.artifactCache, spending: request.spending, bench: bench, observe: observe, isCancelled: isCancelled,
        invoker: request.invoker)
      try graph.execute()
    }
    observe(.exporting)
    return try publish(journal, request, capacity, finish)
  }

  private static func publish(
    _ journal: Journal, _ request: RunRequest, _ capacity: HostCapacity,
    _ finish: (inout BundleDraft, RunExport) throws(AttestFault) -> Void
  ) throws(RunFault) -> RunSummary {
    let export = try RunExport(journal)
    let run = journal.path.split(separator: "/").last.map { String($0.dropLast(JournalFolder.suffix.count)) } ?? "run"
    let bundle = try bundlePath("\(request.results)/\(journal.plan.name)/\(run)", journal)
    do throws(AttestFault) {
      var draft = try export.draft()
      try finish(&draft, export)
      let root = try draft.write(to: bundle)
      // The answers of an evaluation that lacks some are worth keeping: a further attempt asks only for what is missing.
      let isResumable = !journal.incomplete.isEmpty
      let hasErrors = !journal.withErrors.isEmpty
      if !request.keepsJournal, !isResumable, !hasErrors { JournalFolder.remove(journal.path) }
      return RunSummary(
        bundle: bundle, root: root, plan: journal.header.plan, trials: export.records.trials, scores: export.records.scores,
        valueless: export.valueless, partial: export.records.run.partial,
        doubts: crowded(export.records.trials, cores: capacity.cores) + subjectDoubts(export.records.plan, export.records.results)
          + measurementDoubts(export.records),
        isResumable: isResumable, hasErrors: hasErrors)
    } catch {
      throw RunFault(error, help: error.help ?? "the run is complete; `etalon run --resume` writes its bundle")
    }
  }

  /// Where the bundle goes; a run that was gone on with may have left an earlier one, which stays.
  private static func bundlePath(_ path: String, _ journal: Journal) throws(RunFault) -> String {
    guard Files.exists(path), try !journal.interruptions().isEmpty else { return path }
    var number = 2
    while Files.exists("\(path)-\(number)") { number += 1 }
    return "\(path)-\(number)"
  }

  /// Cells whose threads had to take turns.
  private static func crowded(_ trials: [TrialLine], cores: Int) -> [String] {
    let crowded = trials.filter { $0.status == .ok && $0.host?.threads ?? 0 > cores }
    guard let first = crowded.first, let threads = first.host?.threads else { return [] }
    let more = Set(crowded.map(\.node)).count - 1
    let others = more == 0 ? "" : " and \(counted(more, "other cell"))"
    return [
      "\(quoted(first.node))\(others) ran with more threads than the \(cores) cores, such as \(threads): times say how they took turns"
    ]
  }
}
