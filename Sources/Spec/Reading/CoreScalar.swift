/// What a plain scalar is by the core schema of YAML 1.2.2 (section 10.3.2).
enum CoreScalar: Sendable, Hashable {
  case null
  case bool(Bool)
  /// Decimal digits with an optional sign, or the digits of another base.
  case integer
  case float
  case text

  init(_ text: String) {
    switch text {
    case "", "~": self = .null
    // No number begins with a letter.
    case _ where text.utf8.first.map(isLetter) ?? false: self = CoreScalar.word(text)
    case ".nan", ".NaN", ".NAN": self = .float
    default:
      let bytes = Array(text.utf8)
      self = CoreScalar.isInteger(bytes) ? .integer : CoreScalar.isFloat(bytes) ? .float : .text
    }
  }

  private static func word(_ text: String) -> CoreScalar {
    // The longest of the words has five letters.
    guard text.utf8.count <= 5 else { return .text }
    return switch text {
    case "null", "Null", "NULL": .null
    case "true", "True", "TRUE": .bool(true)
    case "false", "False", "FALSE": .bool(false)
    default: .text
    }
  }

  private static func isInteger(_ bytes: [UInt8]) -> Bool {
    if bytes.starts(with: "0o".utf8) { return bytes.count > 2 && bytes.dropFirst(2).allSatisfy { isDigit($0) && $0 < 0x38 } }
    if bytes.starts(with: "0x".utf8) { return bytes.count > 2 && bytes.dropFirst(2).allSatisfy(isHexDigit) }
    let digits = unsigned(bytes)
    return !digits.isEmpty && digits.allSatisfy(isDigit)
  }

  private static func isFloat(_ bytes: [UInt8]) -> Bool {
    let body = unsigned(bytes)
    if [".inf", ".Inf", ".INF"].contains(where: { body.elementsEqual($0.utf8) }) { return true }
    var rest = body
    let whole = rest.prefix(while: isDigit)
    rest = rest.dropFirst(whole.count)
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      let fraction = rest.prefix(while: isDigit)
      guard !whole.isEmpty || !fraction.isEmpty else { return false }
      rest = rest.dropFirst(fraction.count)
    } else if whole.isEmpty {
      return false
    }
    guard rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") else { return rest.isEmpty }
    rest = unsigned(Array(rest.dropFirst()))
    return !rest.isEmpty && rest.allSatisfy(isDigit)
  }

  private static func unsigned(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") ? bytes.dropFirst() : bytes[...]
  }
}

func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

func isLetter(_ byte: UInt8) -> Bool {
  let lower = byte | 0x20
  return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
}

func isHexDigit(_ byte: UInt8) -> Bool {
  let lower = byte | 0x20
  return isDigit(byte) || (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "f"))
}
