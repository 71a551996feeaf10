internal import Record

/// A plain scalar that YAML 1.1 and YAML 1.2 read differently, so that a reader cannot know what its writer meant.
///
/// The rules of YAML 1.1 are those of its type repository (yaml.org/type), which most parsers in use still follow.
struct AmbiguousScalar {
  /// What each version takes it for, in a few words.
  let reading: String
  /// The unambiguous numbers that may be meant, the likelier first.
  let numbers: [String]

  /// `nil` for a scalar that means one thing in both versions.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, first < 0x80, bytes.count <= 64 else { return nil }
    if AmbiguousScalar.words.contains(text) {
      self.init(reading: "YAML 1.1 reads a truth value, YAML 1.2 a text", numbers: [])
    } else if isDigit(first) || first == UInt8(ascii: "-") || first == UInt8(ascii: "+") || first == UInt8(ascii: ".") {
      self.init(numeric: text)
    } else {
      return nil
    }
  }

  private static let words: Set<String> = [
    "y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF",
  ]

  private init(reading: String, numbers: [String]) {
    self.reading = reading
    self.numbers = numbers
  }

  private init?(numeric text: String) {
    let sign = text.hasPrefix("-") ? "-" : ""
    let body = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
    let bytes = Array(body.utf8)
    if bytes.contains(UInt8(ascii: "_")), bytes.allSatisfy({ isHexDigit($0) || $0 == 0x5F || $0 == 0x2E || $0 == 0x78 }),
      isDigit(bytes[0])
    {
      reading = "YAML 1.1 reads a number, YAML 1.2 a text"
      numbers = AmbiguousScalar.decimal(sign + body.filter { $0 != "_" })
    } else if body.hasPrefix("0b"), bytes.count > 2, bytes.dropFirst(2).allSatisfy({ $0 == 0x30 || $0 == 0x31 }) {
      reading = "YAML 1.1 reads a binary number, YAML 1.2 a text"
      numbers = AmbiguousScalar.number(sign, body.dropFirst(2), radix: 2)
    } else if body.hasPrefix("0o"), CoreScalar(text) == .integer {
      reading = "YAML 1.1 reads a text, YAML 1.2 an octal number"
      numbers = AmbiguousScalar.number(sign, body.dropFirst(2), radix: 8)
    } else if bytes.count > 1, bytes[0] == 0x30, bytes.allSatisfy(isDigit) {
      reading = "YAML 1.1 reads an octal number or a text, YAML 1.2 a decimal number"
      numbers = AmbiguousScalar.number(sign, body, radix: 10) + AmbiguousScalar.number(sign, body, radix: 8)
    } else if AmbiguousScalar.isSexagesimal(bytes) {
      reading = "YAML 1.1 reads a number of base 60, YAML 1.2 a text"
      numbers = AmbiguousScalar.sexagesimal(sign, body)
    } else if AmbiguousScalar.isDate(bytes) {
      reading = "YAML 1.1 reads a date, YAML 1.2 a text"
      numbers = []
    } else if CoreScalar(text) == .float, AmbiguousScalar.isTextInYAML11(bytes) {
      reading = "YAML 1.1 reads a text, YAML 1.2 a number"
      numbers = Rational(decimalWithExponent: text)?.decimalText.map { [$0] } ?? []
    } else {
      return nil
    }
  }

  /// YAML 1.1 floats need a point, and a sign in the exponent.
  private static func isTextInYAML11(_ bytes: [UInt8]) -> Bool {
    guard let at = bytes.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) else { return false }
    let isSigned = at + 1 < bytes.count && (bytes[at + 1] == UInt8(ascii: "-") || bytes[at + 1] == UInt8(ascii: "+"))
    return !bytes[..<at].contains(UInt8(ascii: ".")) || !isSigned
  }

  private static func isSexagesimal(_ bytes: [UInt8]) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count > 1, let last = parts.last else { return false }
    let whole = last.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    guard whole.allSatisfy({ $0.allSatisfy(isDigit) }), parts.dropLast().allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }) else {
      return false
    }
    return (parts.dropFirst().dropLast() + [whole[0]]).allSatisfy { (1...2).contains($0.count) && ($0.count == 1 || $0.first ?? 0 < 0x36) }
  }

  private static func isDate(_ bytes: [UInt8]) -> Bool {
    let shape = Array("dddd-dd-dd".utf8)
    guard bytes.count >= shape.count else { return false }
    return zip(bytes, shape).allSatisfy { $1 == UInt8(ascii: "d") ? isDigit($0) : $0 == $1 }
  }

  private static func sexagesimal(_ sign: String, _ text: Substring) -> [String] {
    var total = Rational(0)
    for part in text.split(separator: ":") {
      guard let value = Rational(decimal: String(part)), let shifted = total.multiplied(by: Rational(60))?.adding(value) else { return [] }
      total = shifted
    }
    return total.decimalText.map { [sign + $0] } ?? []
  }

  private static func decimal(_ text: String) -> [String] { Rational(decimal: text)?.decimalText.map { [$0] } ?? [] }

  private static func number(_ sign: String, _ digits: Substring, radix: Int) -> [String] {
    UInt64(digits, radix: radix).map { [sign + String($0)] } ?? []
  }
}
