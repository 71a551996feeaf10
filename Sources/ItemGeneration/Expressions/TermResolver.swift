internal import Record
internal import Text

/// Finds what the names of an expression stand for, and that its parts fit together.
struct TermResolver {
  /// Names with their slot and type; those of comprehensions come and go.
  private var names: [String: (slot: Int, type: ItemType)]
  /// Names that are known but not yet drawn where the expression stands.
  private let later: Set<String>
  private(set) var slots: Int
  private(set) var reads: Set<Int> = []

  init(names: [String: (slot: Int, type: ItemType)], later: Set<String> = [], slots: Int) {
    (self.names, self.later, self.slots) = (names, later, slots)
  }

  mutating func resolve(_ syntax: TemplateSyntax) throws(TemplateSyntaxFault) -> (Term, ItemType) {
    switch syntax.kind {
    case .number(let number): return (.constant(ItemValue(number)), .number)
    case .text(let text): return (.constant(.text(text)), .text)
    case .truth(let flag): return (.constant(.truth(flag)), .truth)
    case .name(let name): return try named(name, syntax.range)
    case .list(let elements): return try list(elements)
    case .unary(let sign, let operand): return try unary(sign, operand, syntax.range)
    case .binary(let sign, let left, let right): return try binary(sign, left, right, syntax.range)
    case .conditional(let condition, let then, let otherwise):
      let test = try wanted(condition, .truth, "the condition of `if`")
      let (first, one) = try resolve(then)
      let (second, other) = try resolve(otherwise)
      return (.conditional(test, first, second, syntax.range), one.joined(other))
    case .call(let name, let range, let arguments): return try call(name, range, arguments, syntax.range)
    case .index(let whole, let place): return try index(whole, place, syntax.range)
    case .field(let whole, let name, let range): return try field(whole, name, range, syntax.range)
    case .comprehension(let element, let name, let source, let condition):
      return try comprehension(element, name, source, condition, syntax.range)
    }
  }

  private mutating func wanted(_ syntax: TemplateSyntax, _ type: ItemType, _ what: String) throws(TemplateSyntaxFault) -> Term {
    let (term, found) = try resolve(syntax)
    guard type.takes(found) else { throw mismatch("\(what) has to be \(type.noun)", syntax.range, found) }
    return term
  }

  private func mismatch(_ headline: String, _ range: Range<Int>, _ found: ItemType, help: String? = nil) -> TemplateSyntaxFault {
    TemplateSyntaxFault(id: .type, headline: headline, range: range, label: "this is \(found.noun)", help: help)
  }

  private mutating func named(_ name: String, _ range: Range<Int>) throws(TemplateSyntaxFault) -> (Term, ItemType) {
    if let (slot, type) = names[name] {
      reads.insert(slot)
      return (.slot(slot), type)
    }
    if later.contains(name) {
      throw TemplateSyntaxFault(
        id: .unknownName, headline: "`\(name)` has no value yet here", range: range, label: "drawn or derived later",
        help: "variables are drawn in their order, and derived values follow: move it up")
    }
    let known = names.keys.sorted()
    throw TemplateSyntaxFault(
      id: .unknownName, headline: "no variable is called \(quoted(name))", range: range, label: "not a name of this template",
      help: didYouMean(name, among: known).map { "did you mean `\($0)`?" } ?? available(known))
  }

  private mutating func list(_ elements: [TemplateSyntax]) throws(TemplateSyntaxFault) -> (Term, ItemType) {
    var terms: [Term] = []
    var type: ItemType?
    for element in elements {
      let (term, found) = try resolve(element)
      terms.append(term)
      type = type?.joined(found) ?? found
    }
    return (.list(terms), .list(type ?? .any))
  }

  private mutating func unary(
    _ sign: TemplateOperator, _ operand: TemplateSyntax, _ range: Range<Int>
  ) throws(TemplateSyntaxFault) -> (Term, ItemType) {
    if sign == .not { return (.not(try wanted(operand, .truth, "what stands behind `not`"), range), .truth) }
    return (.negate(try wanted(operand, .number, "what stands behind a minus"), range), .number)
  }

  private mutating func binary(
    _ sign: TemplateOperator, _ left: TemplateSyntax, _ right: TemplateSyntax, _ range: Range<Int>
  ) throws(TemplateSyntaxFault) -> (Term, ItemType) {
    if sign == .and || sign == .or {
      let first = try wanted(left, .truth, "what stands before `\(sign.rawValue)`")
      let second = try wanted(right, .truth, "what stands behind `\(sign.rawValue)`")
      return (sign == .and ? .both(first, second, range) : .either(first, second, range), .truth)
    }
    let (first, one) = try resolve(left)
    let (second, other) = try resolve(right)
    guard let type = sign.result(one, other) else {
      throw TemplateSyntaxFault(
        id: .type, headline: "`\(sign.rawValue)` does not go between \(one.noun) and \(other.noun)", range: range,
        label: "\(one.noun) \(sign.rawValue) \(other.noun)", help: "`text(x)` makes a text of anything")
    }
    return (.binary(sign, first, second, range), type)
  }

