/// Takes the signs of other languages in an expression for those of this one, after reporting each, so that the rest can be checked.
struct ExpressionMending {
  private let bytes: [UInt8]
  private let place: TextPlace
  private let problems: Problems
  private var at = 0
  private var depth = 0
  private var mended: [UInt8] = []
  /// Where each byte of the mended text, and its end, stands in the text.
  private var origins: [Int] = []

  /// The text as it can be parsed, and its place.
  static func mended(_ text: String, _ place: TextPlace, _ problems: Problems) -> (text: String, place: TextPlace) {
    var mending = ExpressionMending(bytes: Array(text.utf8), place: place, problems: problems)
    mending.run()
    guard mending.mended != mending.bytes else { return (text, place) }
    return (String(decoding: mending.mended, as: UTF8.self), place.following(mending.origins))
  }

  private init(bytes: [UInt8], place: TextPlace, problems: Problems) {
    self.bytes = bytes
    self.place = place
    self.problems = problems
  }

  private mutating func run() {
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        let end = bytes[(at + 1)...].firstIndex(of: byte) ?? bytes.count - 1
        keep(end + 1 - at)
      } else if byte >= 0x80 {
        character()
      } else if isLetter(byte) {
        word()
      } else {
        if byte == UInt8(ascii: "[") { depth += 1 }
        if byte == UInt8(ascii: "]") { depth -= 1 }
        if ExpressionMending.beginnings.contains(byte) { sign() } else { keep(1) }
      }
    }
    origins.append(bytes.count)
  }

  private mutating func keep(_ count: Int) {
    for _ in 0..<min(count, bytes.count - at) {
      mended.append(bytes[at])
      origins.append(at)
      at += 1
    }
  }

  private mutating func replace(_ count: Int, _ plain: String) {
    mended += plain.utf8
    for _ in plain.utf8 { origins.append(at) }
    at += count
  }

  private mutating func character() {
    let length = bytes[at] < 0xE0 ? 2 : bytes[at] < 0xF0 ? 3 : 4
    let scalar = String(decoding: bytes[at..<min(at + length, bytes.count)], as: UTF8.self).unicodeScalars.first
    guard let known = scalar.flatMap(LookAlike.init) else { return keep(length) }
    problems.error(
      .lookAlike, lookAlikeHeadline(known), at: place.span(at..<at + length), known.description,
      help: known.plain.isEmpty ? "remove it" : "write `\(known.plain)`", fix: Diagnostic.Fix(place.span(at..<at + length), known.plain))
    replace(length, known.plain)
  }

  private mutating func word() {
    let end = bytes[at...].firstIndex { !isNameByte($0) } ?? bytes.count
    let text = String(decoding: bytes[at..<end], as: UTF8.self)
    let isMember = at > 0 && bytes[at - 1] == UInt8(ascii: ".") || end < bytes.count && bytes[end] == UInt8(ascii: ".")
    guard depth == 0, !isMember, text != text.lowercased(), ["AND", "OR", "NOT", "IF", "THEN", "ELSE"].contains(text.uppercased()) else {
      return keep(end - at)
    }
    report(end - at, "`\(text)` is written in lower case", "`\(text.lowercased())`")
    replace(end - at, text.lowercased())
  }

  private static let signs: [(sign: String, plain: String, help: String)] = [
    ("===", "==", "`==`"), ("!==", "!=", "`!=`"), ("&&", " and ", "`and`"), ("||", " or ", "`or`"), ("<>", "!=", "`!=`"),
    ("=<", "<=", "`<=`"),
    ("=>", ">=", "`>=`"), ("~=", "==", "`>=` and `<=` around it"), ("**", "*", "`*`, as often as needed"),
  ]
  /// The bytes that signs begin with, foreign or not.
  private static let beginnings = Array("=!&|<>~*".utf8)
  /// Signs that are right, so that no part of them is taken for another.
  private static let known = ["==", "!=", "<=", ">="]

  private mutating func sign() {
    let next = String(decoding: bytes[at..<min(at + 3, bytes.count)], as: UTF8.self)
    if let foreign = ExpressionMending.signs.first(where: { next.hasPrefix($0.sign) }) {
      report(foreign.sign.utf8.count, "`\(foreign.sign)` is not a sign of the language", foreign.help)
      replace(foreign.sign.utf8.count, foreign.plain)
    } else if ExpressionMending.known.contains(where: next.hasPrefix) {
      keep(2)
    } else if next.hasPrefix("=") && depth == 0 {
      problems.error(
        .expressionSyntax, "a single `=` in an expression", at: place.span(at..<at + 1), "compares nothing",
        help: "equality is `==`; a bound is `<=` or `>=`")
      replace(1, "==")
    } else if next.hasPrefix("!") {
      report(1, "`!` is not a sign of the language", "`not`")
      replace(1, " not ")
    } else {
      keep(1)
    }
  }

  private func report(_ count: Int, _ headline: String, _ help: String) {
    problems.error(.expressionSyntax, headline, at: place.span(at..<at + count), "here", help: "write \(help)")
  }
}
