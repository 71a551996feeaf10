internal import Glibc
public import Record
internal import Text

/// The regular files of a bundle, in a folder or in an archive, and everything that should not be there.
///
/// Nothing is unpacked, and nothing outside the folder or archive is opened.
public final class BundleFolder: Sendable {
  /// As the caller named it; used in messages only.
  public let path: String
  /// What the bundle may cost.
  public let limits: BundleLimits
  /// What was read so far, and whether more may be.
  public let meter: CostMeter
  private let source: any BundleSource

  /// Opens a bundle and lists its files.
  ///
  /// - Parameter path: A folder, an archive of `etalon pack`, or `-` for an archive from standard input.
  /// - Throws: `not-a-bundle` for anything else, `archive-foreign` for archives of other kinds, `no-such-file`, `not-permitted`.
  public init(path: String, limits: BundleLimits = BundleLimits()) throws(AttestFault) {
    self.path = path
    self.limits = limits
    source = try BundleFolder.source(path, limits)
    let (most, overflow) = source.listing.bytes.multipliedReportingOverflow(by: BundleLimits.rereads)
    meter = CostMeter(
      bytes: min(limits.readBytes, overflow ? .max : max(most, BundleLimits.leastReadBytes)), seconds: limits.seconds, memory: limits.memory
    )
  }

  private static func source(_ path: String, _ limits: BundleLimits) throws(AttestFault) -> any BundleSource {
    let file = try opened(path)
    if (try? file.status().kind) == .folder { return FolderSource(file, limits: limits) }
    return try ArchiveSource(file, path: path, limits: limits)
  }

  private static func opened(_ path: String) throws(AttestFault) -> OpenFile {
    do throws(SystemError) {
      return path == "-" ? try OpenFile.standard(STDIN_FILENO) : try OpenFile.open(path)
    } catch {
      throw error.fault("open", path == "-" ? "standard input" : path)
    }
  }

  /// Sizes of regular files with allowed names, by path inside the bundle.
  public var files: [String: Int] { source.listing.files }

  /// Links, devices, names and sizes that no bundle may have.
  public var findings: [Finding] { source.listing.findings }

  /// Whether all that there is was listed.
  var isWhole: Bool { source.listing.isWhole }

  /// Whether the files stand in a folder, so that one can be added.
  public var isFolder: Bool { source is FolderSource }

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
    var buffer = [UInt8](repeating: 0, count: SHA256.pieceBytes)
    return digest(path, through: &buffer)
  }

  /// The digest of a file, read in pieces through a buffer that serves many files.
  func digest(_ path: String, through buffer: inout [UInt8]) -> Digest? {
    guard mayRead(path), let size = files[path], let file = try? open(path) else { return nil }
    return try? SHA256.digest(of: file, limit: size, through: &buffer).digest
  }

  func open(_ path: String) throws(SystemError) -> OpenFile { try source.open(path) }
}
