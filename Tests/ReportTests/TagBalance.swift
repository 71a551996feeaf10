/// A strict, small check that a page is well-formed: every element is closed in order, attributes are quoted, text holds no bare markup.
struct TagBalance {
  private let bytes: [UInt8]
  private var position = 0
  private var open: [String] = []
  private static let void: Set<String> = ["meta", "link", "br", "hr", "img", "wbr"]

  /// What is wrong with the page first, or `nil`.
  static func fault(in bytes: [UInt8]) -> String? {
    var checker = TagBalance(bytes: bytes)
    return checker.run()
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func run() -> String? {
    guard String(validating: bytes, as: UTF8.self) != nil else { return "the page is not UTF-8" }
    let prefix = Array("<!DOCTYPE html>\n".utf8)
    guard bytes.starts(with: prefix) else { return "no document type" }
    position = prefix.count
    while position < bytes.count {
      let fault = bytes[position] == UInt8(ascii: "<") ? tag() : text()
      if let fault { return "\(fault) at byte \(position), in \(open.joined(separator: " > "))" }
    }
    return open.isEmpty ? nil : "not closed: \(open)"
  }

  private mutating func text() -> String? {
    let byte = bytes[position]
    if byte == UInt8(ascii: ">") { return "a bare >" }
    if byte < 0x20, byte != UInt8(ascii: "\n") || open.last != "style" { return "a control character" }
    if byte == UInt8(ascii: "&"), !entity() { return "a bare &" }
    position += 1
    return nil
  }

  private func entity() -> Bool {
    ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"].contains { bytes[position...].starts(with: Array($0.utf8)) }
  }

  private mutating func tag() -> String? {
    position += 1
    if take("/") {
      let name = self.name()
      guard open.popLast() == name else { return "</\(name)> closes nothing" }
      return take(">") ? nil : "no > after </\(name)"
    }
    let name = self.name()
    guard !name.isEmpty else { return "a bare <" }
    while take(" ") {
      guard !self.name().isEmpty, take("="), take("\"") else { return "a malformed attribute of <\(name)>" }
      while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
        if bytes[position] == UInt8(ascii: "<") || bytes[position] < 0x20 { return "a raw character in an attribute of <\(name)>" }
        if bytes[position] == UInt8(ascii: "&"), !entity() { return "a bare & in an attribute" }
        position += 1
      }
      guard take("\"") else { return "an attribute of <\(name)> never ends" }
    }
    guard take(">") else { return "no > after <\(name)" }
    if name == "style" {
      while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
    }
    if !TagBalance.void.contains(name) { open.append(name) }
    return nil
  }

  private mutating func take(_ character: Character) -> Bool {
    guard position < bytes.count, bytes[position] == character.asciiValue else { return false }
    position += 1
    return true
  }

  private mutating func name() -> String {
    let start = position
    while position < bytes.count, Character(Unicode.Scalar(bytes[position])).isLetter || bytes[position] == UInt8(ascii: "-") || isDigit {
      position += 1
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) }
}
