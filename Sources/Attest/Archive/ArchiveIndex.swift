internal import Glibc
internal import Record

/// Where the files of an archive stand in it, found in one pass over the headers.
struct ArchiveIndex {
  /// Names and sizes, and the first thing that is wrong.
  private(set) var listing = BundleListing()
  /// Where the bytes of each file begin.
  private(set) var starts: [String: Int] = [:]
  private let limits: BundleLimits
  private var last: String?
  private var offset = 0

  init(_ archive: inout ArchiveBytes, limits: BundleLimits) throws(SystemError) {
    self.limits = limits
    do {
      while try member(&archive) {}
    } catch let fault as ArchiveFault {
      listing.findings = [fault.finding]
      listing.isWhole = false
    } catch let error as SystemError {
      throw error
    } catch {
      throw SystemError(0)
    }
  }

  /// Takes in the next member; `false` at the end of the archive.
  private mutating func member(_ archive: inout ArchiveBytes) throws -> Bool {
    guard let block = try archive.bytes(offset..<(offset + TarHeader.blockBytes)) else {
      throw ArchiveFault("archive-truncated", at: last ?? "", "the archive ends without its two blocks of zeros")
    }
    guard block.contains(where: { $0 != 0 }) else {
      try end(&archive)
      return false
    }
    let header = try TarHeader(reading: block)
    try admit(header)
    let start = offset + TarHeader.blockBytes
    offset = start + header.paddedSize
    guard try archive.reaches(offset) else {
      throw ArchiveFault("archive-truncated", at: header.name, "the archive ends inside this file")
    }
    let padding = try archive.bytes((start + header.size)..<offset) ?? []
    guard padding.allSatisfy({ $0 == 0 }) else {
      throw ArchiveFault("archive-padding", at: header.name, "what fills its last block is not zero")
    }
    listing.files[header.name] = header.size
    starts[header.name] = start
    last = header.name
    return true
  }

  /// Refuses names that stand twice or out of order, and more than the budget holds.
  private mutating func admit(_ header: TarHeader) throws(ArchiveFault) {
    if listing.files[header.name] != nil {
      throw ArchiveFault("archive-duplicate", at: header.name, "this name stands in the archive twice")
    }
    if let last, !last.utf8.lexicographicallyPrecedes(header.name.utf8) {
      throw ArchiveFault("archive-order", at: header.name, "it comes after `\(last)`; names are sorted by their bytes")
    }
    guard listing.files.count < limits.files else {
      throw ArchiveFault("too-many-files", "the bundle has more than \(limits.files) files")
    }
    let (sum, overflow) = listing.bytes.addingReportingOverflow(header.size)
    guard !overflow, sum <= limits.bytes else {
      throw ArchiveFault("too-large", at: header.name, "the bundle is larger than \(limits.bytes) bytes")
    }
    listing.bytes = sum
  }

  /// Two blocks of zeros, and nothing behind them.
  private mutating func end(_ archive: inout ArchiveBytes) throws {
    let end = offset + 2 * TarHeader.blockBytes
    guard let block = try archive.bytes((offset + TarHeader.blockBytes)..<end) else {
      throw ArchiveFault("archive-truncated", "the archive ends without its two blocks of zeros")
    }
    guard block.allSatisfy({ $0 == 0 }), try !archive.reaches(end + 1) else {
      throw ArchiveFault("archive-trailing", "something stands behind the end of the archive")
    }
  }
}

/// The files of a bundle inside an archive; nothing of it is unpacked.
final class ArchiveSource: BundleSource {
  let listing: BundleListing
  private let starts: [String: Int]
  private let file: OpenFile

  /// Reads the headers of an archive.
  ///
  /// - Parameter path: As the caller named it; used in messages only.
  /// - Throws: `not-a-bundle` for a file of another kind, `archive-foreign` with the command that converts one of a known kind.
  init(_ source: consuming OpenFile, path: String, limits: BundleLimits) throws(AttestFault) {
    do {
      var archive = try ArchiveBytes(source)
      let first = try archive.bytes(0..<TarHeader.blockBytes)
      guard let first, TarHeader.isBegun(by: first) else { throw ForeignArchive.fault(path, try archive.bytes(0..<8) ?? []) }
      let index = try ArchiveIndex(&archive, limits: limits)
      listing = index.listing
      starts = index.starts
      file = archive.file
    } catch let fault as AttestFault {
      throw fault
    } catch let error as SystemError {
      throw error.fault("read", path)
    } catch {
      throw AttestFault("system-error", "cannot read `\(path)`: \(error)")
    }
  }

  func open(_ path: String) throws(SystemError) -> OpenFile {
    guard let start = starts[path], let size = listing.files[path] else { throw SystemError(ENOENT) }
    return try file.part(start..<(start + size))
  }
}
