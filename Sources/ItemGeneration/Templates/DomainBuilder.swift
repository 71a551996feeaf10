internal import Record
internal import Spec
internal import Text

/// Reads what a variable is drawn from.
struct DomainBuilder {
  var builder: TemplateBuilder
  private var reader: TemplateReader { builder.reader }

  init(builder: TemplateBuilder) { self.builder = builder }

  static let words = ["integer", "rational", "date", "one-of", "list", "tuple", "permutation", "sample", "program"]

  mutating func domain(_ tree: WrittenTree, _ what: String) -> (ItemDomain, ItemType)? {
    guard case .mapping(let entries) = tree.content, entries.count == 1, let entry = entries.first else {
      reader.report(
        .shape, "\(what) has to be drawn from one domain", at: tree.span, "this is \(tree.noun)",
        help: "write for example `{ integer: [1, 9] }`; domains are \(listed(DomainBuilder.words))")
      return nil
    }
    switch entry.key {
    case "integer": return integers(entry.value).map { ($0, .number) }
    case "rational": return rationals(entry.value).map { ($0, .number) }
    case "date": return bounds(entry.value, "`date`", isDate: true).map { (.dates(from: $0.low, to: $0.high), .date) }
    case "one-of": return oneOf(entry.value)
    case "list": return list(entry.value)
    case "tuple": return tuple(entry.value)
    case "permutation":
      return expression(entry.value, "`permutation`", .list(.any)).map { (.permutation($0), $0.type) }
    case "sample": return sample(entry.value)
    case "program": return program(entry.value).map { (.program($0), .list(.any)) }
    default:
      reader.report(
        .shape, "no domain is called \(quoted(entry.key))", at: entry.span, "not a domain",
        help: didYouMean(entry.key, among: DomainBuilder.words).map { "did you mean `\($0)`?" } ?? available(DomainBuilder.words))
      return nil
    }
  }

  private mutating func expression(_ tree: WrittenTree, _ what: String, _ type: ItemType) -> TypedTerm? {
    builder.expression(tree, what, wanted: type)
  }

  /// Two bounds, both included; for dates also as `2024-02-29`.
  private mutating func bounds(_ tree: WrittenTree?, _ what: String, isDate: Bool = false) -> ItemDomain.Lengths? {
    guard let tree else { return nil }
    let elements = reader.elements(tree, what)
    guard elements.count == 2 else {
      if case .list = tree.content {
        reader.report(.shape, "\(what) has to be a list of two bounds", at: tree.span, "both are included", help: "write `[1, 9]`")
      }
      return nil
    }
    guard let low = bound(elements[0], what, isDate), let high = bound(elements[1], what, isDate) else { return nil }
    if case .constant(let first) = low.term, case .constant(let last) = high.term, (try? last.precedes(first, 0..<0)) == true {
      reader.report(.emptyDomain, "\(what) has no value", at: tree.span, "the first bound is above the second", help: "exchange them")
      return nil
    }
    return ItemDomain.Lengths(low: low, high: high)
  }

  private mutating func bound(_ tree: WrittenTree, _ what: String, _ isDate: Bool) -> TypedTerm? {
    if isDate, case .scalar(let text, _) = tree.content, let date = CivilDate(text) {
      return TypedTerm(term: .constant(.date(date.days)), type: .date, reads: [], text: reader.note(tree, what))
    }
    guard var term = expression(tree, "a bound of \(what)", isDate ? .date : .number) else { return nil }
    // A signed number is a number.
    if case .negate(.constant(.integer(let whole)), _) = term.term { term.term = .constant(.integer(0 - whole)) }
    return term
  }

  /// A fixed length, or two bounds of one.
  private mutating func lengths(_ tree: WrittenTree?, _ what: String) -> ItemDomain.Lengths? {
    guard let tree else { return nil }
    if case .list = tree.content { return bounds(tree, what) }
    return expression(tree, what, .number).map { ItemDomain.Lengths(low: $0, high: $0) }
  }

  private mutating func integers(_ tree: WrittenTree) -> ItemDomain? {
    if case .list = tree.content { return bounds(tree, "`integer`").map { .integers(from: $0.low, to: $0.high, step: nil) } }
    guard let entries = reader.entries(tree, "`integer`", keys: ["from", "to", "step"], required: ["from", "to"]),
      let from = entries["from"].flatMap({ bound($0, "`integer`", false) }),
      let to = entries["to"].flatMap({ bound($0, "`integer`", false) })
    else { return nil }
    var step: TypedTerm?
    if let written = entries["step"] {
      guard let term = expression(written, "`step`", .number) else { return nil }
      step = term
    }
    return .integers(from: from, to: to, step: step)
  }

