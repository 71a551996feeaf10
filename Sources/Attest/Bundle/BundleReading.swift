// The structural check of a bundle: what can be said about it from its own bytes alone.
public import Record
internal import Text

/// A bundle that was read and checked as far as its bytes go; nothing in it is trusted.
public struct BundleReading: Sendable {
  /// The folder, and what the system says about its files.
  public let folder: BundleFolder
  /// What is wrong with the folder, its files and its records, in the order of paths.
  public var findings: [Finding] { BundleReading.sorted(fileFindings + recordFindings) }
  /// The manifest, where it has the right form.
  public private(set) var manifest: Manifest?
  /// SHA-256 of the manifest file.
  public private(set) var root: Digest?
  /// SHA-256 of the plan file, where it is the one that the manifest lists.
  public private(set) var planDigest: Digest?
  /// The records, where every one could be decoded.
  public private(set) var records: BundleRecords?
  /// The evidence that this release reads, the shortest names first.
  public private(set) var evidence: [StoredEvidence] = []

  private var fileFindings: [Finding] = []
  private var recordFindings: [Finding] = []
  /// Paths that something was said about already.
  private var reported: Set<String> = []
  /// The most findings that are kept; a bundle that is wrong all over needs no longer list.
  static let findingsLimit = 1000

  /// Reads a bundle; what is wrong with it stands in `findings`, and a folder that cannot be opened throws.
  public init(path: String, limits: BundleLimits = BundleLimits()) throws(AttestFault) {
    folder = try BundleFolder(path: path, limits: limits)
    fileFindings = folder.findings
    reported = Set(fileFindings.map(\.path))
    guard folder.isWhole else { return }
    checkNames()
    checkBagIt()
    // Evidence is small and comes first: what it takes to know who speaks is read before anything dear.
    let stored = StoredEvidence.read(folder)
    evidence = stored.files
    fileFindings += stored.findings
    let reader = checkManifest()
    recordFindings = reader.findings
    records = folder.meter.reason == nil ? reader.records : nil
    takePulse()
    if let records { recordFindings += RecordChecks(records: records, entries: reader.entries, folder: folder).findings }
  }

  /// Envelopes about the run, `run.dsse.json` first.
  public var envelopes: [StoredEvidence] { evidence.filter { $0.kind.states(RunStatement.self) } }

  /// What reading came to: the files against the manifest, and the records against each other.
  public var outcomes: [CheckOutcome] {
    if let files = folder.outOfBudget("files"), let records = folder.outOfBudget("records") { return [files, records] }
    let files = CheckOutcome("files", done: "\(folder.files.count) files", findings: BundleReading.sorted(fileFindings))
    guard let records else {
      return [files, CheckOutcome("records", notDone: "not all of them can be read", findings: BundleReading.sorted(recordFindings))]
    }
    let extent = "\(records.trials.count) trials"
    return [files, CheckOutcome("records", done: extent, findings: BundleReading.sorted(recordFindings))]
  }

