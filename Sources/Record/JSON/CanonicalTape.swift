/// Canonical JSON as a flat list of its values: 16 bytes for each, in the order of the text, and no tree.
///
/// Only text that is canonical by RFC 8785 becomes a tape, so what is on one needs no second writing to be compared. Whatever else it could
/// be, JSON of another spelling or none at all, is for the reader of trees to tell.
final class CanonicalTape {
  /// The whole text.
  let bytes: [UInt8]
  /// Every value; of an object each member's name stands before its value.
  let tokens: [Token]
  /// How many members the objects have together.
  let memberCount: Int
  /// Names whose members were read, by the position of their token.
  private var taken: [Bool]
  /// How many members were read.
  private(set) var takenCount = 0

  /// A value, or the name of a member.
  struct Token {
    /// Where it begins in the text.
    var start: UInt32
    /// Where it ends; a text with its quotes.
    var end: UInt32
    /// The position of the token behind it and everything in it.
    var next: UInt32
    var kind: Kind
  }

  /// What a token is.
  enum Kind: UInt8 {
    case object, array, string, escaped, number, yes, no
  }

  /// - Throws: `NotCanonical` for anything but canonical JSON within the limits and without `null`, which no record has.
  init(_ bytes: [UInt8], limits: JSON.Limits) throws(NotCanonical) {
    var scanner = CanonicalScanner(bytes, limits)
    try scanner.scan()
    self.bytes = bytes
    tokens = scanner.tokens
    memberCount = scanner.memberCount
    taken = []
  }

  /// Text that is not canonical, or no JSON.
  struct NotCanonical: Error {}

  /// Marks a member as read.
  func take(name position: Int) {
    if taken.isEmpty { taken = Array(repeating: false, count: tokens.count) }
    if taken[position] { return }
    taken[position] = true
    takenCount += 1
  }
}

extension CanonicalTape {
  /// The characters of a text.
  func text(_ position: Int) -> String? {
    let token = tokens[position]
    guard token.kind == .string || token.kind == .escaped else { return nil }
    // Between the quotes; no other value is sure to have two bytes.
    let range = Int(token.start) + 1..<Int(token.end) - 1
    return token.kind == .escaped ? String(decoding: unescaped(range), as: UTF8.self) : String(utf8: bytes, range)
  }

  /// The value of a number.
  func number(_ position: Int) -> Double? {
    let token = tokens[position]
    guard token.kind == .number else { return nil }
    if let integer = shortInteger(token) { return Double(integer) }
    return Double(String(decoding: bytes[Int(token.start)..<Int(token.end)], as: UTF8.self))
  }

  /// The value of a number that is an integer within 2^53.
  func integer(_ position: Int) -> Int? {
    if tokens[position].kind == .number, let integer = shortInteger(tokens[position]) { return integer }
    return number(position).flatMap { $0.magnitude <= 0x1p53 ? Int(exactly: $0) : nil }
  }

  /// The unsigned integer that a text spells in the one way that records have.
  func unsigned(_ position: Int) -> UInt64? {
    let token = tokens[position]
    let digits = bytes[Int(token.start) + 1..<max(Int(token.start) + 1, Int(token.end) - 1)]
    guard token.kind == .string, let first = digits.first, first != UInt8(ascii: "0") || digits.count == 1 else { return nil }
    var value: UInt64 = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, isBeyond) = product.addingReportingOverflow(UInt64(digit - UInt8(ascii: "0")))
      if isTooLarge || isBeyond { return nil }
      value = sum
    }
    return value
  }

  /// The value of a number of at most 15 digits and nothing else.
  private func shortInteger(_ token: Token) -> Int? {
    let isNegative = bytes[Int(token.start)] == UInt8(ascii: "-")
    let digits = bytes[Int(token.start) + (isNegative ? 1 : 0)..<Int(token.end)]
    guard digits.count <= 15 else { return nil }
    var value = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      // checked: at most 15 digits.
      value = value * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return isNegative ? -value : value
  }

  private func unescaped(_ range: Range<Int>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var at = range.lowerBound
    while at < range.upperBound {
      let plain = at
      while at < range.upperBound, bytes[at] != UInt8(ascii: "\\") { at += 1 }
      text += bytes[plain..<at]
      guard at < range.upperBound else { break }
      let (byte, length) = CanonicalEscape.read(bytes, at) ?? (bytes[at], 1)
      text.append(byte)
      at += length
    }
    return text
  }

  /// Whether a name is spelled so.
  func isName(_ position: Int, _ name: String) -> Bool {
    let token = tokens[position]
    guard token.kind == .string else { return text(position).map { isSpelledAlike($0, name) } ?? false }
    let span = name.utf8Span.span
    let start = Int(token.start) + 1
    guard span.count == Int(token.end) - 1 - start else { return false }
    for index in 0..<span.count where span[index] != bytes[start + index] { return false }
    return true
  }
}
