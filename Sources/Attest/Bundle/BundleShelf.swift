internal import Glibc

/// The bundles in a folder and in the folders below it, three deep, in bytewise order; none inside another, and none behind a link.
///
/// - Returns: Paths of folders that hold a manifest, and of files whose names end with `.tar`.
public func bundles(under path: String) -> [String] {
  func below(_ path: String, _ depth: Int) -> [String] {
    guard let folder = try? OpenFile.open(path), let names = try? folder.names(limit: 100_000) else { return [] }
    if names.contains(Manifest.name) { return [path] }
    guard depth > 0 else { return [] }
    return names.flatMap { name -> [String] in
      guard let kind = try? folder.open(name, flags: O_RDONLY | O_NONBLOCK).status().kind else { return [] }
      if kind == .file { return name.hasSuffix(".tar") ? ["\(path)/\(name)"] : [] }
      return kind == .folder ? below("\(path)/\(name)", depth - 1) : []
    }
  }
  return below(path.hasSuffix("/") && path != "/" ? String(path.dropLast()) : path, 3)
}
