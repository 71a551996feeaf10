/// The lines of a dataset, one after another; what follows the last line end is one only if it holds anything.
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

  /// The next line without its line feed, or `nil` behind the last.
  mutating func next() -> Line? {
    guard offset < bytes.count else { return nil }
    let end = bytes[offset...].firstIndex(of: 0x0A) ?? bytes.endIndex
    defer { offset = end + 1 }
    number += 1
    return Line(range: offset..<end, number: number)
  }
}
