/// One line as YAML means it: its indentation, where its entry begins, and what stands outside of quotes and comments.
///
/// A line is looked at alone, so a text that spans lines may fool it; what is concluded from it is always tried out.
struct LineScan {
  let range: Range<Int>
  /// The end of the white space at its beginning, of any kind.
  let indentation: Int
  /// Where the entry begins, behind `- `.
  let start: Int
  /// The end of what counts: before a comment and before trailing white space.
  let end: Int
  /// Characters outside of quotes that look like others.
  let lookAlikes: [(range: Range<Int>, character: LookAlike)]
  /// Colons outside of quotes, each with a space or the end behind it.
  let colons: [Int]
  private let bytes: ArraySlice<UInt8>

  init(_ text: EditedText, _ range: Range<Int>) {
    self.range = range
    bytes = text.bytes[range]
    var walk = Walk(bytes)
    walk.skipSpace()
    indentation = walk.at
    while walk.byte == UInt8(ascii: "-"), walk.next.map({ $0 == 0x20 }) ?? true {
      walk.at += 1
      walk.skipSpace()
    }
    start = walk.at
    walk.read()
    (end, lookAlikes, colons) = (max(walk.end, start), walk.lookAlikes, walk.colons)
  }

  /// Whether it holds nothing, or a comment alone.
  var isBlank: Bool { start >= end }
  /// The columns that its indentation takes.
  var width: Int { indentation - range.lowerBound }

  /// The look-alikes of spaces, and the tabs, in its indentation.
  var strangeIndentation: [(range: Range<Int>, character: LookAlike?)] {
    Walk.spaces(bytes[range.lowerBound..<indentation]).filter { bytes[$0.range.lowerBound] != 0x20 }
  }

  /// The name at the beginning of the entry, `[A-Za-z][A-Za-z0-9_-]*`; empty where none begins.
  var name: Range<Int> {
    guard start < end, isLetter(bytes[start]) else { return start..<start }
    return start..<(bytes[start..<end].firstIndex { !isNameByte($0) } ?? end)
  }

  /// The first byte behind an offset that is not a space.
  ///
  /// - Precondition: The offset lies in the line.
  func firstAfter(_ at: Int) -> Int {
    let at = max(at, range.lowerBound)
    return bytes[min(at, end)..<end].firstIndex { $0 != 0x20 } ?? end
  }
}

/// A walk over the bytes of a line.
private struct Walk {
  let bytes: ArraySlice<UInt8>
  var at: Int
  var end: Int
  var lookAlikes: [(range: Range<Int>, character: LookAlike)] = []
  var colons: [Int] = []

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    at = bytes.startIndex
    end = bytes.startIndex
  }

  var byte: UInt8? { at < bytes.endIndex ? bytes[at] : nil }
  var next: UInt8? { at + 1 < bytes.endIndex ? bytes[at + 1] : nil }

  mutating func skipSpace() { at = Walk.spaces(bytes[at...]).last?.range.upperBound ?? at }

  /// The spaces, tabs and look-alikes of spaces at the beginning of a text.
  static func spaces(_ bytes: ArraySlice<UInt8>) -> [(range: Range<Int>, character: LookAlike?)] {
    var found: [(range: Range<Int>, character: LookAlike?)] = []
    var at = bytes.startIndex
    while at < bytes.endIndex {
      if bytes[at] == 0x20 || bytes[at] == 0x09 {
        found.append((at..<at + 1, nil))
      } else if bytes[at] >= 0x80, let (scalar, length) = scalar(bytes, at), let known = LookAlike(scalar), known.isSpace {
        found.append((at..<at + length, known))
      } else {
        break
      }
      at = found.last?.range.upperBound ?? bytes.endIndex
    }
    return found
  }

  private static func scalar(_ bytes: ArraySlice<UInt8>, _ at: Int) -> (Unicode.Scalar, Int)? {
    let length = bytes[at] < 0xE0 ? 2 : bytes[at] < 0xF0 ? 3 : 4
    guard at + length <= bytes.endIndex else { return nil }
    return String(decoding: bytes[at..<at + length], as: UTF8.self).unicodeScalars.first.map { ($0, length) }
  }

  /// Goes to the end of the line or to its comment.
  mutating func read() {
    var isTokenStart = true
    while let byte {
      let start = at
      if byte >= 0x80, let (scalar, length) = Walk.scalar(bytes, at) {
        if let known = LookAlike(scalar) { lookAlikes.append((at..<at + length, known)) }
        at += length
      } else if byte == UInt8(ascii: "#"), start == bytes.startIndex || bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 {
        return
      } else if isTokenStart, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        skipQuoted(byte)
      } else {
        if byte == UInt8(ascii: ":"), next.map({ $0 == 0x20 || $0 == 0x09 }) ?? true { colons.append(at) }
        at += 1
      }
      if byte != 0x20, byte != 0x09 {
        end = at
        isTokenStart = [UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "{")].contains(byte)
      }
    }
  }

  private mutating func skipQuoted(_ quote: UInt8) {
    at += 1
    while let byte {
      if byte == quote {
        at += 1
        guard quote == UInt8(ascii: "'"), self.byte == quote else { return }
      } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        at += 1
      }
      at += 1
    }
    at = min(at, bytes.endIndex)
  }
}
