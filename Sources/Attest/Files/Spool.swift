internal import Glibc
public import Record

/// Bytes that wait on the disk, in a file without a name, until they are written where they belong.
public final class Spool {
  private let file: OpenFile
  private var size = 0

  /// Opens a file under `TMPDIR`, `/var/tmp` or `/tmp`; it goes with its owner.
  public init() throws(AttestFault) {
    do throws(SystemError) { file = try OpenFile.nameless() } catch { throw error.fault("write", "a file without a name") }
  }

  /// Appends bytes.
  public func append(_ bytes: [UInt8]) throws(AttestFault) {
    do throws(SystemError) { try file.write(bytes.span) } catch { throw error.fault("write", "a file without a name") }
    size += bytes.count
  }

  /// What was appended, as a file of a bundle.
  public func stream(_ digest: Digest) -> BundleDraft.Stream {
    BundleDraft.Stream(digest) { take throws(AttestFault) in try self.file.eachPiece(of: self.size, named: "a file without a name", take) }
  }
}

extension BundleFolder {
  /// A file of the bundle that is named by its digest, to be a file of another bundle as well.
  ///
  /// - Parameter folder: Such as `transcripts`.
  public func stream(_ folder: String, _ digest: Digest) -> BundleDraft.Stream {
    let path = "data/\(folder)/\(digest.hex)"
    return BundleDraft.Stream(digest) { take throws(AttestFault) in
      let file: OpenFile
      do throws(SystemError) { file = try self.open(path) } catch { throw error.fault("read", path) }
      try file.eachPiece(of: self.files[path] ?? 0, named: path, take)
    }
  }
}

extension OpenFile {
  /// Hands over the first bytes of the file, a piece after another.
  fileprivate borrowing func eachPiece(of size: Int, named path: String, _ take: ([UInt8]) throws(AttestFault) -> Void) throws(AttestFault)
  {
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var offset = 0
    while offset < size {
      let count: Int
      do throws(SystemError) { count = try read(into: &buffer, at: offset) } catch { throw error.fault("read", path) }
      guard count > 0 else { throw AttestFault("bundle-changed", "`\(path)` ends before it should") }
      try take(Array(buffer.prefix(min(count, size - offset))))
      offset += count
    }
  }
}
