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
    var bytesLeft = folder.limits.evidenceBytes
    for path in folder.files.keys.sorted(by: { ($0.utf8.count, $0) < ($1.utf8.count, $1) }) {
      guard let kind = EvidenceKind.of(path) else { continue }
      guard let size = folder.files[path], size <= kind.limit else {
        findings.append(Finding("too-large", path: path, "larger than \(kind.limit) bytes"))
        continue
      }
      guard files.count < folder.limits.evidenceFiles, size <= bytesLeft else {
        findings.append(tooMuch(folder, at: path))
        break
      }
      guard let bytes = folder.bytes(path, limit: size) else {
        findings.append(Finding("unreadable", path: path, "cannot be read"))
        continue
      }
      bytesLeft -= size
      files.append(StoredEvidence(path: path, kind: kind, bytes: bytes))
    }
    return (files, findings)
  }

  /// The rest is not read at all: whoever can write to the folder can add as many envelopes as they like.
  private static func tooMuch(_ folder: BundleFolder, at path: String) -> Finding {
    Finding(
      "evidence-too-much", path: path, "more evidence than is read, from here on",
      expected: "at most \(folder.limits.evidenceFiles) files and \(folder.limits.evidenceBytes) bytes",
      help: "move the co-signatures that you do not need out of the folder: the manifest does not cover them")
  }
}
