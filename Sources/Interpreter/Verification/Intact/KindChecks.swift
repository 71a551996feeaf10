// What the kinds of work of a plan allow a run to say of itself.
internal import Attest
internal import Record
internal import Text

/// Holds the records of a run against what the kinds of its cells allow: the cache, permissions, what was left out, counts of items, and
/// what programs printed.
struct KindChecks {
  private let records: BundleRecords
  private let folder: BundleFolder
  private let nodes: [String: Node]
  private var findings: [Finding] = []

  /// - Parameter now: The time of the verification; no run ends after it.
  init(_ records: BundleRecords, _ folder: BundleFolder, now: Timestamp) {
    self.records = records
    self.folder = folder
    nodes = Dictionary(records.plan.nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    checkCache()
    checkPermissions()
    checkPartial()
    checkEnd(now)
    checkItems()
    checkLoads()
    let programs = ProgramChecks(records, folder)
    findings += programs.findings
    findings += EnergyChecks(records, folder).findings
    findings += KnownAnswers(records.environment).findings
  }

  var outcome: CheckOutcome { CheckOutcome("kinds", done: "what cells of their kinds may say", findings: findings) }

  private mutating func report(_ code: String, _ place: String, _ message: String, expected: String? = nil, found: String? = nil) {
    findings.append(Finding(code, path: place, message, expected: expected, found: found))
  }

  /// Only what others read may come from the cache, and only where nothing that is judged would have been measured.
  private mutating func checkCache() {
    let judged = records.plan.judgedMeasurements
    for (index, trial) in records.trials.enumerated() where trial.cached {
      guard let node = nodes[trial.node] else { continue }
      let place = "\(BundleFile.trials):\(index + 1)#/cached"
      if !node.work.executor.isCacheable { report("cache-not-allowed", place, "trials of this kind are never taken from the cache") }
      if judged.contains(node.id) {
        report("cache-not-allowed", place, "a claim or the score judges its measurements, so it must be executed")
      }
    }
  }

  /// What finished was allowed.
  private mutating func checkPermissions() {
    let place = "\(BundleFile.run)#/allowed"
    guard let permissions = Permissions(list: records.run.allowed) else {
      return report(
        "permission-unknown", place, "not a sorted list of permissions", found: excerpt(records.run.allowed.joined(separator: ", ")))
    }
    let finished = Set(records.trials.filter { $0.status == .ok }.map(\.node))
    for node in records.plan.nodes where finished.contains(node.id) {
      let executor = node.work.executor
      if executor.runsPrograms, !permissions.commands {
        report("permission-missing", place, "\(quoted(node.id)) ran a program, and nobody allowed it", expected: "command")
      }
      if let fault = executor.unreachable(records.plan, permissions) {
        report("permission-missing", place, "\(quoted(node.id)) finished, and \(excerpt(fault.message))")
      }
    }
  }

  /// `partial` follows from the lines; beside them stand, all or none, the inputs that were asked for and not carried.
  private mutating func checkPartial() {
    let trials = Omissions.ofTrials(records.plan, records.trials)
    let found = records.run.partial
    if found == trials || found == trials + Omissions.ofInputs(records.inputs.files) { return }
    let place = zip(found, trials).enumerated().first { $1.0 != $1.1 }?.offset ?? min(found.count, trials.count)
    report(
      "partial-differs", "\(BundleFile.run)#/partial/\(place)", "not what the run left out",
      expected: place < trials.count ? excerpt(trials[place]) : "no more", found: place < found.count ? excerpt(found[place]) : "no more")
  }

  /// A day is more than clocks and time zones are wrong by.
  private mutating func checkEnd(_ now: Timestamp) {
    guard now.seconds(until: records.run.ended) > 86_400 else { return }
    report("time-order", "\(BundleFile.run)#/ended", "ended in the future", expected: "\(now) or earlier", found: "\(records.run.ended)")
  }

  /// The event log of a load is what its plan and seed lead to; what a subject was asked is looked at where its answers are.
  private mutating func checkLoads() {
    let measurements = Dictionary(records.measurements.trials.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for trial in records.trials where trial.status == .ok {
      guard case .load(let work)? = nodes[trial.node]?.work else { continue }
      guard let log = LoadLog(measurements[trial.id], folder) else {
        report("load-contradicts", "\(trial.id)", "its event log cannot be read")
        continue
      }
      if work.asking == nil {
        // A program has one query; how many rows a model has follows from data that may not be here.
        let library: Int? = if case .program = work.server { 1 } else { nil }
        findings += LoadCheck(work, trial.id, log, library: library, seed: records.plan.seed).findings
      }
    }
  }

  /// Each item is asked once, so there are as many numbers of tries as items, and a latency for each that was answered.
  private mutating func checkItems() {
    let measurements = Dictionary(records.measurements.trials.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for trial in records.trials where trial.status == .ok && trial.items != nil {
      guard let series = measurements[trial.id]?.series, let asked = series.first(where: { $0.name == "retries" })?.count else { continue }
      if let node = nodes[trial.node], records.plan.sealedInput(of: node) != nil { checkOrder(series, trial.id) }
      var (items, answers) = (0, 0)
      let isWhole = folder.forEachItem(of: trial) { item in
        items += 1
        answers += item.outcome == .error || item.sealed != nil ? 0 : 1
        return true
      }
      let latencies = series.first { $0.name == "latency" }?.count ?? 0
      if isWhole, items != asked || latencies < answers {
        report(
          "series-shape", BundleFile.measurements, "\(quoted("\(trial.id)")) was asked or answered another number of items",
          expected: "\(items) asked, \(answers) or more answered", found: "\(asked) asked, \(latencies) answered")
      }
    }
  }

  /// Samples of a sealed set ascend, so that none can be told to be of an item.
  private mutating func checkOrder(_ series: [SampleSeries], _ trial: TrialID) {
    for samples in series {
      let file = samples.artifact.flatMap { folder.namedFile("artifacts", $0) }
      let times = samples.nanoseconds?.map(\.value) ?? file.flatMap(samples.nanoseconds(inFile:)) ?? []
      let numbers = samples.numbers ?? file.flatMap(samples.numbers(inFile:)) ?? []
      guard zip(times, times.dropFirst()).allSatisfy(<=), zip(numbers, numbers.dropFirst()).allSatisfy(<=) else {
        report(
          "series-order", BundleFile.measurements,
          "samples of \(quoted(samples.name)) of \(quoted("\(trial)")) do not ascend, so they can be told to be of single sealed items")
        continue
      }
    }
  }
}

extension Permissions {
  /// Permissions as `run.json` lists them, or `nil` for words that are none.
  init?(list: [String]) {
    func named(_ kind: String) -> [String] { list.filter { $0.hasPrefix(kind + "=") }.map { String($0.dropFirst(kind.count + 1)) } }
    // Whose files were read is nobody's business.
    self.init(
      commands: list.contains("command"), network: named("network"), files: list.contains("files") ? [""] : [], devices: named("device"))
    if self.list != list { return nil }
  }
}
