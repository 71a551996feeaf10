// Writing a bundle: aside in the same folder, made durable, then renamed into place in one step.
internal import CSystem
internal import Glibc
public import Record

extension BundleDraft {
  /// Writes the bundle to a folder that must not exist yet; its parent is made where needed.
  ///
  /// A reader sees the whole bundle or none. Where anything fails, nothing is left behind.
  /// - Returns: the root, SHA-256 of the manifest.
  /// - Throws: `bundle-exists`, `disk-full`, `not-permitted`, `system-error`.
  @discardableResult
  public func write(to path: String) throws(AttestFault) -> Digest {
    let target = BundleDraft.withoutTrailingSlash(path)
    guard unsafe access(target, F_OK) != 0 else { throw BundleDraft.exists(target) }
    let parent = parentFolder(of: target)
    try makeFolders(parent)
    let aside = try Aside(in: parent)
    let manifest = manifest
    try fill(aside.path, manifest)
    try BundleDraft.rename(aside.path, target)
    try synchronizeFolder(parent)
    return manifest.root
  }

  private func fill(_ folder: String, _ manifest: Manifest) throws(AttestFault) {
    let handle: OpenFile
    do { handle = try OpenFile.open(folder, flags: O_RDONLY | O_DIRECTORY) } catch { throw error.fault("write", folder) }
    var files: [(path: String, bytes: [UInt8])] = data.map { ($0.key, $0.value) }
    files += attestations.map { ("attestations/\($0.key)", $0.value) }
    files.append(("bagit.txt", BundleDraft.bagIt))
    files.append((Manifest.name, manifest.bytes))
    if let report { files.append(("report.html", report)) }
    var folders: Set<String> = []
    for path in files.map(\.path) + streams.keys {
      for prefix in BundleDraft.folders(of: path) where folders.insert(prefix).inserted { try makeFolder("\(folder)/\(prefix)") }
    }
    for file in files.sorted(by: { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }) {
      try writeNewFile("\(folder)/\(file.path)", file.bytes, synchronizing: false)
    }
    for (path, stream) in streams { try stream.write(to: "\(folder)/\(path)") }
    do {
      // Opened before the wait, so that an error of writing back any of the files is told through it.
      try synchronizeFileSystem(of: handle)
    } catch {
      throw error.fault("write", folder)
    }
  }

  /// The folders above a file, the outermost first.
  private static func folders(of path: String) -> [String] {
    let parts = path.split(separator: "/")
    return parts.indices.dropFirst().map { parts[..<$0].joined(separator: "/") }
  }

  static func rename(_ from: String, _ to: String) throws(AttestFault) {
    if unsafe csystem_rename_exclusively(from, to) == 0 { return }
    let error = SystemError.last
    if error.number == EEXIST || error.number == ENOTEMPTY { throw exists(to) }
    guard error.number == EINVAL || error.number == ENOSYS else { throw error.fault("write", to) }
    // A plain rename replaces at most an empty folder.
    guard unsafe Glibc.rename(from, to) == 0 else { throw SystemError.last.fault("write", to) }
  }

  private static func exists(_ path: String) -> AttestFault {
    AttestFault("bundle-exists", "`\(path)` exists already", help: "name another folder; a bundle is never written over")
  }

  static func withoutTrailingSlash(_ path: String) -> String {
    var text = path[...]
    while text.count > 1, text.hasSuffix("/") { text = text.dropLast() }
    return String(text)
  }
}
