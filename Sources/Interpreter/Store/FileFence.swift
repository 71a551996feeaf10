internal import Glibc
internal import Text

/// The folders that the files of a spec may lie in: the spec's own, and those that the user named.
///
/// A stranger's spec may name any path. What lies outside is not opened, so that neither its content nor its digest nor its existence shows.
public struct FileFence: Sendable {
  /// Absolute paths without `.`, `..` and links.
  private let roots: [String]
  /// The same as they were named, for paths of files that do not exist.
  private let named: [String]

  /// The fence of the spec at a path; `<stdin>` and other names without a folder count from the current one.
  ///
  /// - Parameter allowed: Further folders, as `--allow files=DIR` names them.
  public init(spec path: String, allowing allowed: [String] = []) {
    let folders = [path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."] + allowed
    roots = folders.compactMap { HostFiles(root: "").resolved($0) }
    named = folders.map(FileFence.absolute) + roots
  }

  /// Refuses a path that leads out of the fence, by its text or by a symbolic link.
  ///
  /// - Throws: `outside-spec` with the option that lets it in.
  public func require(_ path: String) throws(RunFault) {
    guard FileFence.isInside(FileFence.absolute(path), named), isInsideInFact(path) else {
      let folder = path.lastIndex(of: "/").map { String(path[..<$0]) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/"
      throw RunFault(
        .outsideSpec, "\(quoted(path)) lies outside the folder of the spec",
        help: "if it is meant, add `--allow \(shellQuoted("files=\(folder)"))`")
    }
  }

  /// Whether the path is inside once links are followed; of one that does not exist, the part that does.
  private func isInsideInFact(_ path: String) -> Bool {
    var part = path
    while true {
      if let real = HostFiles(root: "").resolved(part) { return FileFence.isInside(real, roots) }
      // A link to what does not exist would tell that it does not.
      if FileFence.isLink(part) { return false }
      guard let slash = part.lastIndex(of: "/") else { return true }
      part = slash == part.startIndex ? "/" : String(part[..<slash])
    }
  }

  private static func isLink(_ path: String) -> Bool {
    var record = stat()
    return unsafe lstat(path, &record) == 0 && record.st_mode & S_IFMT == S_IFLNK
  }

  private static func isInside(_ path: String, _ folders: [String]) -> Bool {
    folders.contains { folder in
      folder == "/" || path.utf8.elementsEqual(folder.utf8) || path.utf8.starts(with: "\(folder)/".utf8)
    }
  }

  /// An absolute path without `.` and `..`, by its text alone.
  private static func absolute(_ path: String) -> String {
    let whole = path.hasPrefix("/") ? path : (HostFiles(root: "").resolved(".") ?? "") + "/" + path
    var parts: [Substring] = []
    for part in whole.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }
}
