public import Record

/// `manifest-sha256.txt`: every file under `data/` and no other, as `sha256sum -c` and BagIt (RFC 8493) read it.
public struct Manifest: Sendable, Hashable {
  /// The name of the file.
  public static let name = "manifest-sha256.txt"

  /// Sorted bytewise by path.
  public let entries: [Entry]

  /// A file of the manifest: its path inside the bundle and its digest.
  public struct Entry: Sendable, Hashable {
    /// The path inside the bundle, such as `data/plan.json`.
    public let path: String
    /// SHA-256 of the file.
    public let digest: Digest

    /// A file by path and digest.
    public init(path: String, digest: Digest) {
      self.path = path
      self.digest = digest
    }
  }

  /// A manifest over entries in any order.
  public init(_ entries: some Sequence<Entry>) {
    self.entries = entries.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// The file's bytes: `HEX`, two spaces, path, LF, for each entry.
  public var bytes: [UInt8] { entries.flatMap { Array("\($0.digest.hex)  \($0.path)\n".utf8) } }

  /// SHA-256 of the file: the root that names the bundle.
  public var root: Digest { SHA256.digest(of: bytes) }
}

extension Manifest {
  /// Reads a manifest of exactly this form; the finding says which line is not.
  init(reading bytes: [UInt8], maximum: Int) throws(ManifestFault) {
    guard bytes.last == 0x0A else { throw ManifestFault(line: nil, "does not end with a line feed") }
    var entries: [Entry] = []
    // One piece more than may be there holds all the rest, however many lines that is.
    for (index, line) in bytes.dropLast().split(separator: 0x0A, maxSplits: maximum, omittingEmptySubsequences: false).enumerated() {
      guard index < maximum else { throw ManifestFault(line: nil, "lists more than \(maximum) files") }
      guard let entry = Manifest.entry(line) else {
        throw ManifestFault(line: index + 1, "not 64 lower-case hexadecimal digits, two spaces and a path under data/")
      }
      if let last = entries.last, !last.path.utf8.lexicographicallyPrecedes(entry.path.utf8) {
        throw ManifestFault(line: index + 1, "`\(entry.path)` does not come after `\(last.path)` in bytewise order")
      }
      entries.append(entry)
    }
    self.entries = entries
  }

  private static func entry(_ line: ArraySlice<UInt8>) -> Entry? {
    guard line.count > 66, let text = String(validating: line, as: UTF8.self) else { return nil }
    let utf8 = text.utf8
    let at = utf8.index(utf8.startIndex, offsetBy: 64)
    let path = utf8.index(at, offsetBy: 2)
    guard let digest = Digest(hex: String(text[..<at])), text[at..<path] == "  ", BundlePath.isValid(String(text[path...])),
      text[path...].utf8.starts(with: "data/".utf8)
    else { return nil }
    return Entry(path: String(text[path...]), digest: digest)
  }
}

/// Why a manifest is not one.
struct ManifestFault: Error, Hashable {
  let line: Int?
  let reason: String

  init(line: Int?, _ reason: String) {
    self.line = line
    self.reason = reason
  }
}
