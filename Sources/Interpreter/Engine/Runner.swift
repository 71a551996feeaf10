public import Attest
internal import Record
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
        cache: request.artifactCache, bench: bench, observe: observe, isCancelled: isCancelled)
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
      // The answers of an evaluation that failed are worth keeping: a further attempt asks only for what is missing.
      let isResumable = !journal.incomplete.isEmpty
      if !request.keepsJournal, !isResumable { JournalFolder.remove(journal.path) }
      return RunSummary(
        bundle: bundle, root: root, plan: journal.header.plan, trials: export.records.trials, scores: export.records.scores,
        partial: export.records.run.partial,
        doubts: crowded(export.records.trials, cores: capacity.cores), isResumable: isResumable)
    } catch {
      throw RunFault(error.code, error.message, help: error.help ?? "the run is complete; `etalon run --resume` writes its bundle")
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

extension RunRequest {
  var artifactCache: ArtifactCache? { cache.map { ArtifactCache(folder: $0, policy: cachePolicy) } }

  /// The journal of this run: a new one, or the one that is gone on with.
  fileprivate func journal(inputs: InputReader, now: Timestamp) throws(RunFault) -> Journal {
    let planBytes = try Journal.record(plan)
    let digest = SHA256.digest(of: planBytes)
    let folder = JournalFolder(results: results)
    let journal: Journal
    switch resume {
    case .no: return try newJournal(folder, planBytes, digest, inputs, now)
    case .latest: journal = try folder.latest(plan: digest)
    case .journal(let path): journal = try Journal.open(path)
    }
    guard journal.header.plan == digest else {
      throw RunFault(
        "journal-differs", "`\(journal.path)` is a run of the plan \(journal.header.plan.short), and this is the plan \(digest.short)",
        help: "resume it with the spec, options and inputs that it was started with")
    }
    try journal.reopen()
    try journal.resume(at: now)
    return journal
  }

  private func newJournal(
    _ folder: JournalFolder, _ planBytes: [UInt8], _ digest: Digest, _ inputs: InputReader, _ now: Timestamp
  ) throws(RunFault) -> Journal {
    let (files, carried) = try inputFiles(inputs)
    let header = JournalHeader(plan: digest, tool: tool, started: now, allowed: permissions.list, inputs: specFiles + files)
    let fingerprint = environment ?? Host.probe(.live(opening: plan.openedLibraries))
    let path = try folder.newPath(name: plan.name, plan: digest, at: now)
    return try Journal.create(
      path, header: header, plan: plan, planBytes: planBytes, specs: specs.map(\.bytes), environment: fingerprint, files: carried)
  }

  private var specFiles: [InputFile] {
    specs.enumerated().map { index, spec in
      InputFile(
        sha256: SHA256.digest(of: spec.bytes), bytes: U64(UInt64(spec.bytes.count)), role: .spec, id: index == 0 ? "root" : "parent",
        license: nil, source: spec.source, included: true)
    }
  }

  /// Every input that a cell reads, found before anything runs, and those that the bundle will carry.
  private func inputFiles(_ inputs: InputReader) throws(RunFault) -> ([InputFile], [(digest: Digest, bytes: [UInt8])]) {
    let used = Set(plan.nodes.flatMap(\.inputs))
    var files: [InputFile] = []
    var carried: [(digest: Digest, bytes: [UInt8])] = []
    for input in plan.inputs where used.contains(input.id) {
      let bytes = try inputs.bytes(input.id)
      let isIncluded = includesInputs && Licenses.allowPassingOn(input.license)
      if isIncluded { carried.append((input.sha256, bytes)) }
      files.append(
        InputFile(
          sha256: input.sha256, bytes: U64(UInt64(bytes.count)), role: InputFile.Role(input.kind), id: input.id, license: input.license,
          source: inputs.fileName(input.id), included: isIncluded))
    }
    return (files, carried)
  }
}

extension InputFile.Role {
  fileprivate init(_ kind: InputPlan.Kind) {
    switch kind {
    case .dataset: self = .dataset
    case .program: self = .program
    case .weights: self = .weights
    }
  }
}

extension Plan {
  /// The libraries whose versions belong into the fingerprint of a run, since its cells open them anyway.
  var openedLibraries: Set<HostSources.Library> {
    var libraries: Set<HostSources.Library> = []
    for node in nodes {
      switch node.work {
      case .kernel(let work) where work.tier == .vendor: libraries.insert(.openblas)
      case .evaluate: libraries.insert(.curl)
      default: break
      }
    }
    return libraries
  }
}
