internal import Record

/// A file of evidence as it stands in a bundle; nothing in it is trusted.
public struct StoredEvidence: Sendable {
  /// Its path inside the bundle.
  public let path: String
  /// What it must be, by its name.
  public let kind: EvidenceKind
  /// Its bytes.
  public let bytes: [UInt8]

  /// The name without the folder.
  var name: String { String(path.dropFirst(EvidenceKind.folder.count)) }
}

extension StoredEvidence {
  /// Reads the evidence of a folder, the shortest names first; what is not read is a finding.
  static func read(_ folder: BundleFolder) -> (files: [StoredEvidence], findings: [Finding]) {
    var files: [StoredEvidence] = []
    var findings: [Finding] = []
    for path in folder.files.keys.sorted(by: { ($0.utf8.count, $0) < ($1.utf8.count, $1) }) {
      guard let kind = EvidenceKind.of(path) else { continue }
      let limit = min(kind.limit, folder.limits.evidenceBytes)
      guard let bytes = folder.bytes(path, limit: limit) else {
        findings.append(Finding("too-large", path: path, "larger than \(limit) bytes"))
        continue
      }
      files.append(StoredEvidence(path: path, kind: kind, bytes: bytes))
    }
    return (files, findings)
  }
}
