internal import Text

extension TemplateFilter {
  /// Every filter of the language; `docs/prompts.md` lists them from here.
  public static let all: [TemplateFilter] = texts + lists + values

  private static let texts: [TemplateFilter] = [
    onText("trim", "the text without white space at its ends") { text, _ in trimmed(text) },
    onText("lower", "the text in lower case, letter by letter") { text, _ in mapped(text, \.lowercaseMapping) },
    onText("upper", "the text in upper case, letter by letter") { text, _ in mapped(text, \.uppercaseMapping) },
    onText("truncate", "the first so many characters (Unicode scalars) of the text", takes: .number(0...1_000_000)) { text, argument in
      var head = String.UnicodeScalarView()
      head.append(contentsOf: text.unicodeScalars.prefix(argument.number))
      return String(head)
    },
    onText("indent", "the text with so many spaces before each line that is not empty", takes: .number(0...64)) { text, argument in
      // checked: the parser takes 0 to 64.
      let space = String(repeating: " ", count: argument.number)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      return lines.map { $0.isEmpty ? "" : space + $0 }.joined(separator: "\n")
    },
  ]

  private static let lists: [TemplateFilter] = [
    onList("lettered", "one line for each element, with its letter in place of the `A`", takes: .pattern(holding: "A", standard: "A. ")) {
      (elements, argument) throws(Refusal) in
      guard elements.count <= 26 else { throw Refusal("a list of \(elements.count), and there are 26 letters", help: "use `numbered`") }
      return .string(lines(try texts(of: elements), argument.text, mark: "A") { letter($0) })
    },
    onList(
      "numbered", "one line for each element, with its number from 1 in place of the `1`", takes: .pattern(holding: "1", standard: "1. ")
    ) {
      (elements, argument) throws(Refusal) in
      .string(lines(try texts(of: elements), argument.text, mark: "1") { String($0 + 1) })
    },
    onList("join", "the elements with the text between them", takes: .text(standard: nil)) { (elements, argument) throws(Refusal) in
      .string(try texts(of: elements).joined(separator: argument.text))
    },
    onList("first", "the first so many elements", takes: .number(0...10_000)) { (elements, argument) throws(Refusal) in
      .array(Array(elements.prefix(argument.number)))
    },
    onList("each", "the member of that name of each element", takes: .text(standard: nil)) { (elements, argument) throws(Refusal) in
      .array(
        try elements.enumerated().mapThrowing { (index, element) throws(Refusal) in
          guard let member = element[argument.text] else {
            throw Refusal("a list whose element \(index) has no \(quoted(argument.text))")
          }
          return member
        })
    },
  ]

  private static let values: [TemplateFilter] = [
    TemplateFilter("letter", "the letter of a whole number from 0: `A`, `B` and so on") { (value, _) throws(Refusal) in
      guard let number = value.number ?? value.text.flatMap(Double.init), let index = Int(exactly: number), (0..<26).contains(index) else {
        throw Refusal("no whole number from 0 to 25")
      }
      return .string(letter(index))
    },
    TemplateFilter("json", "the value as canonical JSON (RFC 8785)") { (value, _) throws(Refusal) in .string(value.canonicalText) },
    TemplateFilter(
      "default", "the value, or the text where the item lacks the field or has null", takes: .text(standard: nil), isForAbsent: true
    ) { (value, argument) throws(Refusal) in value == .null ? .string(argument.text) : value },
  ]

  // MARK: - What they share

  private static func onText(
    _ name: String, _ summary: String, takes parameter: Parameter = .none, _ make: @escaping @Sendable (String, Argument) -> String
  ) -> TemplateFilter {
    TemplateFilter(name, summary, takes: parameter) { (value, argument) throws(Refusal) in
      guard let text = value.plainText else { throw Refusal("\(value.kindNoun), and `\(name)` takes a text") }
      return .string(make(text, argument))
    }
  }

  private static func onList(
    _ name: String, _ summary: String, takes parameter: Parameter,
    _ make: @escaping @Sendable ([JSON], Argument) throws(Refusal) -> JSON
  ) -> TemplateFilter {
    TemplateFilter(name, summary, takes: parameter) { (value, argument) throws(Refusal) in
      guard let elements = value.elements else { throw Refusal("\(value.kindNoun), and `\(name)` takes a list") }
      return try make(elements, argument)
    }
  }

  private static func texts(of elements: [JSON]) throws(Refusal) -> [String] {
    try elements.enumerated().mapThrowing { (index, element) throws(Refusal) in
      guard let text = element.plainText else {
        throw Refusal("a list whose element \(index) is \(element.kindNoun)", help: "choose a member with `each(\"…\")`")
      }
      return text
    }
  }

  /// A line for each text: the pattern with a number or letter in place of its first mark, then the text.
  private static func lines(_ texts: [String], _ pattern: String, mark: Character, _ name: (Int) -> String) -> String {
    let at = pattern.firstIndex(of: mark) ?? pattern.endIndex
    let (before, after) = (pattern[..<at], pattern[at...].dropFirst())
    return texts.enumerated().map { before + name($0.offset) + after + $0.element }.joined(separator: "\n")
  }

  /// The letter of a number from 0 to 25.
  private static func letter(_ index: Int) -> String { String(UnicodeScalar(UInt8(ascii: "A") + UInt8(clamping: index))) }

  private static func mapped(_ text: String, _ mapping: KeyPath<Unicode.Scalar.Properties, String>) -> String {
    text.unicodeScalars.map { $0.properties[keyPath: mapping] }.joined()
  }
}

extension Sequence {
  /// The values of a function that may throw a typed error.
  fileprivate func mapThrowing<Output, Fault: Error>(_ make: (Element) throws(Fault) -> Output) throws(Fault) -> [Output] {
    var outputs: [Output] = []
    for element in self { outputs.append(try make(element)) }
    return outputs
  }
}
