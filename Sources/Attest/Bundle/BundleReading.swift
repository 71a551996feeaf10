// The structural check of a bundle: what can be said about it from its own bytes alone.
public import Record
internal import Text

/// A bundle that was read and checked as far as its bytes go; nothing in it is trusted.
public struct BundleReading: Sendable {
  public let folder: BundleFolder
  /// What is wrong, in the order of paths.
  public private(set) var findings: [Finding] = []
  /// The manifest, where it has the right form.
  public private(set) var manifest: Manifest?
  /// SHA-256 of the manifest file.
  public private(set) var root: Digest?
  /// The records, where every one could be decoded.
  public private(set) var records: BundleRecords?
  /// Envelopes about the run, `run.dsse.json` first, by path.
  public private(set) var envelopes: [StoredEnvelope] = []

  /// Paths that something was said about already.
  private var reported: Set<String> = []
  /// The most findings that are kept; a bundle that is wrong all over needs no longer list.
  static let findingsLimit = 1000

  /// An envelope as it was found.
  public struct StoredEnvelope: Sendable {
    public let path: String
    public let bytes: [UInt8]
  }

  /// Reads a bundle; what is wrong with it stands in `findings`, and a folder that cannot be opened throws.
  public init(path: String, limits: BundleLimits = BundleLimits()) throws(AttestFault) {
    folder = try BundleFolder(path: path, limits: limits)
    findings = folder.findings
    reported = Set(findings.map(\.path))
    checkNames()
    checkBagIt()
    let contents = checkManifest()
    findings += RecordReader(folder: folder, contents: contents).read(into: &records)
    if let records { findings += RecordChecks(records: records, folder: folder).findings }
    readEnvelopes()
    findings.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    if findings.count > BundleReading.findingsLimit {
      let more = findings.count - BundleReading.findingsLimit
      findings.removeLast(more)
      findings.append(Finding("more-findings", .note, path: ".", "\(more) more findings are not listed"))
    }
  }

  private mutating func checkNames() {
    for path in BundleFile.required { reportIfMissing(path, "the bundle has no `\(path)`") }
    for path in folder.files.keys where !BundleFile.isAllowed(path) {
      findings.append(Finding("file-extra", path: path, "this file has no place in a bundle"))
    }
  }

  /// Reports a missing file once, and not where a link or a device stands in its place, which was reported already.
  @discardableResult
  private mutating func reportIfMissing(_ path: String, _ message: String) -> Bool {
    guard folder.files[path] == nil else { return false }
    if reported.insert(path).inserted { findings.append(Finding("file-missing", path: path, message)) }
    return true
  }

  private mutating func checkBagIt() {
    guard folder.files[BundleFile.bagIt] != nil else { return }
    guard folder.bytes(BundleFile.bagIt, limit: 1024) == BundleDraft.bagIt else {
      findings.append(
        Finding(
          "bagit-differs", path: BundleFile.bagIt, "not the two fixed lines of a BagIt 1.0 bag",
          expected: String(decoding: BundleDraft.bagIt, as: UTF8.self)))
      return
    }
  }

  /// Compares every file under `data/` with the manifest; gives the bytes of those that were read whole.
  private mutating func checkManifest() -> [String: [UInt8]] {
    guard let bytes = folder.bytes(Manifest.name) else {
      if folder.files[Manifest.name] != nil {
        findings.append(Finding("too-large", path: Manifest.name, "larger than \(folder.limits.recordBytes) bytes"))
      }
      return [:]
    }
    root = SHA256.digest(of: bytes)
    do throws(ManifestFault) {
      let manifest = try Manifest(reading: bytes, maximum: folder.limits.files)
      self.manifest = manifest
      return compare(manifest)
    } catch {
      let place = error.line.map { "\(Manifest.name):\($0)" } ?? Manifest.name
      findings.append(Finding("manifest-malformed", path: place, excerpt(error.reason)))
      return [:]
    }
  }

  private mutating func compare(_ manifest: Manifest) -> [String: [UInt8]] {
    var contents: [String: [UInt8]] = [:]
    for entry in manifest.entries {
      if reportIfMissing(entry.path, "the manifest lists it, and it is not there") { continue }
      let bytes = BundleFile.isRecord(entry.path) ? folder.bytes(entry.path) : nil
      guard let digest = bytes.map({ SHA256.digest(of: $0) }) ?? folder.digest(entry.path) else {
        findings.append(Finding("unreadable", path: entry.path, "cannot be read"))
        continue
      }
      if digest != entry.digest {
        findings.append(
          Finding(
            "file-changed", path: entry.path, "its bytes are not those that `\(Manifest.name)` lists", expected: entry.digest.hex,
            found: digest.hex))
      }
      if let named = BundleFile.digestInName(entry.path), named != digest {
        findings.append(
          Finding("name-differs", path: entry.path, "its bytes do not have the digest in its name", expected: named.hex, found: digest.hex))
      }
      contents[entry.path] = bytes
    }
    let listed = Set(manifest.entries.map(\.path))
    for path in folder.files.keys where path.utf8.starts(with: "data/".utf8) && !listed.contains(path) {
      findings.append(Finding("file-extra", path: path, "the manifest does not list it"))
    }
    return contents
  }

  private mutating func readEnvelopes() {
    let paths = folder.files.keys.filter { $0.hasPrefix("attestations/run.") && $0.hasSuffix(".dsse.json") }
    for path in paths.sorted(by: { ($0.utf8.count, $0) < ($1.utf8.count, $1) }) where BundleFile.isAllowed(path) {
      guard let bytes = folder.bytes(path, limit: folder.limits.evidenceBytes) else {
        findings.append(Finding("too-large", path: path, "larger than \(folder.limits.evidenceBytes) bytes"))
        continue
      }
      envelopes.append(StoredEnvelope(path: path, bytes: bytes))
    }
  }
}

extension BundleFile {
  /// Whether a file is read whole, as JSON.
  static func isRecord(_ path: String) -> Bool {
    path.hasSuffix(".json") || path.hasSuffix(".jsonl")
  }
}
