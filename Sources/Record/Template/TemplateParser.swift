internal import Text

/// Reads a template from its bytes, once from the left to the right.
struct TemplateParser {
  private let bytes: [UInt8]
  private var at = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  private static let (open, close) = (UInt8(ascii: "{"), UInt8(ascii: "}"))
  private static let stepLimit = 16

  /// Whether a byte may stand in a name without quotes: a letter, a digit, `_`, `-`, or a part of a letter beyond ASCII.
  static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "_"), UInt8(ascii: "-"), 0x80...0xFF: true
    default: false
    }
  }

  /// All pieces of the template.
  mutating func parts() throws(TemplateFault) -> [Template.Part] {
    guard bytes.count <= Template.sizeLimit else {
      throw TemplateFault("a template has at most \(Template.sizeLimit) bytes", at: 0..<bytes.count, "this has \(bytes.count)")
    }
    var parts: [Template.Part] = []
    var text: [UInt8] = []
    var places = 0
    while at < bytes.count {
      if let brace = literalBrace {
        text.append(brace)
        at += 2
      } else if bytes[at] == TemplateParser.open {
        if !text.isEmpty { parts.append(.text(String(decoding: text, as: UTF8.self))) }
        text = []
        let place = try place()
        parts.append(.place(place))
        places += 1
        if places > Template.placeLimit {
          throw fault("a template has at most \(Template.placeLimit) places", place.range, "one too many")
        }
      } else if bytes[at] == TemplateParser.close {
        throw fault("a `}` closes nothing", at..<at + 1, "no `{` before it", help: "write `}}` for the brace itself")
      } else {
        text.append(bytes[at])
        at += 1
      }
    }
    if !text.isEmpty { parts.append(.text(String(decoding: text, as: UTF8.self))) }
    return parts
  }

  /// The brace that two of them stand for.
  private var literalBrace: UInt8? {
    guard at + 1 < bytes.count, bytes[at] == bytes[at + 1] else { return nil }
    return bytes[at] == TemplateParser.open || bytes[at] == TemplateParser.close ? bytes[at] : nil
  }

  private mutating func place() throws(TemplateFault) -> Template.Place {
    let start = at
    at += 1
    skipSpace()
    let pathStart = at
    let path = try path(from: start)
    let pathRange = pathStart..<at
    var steps: [TemplateStep] = []
    skipSpace()
    while peek == UInt8(ascii: "|") {
      at += 1
      skipSpace()
      steps.append(try step(from: start))
      skipSpace()
      if steps.count > TemplateParser.stepLimit {
        throw fault("a place has at most \(TemplateParser.stepLimit) filters", start..<at, "this has more")
      }
    }
    guard let next = peek else { throw unclosed(start) }
    guard next == TemplateParser.close else { throw unexpected("`|` or `}` has to follow", in: start) }
    at += 1
    return Template.Place(path: path, filters: steps, range: start..<at, pathRange: pathRange)
  }

  private var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skipSpace() { while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A { at += 1 } }
}

// MARK: - Paths and filters

extension TemplateParser {
  private mutating func path(from start: Int) throws(TemplateFault) -> FieldPath {
    let isRaw = peek == UInt8(ascii: ".")
    if isRaw { at += 1 }
    var steps = [try name(from: start)]
    while peek == UInt8(ascii: ".") {
      at += 1
      steps.append(try name(from: start))
    }
    return FieldPath(steps, isRaw: isRaw)
  }

  /// A name, quoted where it holds other signs than letters, digits, `_` and `-`.
  private mutating func name(from start: Int) throws(TemplateFault) -> String {
    if let quote = peek, TemplateParser.isQuote(quote) { return try quoted(from: start) }
    let word = word()
    guard !word.isEmpty else {
      if peek == nil { throw unclosed(start) }
      throw unexpected("the name of a field has to stand here", in: start)
    }
    return word
  }

  private mutating func word() -> String {
    let first = at
    while let byte = peek, TemplateParser.isPlain(byte) { at += 1 }
    return String(decoding: bytes[first..<at], as: UTF8.self)
  }