  /// In the order of paths, and no more than a reader can use; what fails is never left out for what does not.
  private static func sorted(_ findings: [Finding]) -> [Finding] {
    func byPath(_ findings: [Finding]) -> [Finding] { findings.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) } }
    guard findings.count > findingsLimit else { return byPath(findings) }
    let ranked = [Finding.Severity.failure, .unchecked, .note].flatMap { severity in byPath(findings.filter { $0.severity == severity }) }
    let more = counted(findings.count - findingsLimit, "more finding is", "more findings are")
    return byPath(Array(ranked.prefix(findingsLimit))) + [Finding("more-findings", .note, path: ".", "\(more) not listed")]
  }

  /// Gives the plan's seed the pulse that the bundle brings, where its rule needs one; whether to believe it is judged elsewhere.
  private mutating func takePulse() {
    guard let seed = records?.plan.seed, seed.needsPulse else { return }
    let chain = try? PulseChain(PulseJudge.pulses(of: evidence))
    records?.plan.seed.pulse = (chain?.last?.pulse.value).map(hexadecimal)
  }

  private mutating func checkNames() {
    for path in BundleFile.required { reportIfMissing(path, "the bundle has no `\(path)`") }
    for path in folder.files.keys where !BundleFile.isAllowed(path) {
      fileFindings.append(Finding("file-extra", path: path, "this file has no place in a bundle"))
    }
  }

  /// Reports a missing file once, and not where a link or a device stands in its place, which was reported already.
  @discardableResult
  private mutating func reportIfMissing(_ path: String, _ message: String) -> Bool {
    guard folder.files[path] == nil else { return false }
    if reported.insert(path).inserted { fileFindings.append(Finding("file-missing", path: path, message)) }
    return true
  }

  private mutating func checkBagIt() {
    guard folder.files[BundleFile.bagIt] != nil else { return }
    guard folder.bytes(BundleFile.bagIt, limit: 1024) == BundleDraft.bagIt else {
      fileFindings.append(
        Finding(
          "bagit-differs", path: BundleFile.bagIt, "not the two fixed lines of a BagIt 1.0 bag",
          expected: String(decoding: BundleDraft.bagIt, as: UTF8.self)))
      return
    }
  }

  /// Compares every file under `data/` with the manifest, and decodes the records on the way.
  private mutating func checkManifest() -> RecordReader {
    let reader = RecordReader(folder.limits)
    guard let bytes = folder.bytes(Manifest.name) else {
      if folder.files[Manifest.name] != nil {
        fileFindings.append(Finding("too-large", path: Manifest.name, "larger than \(folder.limits.recordBytes) bytes"))
      }
      return reader
    }
    root = SHA256.digest(of: bytes)
    do throws(ManifestFault) {
      let manifest = try Manifest(reading: bytes, maximum: folder.limits.files)
      self.manifest = manifest
      return compare(manifest, reader)
    } catch {
      let place = error.line.map { "\(Manifest.name):\($0)" } ?? Manifest.name
      fileFindings.append(Finding("manifest-malformed", path: place, excerpt(error.reason)))
      return reader
    }
  }

  private mutating func compare(_ manifest: Manifest, _ reader: RecordReader) -> RecordReader {
    var reader = reader
    let digests = folder.digests(of: manifest.entries.map(\.path).filter { !BundleFile.isRecord($0) })
    // The plan first: it bounds what others may hold.
    let (plan, others) = (manifest.entries.filter { BundleFile.isPlan($0.path) }, manifest.entries.filter { !BundleFile.isPlan($0.path) })
    for entry in plan + others {
      if folder.meter.reason != nil { return reader }
      if reportIfMissing(entry.path, "the manifest lists it, and it is not there") { continue }
      let isRecord = BundleFile.isRecord(entry.path)
      if isRecord, let size = folder.files[entry.path], size > folder.limits.recordBytes {
        fileFindings.append(Finding("too-large", path: entry.path, "larger than \(folder.limits.recordBytes) bytes"))
        continue
      }
      let bytes = isRecord ? folder.bytes(entry.path) : nil
      guard let digest = isRecord ? bytes.map({ SHA256.digest(of: $0) }) : digests[entry.path] else {
        fileFindings.append(Finding("unreadable", path: entry.path, "cannot be read"))
        continue
      }
      if digest != entry.digest {
        fileFindings.append(
          Finding(
            "file-changed", path: entry.path, "its bytes are not those that `\(Manifest.name)` lists", expected: entry.digest.hex,
            found: digest.hex))
      }
      if let named = BundleFile.digestInName(entry.path), named != digest {
        fileFindings.append(
          Finding("name-differs", path: entry.path, "its bytes do not have the digest in its name", expected: named.hex, found: digest.hex))
      }
      if let bytes { reader.take(entry.path, bytes, digest) }
      if BundleFile.isPlan(entry.path), digest == entry.digest { planDigest = digest }
    }
    let listed = Set(manifest.entries.map(\.path))
    for path in folder.files.keys where path.utf8.starts(with: "data/".utf8) && !listed.contains(path) {
      fileFindings.append(Finding("file-extra", path: path, "the manifest does not list it"))
    }
    return reader
  }
}

extension BundleFile {
  /// Whether a file is the plan.
  static func isPlan(_ path: String) -> Bool { path.utf8.elementsEqual(plan.utf8) }

  /// Whether a file is a record, and so read whole.
  static func isRecord(_ path: String) -> Bool { path.hasPrefix("data/") && required.contains(path) }
}
