internal import Record
internal import Spec
internal import Text

/// Reads one template in one language.
struct TemplateBuilder {
  let reader: TemplateReader
  let language: ItemLanguage
  let lists: ListReader
  private(set) var names: [String: (slot: Int, type: ItemType)]
  /// Names whose values come later.
  private var later: Set<String> = []
  private(set) var slots: Int
  /// Whether a name may be missing because of something that is reported already.
  private var lacksNames = false

  private static let keys = ["variables", "let", "where", "wording", "answer", "distractors", "covariates"]

  init(_ reader: TemplateReader, _ language: ItemLanguage, _ lists: ListReader) {
    (self.reader, self.language, self.lists) = (reader, language, lists)
    names = lists.names
    slots = lists.values.count
  }

  /// The template; what is wrong with it is reported.
  consuming func template(_ name: String, _ span: Span, _ tree: WrittenTree) -> ItemTemplate? {
    let (what, before) = ("template \(quoted(name))", reader.reports)
    guard let entries = reader.entries(tree, what, keys: TemplateBuilder.keys, required: ["wording", "answer"]) else { return nil }
    var template = ItemTemplate(name: name)
    let variables = reader.named(entries["variables"], "`variables`")
    let derived = reader.named(entries["let"], "`let`")
    lacksNames = reader.reports > before
    later = Set((variables + derived).map(\.key))
    for entry in variables { variable(entry, &template) }
    for entry in derived { value(entry, &template) }
    template.conditions = reader.elements(entries["where"], "`where`", orOne: true).compactMap {
      expression($0, "a condition", wanted: .truth)
    }
    template.answers = reader.elements(entries["answer"], "`answer`", orOne: true).compactMap { expression($0, "the answer") }
    template.distractors = reader.named(entries["distractors"], "`distractors`").compactMap { entry in
      expression(entry.value, "distractor \(quoted(entry.key))").map { ItemTemplate.Named(name: entry.key, term: $0) }
    }
    template.covariates = reader.named(entries["covariates"], "`covariates`").compactMap { entry in
      expression(entry.value, "covariate \(quoted(entry.key))", wanted: .number).map { ItemTemplate.Named(name: entry.key, term: $0) }
    }
    wordings(entries["wording"], &template)
    for (key, isEmpty) in [("answer", template.answers.isEmpty), ("wording", template.wordings.isEmpty)] where isEmpty {
      // What was refused is no second fault.
      guard reader.reports == before, let place = entries[key] else { continue }
      reader.report(.shape, "`\(key)` of \(what) has nothing in `\(language.rawValue)`", at: place.span, "empty")
    }
    template.slots = slots
    template.steps = template.schedule
    checkMentions(template)
    return template
  }

  private mutating func variable(_ entry: (key: String, span: Span, value: WrittenTree), _ template: inout ItemTemplate) {
    let isNamed = reader.isVariableName(entry.key, entry.span, taken: Set(names.keys))
    let text = reader.note(entry.value, "variable \(quoted(entry.key))")
    var domains = DomainBuilder(builder: self)
    let read = domains.domain(entry.value, "variable \(quoted(entry.key))")
    slots = domains.builder.slots
    lacksNames = lacksNames || !isNamed
    guard let (domain, type) = read, isNamed else {
      // What is wrong is reported; other expressions may use the name.
      names[entry.key] = (slots, .any)
      return
    }
    template.variables.append(ItemTemplate.Variable(name: entry.key, domain: domain, slot: slots, text: text))
    names[entry.key] = (slots, type)
    slots += 1
  }

  private mutating func value(_ entry: (key: String, span: Span, value: WrittenTree), _ template: inout ItemTemplate) {
    let isNamed = reader.isVariableName(entry.key, entry.span, taken: Set(names.keys))
    lacksNames = lacksNames || !isNamed
    guard let term = expression(entry.value, "derived value \(quoted(entry.key))"), isNamed else {
      names[entry.key] = (slots, .any)
      return
    }
    template.derived.append(ItemTemplate.Derived(name: entry.key, term: term, slot: slots))
    names[entry.key] = (slots, term.type)
    slots += 1
  }

  // MARK: - Expressions

  /// An expression; `nil` where something of it is reported.
  mutating func expression(_ tree: WrittenTree, _ what: String, wanted: ItemType = .any) -> TypedTerm? {
    guard let text = reader.text(tree, what) else { return nil }
    do throws(TemplateSyntaxFault) {
      return try typed(try TemplateParser.parse(text), tree, what, wanted)
    } catch {
      report(error, in: tree)
      return nil
    }
  }

  private mutating func typed(
    _ syntax: TemplateSyntax, _ tree: WrittenTree, _ what: String, _ wanted: ItemType
  ) throws(TemplateSyntaxFault) -> TypedTerm {
    var resolver = TermResolver(names: names, later: later.subtracting(names.keys), slots: slots)
    let (term, type) = try resolver.resolve(syntax)
    slots = resolver.slots
    guard wanted.takes(type) else {
      throw TemplateSyntaxFault(id: .type, headline: "\(what) has to be \(wanted.noun)", range: syntax.range, label: "this is \(type.noun)")
    }
    return TypedTerm(term: term, type: type, reads: resolver.reads, text: reader.note(tree, what))
  }

