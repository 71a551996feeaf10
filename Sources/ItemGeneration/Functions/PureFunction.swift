internal import Record

/// A function of the expressions of templates: pure, total, bounded, described once.
struct PureFunction: Sendable {
  let name: String
  /// What it takes, each with a name for people.
  let parameters: [(name: String, type: ItemType)]
  /// Whether the last parameter may stand several times.
  var isVariadic = false
  /// What it yields for values of some types.
  let result: @Sendable ([ItemType]) -> ItemType
  /// What it yields, in a clause.
  let summary: String
  let apply: @Sendable (inout FunctionCall) throws(EvaluationFault) -> ItemValue

  init(
    _ name: String, _ parameters: [(String, ItemType)], variadic: Bool = false, _ result: ItemType, _ summary: String,
    _ apply: @escaping @Sendable (inout FunctionCall) throws(EvaluationFault) -> ItemValue
  ) {
    self.init(name, parameters, variadic: variadic, of: { _ in result }, summary, apply)
  }

  init(
    _ name: String, _ parameters: [(String, ItemType)], variadic: Bool = false, of result: @escaping @Sendable ([ItemType]) -> ItemType,
    _ summary: String, _ apply: @escaping @Sendable (inout FunctionCall) throws(EvaluationFault) -> ItemValue
  ) {
    self.name = name
    self.parameters = parameters.map { (name: $0.0, type: $0.1) }
    isVariadic = variadic
    self.result = result
    self.summary = summary
    self.apply = apply
  }

  func takes(count: Int) -> Bool { isVariadic ? count >= parameters.count : count == parameters.count }
  func parameter(_ position: Int) -> ItemType { parameters.isEmpty ? .any : parameters[min(position, parameters.count - 1)].type }

  /// Such as `a text and a number`.
  var signature: String {
    guard !parameters.isEmpty else { return "nothing" }
    return parameters.map { "\($0.type.noun) (`\($0.name)`)" }.joined(separator: ", ") + (isVariadic ? " and more" : "")
  }

  /// Every function, topic by topic.
  static let topics: [(title: String, functions: [PureFunction])] = [
    ("Numbers", numbers), ("Texts", texts), ("Lists", lists), ("Dates", dates), ("The Chinese calendar", chinese), ("Programs", programs),
  ]

  static let named: [String: PureFunction] = Dictionary(
    uniqueKeysWithValues: topics.flatMap(\.functions).map { ($0.name, $0) })

  /// The element type of the first value.
  static func element(_ types: [ItemType]) -> ItemType {
    if case .list(let element)? = types.first { element } else { .any }
  }
}

/// One call of a function: its values, and what it costs.
struct FunctionCall {
  let arguments: [ItemValue]
  let range: Range<Int>
  let language: ItemLanguage
  /// Steps that the call takes.
  var cost = 0

  func fault(_ message: String, isTooMuch: Bool = false) -> EvaluationFault {
    EvaluationFault(message: message, range: range, isTooMuch: isTooMuch)
  }

  func number(_ position: Int) throws(EvaluationFault) -> Rational {
    guard let number = arguments[position].number else { throw fault("needs a number and got \(arguments[position].noun)") }
    return number
  }

  func whole(_ position: Int) throws(EvaluationFault) -> Int {
    guard case .integer(let whole) = arguments[position] else {
      throw fault("needs a whole number and got \(arguments[position].text(in: .en))")
    }
    return whole
  }

  /// A whole number in a range.
  func whole(_ position: Int, _ bounds: ClosedRange<Int>) throws(EvaluationFault) -> Int {
    let value = try whole(position)
    guard bounds.contains(value) else {
      throw fault("needs a whole number from \(bounds.lowerBound) to \(bounds.upperBound), not \(value)")
    }
    return value
  }

  func text(_ position: Int) throws(EvaluationFault) -> String {
    guard case .text(let text) = arguments[position] else { throw fault("needs a text and got \(arguments[position].noun)") }
    return text
  }

  /// The Unicode scalars of a text.
  mutating func scalars(_ position: Int) throws(EvaluationFault) -> [Unicode.Scalar] {
    let scalars = Array(try text(position).unicodeScalars)
    cost += scalars.count
    return scalars
  }

  mutating func list(_ position: Int) throws(EvaluationFault) -> [ItemValue] {
    guard case .list(let elements) = arguments[position] else { throw fault("needs a list and got \(arguments[position].noun)") }
    cost += elements.count
    return elements
  }

  /// A list of truth values.
  mutating func truths(_ position: Int) throws(EvaluationFault) -> [Bool] {
    var flags: [Bool] = []
    for element in try list(position) {
      guard case .truth(let flag) = element else { throw fault("needs truth values and got \(element.noun)") }
      flags.append(flag)
    }
    return flags
  }

  func date(_ position: Int) throws(EvaluationFault) -> Int {
    guard case .date(let days) = arguments[position] else { throw fault("needs a date and got \(arguments[position].noun)") }
    return days
  }

  /// A number that may not fit.
  func fitting(_ number: Rational?) throws(EvaluationFault) -> ItemValue {
    guard let number else { throw fault("does not fit into 128 bits") }
    return ItemValue(number)
  }

  /// Refuses a result that is too large.
  func checked(size: Int) throws(EvaluationFault) {
    guard size <= Machine.sizeLimit else { throw fault("makes something of more than \(Machine.sizeLimit) parts", isTooMuch: true) }
  }

  /// The values of a list with an order.
  mutating func sorted(_ position: Int) throws(EvaluationFault) -> [ItemValue] {
    var elements = try list(position)
    cost += elements.count * 4
    // Insertion keeps equal elements in their order; lists are short, and the cost says so.
    for place in elements.indices.dropFirst() {
      var at = place
      while at > 0, try elements[at].precedes(elements[at - 1], range) {
        elements.swapAt(at, at - 1)
        at -= 1
        cost += 1
      }
      guard cost <= Machine.stepLimit else { throw fault("takes more than \(Machine.stepLimit) steps", isTooMuch: true) }
    }
    return elements
  }
}