  private mutating func step(from start: Int) throws(TemplateFault) -> TemplateStep {
    let first = at
    let word = word()
    if word.isEmpty {
      if peek == nil { throw unclosed(start) }
      throw unexpected("the name of a filter has to stand here", in: start)
    }
    let range = first..<at
    guard let filter = TemplateFilter.named(word) else {
      let names = TemplateFilter.all.map(\.name)
      let near = nearest(to: word, among: names)
      throw TemplateFault(
        "there is no filter \(Text.quoted(word))", at: range, "not a filter",
        help: near.isEmpty ? "there are \(listed(names, limit: 20))" : "did you mean \(listed(near, joining: "or"))?",
        replacement: near.count == 1 ? near.first : nil)
    }
    return TemplateStep(filter: filter, argument: try argument(of: filter, at: range, from: start))
  }

  private mutating func argument(
    of filter: TemplateFilter, at range: Range<Int>, from start: Int
  ) throws(TemplateFault) -> TemplateFilter.Argument {
    skipSpace()
    guard peek == UInt8(ascii: "(") else {
      if let standard = filter.parameter.standard { return standard }
      throw fault("`\(filter.name)` needs an argument", range, "nothing in parentheses", help: "such as `\(filter.example)`")
    }
    at += 1
    skipSpace()
    let first = at
    let argument = try value(from: start)
    let place = first..<at
    skipSpace()
    guard peek == UInt8(ascii: ")") else {
      if peek == nil { throw unclosed(start) }
      throw unexpected("`)` has to follow", in: start)
    }
    at += 1
    guard filter.parameter.takes(argument) else {
      throw fault("`\(filter.name)` takes \(filter.parameter.noun)", place, "not that", help: "such as `\(filter.example)`")
    }
    return argument
  }

  /// What stands in parentheses: a text in quotes, or a whole number.
  private mutating func value(from start: Int) throws(TemplateFault) -> TemplateFilter.Argument {
    guard let next = peek else { throw unclosed(start) }
    if TemplateParser.isQuote(next) { return .text(try quoted(from: start)) }
    let first = at
    while let byte = peek, (0x30...0x39).contains(byte) { at += 1 }
    guard first < at, let number = Int(String(decoding: bytes[first..<at], as: UTF8.self)) else {
      throw unexpected("a text in quotes or a whole number has to stand here", in: start)
    }
    return .number(number)
  }

  private static func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }

  /// A text between quotes; `\n`, `\t`, `\\`, `\"` and `\'` stand for what they stand for elsewhere.
  private mutating func quoted(from start: Int) throws(TemplateFault) -> String {
    let quote = bytes[at]
    let first = at
    at += 1
    var text: [UInt8] = []
    while let byte = peek, byte != quote {
      at += 1
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      guard let escaped = peek.flatMap({ TemplateParser.escapes[$0] }) else {
        throw fault(
          "a text of a template has no such escape", at - 1..<min(at + 1, bytes.count), "after `\\`",
          help: "there are `\\n`, `\\t`, `\\\\`, `\\\"` and `\\'`")
      }
      text.append(escaped)
      at += 1
    }
    guard peek == quote else { throw fault("a text of a template does not end", first..<bytes.count, "no closing quote") }
    at += 1
    return String(decoding: text, as: UTF8.self)
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "n"): 0x0A, UInt8(ascii: "t"): 0x09, UInt8(ascii: "\\"): UInt8(ascii: "\\"), UInt8(ascii: "\""): UInt8(ascii: "\""),
    UInt8(ascii: "'"): UInt8(ascii: "'"),
  ]
}

// MARK: - Faults

extension TemplateParser {
  private func fault(_ message: String, _ range: Range<Int>, _ label: String, help: String? = nil) -> TemplateFault {
    TemplateFault(message, at: range, label, help: help)
  }

  private func unclosed(_ start: Int) -> TemplateFault {
    fault("a `{` is not closed", start..<start + 1, "opens here", help: "close the place with `}`, or write `{{` for the brace itself")
  }

  private func unexpected(_ what: String, in start: Int) -> TemplateFault {
    var end = min(at + 1, bytes.count)
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return fault(
      "a place of a template cannot be read", at..<end, what,
      help: "a place is `{field}` or `{field | filter}`; write `{{` and `}}` for braces themselves")
  }
}
