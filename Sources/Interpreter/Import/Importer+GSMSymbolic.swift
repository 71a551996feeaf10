internal import Attest
internal import ItemGeneration
internal import Record
internal import Spec
internal import Text

extension Importer {
  /// Templates in the form of GSM-Symbolic.
  static let gsmSymbolic = Importer(
    word: "gsm-symbolic", summary: "Templates of GSM-Symbolic, JSON with `question_annotated`: one, a list, or one a line.",
    endings: [".json", ".jsonl"]
  ) { source throws(ImportFault) in
    try SymbolicTemplates(source).imported()
  }
}

/// A file of GSM-Symbolic's templates on its way to a document of templates.
private struct SymbolicTemplates {
  let source: ImportSource

  init(_ source: ImportSource) { self.source = source }

  func imported() throws(ImportFault) -> ImportedTask {
    var lines: [String] = []
    var names: Set<String> = []
    for (index, object) in try objects().enumerated() {
      guard let text = object["question_annotated"]?.text else {
        throw ImportFault("\(source.name): template \(index + 1) has no text in \"question_annotated\"")
      }
      let number = object["id_orig"]?.valueText() ?? object["id_shuffled"]?.valueText() ?? String(index)
      let name = names.contains("gsm-\(number)") ? "gsm-\(number)-\(index)" : "gsm-\(number)"
      names.insert(name)
      do throws(ImportFault) {
        lines += try SymbolicTemplate(text).yaml(name)
      } catch { throw ImportFault("\(source.name): template \(name): \(error.message)", help: error.help) }
    }
    let name = ImportedTask.languageName(source.stem)
    let people = "words:\n  names: [\(SymbolicTemplate.names.joined(separator: ", "))]\n"
    let document = "etalon-templates: 1\nname: \(name)\n\(people)templates:\n" + lines.joined(separator: "\n") + "\n"
    try check(document)
    var task = ImportedTask(name, title: "\(name): templates of GSM-Symbolic", records: [], fields: [])
    task.document = (document, min(100 * names.count, 1000))
    task.origin = "https://github.com/apple/ml-gsm-symbolic"
    task.asking = [
      ("prompt", ImportedTask.yaml("{input}\nEnd with the number alone on the last line.")), ("extract", "number"), ("scorer", "numeric"),
      ("generation", "{ max-tokens: 512, temperature: 0 }"),
    ]
    task.notes = [
      "lists of names stand outside the original's templates; first names of our own take their place",
      "the worked solutions of the original are left out",
    ]
    return task
  }

  private func objects() throws(ImportFault) -> [JSON.Object] {
    if let whole = try? source.json() { return whole.elements?.compactMap(\.object) ?? [whole.object].compactMap(\.self) }
    return try source.objects().map(\.fields)
  }

  /// What was written has to be a document of templates; else the original does what no template can.
  private func check(_ document: String) throws(ImportFault) {
    let bytes = Array(document.utf8)
    let (_, problems) = TemplateDocument.read(SourceFile(name: source.name, bytes: bytes, digest: SHA256.digest(of: bytes)))
    guard let problem = problems.first(where: { $0.severity == .error }) else { return }
    let line = problem.primary.span.start.line
    let written = document.split(separator: "\n", omittingEmptySubsequences: false)[line - 1].drop { $0 == " " }
    throw ImportFault(
      "\(source.name): \(problem.headline), in what the template becomes: \(quoted(String(written)))",
      help: "only arithmetic on whole numbers, decimals and lists that stand in the template is taken over")
  }
}

/// One template: a text with `{name,example}`, and `#init:`, `#conditions:` and `#answer:` behind it.
private struct SymbolicTemplate {
  /// What stands for the original's lists of names.
  static let names = [
    "Ada", "Bruno", "Chloe", "Dario", "Elena", "Felix", "Greta", "Hasan", "Ines", "Jonas", "Keiko", "Liam", "Maria", "Nils", "Olga",
    "Pablo",
  ]

  private let question: String
  private let initial: [String]
  private let conditions: [String]
  private let answer: String

  init(_ text: String) throws(ImportFault) {
    func part(_ mark: String, until ends: [String]) -> String? {
      guard let start = TextPiece.range(of: mark, in: text) else { return nil }
      let rest = String(text[start.upperBound...])
      let end = ends.compactMap { TextPiece.range(of: $0, in: rest)?.lowerBound }.min() ?? rest.endIndex
      return String(rest[..<end])
    }
    func lines(_ part: String) -> [String] {
      part.split(separator: "\n").map { trimmed($0) }.map { $0.hasPrefix("-") ? trimmed($0.dropFirst()) : $0 }.filter { !$0.isEmpty }
    }
    guard let start = TextPiece.range(of: "#init:", in: text), let answer = part("#answer:", until: []) else {
      throw ImportFault("there is no `#init:` or no `#answer:`")
    }
    question = trimmed(text[..<start.lowerBound])
    initial = lines(part("#init:", until: ["#conditions:", "#answer:"]) ?? "")
    conditions = lines(part("#conditions:", until: ["#answer:"]) ?? "")
    self.answer = trimmed(answer)
  }

