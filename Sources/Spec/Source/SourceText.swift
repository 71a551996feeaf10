internal import Text

/// A text that places are pointed at in: its name for messages, its bytes, and where its lines begin.
///
/// Two texts are the same only if they are the same object; equal bytes under another name are another text.
public final class SourceText: Sendable {
  /// How messages call it: the path as the user wrote it.
  public let name: String
  /// The bytes of the text.
  public let bytes: [UInt8]
  private let lineStarts: [Int]

  /// Indexes the lines of a text.
  ///
  /// Lines end with LF, CRLF or CR. Complexity: O(n).
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    var starts = [0]
    for (index, byte) in bytes.enumerated() {
      if byte == 0x0A || (byte == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A)) { starts.append(index + 1) }
    }
    lineStarts = starts
  }

  /// The text of a range of bytes; offsets outside the text are clamped, broken UTF-8 is replaced.
  func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  /// The last place at or before an offset where a character begins, so that cutting there breaks none.
  func boundary(before offset: Int) -> Int {
    var at = min(max(offset, 0), bytes.count)
    while at > 0, at < bytes.count, bytes[at] & 0xC0 == 0x80 { at -= 1 }
    return at
  }

  /// The line, from 1, that a byte offset lies in.
  ///
  /// Complexity: O(log n).
  func line(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The bytes of a line, from 1, without what ends it and without a byte order mark.
  func range(ofLine line: Int) -> Range<Int> {
    guard lineStarts.indices.contains(line - 1) else { return bytes.count..<bytes.count }
    var start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] : bytes.count
    while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    if start == 0, bytes.starts(with: byteOrderMark) { start = min(byteOrderMark.count, end) }
    return start..<end
  }

  /// Behind so many bytes of a line nobody counts cells, which costs more than counting scalars.
  private static let cellLimit = 4096

  /// Where a byte offset stands for a person; far behind in a long line, a column is a scalar and not a cell.
  ///
  /// Complexity: O(length of the line).
  public func position(of offset: Int) -> SourcePosition {
    let place = min(max(offset, 0), bytes.count)
    let line = line(of: place)
    let start = range(ofLine: line).lowerBound
    var position = SourcePosition(line: line, column: 1, scalar: 1)
    guard place > start else { return position }
    if bytes[start..<place].allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      return SourcePosition(line: line, column: place - start + 1, scalar: place - start + 1)
    }
    guard place - start <= SourceText.cellLimit else {
      let scalars = bytes[start..<place].count { $0 & 0xC0 != 0x80 } + 1
      return SourcePosition(line: line, column: scalars, scalar: scalars)
    }
    let before = text(start..<place)
    position.column += displayWidth(shownSource(before))
    position.scalar += before.unicodeScalars.count
    return position
  }
}

/// What may stand before the first character of a UTF-8 text.
let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

extension SourceText: Hashable {
  public static func == (left: SourceText, right: SourceText) -> Bool { left === right }
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// A line and a column, both from 1.
public struct SourcePosition: Sendable, Hashable {
  /// Counted from 1.
  public var line: Int
  /// In cells of a terminal: a Chinese character counts two.
  public var column: Int
  /// In Unicode scalars, as editors and SARIF count.
  public var scalar: Int
}

/// A range of bytes of a text.
public struct Span: Sendable, Hashable {
  /// The text that it lies in.
  public let source: SourceText
  /// In bytes from the beginning of the text.
  public let range: Range<Int>

  /// A part of a text.
  public init(_ source: SourceText, _ range: Range<Int>) {
    self.source = source
    self.range = range
  }

  /// Where it begins.
  public var start: SourcePosition { source.position(of: range.lowerBound) }
  /// The bytes it covers, as text.
  var text: String { source.text(range) }

  /// A part of it; offsets count from its beginning and are clamped to it.
  func part(_ offsets: Range<Int>) -> Span {
    let low = min(range.lowerBound + max(0, offsets.lowerBound), range.upperBound)
    let high = min(range.lowerBound + max(0, offsets.upperBound), range.upperBound)
    return Span(source, low..<max(low, high))
  }
}
