/// A reader of DER (X.690) that accepts one encoding of each value: definite lengths in the fewest bytes, short enough for a key.
///
/// It knows positions only and is handed the bytes at each step, so that it can read memory that is wiped later.
struct DERReader {
  private var rest: Range<Int>

  init(count: Int) { rest = 0..<count }

  private init(_ range: Range<Int>) { rest = range }

  var isAtEnd: Bool { rest.isEmpty }

  /// The place of the next value's contents when its tag is the one asked for; then the reader stands behind it.
  mutating func next(_ tag: UInt8, in bytes: borrowing Span<UInt8>) -> Range<Int>? {
    guard rest.count >= 2, bytes[rest.lowerBound] == tag else { return nil }
    var at = rest.lowerBound + 2
    var length = Int(bytes[rest.lowerBound + 1])
    if length == 0x81 {
      guard rest.count >= 3, bytes[at] >= 0x80 else { return nil }
      length = Int(bytes[at])
      at += 1
    } else if length > 0x7F {
      return nil
    }
    guard length <= rest.upperBound - at else { return nil }
    rest = (at + length)..<rest.upperBound
    return at..<(at + length)
  }

  /// A reader of the contents of the next value.
  mutating func enter(_ tag: UInt8, in bytes: borrowing Span<UInt8>) -> DERReader? { next(tag, in: bytes).map { DERReader($0) } }
}

/// Whether the bytes at a place are exactly these.
func holds(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>, _ expected: [UInt8]) -> Bool {
  guard range.count == expected.count else { return false }
  for (offset, byte) in expected.enumerated() where bytes[range.lowerBound + offset] != byte { return false }
  return true
}
