/// The lines of a file, one after another, in memory that does not grow with the file.
public struct LineReader: ~Copyable {
  private let file: OpenFile
  private let limit: Int
  private var buffer: [UInt8]
  /// The part of the buffer that was read from the file and not yet given out.
  private var held: Range<Int> = 0..<0
  private var offset = 0

  /// Why a file has no next line.
  public enum Fault: Error, Hashable, Sendable {
    /// The line is longer than the limit.
    case tooLong
    /// The last line does not end with a line feed.
    case notEnded
    /// The file cannot be read, in the system's words.
    case unreadable(String)
  }

  /// Reads an open file from its start.
  ///
  /// - Parameter limit: The most bytes of a line.
  init(_ file: consuming OpenFile, limit: Int) {
    self.file = file
    self.limit = limit
    buffer = [UInt8](repeating: 0, count: 64 << 10)
  }

  /// The next line without its line feed, or `nil` at the end of the file.
  ///
  /// Complexity: O(n) in the length of the line.
  public mutating func next() throws(Fault) -> [UInt8]? {
    var line: [UInt8] = []
    while true {
      if held.isEmpty {
        do { held = 0..<(try file.read(into: &buffer, at: offset)) } catch { throw .unreadable(error.words) }
        offset += held.count
        if held.isEmpty {
          if line.isEmpty { return nil }
          throw .notEnded
        }
      }
      let end = buffer[held].firstIndex(of: 0x0A)
      let part = held.lowerBound..<(end ?? held.upperBound)
      guard line.count + part.count <= limit else { throw .tooLong }
      line += buffer[part]
      held = (end.map { $0 + 1 } ?? held.upperBound)..<held.upperBound
      if end != nil { return line }
    }
  }
}