  func yaml(_ name: String) throws(ImportFault) -> [String] {
    var variables: [String] = []
    var derived: [String] = []
    for line in initial { try variable(line, &variables, &derived) }
    var lines = ["  \(name):", "    variables:"] + variables.map { "      " + $0 }
    if !derived.isEmpty { lines += ["    let:"] + derived.map { "      " + $0 } }
    if !conditions.isEmpty {
      lines.append("    where:")
      for condition in conditions { lines.append("      - " + ImportedTask.yaml(try PythonExpression.translated(condition))) }
    }
    lines += ["    wording:", "      en: " + ImportedTask.yaml(try wording())]
    return lines + ["    answer: " + ImportedTask.yaml(try PythonExpression.translated(answer))]
  }

  private func wording() throws(ImportFault) -> String {
    var (text, rest) = ("", question[...])
    while let open = rest.firstIndex(of: "{") {
      guard let close = rest[open...].firstIndex(of: "}") else { throw ImportFault("a place of the question is not closed") }
      let inside = rest[rest.index(after: open)..<close]
      text += rest[..<open] + "{" + trimmed(inside.split(separator: ",", maxSplits: 1).first ?? "") + "}"
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }

  private func variable(_ line: String, _ variables: inout [String], _ derived: inout [String]) throws(ImportFault) {
    let sides = line.split(separator: "=", maxSplits: 1)
    guard sides.count == 2 else { throw ImportFault("\(quoted(line)) gives no variable its value") }
    let names = sides[0].split(separator: ",").map { name in trimmed(trimmed(name).drop { $0 == "$" }) }
    let call = try PythonExpression.parsed(trimmed(sides[1]))
    guard case .call(let function, let arguments) = call else { throw ImportFault("\(quoted(line)) is neither `range` nor `sample`") }
    switch (function, arguments.count, names.count) {
    case ("range", 2...3, 1):
      let step = arguments.count == 3 ? ", step: \(ImportedTask.yaml(arguments[2].text))" : ""
      variables.append(
        "\(names[0]): { integer: { from: \(ImportedTask.yaml(arguments[0].text)), to: \(ImportedTask.yaml(arguments[1].text + " - 1"))\(step) } }"
      )
    case ("sample", 1, 1): variables.append("\(names[0]): { one-of: \(ImportedTask.yaml(list(arguments[0]))) }")
    case ("sample", 2, _):
      guard arguments[1].text == String(names.count) else { throw ImportFault("\(quoted(line)) samples more or fewer than it names") }
      let all = names.joined(separator: "_")
      variables.append("\(all): { sample: { of: \(ImportedTask.yaml(list(arguments[0]))), size: \(names.count) } }")
      for (place, name) in names.enumerated() where name != all { derived.append("\(name): \(ImportedTask.yaml("\(all)[\(place)]"))") }
    default:
      throw ImportFault(
        "\(quoted(line)) uses `\(function)` in a way that stands outside the template",
        help: "`range(a, b, step)` and `sample([…])` are taken over; write the others out")
    }
  }

  private func list(_ expression: PythonExpression) -> String {
    if case .name(let name) = expression, name.hasPrefix("names") { return "names" }
    return expression.text
  }
}

/// Where texts stand in texts.
private enum TextPiece {
  static func range(of part: String, in text: String) -> Range<String.Index>? {
    var at = text.startIndex
    while at < text.endIndex {
      if text[at...].hasPrefix(part) { return at..<text.index(at, offsetBy: part.count) }
      at = text.index(after: at)
    }
    return nil
  }
}

/// An expression of Python's arithmetic, which is said again in the words of templates.
private indirect enum PythonExpression {
  case name(String)
  case other(String)
  case call(String, [PythonExpression])

  /// The words of templates.
  var text: String {
    switch self {
    case .name(let text), .other(let text): text
    case .call("is_int", let arguments): "is_whole(\(PythonExpression.joined(arguments)))"
    case .call("int", let arguments): "floor(\(PythonExpression.joined(arguments)))"
    case .call("divides", let arguments) where arguments.count == 2: "(mod(\(PythonExpression.joined(arguments))) == 0)"
    case .call(let name, let arguments): "\(name)(\(PythonExpression.joined(arguments)))"
    }
  }

  private static func joined(_ arguments: [PythonExpression]) -> String { arguments.map(\.text).joined(separator: ", ") }

  static func translated(_ text: String) throws(ImportFault) -> String { try parsed(text).text }

  static func parsed(_ text: String) throws(ImportFault) -> PythonExpression {
    var parser = PythonParser(text)
    let expression = try parser.disjunction()
    guard parser.isAtEnd else { throw parser.fault }
    return expression
  }
}

/// Reads Python's arithmetic: `or`, `and`, `not`, chains of comparisons, `+ -`, `* / // %`, signs, `**`, calls, lists, texts.
private struct PythonParser {
  private let text: [Character]
  private var at = 0
  private var open = 0

