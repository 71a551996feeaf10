// What the records of one bundle must say about each other. Everything here reads hostile values: no index, range or sum is taken on trust.
public import Record
internal import Text

/// Compares the records of a bundle with its plan and with each other.
struct RecordChecks {
  let records: BundleRecords
  let folder: BundleFolder
  private(set) var findings: [Finding] = []

  init(records: BundleRecords, entries: EntryDigests, folder: BundleFolder) {
    self.records = records
    self.folder = folder
    checkSchemas()
    checkPlanDigests()
    checkRun()
    findings += InputChecks(records: records, folder: folder).findings
    findings += FingerprintChecks(records.environment).findings
    findings += TrialChecks(records: records, entries: entries).findings
    findings += AttemptChecks(records: records).findings
    findings += HostChecks(records: records).findings
    findings += ResultChecks(records: records).findings
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

  private mutating func checkRun() {
    let run = records.run
    if run.overrides != records.plan.overrides {
      findings.append(Finding("overrides-differ", path: "\(BundleFile.run)#/overrides", "not the overrides of the plan"))
    }
    let cached = Set(records.trials.filter(\.cached).map(\.node))
    if Set(run.cacheHits) != cached || run.cacheHits.count != cached.count {
      findings.append(
        Finding(
          "cache-hits-differ", path: "\(BundleFile.run)#/cacheHits",
          "not the cells whose trials say that they came from the cache, each once"))
    }
    if run.isolation != RunRecord.Isolation.of(records.trials) {
      findings.append(
        Finding(
          "isolation-differs", path: "\(BundleFile.run)#/isolation", "not the layers that were active in all trials of each cell"))
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
