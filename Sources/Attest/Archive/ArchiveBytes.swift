internal import Glibc

/// The bytes of an archive: a file, or a pipe whose bytes are kept in a file without a name as they come.
struct ArchiveBytes: ~Copyable {
  /// Where the bytes are read.
  let file: OpenFile
  /// Where they come from.
  private let source: OpenFile
  /// Whether the source is a file, which has all of them.
  private let isFile: Bool
  /// How many there are so far.
  private var count: Int
  private var piece: [UInt8]

  /// Takes over a file or a pipe.
  init(_ source: consuming OpenFile) throws(SystemError) {
    let status = try source.status()
    let isFile = status.kind == .file
    let kept = isFile ? try source.part(0..<status.size) : try OpenFile.nameless()
    self.isFile = isFile
    self.source = source
    file = kept
    count = isFile ? status.size : 0
    piece = isFile ? [] : [UInt8](repeating: 0, count: SHA256.pieceBytes)
  }

  /// Whether the archive has bytes up to an offset; those of a pipe are read up to there and not much further.
  mutating func reaches(_ offset: Int) throws(SystemError) -> Bool {
    while count < offset {
      if isFile { return false }
      let read = try source.readNext(into: &piece)
      if read == 0 { return false }
      try file.write(piece.span.extracting(..<read))
      count += read
    }
    return true
  }

  /// The bytes of a range, or `nil` where the archive ends before.
  mutating func bytes(_ range: Range<Int>) throws(SystemError) -> [UInt8]? {
    guard try reaches(range.upperBound) else { return nil }
    var bytes = [UInt8](repeating: 0, count: range.count)
    guard try file.read(into: &bytes, at: range.lowerBound) == range.count else { return nil }
    return bytes
  }
}

extension OpenFile {
  /// A file without a name, which goes when it is closed.
  static func nameless() throws(SystemError) -> OpenFile {
    var failure = SystemError(ENOENT)
    // Memory often stands behind /tmp, so it comes last.
    for folder in [unsafe getenv("TMPDIR").flatMap { unsafe String(validatingCString: $0) }, "/var/tmp", "/tmp"].compactMap(\.self) {
      do throws(SystemError) {
        // O_TMPFILE is O_DIRECTORY and this bit, and stands behind a feature macro that Swift does not see.
        return try open(folder, flags: O_RDWR | O_DIRECTORY | 0o20000000, mode: 0o600)
      } catch {
        failure = error
      }
    }
    throw failure
  }
}
