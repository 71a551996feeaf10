/// The lines of a dataset, one after another, ended by LF, CRLF or CR; what follows the last line end is one only if it holds anything.
///
/// A carriage return cannot stand in a text of JSON, and published files have it alone.
struct ItemLines {
  private let bytes: [UInt8]
  private var offset = 0
  private var number = 0

  /// A line of the file.
  struct Line {
    let range: Range<Int>
    /// From 1.
    let number: Int
  }

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next line without its end, or `nil` behind the last.
  mutating func next() -> Line? {
    guard offset < bytes.count else { return nil }
    let end = bytes[offset...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.endIndex
    defer { offset = bytes[end...].starts(with: [0x0D, 0x0A]) ? end + 2 : end + 1 }
    number += 1
    return Line(range: offset..<end, number: number)
  }
}