  private mutating func call(
    _ name: String, _ place: Range<Int>, _ arguments: [TemplateSyntax], _ range: Range<Int>
  ) throws(TemplateSyntaxFault) -> (Term, ItemType) {
    guard let function = PureFunction.named[name] else {
      let names = PureFunction.named.keys.sorted()
      throw TemplateSyntaxFault(
        id: .unknownName, headline: "no function is called \(quoted(name))", range: place, label: "not a function",
        help: didYouMean(name, among: names).map { "did you mean `\($0)`?" } ?? available(names))
    }
    guard function.takes(count: arguments.count) else {
      throw TemplateSyntaxFault(
        id: .type, headline: "`\(name)` takes \(function.signature), not \(counted(arguments.count, "value"))", range: range,
        label: "called so here")
    }
    var terms: [Term] = []
    var types: [ItemType] = []
    for (position, argument) in arguments.enumerated() {
      let (term, found) = try resolve(argument)
      let parameter = function.parameter(position)
      guard parameter.takes(found) else {
        throw mismatch("`\(name)` takes \(function.signature)", argument.range, found)
      }
      terms.append(term)
      types.append(found)
    }
    return (.call(function, terms, range), function.result(types))
  }

  private mutating func index(
    _ whole: TemplateSyntax, _ index: TemplateSyntax, _ range: Range<Int>
  ) throws(TemplateSyntaxFault) -> (Term, ItemType) {
    let (term, type) = try resolve(whole)
    let place = try wanted(index, .number, "a place in a list")
    switch type {
    case .list(let element): return (.index(term, place, range), element)
    case .text: return (.index(term, place, range), .text)
    case .any, .row: return (.index(term, place, range), .any)
    default: throw mismatch("only lists and texts have places", whole.range, type)
    }
  }

  private mutating func field(
    _ whole: TemplateSyntax, _ name: String, _ place: Range<Int>, _ range: Range<Int>
  ) throws(TemplateSyntaxFault) -> (Term, ItemType) {
    let (term, type) = try resolve(whole)
    guard case .row(let columns, let types) = type else {
      throw mismatch("only a row of a table has columns", whole.range, type, help: "`x[0]` is the first element of a list")
    }
    guard let column = columns.firstIndex(of: name) else {
      throw TemplateSyntaxFault(
        id: .unknownName, headline: "the table has no column \(quoted(name))", range: place, label: "not a column",
        help: didYouMean(name, among: columns).map { "did you mean `\($0)`?" } ?? available(columns))
    }
    return (.index(term, .constant(.integer(column)), range), types[column])
  }

  private mutating func comprehension(
    _ element: TemplateSyntax, _ name: String, _ source: TemplateSyntax, _ condition: TemplateSyntax?, _ range: Range<Int>
  ) throws(TemplateSyntaxFault) -> (Term, ItemType) {
    let (list, type) = try resolve(source)
    let inner: ItemType
    switch type {
    case .list(let element): inner = element
    case .any, .row: inner = .any
    default: throw mismatch("`for` goes through a list", source.range, type, help: "`chars(x)` is the list of a text's characters")
    }
    let hidden = names[name]
    let slot = slots
    slots += 1
    names[name] = (slot, inner)
    defer { names[name] = hidden }
    let test: Term? = if let condition { try wanted(condition, .truth, "the condition behind `if`") } else { nil }
    let (term, found) = try resolve(element)
    return (.comprehension(element: term, slot: slot, source: list, condition: test, range), .list(found))
  }
}

extension TemplateOperator {
  /// What it yields between two types; `nil` where it does not go between them.
  fileprivate func result(_ left: ItemType, _ right: ItemType) -> ItemType? {
    switch self {
    case .add:
      if case .list = left, case .list = right { return left.joined(right) }
      if left == .date, right == .number || right == .any { return .date }
      if left == .any || right == .any { return left == .any ? right == .date ? nil : right : left }
      return left == right && (left == .number || left == .text) ? left : nil
    case .subtract:
      if left == .date { return right == .date ? .number : right == .number ? .date : right == .any ? .any : nil }
      return ItemType.number.takes(left) && ItemType.number.takes(right) ? .number : nil
    case .multiply, .divide: return ItemType.number.takes(left) && ItemType.number.takes(right) ? .number : nil
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      let isOrdered = [ItemType.number, .text, .date, .any].contains(left) || right == .any
      return isOrdered && left.takes(right) ? .truth : nil
    case .equal, .notEqual: return left.takes(right) || right.takes(left) ? .truth : nil
    case .isIn:
      if case .list(let element) = right { return element.takes(left) ? .truth : nil }
      return right == .any || (left == .text && right == .text) ? .truth : nil
    case .and, .or, .not: return nil
    }
  }
}
