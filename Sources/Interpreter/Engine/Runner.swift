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
  ///   - isEnding: Looked at between trials: none more begins; a run that ends so can be resumed.
  ///   - isCancelled: Looked at between samples, epochs and requests; a run that stops so can be resumed.
  ///   - finish: Completes the bundle before it is put in place, for example with a signature and a report.
  /// - Throws: `RunFault` when the run cannot go on: `interrupted`, `disk-full`, `not-permitted`, `input-missing`, `input-differs`,
  ///   `journal-busy`, `journal-corrupt`, `no-journal`. Everything finished before stays in the journal.
  public static func run(
    _ request: RunRequest, observe: @escaping (RunEvent) -> Void = { _ in }, isEnding: @escaping () -> Bool = { false },
    isCancelled: @escaping () -> Bool = { false }, finish: (inout BundleDraft, RunExport) throws(AttestFault) -> Void = { _, _ in }
  ) throws(RunFault) -> RunSummary {
    try run(
      request, bench: .system, capacity: .current, observe: observe, isEnding: isEnding, isCancelled: isCancelled, finish: finish)
  }

  static func run(
    _ request: RunRequest, bench: Bench, capacity: HostCapacity, observe: @escaping (RunEvent) -> Void,
    isEnding: @escaping () -> Bool = { false }, isCancelled: @escaping () -> Bool,
    finish: (inout BundleDraft, RunExport) throws(AttestFault) -> Void
  ) throws(RunFault) -> RunSummary {
    let inputs = InputReader(plan: request.plan, search: request.inputs)
    let journal = try request.journal(inputs: inputs, now: bench.now())
    if try journal.ended() == nil {
      try inputs.noteRun(of: journal.header.plan, at: bench.now())
      var graph = GraphRun(
        plan: journal.plan, purpose: .run, capacity: capacity, permissions: request.permissions, inputs: inputs, store: journal,
        cache: request.artifactCache, spending: request.spending, bench: bench, observe: observe, isCancelled: isCancelled,
        invoker: request.invoker, meter: request.meter)
      (graph.isEnding, graph.workloads, graph.askedMetrics) = (isEnding, request.only, journal.plan.askedMetrics)
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
    // What a run that lacks something has is worth keeping: a further attempt asks and executes only what is missing.
    let isResumable = try !journal.incomplete().isEmpty
    let hasErrors = try !journal.withErrors().isEmpty
    do throws(AttestFault) {
      var draft = try export.draft()
      let place = BundlePlace("\(request.results)/\(journal.plan.name)/\(run)", root: draft.manifest.root)
      if !place.isInPlace {
        try finish(&draft, export)
        try draft.write(to: place.path)
      }
      // Item records are read from the journal.
      let unanswered = MissingAnswers.all(of: export.records.raw, items: export.forEachItemLine).map(\.sentence)
      if !request.keepsJournal, !isResumable, !hasErrors { JournalFolder.remove(journal.path) }
      return RunSummary(
        bundle: place.path, root: draft.manifest.root, plan: journal.header.plan, trials: export.records.trials,
        scores: export.records.scores, valueless: export.valueless, unanswered: unanswered, partial: export.records.run.partial,
        doubts: crowded(export.records.trials, cores: capacity.cores) + subjectDoubts(export.records.plan, export.records.results)
          + measurementDoubts(export.records).map(\.english),
        isResumable: isResumable, hasErrors: hasErrors, isAsItWas: place.isInPlace)
    } catch {
      throw RunFault(error, help: error.help ?? "the run is complete; `etalon run --resume` writes its bundle")
    }
  }

  /// Writes the bundle of a run whose trials have all come to an end, from its journal, to a folder that must not exist.
  ///
  /// - Throws: `not-finished`, `journal-busy`, `journal-corrupt`, and what writing a bundle can throw.
  public static func export(
    _ journal: String, to folder: String, finish: (inout BundleDraft, RunExport) throws(AttestFault) -> Void
  ) throws(RunFault) {
    let export = try RunExport(try Journal.open(journal))
    do throws(AttestFault) {
      var draft = try export.draft()
      try finish(&draft, export)
      try draft.write(to: folder)
    } catch { throw RunFault(error, help: error.help) }
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

/// Where the bundle of a run goes; one of the run as it was before it was gone on with stays.
private struct BundlePlace {
  let path: String
  /// Whether this very bundle stands there already, as after a kill between its rename and the end of its journal.
  let isInPlace: Bool

  init(_ first: String, root: Digest) {
    var (path, number) = (first, 2)
    while Files.exists(path) {
      if bundleRoot(at: path) == root {
        (self.path, isInPlace) = (path, true)
        return
      }
      path = "\(first).\(number)"
      number += 1
    }
    (self.path, isInPlace) = (path, false)
  }
}
