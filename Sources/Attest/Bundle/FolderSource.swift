// A folder that claims to be a bundle, walked without following anything out of it.
internal import Glibc
internal import Record
internal import Text

/// The files of a bundle in a folder.
///
/// Every step goes through a descriptor of the folder above and never through a link, so nothing outside the folder is ever opened,
/// even when somebody changes it meanwhile.
final class FolderSource: BundleSource {
  let listing: BundleListing
  private let handle: OpenFile

  /// Walks a folder.
  init(_ folder: consuming OpenFile, limits: BundleLimits) {
    var walk = BundleWalk(limits: limits)
    walk.visit(folder, at: "", depth: 1)
    listing = walk.listing
    handle = folder
  }

  func open(_ path: String) throws(SystemError) -> OpenFile {
    let parts = path.split(separator: "/").map(String.init)
    guard let name = parts.last else { throw SystemError(ENOENT) }
    var folder = try handle.open(".", flags: O_RDONLY | O_DIRECTORY)
    for part in parts.dropLast() { folder = try folder.open(part, flags: O_RDONLY | O_DIRECTORY) }
    let file = try folder.open(name, flags: O_RDONLY | O_NONBLOCK)
    let status = try file.status()
    guard status.kind == .file, status.links == 1 else { throw SystemError(ELOOP) }
    return file
  }
}

/// The state of walking a folder: what was found so far, and what it may still cost.
private struct BundleWalk {
  let limits: BundleLimits
  private(set) var listing = BundleListing()
  private var entries = 0
  private var isStopped = false

  /// Holes in smaller files are cheap to read.
  static let leastSparse = 1 << 20

  init(limits: BundleLimits) { self.limits = limits }

  mutating func visit(_ folder: borrowing OpenFile, at path: String, depth: Int) {
    guard let names = try? folder.names(limit: limits.files) else {
      listing.findings.append(Finding("unreadable", path: path.isEmpty ? "." : path, "the folder cannot be read"))
      return
    }
    if names.isEmpty, !path.isEmpty { listing.findings.append(Finding("file-extra", path: path, "an empty folder stands in the bundle")) }
    for name in names where !isStopped {
      entries += 1
      guard entries <= limits.files else {
        isStopped = true
        listing.findings.append(Finding("too-many-files", path: ".", "the bundle has more than \(limits.files) files"))
        return
      }
      enter(name, of: folder, at: path.isEmpty ? name : "\(path)/\(name)", depth: depth)
    }
  }

  private mutating func enter(_ name: String, of folder: borrowing OpenFile, at path: String, depth: Int) {
    guard BundlePath.isName(name) else {
      listing.findings.append(
        Finding(
          "name-not-allowed", path: excerpt(path), "this name cannot stand in a bundle",
          expected: "[A-Za-z0-9_][A-Za-z0-9_.-]*", found: excerpt(name)))
      return
    }
    guard depth <= BundlePath.depthLimit else {
      listing.findings.append(Finding("too-deep", path: path, "folders are nested deeper than \(BundlePath.depthLimit)"))
      return
    }
    do throws(SystemError) {
      // O_NONBLOCK: opening a pipe must not wait; a device is never read.
      let entry = try folder.open(name, flags: O_RDONLY | O_NONBLOCK)
      try classify(entry, at: path, depth: depth)
    } catch {
      if error.number == ELOOP {
        listing.findings.append(Finding("symbolic-link", path: path, "a symbolic link stands in the bundle"))
      } else {
        listing.findings.append(Finding("unreadable", path: path, "cannot be read: \(error.words)"))
      }
    }
  }

  private mutating func classify(_ entry: borrowing OpenFile, at path: String, depth: Int) throws(SystemError) {
    let status = try entry.status()
    switch status.kind {
    case .folder: visit(entry, at: path, depth: depth + 1)
    case .link, .other: listing.findings.append(Finding("special-file", path: path, "neither a file nor a folder"))
    case .file where status.links != 1:
      listing.findings.append(
        Finding("hard-link", path: path, "the file has other names elsewhere", expected: "1 link", found: "\(status.links) links"))
    case .file:
      let (sum, overflow) = listing.bytes.addingReportingOverflow(status.size)
      guard !overflow, sum <= limits.bytes else {
        isStopped = true
        listing.findings.append(Finding("too-large", path: path, "the bundle is larger than \(limits.bytes) bytes"))
        return
      }
      guard status.size < BundleWalk.leastSparse || !entry.hasHole(size: status.size) else {
        listing.findings.append(Finding("sparse-file", path: path, "the file has holes, which cost nothing to make and much to read"))
        return
      }
      listing.bytes = sum
      listing.files[path] = status.size
    }
  }
}
