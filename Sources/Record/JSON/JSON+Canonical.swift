internal import Text

extension JSON {
  /// The one serialisation of this value under RFC 8785 (JSON Canonicalization Scheme), as UTF-8 without a final newline.
  ///
  /// Numbers must be finite; a non-finite number is written as `null`, which no record field accepts.
  public var canonicalBytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(512)
    appendCanonical(to: &bytes)
    return bytes
  }

  /// Appends the canonical serialisation to bytes.
  func appendCanonical(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let flag): bytes += (flag ? "true" : "false").utf8
    case .number(let number): number.isFinite ? appendNumber(number, to: &bytes) : bytes.append(contentsOf: "null".utf8)
    case .string(let text): appendJSONString(text, to: &bytes)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for index in elements.indices {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        elements[index].appendCanonical(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let object):
      bytes.append(UInt8(ascii: "{"))
      for index in object.members.indices {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        appendJSONString(object.members[index].name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        object.members[index].value.appendCanonical(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  /// The canonical serialisation as text.
  public var canonicalText: String { String(decoding: canonicalBytes, as: UTF8.self) }
}

/// Appends a finite number as ECMAScript writes it; most are short integers, which take no text of their own.
func appendNumber(_ number: Double, to bytes: inout [UInt8]) {
  guard number >= 0, number < 0x1p53, let integer = UInt64(exactly: number) else {
    bytes += ecmaScriptText(of: number).utf8
    return
  }
  appendDigits(integer, to: &bytes)
}

/// Appends the decimal digits of an integer.
func appendDigits(_ integer: UInt64, to bytes: inout [UInt8]) {
  let start = bytes.count
  var rest = integer
  repeat {
    bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
    rest /= 10
  } while rest > 0
  bytes[start...].reverse()
}

/// The text of a finite number as ECMAScript's `Number::toString` writes it (ECMA-262 section 6.1.6.1.20).
func ecmaScriptText(of number: Double) -> String {
  if number == 0 { return "0" }
  // An integer within 2^53 is its own shortest text.
  if number.magnitude < 0x1p53, let integer = Int(exactly: number) { return String(integer) }
  let sign = number < 0 ? "-" : ""
  let (digits, point) = shortestDigits(of: number.magnitude)
  let count = digits.count
  let text = String(decoding: digits, as: UTF8.self)
  if count <= point, point <= 21 { return sign + text + String(repeating: "0", count: point - count) }
  if 0 < point, point <= 21 { return sign + text.prefix(point) + "." + text.dropFirst(point) }
  if -6 < point, point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + text }
  let exponent = point - 1
  let mantissa = count == 1 ? text : text.prefix(1) + "." + text.dropFirst(1)
  return sign + mantissa + "e" + (exponent < 0 ? "-" : "+") + String(exponent.magnitude)
}

/// The shortest decimal digits that read back as the number, and the position of the decimal point relative to their start.
///
/// The standard library prints the shortest digits that round-trip, closest to the true value; only its layout differs.
private func shortestDigits(of number: Double) -> (digits: [UInt8], point: Int) {
  var digits: [UInt8] = []
  var point: Int?
  var exponent = 0
  let text = Array(number.description.utf8)
  for (index, byte) in text.enumerated() {
    if byte == UInt8(ascii: ".") {
      point = digits.count
    } else if byte == UInt8(ascii: "e") {
      exponent = Int(String(decoding: text[(index + 1)...], as: UTF8.self)) ?? 0
      break
    } else {
      digits.append(byte)
    }
  }
  var position = (point ?? digits.count) + exponent
  let leading = digits.prefix { $0 == UInt8(ascii: "0") }.count
  digits.removeFirst(leading)
  position -= leading
  while digits.last == UInt8(ascii: "0") { digits.removeLast() }
  return (digits, position)
}

/// Lower-case hexadecimal text of bytes.
public func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  var text: [UInt8] = []
  text.reserveCapacity(bytes.underestimatedCount * 2)
  for byte in bytes {
    text.append(hexadecimalDigit(byte >> 4))
    text.append(hexadecimalDigit(byte & 15))
  }
  return String(decoding: text, as: UTF8.self)
}

/// The lower-case digit of a number below 16.
func hexadecimalDigit(_ value: UInt8) -> UInt8 { value < 10 ? value + UInt8(ascii: "0") : value - 10 + UInt8(ascii: "a") }