  private mutating func rationals(_ tree: WrittenTree) -> ItemDomain? {
    guard let entries = reader.entries(tree, "`rational`", keys: ["numerator", "denominator"], required: ["numerator", "denominator"]),
      let above = entries["numerator"].flatMap({ integers($0) }), let below = entries["denominator"].flatMap({ integers($0) })
    else { return nil }
    return .rationals(above: above, below: below)
  }

  private mutating func oneOf(_ tree: WrittenTree) -> (ItemDomain, ItemType)? {
    guard case .list(let elements) = tree.content else {
      guard let term = expression(tree, "`one-of`", .list(.any)) else { return nil }
      return (.element(term), PureFunction.element([term.type]))
    }
    let cells = elements.compactMap { builder.lists.cell($0) }
    guard !elements.isEmpty else {
      reader.report(.emptyDomain, "`one-of` has no value", at: tree.span, "empty")
      return nil
    }
    guard cells.count == elements.count else { return nil }
    return (.oneOf(cells.map(\.value)), cells.dropFirst().reduce(cells[0].type) { $0.joined($1.type) })
  }

  private mutating func list(_ tree: WrittenTree) -> (ItemDomain, ItemType)? {
    guard let entries = reader.entries(tree, "`list`", keys: ["of", "length", "distinct"], required: ["of", "length"]),
      let of = entries["of"],
      let (domain, type) = domain(of, "an element of a list"), let length = lengths(entries["length"], "`length`")
    else { return nil }
    return (.list(domain, length: length, isDistinct: reader.truth(entries["distinct"], "`distinct`")), .list(type))
  }

  private mutating func tuple(_ tree: WrittenTree) -> (ItemDomain, ItemType)? {
    var parts: [(ItemDomain, ItemType)] = []
    for element in reader.elements(tree, "`tuple`") {
      guard let part = domain(element, "a part of a tuple") else { return nil }
      parts.append(part)
    }
    guard !parts.isEmpty else { return nil }
    return (.tuple(parts.map(\.0)), .list(parts.dropFirst().reduce(parts[0].1) { $0.joined($1.1) }))
  }

  private mutating func sample(_ tree: WrittenTree) -> (ItemDomain, ItemType)? {
    guard let entries = reader.entries(tree, "`sample`", keys: ["of", "size"], required: ["of", "size"]),
      let of = entries["of"].flatMap({ expression($0, "`of`", .list(.any)) }), let size = lengths(entries["size"], "`size`")
    else { return nil }
    return (.sample(of, size: size), of.type)
  }

  private mutating func program(_ tree: WrittenTree) -> ItemDomain.ProgramShape? {
    let keys = ["names", "statements", "constants", "kinds"]
    guard let entries = reader.entries(tree, "`program`", keys: keys, required: ["names", "statements", "constants"]),
      let statements = lengths(entries["statements"], "`statements`"), let constants = bounds(entries["constants"], "`constants`")
    else { return nil }
    let names = reader.elements(entries["names"], "`names`").compactMap { reader.text($0, "a name") }
    guard !names.isEmpty, !names.contains("i"), Set(names).count == names.count else {
      reader.report(.shape, "`names` of a program are different texts, and not `i`, which loops count with", at: tree.span)
      return nil
    }
    if case .list(let none)? = entries["kinds"]?.content, none.isEmpty {
      reader.report(.emptyDomain, "`kinds` of a program has no value", at: tree.span, "empty")
      return nil
    }
    let words = ItemDomain.ProgramShape.Kind.allCases.map(\.rawValue)
    let kinds = reader.elements(entries["kinds"], "`kinds`").compactMap { tree -> ItemDomain.ProgramShape.Kind? in
      let kind = reader.text(tree, "a kind").flatMap(ItemDomain.ProgramShape.Kind.init)
      if kind == nil { reader.report(.shape, "a kind of statement is \(listed(words, joining: "or"))", at: tree.span, "not a kind") }
      return kind
    }
    guard entries["kinds"] == nil || !kinds.isEmpty else { return nil }
    return ItemDomain.ProgramShape(
      names: names, statements: statements, constants: (constants.low, constants.high),
      kinds: entries["kinds"] == nil ? ItemDomain.ProgramShape.Kind.allCases : kinds)
  }
}
