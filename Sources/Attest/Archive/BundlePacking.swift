internal import Glibc
internal import Record
internal import Text

extension BundleReading {
  /// Writes the bundle as one file: the same bytes from any copy of the bundle.
  ///
  /// Files are hashed on the way, so that what is written is what was checked.
  ///
  /// - Parameter path: A file, which is replaced once all is written, or `nil` for standard output.
  /// - Throws: `bundle-not-intact`, `archive-unfit`, `bundle-changed`, and what writing a file can throw.
  public func pack(to path: String?) throws(AttestFault) {
    if let finding = findings.first(where: { $0.severity == .failure }) {
      throw AttestFault(
        "bundle-not-intact", "`\(folder.path)` is not intact: \(finding.path): \(finding.message)",
        help: "a broken bundle is not packed; `etalon verify` lists everything that is wrong")
    }
    let packing = try BundlePacking(self)
    guard let path else {
      let output = try opened("write", "standard output") { () throws(SystemError) in try OpenFile.standard(STDOUT_FILENO) }
      return try packing.write(to: output)
    }
    let aside = try Aside(in: parentFolder(of: path))
    let made = "\(aside.path)/archive"
    let file = try opened("write", path) { () throws(SystemError) in
      try OpenFile.open(made, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o666)
    }
    try packing.write(to: file)
    do throws(SystemError) { try OpenFile.open(made, flags: O_RDONLY).synchronize() } catch { throw error.fault("write", path) }
    guard unsafe rename(made, path) == 0 else { throw SystemError.last.fault("write", path) }
    try synchronizeFolder(parentFolder(of: path))
  }

  private func opened(
    _ doing: String, _ what: String, _ open: () throws(SystemError) -> OpenFile
  ) throws(AttestFault) -> OpenFile {
    do { return try open() } catch { throw error.fault(doing, what) }
  }
}

/// The members of an archive and what their bytes must be.
private struct BundlePacking {
  private let folder: BundleFolder
  private let headers: [TarHeader]
  private let digests: [String: Digest]

  init(_ reading: BundleReading) throws(AttestFault) {
    folder = reading.folder
    digests = Dictionary((reading.manifest?.entries ?? []).map { ($0.path, $0.digest) }, uniquingKeysWith: { first, _ in first })
    var headers: [TarHeader] = []
    for (path, size) in reading.folder.files.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      guard let header = TarHeader(name: path, size: size) else {
        throw AttestFault(
          "archive-unfit", "`\(path)` does not fit into an archive: names have at most \(TarHeader.nameLimit) bytes, files less than 8 GiB",
          help: "pass on the folder as it is")
      }
      headers.append(header)
    }
    self.headers = headers
  }

  /// Writes headers and files, and the two blocks of zeros at the end.
  func write(to file: consuming OpenFile) throws(AttestFault) {
    var buffer = [UInt8](repeating: 0, count: SHA256.pieceBytes)
    let zeros = [UInt8](repeating: 0, count: 2 * TarHeader.blockBytes)
    do throws(SystemError) {
      for header in headers {
        try file.write(header.bytes.span)
        guard try copy(header, to: file, through: &buffer) else { throw SystemError(ESTALE) }
        try file.write(zeros.span.extracting(..<(header.paddedSize - header.size)))
      }
      try file.write(zeros.span)
    } catch {
      if error.number == ESTALE {
        throw AttestFault("bundle-changed", "`\(folder.path)` changed while it was packed", help: "verify it, and pack it again")
      }
      throw error.fault("write", "the archive")
    }
  }

  /// Copies a file; `false` where it is not what was checked.
  private func copy(_ header: TarHeader, to file: borrowing OpenFile, through buffer: inout [UInt8]) throws(SystemError) -> Bool {
    let member = try folder.open(header.name)
    var hash = SHA256()
    var done = 0
    while true {
      let count = try member.read(into: &buffer, at: done)
      if count == 0 { break }
      done += count
      if done > header.size { return false }
      hash.update(buffer[..<count])
      try file.write(buffer.span.extracting(..<count))
    }
    let digest = hash.finalize()
    return done == header.size && digests[header.name].map { $0 == digest } ?? true
  }
}
