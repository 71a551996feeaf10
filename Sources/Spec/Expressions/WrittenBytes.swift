/// Where each byte of a scalar's text stands in the file.
///
/// Exact for quoted scalars with escapes and for literal blocks; others that differ from their text are given up.
struct WrittenBytes {
  private let written: [UInt8]
  private let text: [UInt8]

  init(of text: String, written: String) { (self.text, self.written) = (Array(text.utf8), Array(written.utf8)) }

  /// An offset into the written bytes for each byte of the text and for its end, or `nil`.
  var offsets: [Int]? {
    switch written.first {
    case UInt8(ascii: "\""): doubleQuoted
    case UInt8(ascii: "'"): singleQuoted
    case UInt8(ascii: "|"): literal
    default: nil
    }
  }

  private var singleQuoted: [Int]? {
    var (offsets, at): ([Int], Int) = ([], 1)
    for byte in text {
      guard at < written.count, written[at] == byte else { return nil }
      offsets.append(at)
      at += byte == UInt8(ascii: "'") ? 2 : 1
    }
    return offsets + [at]
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "n"): 0x0A, UInt8(ascii: "t"): 0x09, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "\\"): UInt8(ascii: "\\"),
    UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "/"): UInt8(ascii: "/"), UInt8(ascii: " "): 0x20,
  ]

  private var doubleQuoted: [Int]? {
    var (offsets, at): ([Int], Int) = ([], 1)
    for byte in text {
      guard at < written.count else { return nil }
      if written[at] == UInt8(ascii: "\\") {
        guard at + 1 < written.count, WrittenBytes.escapes[written[at + 1]] == byte else { return nil }
        offsets.append(at)
        at += 2
      } else {
        guard written[at] == byte else { return nil }
        offsets.append(at)
        at += 1
      }
    }
    return offsets + [at]
  }

  private var literal: [Int]? {
    guard var at = written.firstIndex(of: 0x0A).map({ $0 + 1 }) else { return nil }
    let indentation = written[at...].prefix { $0 == 0x20 }.count
    var offsets: [Int] = []
    var isLineStart = true
    for byte in text {
      if isLineStart { at += written[min(at, written.count)...].prefix(indentation).prefix { $0 == 0x20 }.count }
      if at < written.count, written[at] == 0x0D, byte == 0x0A { at += 1 }
      guard at < written.count ? written[at] == byte : byte == 0x0A else { return nil }
      offsets.append(min(at, written.count))
      isLineStart = byte == 0x0A
      at += 1
    }
    return offsets + [min(at, written.count)]
  }
}
