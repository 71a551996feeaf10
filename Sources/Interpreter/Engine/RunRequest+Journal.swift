internal import Attest
internal import Record

extension RunRequest {
  /// The cache of artefacts that the run uses, if any.
  var artifactCache: ArtifactCache? { cache.map { ArtifactCache(folder: $0, policy: cachePolicy) } }

  /// What the run may spend, and what its endpoints cost.
  var spending: Spending {
    let prices = prices
    return Spending(budget: budget) { subject in ((try? subject.resolved()) as? EndpointSubject).flatMap { prices.price(of: $0) } }
  }

  /// The journal of this run: a new one, or the one that is gone on with.
  func journal(inputs: InputReader, now: Timestamp) throws(RunFault) -> Journal {
    let planBytes = try Journal.record(plan)
    let digest = SHA256.digest(of: planBytes)
    let folder = JournalFolder(results: results)
    let journal: Journal
    switch resume {
    case .no: return try newJournal(folder, planBytes, digest, inputs, now)
    case .latest, .retryingErrors:
      guard let latest = try folder.latest(plan: digest) else { return try newJournal(folder, planBytes, digest, inputs, now) }
      journal = latest
    case .journal(let path): journal = try Journal.open(path)
    }
    if let pulse, pulse != journal.pulse {
      throw RunFault(
        .journalDiffers, "`\(journal.path)` is a run with another pulse", help: "its own is on record: resume it without `--pulse`")
    }
    guard journal.header.plan == digest else {
      throw RunFault(
        .journalDiffers, "`\(journal.path)` is a run of the plan \(journal.header.plan.short), and this is the plan \(digest.short)",
        help: "resume it with the spec, options and inputs that it was started with")
    }
    try journal.reopen(try journal.incomplete() + (resume == .retryingErrors ? journal.withErrors() : []))
    try journal.allow(permissions.list)
    try journal.resume(at: now)
    return journal
  }

  private func newJournal(
    _ folder: JournalFolder, _ planBytes: [UInt8], _ digest: Digest, _ inputs: InputReader, _ now: Timestamp
  ) throws(RunFault) -> Journal {
    try checkPulse(now)
    let (files, carried) = try inputFiles(inputs)
    let header = JournalHeader(
      plan: digest, tool: tool, started: now, allowed: permissions.list, inputs: specFiles + files, includesInputs: includesInputs)
    var fingerprint = environment ?? Host.probe(.live(opening: plan.openedLibraries))
    fingerprint.addPrograms(try programs(inputs), HostFiles(root: ""))
    folder.sweep()
    while true {
      let path = try folder.newPath(name: plan.name, plan: digest, at: now)
      do throws(RunFault) {
        return try Journal.create(
          path, header: header, plan: plan, planBytes: planBytes, specs: specs.map(\.bytes), environment: fingerprint, files: carried,
          pulse: pulse)
      } catch {
        // Somebody else began a run of the plan in the same second, and the next name is free.
        guard error.code == .journalExists else { throw error }
      }
    }
  }

  /// The programs that cells of the plan run.
  private func programs(_ inputs: InputReader) throws(RunFault) -> [(id: String, bytes: [UInt8])] {
    let used = Set(plan.nodes.flatMap(\.inputs))
    var programs: [(id: String, bytes: [UInt8])] = []
    for input in plan.inputs where input.kind == .program && used.contains(input.id) {
      programs.append((input.id, try inputs.fileBytes(input.id)))
    }
    return programs
  }

  /// The seeds have what they depend on, and it was published before the run starts.
  private func checkPulse(_ now: Timestamp) throws(RunFault) {
    guard plan.seed.needsPulse else {
      if pulse == nil { return }
      throw RunFault(
        .pulseUnused, "no seed of the plan depends on a pulse", help: "write `beacon: nist` in the spec, or run without a pulse")
    }
    guard let pulse else {
      throw RunFault(.pulseMissing, "the seeds of the plan depend on a pulse of the NIST beacon", help: "give one with `--pulse FILE`")
    }
    // checked: both are times of the calendar.
    guard now.seconds(until: pulse.time) <= RunRequest.clockSkew else {
      throw RunFault(.pulseEarly, "the pulse is of \(pulse.time), which is not yet", help: "set this machine's clock")
    }
  }

  /// How far this machine's clock may be behind the beacon's, in seconds: as far as a verification allows.
  private static let clockSkew = 60

  private var specFiles: [InputFile] {
    specs.enumerated().map { index, spec in
      InputFile(
        sha256: SHA256.digest(of: spec.bytes), bytes: U64(UInt64(spec.bytes.count)), role: .spec, id: index == 0 ? "root" : "parent",
        license: nil, source: spec.source, included: true)
    }
  }

  /// Every input that a cell reads, found before anything runs, and those that the bundle will carry.
  private func inputFiles(_ inputs: InputReader) throws(RunFault) -> (files: [InputFile], carried: [StoredFile]) {
    let used = Set(plan.nodes.flatMap(\.inputs))
    var files: [InputFile] = []
    var carried: [StoredFile] = []
    for input in plan.inputs where used.contains(input.id) {
      let bytes = try inputs.fileBytes(input.id)
      // A commitment is public, and a verifier needs it.
      let isIncluded = input.isSealed || includesInputs && Licenses.refusal(of: input.license) == nil
      if isIncluded { carried.append(StoredFile(digest: input.sha256, bytes: bytes)) }
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
  var openedLibraries: Set<HostLibrary> { nodes.reduce(into: []) { $0.formUnion($1.work.executor.libraries) } }
}
