internal import Glibc
public import Record

/// The bundles in a folder and in the folders below it, three deep, in bytewise order; none inside another, and none behind a link.
public struct BundleShelf: Sendable {
  /// Paths of folders that hold a manifest, and of files whose names end with `.tar`.
  public private(set) var bundles: [String] = []
  /// Paths that could not be looked into, so that there may be more bundles.
  public private(set) var unread: [String] = []

  /// Looks through a folder.
  public init(_ path: String) { look(path.hasSuffix("/") && path != "/" ? String(path.dropLast()) : path, 3) }

  private mutating func look(_ path: String, _ depth: Int) {
    guard let folder = try? OpenFile.open(path), let names = try? folder.names(limit: 100_000) else {
      unread.append(path)
      return
    }
    if names.contains(Manifest.name) {
      bundles.append(path)
      return
    }
    guard depth > 0 else { return }
    for name in names {
      let inner = "\(path)/\(name)"
      do throws(SystemError) {
        let kind = try folder.open(name, flags: O_RDONLY | O_NONBLOCK).status().kind
        if kind == .file, name.hasSuffix(".tar") { bundles.append(inner) }
        if kind == .folder { look(inner, depth - 1) }
      } catch {
        // Links are not followed; what may not be opened may be a bundle.
        if error.number == EACCES || error.number == EPERM { unread.append(inner) }
      }
    }
  }
}

/// The bundles in a folder and below it, as far as they can be seen.
public func bundles(under path: String) -> [String] { BundleShelf(path).bundles }

/// The root of a bundle, which names it, from its manifest alone; `nil` where there is none.
///
/// Nothing says yet that the bundle has the files of that manifest.
public func bundleRoot(at path: String) -> Digest? {
  guard let folder = try? BundleFolder(path: path), let bytes = folder.bytes(Manifest.name) else { return nil }
  return SHA256.digest(of: bytes)
}
