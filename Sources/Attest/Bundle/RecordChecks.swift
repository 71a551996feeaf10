// What the records of one bundle must say about each other. Everything here reads hostile values: no index, range or sum is taken on trust.
public import Record
internal import Text

/// Compares the records of a bundle with its plan and with each other.
struct RecordChecks {
  let records: BundleRecords
  let folder: BundleFolder
  private(set) var findings: [Finding] = []

  init(records: BundleRecords, folder: BundleFolder) {
    self.records = records
    self.folder = folder
    checkSchemas()
    checkPlanDigests()
    checkInputs()
    checkRun()
    findings += TrialChecks(records: records).findings
    findings += ArtifactChecks(records: records).findings
    findings += MeasurementChecks(records: records, folder: folder).findings
    findings += ItemChecks(records: records, folder: folder).findings
    checkReferences()
  }

  private mutating func checkSchemas() {
    let schemas = [
      (BundleFile.plan, records.plan.schema, Plan.schemaName),
      (BundleFile.inputs, records.inputs.schema, "urn:etalon:inputs:v1"),
      (BundleFile.environment, records.environment.schema, "urn:etalon:environment:v1"),
      (BundleFile.run, records.run.schema, "urn:etalon:run:v1"),
      (BundleFile.results, records.results.schema, "urn:etalon:results:v1"),
      (BundleFile.bounded, records.bounded.schema, "urn:etalon:bounded:v1"),
      (BundleFile.measurements, records.measurements.schema, "urn:etalon:measurements:v1"),
      (BundleFile.scores, records.scores.schema, "urn:etalon:scores:v1"),
    ]
    for (path, found, expected) in schemas where found != expected {
      findings.append(
        Finding(
          "unknown-schema", path: "\(path)#/schema", "not a schema of this format", expected: expected, found: excerpt(found),
          help: "a newer release of etalon may know it"))
    }
  }

  private mutating func checkPlanDigests() {
    let digests: [(String, Digest?)] = [
      (BundleFile.run, records.run.plan), (BundleFile.results, records.results.plan), (BundleFile.bounded, records.bounded.plan),
      (BundleFile.measurements, records.measurements.plan), (BundleFile.scores, records.scores.plan),
    ]
    for (path, found) in digests where found != nil && found != records.planDigest {
      findings.append(
        Finding(
          "plan-differs", path: "\(path)#/plan", "speaks about another plan than `\(BundleFile.plan)`",
          expected: records.planDigest.hex, found: found?.hex))
    }
  }

  /// What the plan pins is among the inputs, under the same digest; what is said to be included is there.
  private mutating func checkInputs() {
    let plan = records.plan
    let used = Set(plan.nodes.flatMap(\.inputs))
    var expected = plan.inputs.filter { used.contains($0.id) }.map { ($0.sha256, InputFile.Role(rawValue: $0.kind.rawValue), $0.id) }
    expected.append((plan.spec.root, .spec, "root"))
    expected += plan.spec.parents.map { ($0, .spec, "parent") }
    let listed = Set(records.inputs.files.map { ListedInput(digest: $0.sha256, role: $0.role, id: $0.id) })
    for (digest, role, id) in expected {
      if let role, listed.contains(ListedInput(digest: digest, role: role, id: id)) { continue }
      findings.append(
        Finding("input-missing", path: BundleFile.inputs, "\(quoted(id)) of the plan is not among the inputs", expected: digest.hex))
    }
    for input in records.inputs.files where input.included || input.role == .spec { checkCarried(input) }
  }

  private struct ListedInput: Hashable {
    let digest: Digest
    let role: InputFile.Role
    let id: String
  }

  private mutating func checkCarried(_ input: InputFile) {
    let path = input.bundlePath
    guard let size = folder.files[path] else {
      findings.append(Finding("file-missing", path: path, "\(quoted(input.id)) is said to be included, and it is not there"))
      return
    }
    if UInt64(size) != input.bytes.value {
      findings.append(
        Finding("input-size", path: BundleFile.inputs, "wrong size of \(quoted(input.id))", expected: "\(size)", found: "\(input.bytes)")
      )
    }
  }

  private mutating func checkRun() {
    let run = records.run
    if run.overrides != records.plan.overrides {
      findings.append(Finding("overrides-differ", path: "\(BundleFile.run)#/overrides", "not the overrides of the plan"))
    }
    if run.ended.recordText < run.started.recordText {
      findings.append(
        Finding(
          "time-order", path: "\(BundleFile.run)#/ended", "ended before it started", expected: "\(run.started) or later",
          found: "\(run.ended)"))
    }
    let cached = Set(records.trials.filter(\.cached).map(\.node))
    if Set(run.cacheHits) != cached {
      findings.append(
        Finding("cache-hits-differ", path: "\(BundleFile.run)#/cacheHits", "not the cells whose trials say that they came from the cache"))
    }
  }

  /// Every file named by its digest is there because some record names it.
  private mutating func checkReferences() {
    var named: Set<String> = []
    for input in records.inputs.files where input.included || input.role == .spec { named.insert(input.bundlePath) }
    for trial in records.trials {
      if let digest = trial.transcripts { named.insert("data/transcripts/\(digest.hex)") }
      for digest in trial.artifacts { named.insert("data/artifacts/\(digest.hex)") }
      if let digest = trial.items { named.insert("data/items/\(digest.hex)") }
    }
    for trial in records.measurements.trials {
      for digest in trial.series.compactMap(\.artifact) { named.insert("data/artifacts/\(digest.hex)") }
    }
    for path in folder.files.keys where BundleFile.digestInName(path) != nil && !named.contains(path) {
      findings.append(Finding("file-unreferenced", path: path, "no record of the bundle names this file"))
    }
    for path in named.sorted() where folder.files[path] == nil && !path.hasPrefix("data/spec/") && !path.hasPrefix("data/inputs/") {
      findings.append(Finding("file-missing", path: path, "a trial names it, and it is not there"))
    }
  }
}

extension InputFile {
  /// Where a bundle carries the file, if it does.
  public var bundlePath: String { role == .spec ? "data/spec/\(sha256.hex).yaml" : "data/inputs/\(sha256.hex)" }
}
