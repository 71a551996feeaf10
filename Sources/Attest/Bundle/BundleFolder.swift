// A folder that claims to be a bundle, walked without following anything out of it.
internal import Glibc
public import Record
internal import Text

/// The regular files of a bundle's folder, and everything that should not be there.
///
/// Every step goes through a descriptor of the folder above and never through a link, so nothing outside the folder is ever opened,
/// even when somebody changes it meanwhile.
public final class BundleFolder: Sendable {
  /// As the caller named it; used in messages only.
  public let path: String
  /// Sizes of regular files with allowed names, by path inside the bundle.
  public let files: [String: Int]
  /// Links, devices, names and sizes that no bundle may have.
  public let findings: [Finding]
  /// What the folder may cost.
  public let limits: BundleLimits
  /// What was read so far, and whether more may be.
  public let meter: CostMeter
  private let handle: OpenFile

  /// Opens and walks a folder.
  ///
  /// - Throws: `not-a-bundle` for anything but a folder, `no-such-file`, `not-permitted`.
  public init(path: String, limits: BundleLimits = BundleLimits()) throws(AttestFault) {
    do throws(SystemError) {
      handle = try OpenFile.open(path, flags: O_RDONLY | O_DIRECTORY)
    } catch {
      if error.number == ENOTDIR {
        throw AttestFault("not-a-bundle", "`\(path)` is not a folder", help: "a bundle is the folder that holds `manifest-sha256.txt`")
      }
      throw error.fault("open", path)
    }
    var walk = BundleWalk(limits: limits)
    walk.visit(handle, at: "", depth: 1)
    self.path = path
    self.limits = limits
    files = walk.files
    findings = walk.findings
    let (most, overflow) = walk.bytes.multipliedReportingOverflow(by: BundleLimits.rereads)
    meter = CostMeter(
      bytes: min(limits.readBytes, overflow ? .max : max(most, BundleLimits.leastReadBytes)), seconds: limits.seconds)
  }

  /// Whether a file of a size may be read once more.
  func mayRead(_ path: String, limit: Int = .max) -> Bool {
    guard let size = files[path], size <= limit else { return false }
    return meter.charge(size)
  }

  /// All bytes of a file, or `nil` where it is not there, not a plain file, or larger than a limit.
  public func bytes(_ path: String, limit: Int? = nil) -> [UInt8]? {
    let limit = limit ?? limits.recordBytes
    guard mayRead(path, limit: limit), let file = try? open(path) else { return nil }
    return try? file.contents(limit: limit)
  }

  /// The digest of a file, read in pieces, or `nil` where it cannot be read.
  public func digest(_ path: String) -> Digest? {
    guard mayRead(path), let size = files[path], let file = try? open(path), let read = try? SHA256.digest(of: file, limit: size) else {
      return nil
    }
    return read.digest
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
  var files: [String: Int] = [:]
  var findings: [Finding] = []
  private(set) var bytes = 0
  private var entries = 0
  private var isStopped = false

  /// Holes in smaller files are cheap to read.
  static let leastSparse = 1 << 20

  init(limits: BundleLimits) { self.limits = limits }

  mutating func visit(_ folder: borrowing OpenFile, at path: String, depth: Int) {
    guard let names = try? folder.names(limit: limits.files) else {
      findings.append(Finding("unreadable", path: path.isEmpty ? "." : path, "the folder cannot be read"))
      return
    }
    if names.isEmpty, !path.isEmpty { findings.append(Finding("file-extra", path: path, "an empty folder stands in the bundle")) }
    for name in names where !isStopped {
      entries += 1
      guard entries <= limits.files else {
        isStopped = true
        findings.append(Finding("too-many-files", path: ".", "the bundle has more than \(limits.files) files"))
        return
      }
      enter(name, of: folder, at: path.isEmpty ? name : "\(path)/\(name)", depth: depth)
    }
  }

  private mutating func enter(_ name: String, of folder: borrowing OpenFile, at path: String, depth: Int) {
    guard BundlePath.isName(name) else {
      findings.append(
        Finding(
          "name-not-allowed", path: excerpt(path), "this name cannot stand in a bundle",
          expected: "[A-Za-z0-9_][A-Za-z0-9_.-]*", found: excerpt(name)))
      return
    }
    guard depth <= BundlePath.depthLimit else {
      findings.append(Finding("too-deep", path: path, "folders are nested deeper than \(BundlePath.depthLimit)"))
      return
    }
    do throws(SystemError) {
      // O_NONBLOCK: opening a pipe must not wait; a device is never read.
      let entry = try folder.open(name, flags: O_RDONLY | O_NONBLOCK)
      try classify(entry, at: path, depth: depth)
    } catch {
      if error.number == ELOOP {
        findings.append(Finding("symbolic-link", path: path, "a symbolic link stands in the bundle"))
      } else {
        findings.append(Finding("unreadable", path: path, "cannot be read: \(error.words)"))
      }
    }
  }

  private mutating func classify(_ entry: borrowing OpenFile, at path: String, depth: Int) throws(SystemError) {
    let status = try entry.status()
    switch status.kind {
    case .folder: visit(entry, at: path, depth: depth + 1)
    case .link, .other: findings.append(Finding("special-file", path: path, "neither a file nor a folder"))
    case .file where status.links != 1:
      findings.append(
        Finding("hard-link", path: path, "the file has other names elsewhere", expected: "1 link", found: "\(status.links) links"))
    case .file:
      let (sum, overflow) = bytes.addingReportingOverflow(status.size)
      guard !overflow, sum <= limits.bytes else {
        isStopped = true
        findings.append(Finding("too-large", path: path, "the bundle is larger than \(limits.bytes) bytes"))
        return
      }
      guard status.size < BundleWalk.leastSparse || !entry.hasHole(size: status.size) else {
        findings.append(Finding("sparse-file", path: path, "the file has holes, which cost nothing to make and much to read"))
        return
      }
      bytes = sum
      files[path] = status.size
    }
  }
}