  init(_ text: String) { self.text = Array(text) }

  var isAtEnd: Bool { text[min(at, text.count)...].allSatisfy { $0 == " " } }
  var fault: ImportFault {
    ImportFault("\(quoted(String(text))) is not arithmetic at \(quoted(String(text[min(at, text.count)...].prefix(12))))")
  }

  mutating func disjunction() throws(ImportFault) -> PythonExpression {
    open += 1
    defer { open -= 1 }
    guard open < 32 else { throw fault }
    return try chain(["or"]) { (parser) throws(ImportFault) in try parser.conjunction() }
  }

  private mutating func conjunction() throws(ImportFault) -> PythonExpression {
    try chain(["and"]) { (parser) throws(ImportFault) in try parser.negation() }
  }

  private mutating func negation() throws(ImportFault) -> PythonExpression {
    guard take(["not"]) != nil else { return try comparison() }
    return .other("not " + (try negation().text))
  }

  private mutating func comparison() throws(ImportFault) -> PythonExpression {
    var left = try sum()
    var parts: [String] = []
    while let sign = take(["<=", ">=", "==", "!=", "<", ">", "in"]) {
      let right = try sum()
      parts.append("\(left.text) \(sign) \(right.text)")
      left = right
    }
    return parts.isEmpty ? left : .other(parts.count == 1 ? parts[0] : "(" + parts.joined(separator: " and ") + ")")
  }

  private mutating func sum() throws(ImportFault) -> PythonExpression {
    try chain(["+", "-"]) { (parser) throws(ImportFault) in try parser.product() }
  }

  private mutating func chain(
    _ signs: [String], _ next: (inout PythonParser) throws(ImportFault) -> PythonExpression
  ) throws(ImportFault) -> PythonExpression {
    var left = try next(&self)
    while let sign = take(signs) { left = .other("\(left.text) \(sign) \(try next(&self).text)") }
    return left
  }

  private mutating func product() throws(ImportFault) -> PythonExpression {
    var left = try sign()
    while let mark = take(["//", "%", "*", "/"]) {
      let right = try sign()
      switch mark {
      case "//": left = .other("div(\(left.text), \(right.text))")
      case "%": left = .other("mod(\(left.text), \(right.text))")
      default: left = .other("\(left.text) \(mark) \(right.text)")
      }
    }
    return left
  }

  private mutating func sign() throws(ImportFault) -> PythonExpression {
    if take(["-"]) != nil { return .other("-" + (try sign().text)) }
    let base = try primary()
    guard take(["**"]) != nil else { return base }
    return .other("power(\(base.text), \(try sign().text))")
  }

  private mutating func primary() throws(ImportFault) -> PythonExpression {
    skip()
    guard at < text.count else { throw fault }
    if take(["("]) != nil { return .other("(\(try elements(until: ")")[0].text))") }
    if take(["["]) != nil { return .other("[\(try elements(until: "]").map(\.text).joined(separator: ", "))]") }
    if text[at] == "'" || text[at] == "\"" { return .other(try quotedText()) }
    var word = ""
    while at < text.count, text[at].isASCII, text[at].isLetter || text[at].isNumber || text[at] == "_" || text[at] == "." {
      word.append(text[at])
      at += 1
    }
    guard let first = word.first else { throw fault }
    if first.isNumber { return .other(word) }
    guard take(["("]) != nil else { return .name(word) }
    return .call(word, try elements(until: ")"))
  }

  private mutating func elements(until end: String) throws(ImportFault) -> [PythonExpression] {
    var elements: [PythonExpression] = []
    repeat { elements.append(try disjunction()) } while take([","]) != nil
    guard take([end]) != nil else { throw fault }
    return elements
  }

  private mutating func quotedText() throws(ImportFault) -> String {
    let mark = text[at]
    var inside = ""
    at += 1
    while at < text.count, text[at] != mark {
      inside.append(text[at])
      at += 1
    }
    guard at < text.count else { throw fault }
    at += 1
    return inside.contains("'") ? "\"\(inside)\"" : "'\(inside)'"
  }

  private mutating func skip() { while at < text.count, text[at] == " " { at += 1 } }

  /// Takes the first of some signs or words that stands here.
  private mutating func take(_ wanted: [String]) -> String? {
    skip()
    for sign in wanted where text[at...].starts(with: Array(sign)) {
      let end = at + sign.count
      let isWord = sign.first.map(\.isLetter) == true
      if isWord, end < text.count, text[end].isLetter || text[end].isNumber || text[end] == "_" { continue }
      // `*` is not the beginning of `**`, nor `/` that of `//`.
      if sign == "*" || sign == "/", end < text.count, String(text[end]) == sign { continue }
      at = end
      return sign
    }
    return nil
  }
}
