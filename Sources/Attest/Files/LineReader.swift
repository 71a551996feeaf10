internal import Glibc
public import Record

/// The lines of a file, one after another, in memory that does not grow with the file.
public struct LineReader: ~Copyable {
  private let file: OpenFile
  private let limit: Int
  private var buffer: [UInt8]
  /// The part of the buffer that was read from the file and not yet given out.
  private var held: Range<Int> = 0..<0
  private var offset = 0
  private let digest: Digest?
  /// Of the bytes that were read; absent where nobody said what they should be, and once they were compared.
  private var hash: SHA256?

  /// Why a file has no next line.
  public enum Fault: Error, Hashable, Sendable {
    /// The line is longer than the limit.
    case tooLong
    /// The last line does not end with a line feed.
    case notEnded
    /// The bytes that were read are not those of the digest.
    case changed
    /// The file cannot be read, in the system's words.
    case unreadable(String)
  }

  /// Reads an open file from its start.
  ///
  /// - Parameters:
  ///   - limit: The most bytes of a line.
  ///   - digest: What the file must have at its end, so that what was used is what was checked.
  init(_ file: consuming OpenFile, limit: Int, digest: Digest? = nil) {
    self.file = file
    self.limit = limit
    self.digest = digest
    hash = digest == nil ? nil : SHA256()
    buffer = [UInt8](repeating: 0, count: 64 << 10)
  }

  /// The next line without its line feed, or `nil` at the end of the file.
  ///
  /// Complexity: O(n) in the length of the line.
  public mutating func next() throws(Fault) -> [UInt8]? {
    var line: [UInt8] = []
    while true {
      if held.isEmpty {
        try fill()
        if held.isEmpty {
          guard line.isEmpty else { throw .notEnded }
          return nil
        }
      }
      let end = LineReader.lineFeed(in: buffer, held)
      let part = held.lowerBound..<(end ?? held.upperBound)
      guard line.count + part.count <= limit else { throw .tooLong }
      line += buffer[part]
      held = (end.map { $0 + 1 } ?? held.upperBound)..<held.upperBound
      if end != nil { return line }
    }
  }

  /// The place of the first line feed of a range.
  private static func lineFeed(in buffer: [UInt8], _ range: Range<Int>) -> Int? {
    unsafe buffer.withUnsafeBytes { bytes in
      // The range lies within the buffer, and is not empty.
      guard let start = bytes.baseAddress, let found = unsafe memchr(start + range.lowerBound, 0x0A, range.count) else { return nil }
      return unsafe UnsafeRawPointer(found) - start
    }
  }

  private mutating func fill() throws(Fault) {
    do { held = 0..<(try file.read(into: &buffer, at: offset)) } catch { throw .unreadable(error.words) }
    offset += held.count
    hash?.update(buffer[held])
    guard held.isEmpty, let found = hash.take()?.finalize() else { return }
    if found != digest { throw .changed }
  }
}

extension LineReader.Fault {
  /// What is wrong, in words.
  public var words: String {
    switch self {
    case .tooLong: "the line is too long"
    case .notEnded: "the last line does not end with a line feed"
    case .changed: "the file changed while it was read"
    case .unreadable(let words): "cannot be read: \(words)"
    }
  }
}

extension BundleFolder {
  /// The lines of a file named by its digest, or `nil` where it is not there or not a plain file.
  ///
  /// The reader throws at the end of a file whose bytes do not have the digest.
  public func lines(named digest: Digest, in folder: String) -> LineReader? {
    let path = "data/\(folder)/\(digest.hex)"
    guard files[path] != nil, mayRead(path), let file = try? open(path) else { return nil }
    return LineReader(file, limit: limits.lineBytes, digest: digest)
  }
}
