/// A reply as the rules read it: its scalars in a plain form, and where each stands in the reply's UTF-8.
///
/// Full-width forms of ASCII become ASCII, white space a space, line ends a line feed, typographic quotes and minus signs the plain ones;
/// scalars that nobody sees are left out. `docs/extraction.md` has the table.
struct ReplyText {
  /// The scalars in plain form.
  let scalars: [UInt32]
  /// The first byte of each scalar in the reply's UTF-8, and one more for the end.
  private let offsets: [Int32]
  private let text: String
  private let start: Int
  /// The part of a sentence that was read last, so that no sentence is read from each of its places.
  let sentence = Sentence()

  /// A place of a sentence and where the sentence ends.
  final class Sentence {
    var start = 0
    var end = -1
  }

  /// - Parameters:
  ///   - start: The first byte that is read.
  ///   - limit: The most scalars that are read.
  init(_ text: String, from start: Int = 0, limit: Int = .max) {
    var scalars: [UInt32] = []
    var offsets: [Int32] = []
    scalars.reserveCapacity(min(limit, text.utf8.count))
    offsets.reserveCapacity(min(limit, text.utf8.count) + 1)
    var byte = 0
    let span = text.utf8Span.span
    // Plain ASCII needs no decoding; from the first other scalar on, the text is read as such.
    while byte < span.count, span[byte] < 0x80, scalars.count < limit {
      if byte >= start, let plain = ReplyText.plain(UInt32(span[byte])) {
        scalars.append(plain)
        offsets.append(Int32(clamping: byte))
      }
      byte += 1
    }
    let rest = text.utf8.index(text.utf8.startIndex, offsetBy: byte)
    for scalar in text.unicodeScalars[rest...] {
      let width = UTF8.width(scalar)
      defer { byte += width }
      guard byte >= start else { continue }
      guard scalars.count < limit else { break }
      guard let plain = ReplyText.plain(scalar.value) else { continue }
      scalars.append(plain)
      offsets.append(Int32(clamping: byte))
    }
    self.scalars = scalars
    self.offsets = offsets
    self.text = text
    self.start = start
  }

  /// The bytes of everything that is read.
  var all: Range<Int> { start..<max(start, text.utf8.count) }

  var count: Int { scalars.count }

  subscript(_ index: Int) -> UInt32 { scalars.indices.contains(index) ? scalars[index] : 0 }

  /// The bytes of a range of scalars in the reply.
  func bytes(_ range: Range<Int>) -> Range<Int> {
    guard let last = range.last, offsets.indices.contains(last) else {
      let place = offsets.indices.contains(range.lowerBound) ? Int(offsets[range.lowerBound]) : text.utf8.count
      return place..<place
    }
    let utf8 = text.utf8
    let start = Int(offsets[last])
    let lead = utf8[utf8.index(utf8.startIndex, offsetBy: start)]
    return Int(offsets[range.lowerBound])..<start + (lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4)
  }

  /// Whether a scalar is one of ASCII in the reply itself.
  func isASCII(_ index: Int) -> Bool {
    guard scalars.indices.contains(index) else { return true }
    let utf8 = text.utf8
    return utf8[utf8.index(utf8.startIndex, offsetBy: Int(offsets[index]))] < 0x80
  }

  /// The part itself as it stands in the reply.
  func original(_ range: Range<Int>) -> String { original(bytes: bytes(range)) }

  func original(bytes: Range<Int>) -> String {
    let utf8 = text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: bytes.lowerBound)
    return String(text[start..<utf8.index(start, offsetBy: bytes.count)])
  }

  /// The part in plain form, in lower case.
  func folded(_ range: Range<Int>) -> String {
    let part = scalars[range]
    if part.allSatisfy({ $0 < 0x80 }) {
      return unsafe String(unsafeUninitializedCapacity: part.count) { buffer in
        for (place, scalar) in part.enumerated() { unsafe buffer[place] = UInt8(truncatingIfNeeded: ReplyText.lower(scalar)) }
        return part.count
      }
    }
    var result = String.UnicodeScalarView()
    for index in range { result.append(Unicode.Scalar(ReplyText.lower(scalars[index])) ?? " ") }
    return String(result)
  }

  /// The plain form of a scalar; `nil` where it is not seen.
  static func plain(_ value: UInt32) -> UInt32? {
    if value < 0x7F {
      return value == 0x0D || value == 0x0B || value == 0x0C ? 0x0A : value == 0x09 ? 0x20 : value < 0x20 && value != 0x0A ? nil : value
    }
    switch value {
    case 0xFF01...0xFF5E: return value - 0xFEE0
    case 0x7F, 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFEFF, 0xFE00...0xFE0F: return nil
    case 0x2600...0x27BF, 0x1F300...0x1FAFF: return nil
    case 0x85, 0x2028, 0x2029: return 0x0A
    case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: return 0x20
    case 0x2018, 0x2019, 0x2032: return 0x27
    case 0x201C, 0x201D, 0x300C...0x300F, 0x2033: return 0x22
    case 0x2212, 0x2010...0x2013: return 0x2D
    case 0x3010: return 0x5B
    case 0x3011: return 0x5D
    case 0x3014: return 0x28
    case 0x3015: return 0x29
    default: return value
    }
  }

  static func lower(_ value: UInt32) -> UInt32 { (0x41...0x5A).contains(value) ? value + 32 : value }
}