  // MARK: - Wordings

  private mutating func wordings(_ tree: WrittenTree?, _ template: inout ItemTemplate) {
    let editions = reader.named(tree, "`wording`")
    guard let own = editions.first(where: { $0.key == language.rawValue })?.value else { return }
    for text in reader.elements(own, "wordings", orOne: true) {
      if let wording = wording(text) { template.wordings.append(wording) }
    }
  }

  private mutating func wording(_ tree: WrittenTree) -> ItemTemplate.Wording? {
    guard let text = reader.text(tree, "a wording") else { return nil }
    var wording = ItemTemplate.Wording(parts: [], text: reader.note(tree, "a wording"))
    do throws(TemplateSyntaxFault) {
      var pieces = WordingPieces(text)
      while let piece = try pieces.next() {
        switch piece {
        case .text(let text): wording.parts.append(.text(text))
        case .expression(let syntax): wording.parts.append(.place(try typed(syntax, tree, "a place of a wording", .any)))
        }
      }
    } catch {
      report(error, in: tree)
      return nil
    }
    return wording
  }

  private func report(_ fault: TemplateSyntaxFault, in tree: WrittenTree) {
    guard !lacksNames || fault.id != .unknownName else { return }
    reader.report(fault, in: tree)
  }

  /// Every wording has to mention each variable that the answer depends on, by itself or in a derived value.
  private func checkMentions(_ template: ItemTemplate) {
    let wanted = template.leaves(of: template.answers.reduce(into: []) { $0.formUnion($1.reads) })
    for wording in template.wordings {
      let missing = wanted.subtracting(template.leaves(of: wording.reads))
      guard !missing.isEmpty else { continue }
      let names = template.variables.filter { missing.contains($0.slot) }.map(\.name)
      reader.report(
        .wordingMisses, "a wording of \(quoted(template.name)) leaves out \(listed(names)), which the answer depends on",
        at: reader.places[wording.text].tree.span, "nobody could answer it",
        help: "mention it, such as `{\(names[0])}`, by itself or in a derived value")
    }
  }
}

extension ItemTemplate {
  /// Conditions in their order, before each the derived values that it needs and that are not there yet, and then the others.
  fileprivate var schedule: [Step] {
    var steps: [Step] = []
    var done: Set<Int> = []
    func derive(_ wanted: Set<Int>) {
      // A derived value reads only earlier ones, so one way back finds all that are needed.
      var needed = wanted
      for value in derived.reversed() where needed.contains(value.slot) { needed.formUnion(value.term.reads) }
      for (place, value) in derived.enumerated() where needed.contains(value.slot) && done.insert(value.slot).inserted {
        steps.append(.derive(place))
      }
    }
    for (place, condition) in conditions.enumerated() {
      derive(condition.reads)
      steps.append(.require(place))
    }
    derive(Set(derived.map(\.slot)))
    return steps
  }

  /// The variables that some slots come from, through derived values.
  func leaves(of slots: Set<Int>) -> Set<Int> {
    let own = Set(variables.map(\.slot))
    var (found, open, seen): (Set<Int>, [Int], Set<Int>) = ([], Array(slots), [])
    while let slot = open.popLast() {
      guard seen.insert(slot).inserted else { continue }
      if own.contains(slot) { found.insert(slot) }
      open += derived.first { $0.slot == slot }?.term.reads ?? []
    }
    return found
  }
}

/// The pieces of a wording: text, and expressions in braces; a brace itself is written twice.
private struct WordingPieces {
  private let bytes: [UInt8]
  private var at = 0

  enum Piece {
    case text(String)
    case expression(TemplateSyntax)
  }

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func next() throws(TemplateSyntaxFault) -> Piece? {
    guard at < bytes.count else { return nil }
    var text: [UInt8] = []
    while at < bytes.count {
      let byte = bytes[at]
      let isDoubled = at + 1 < bytes.count && bytes[at + 1] == byte
      if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}"), isDoubled {
        text.append(byte)
        at += 2
        continue
      }
      if byte == UInt8(ascii: "}") {
        throw TemplateSyntaxFault(
          id: .expression, headline: "a closing brace without an opening one", range: at..<at + 1, help: "a brace itself is written `}}`")
      }
      if byte == UInt8(ascii: "{") {
        if !text.isEmpty { break }
        return .expression(try place())
      }
      text.append(byte)
      at += 1
    }
    return .text(String(decoding: text, as: UTF8.self))
  }

  private mutating func place() throws(TemplateSyntaxFault) -> TemplateSyntax {
    var parser = TemplateParser(bytes, from: at + 1, to: bytes.count)
    let syntax = try parser.expression()
    guard parser.takeSymbol("}") else { throw parser.unexpected("`}`", help: "a brace itself is written `{{`") }
    at = parser.at
    return syntax
  }
}
