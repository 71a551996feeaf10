internal import Record

/// Evaluates terms: total, exact, and bounded by a number of steps.
struct Machine {
  var slots: [ItemValue]
  let language: ItemLanguage
  /// Steps that are left.
  private(set) var steps: Int

  /// The most steps of one attempt at an item.
  static let stepLimit = 200_000
  /// The most elements of a list, and bytes of a text.
  static let sizeLimit = 10_000

  init(slots: Int, language: ItemLanguage) {
    self.slots = Array(repeating: .integer(0), count: slots)
    self.language = language
    steps = Machine.stepLimit
  }

  /// Gives it all its steps again.
  mutating func refresh() { steps = Machine.stepLimit }

  /// Pays for work in advance.
  mutating func pay(_ count: Int, _ range: Range<Int>) throws(EvaluationFault) {
    steps -= count
    if steps < 0 {
      throw EvaluationFault(message: "takes more than \(Machine.stepLimit) steps", range: range, isTooMuch: true)
    }
  }

  mutating func value(_ typed: TypedTerm) throws(EvaluationFault) -> ItemValue {
    do throws(EvaluationFault) { return try value(typed.term) } catch {
      var fault = error
      if fault.text < 0 { fault.text = typed.text }
      throw fault
    }
  }

  mutating func isTrue(_ typed: TypedTerm) throws(EvaluationFault) -> Bool {
    if case .truth(let flag) = try value(typed) { return flag }
    throw EvaluationFault(message: "is no truth value", range: 0..<0, text: typed.text)
  }

  mutating func value(_ term: Term) throws(EvaluationFault) -> ItemValue {
    steps -= 1
    switch term {
    case .constant(let value): return value
    case .slot(let slot): return slots[slot]
    case .list(let terms):
      var elements: [ItemValue] = []
      elements.reserveCapacity(terms.count)
      for term in terms { elements.append(try value(term)) }
      return try checked(.list(elements), 0..<0)
    case .negate(let operand, let range): return try arithmetic(.subtract, .integer(0), try value(operand), range)
    case .not(let operand, let range): return .truth(!(try truth(operand, range)))
    case .both(let left, let right, let range): return .truth(try truth(left, range) ? try truth(right, range) : false)
    case .either(let left, let right, let range): return .truth(try truth(left, range) ? true : try truth(right, range))
    case .binary(let sign, let left, let right, let range):
      if steps < 0 { try pay(0, range) }
      return try binary(sign, try value(left), try value(right), range)
    case .conditional(let condition, let then, let otherwise, let range):
      return try truth(condition, range) ? try value(then) : try value(otherwise)
    case .call(let function, let terms, let range):
      if steps < 0 { try pay(0, range) }
      var arguments: [ItemValue] = []
      arguments.reserveCapacity(terms.count)
      for term in terms { arguments.append(try value(term)) }
      var call = FunctionCall(arguments: arguments, range: range, language: language)
      let result = try function.apply(&call)
      try pay(call.cost, range)
      return try checked(result, range)
    case .index(let whole, let index, let range): return try element(try value(whole), try value(index), range)
    case .comprehension(let element, let slot, let source, let condition, let range):
      return try list(element, slot, source, condition, range)
    }
  }

  private mutating func truth(_ term: Term, _ range: Range<Int>) throws(EvaluationFault) -> Bool {
    let found = try value(term)
    if case .truth(let flag) = found { return flag }
    throw EvaluationFault(message: "needs a truth value and got \(found.noun)", range: range)
  }

  private func element(_ whole: ItemValue, _ index: ItemValue, _ range: Range<Int>) throws(EvaluationFault) -> ItemValue {
    guard case .integer(let place) = index else { throw EvaluationFault(message: "a place in a list is a whole number", range: range) }
    switch whole {
    case .list(let elements):
      guard elements.indices.contains(place) else {
        throw EvaluationFault(message: "the list has \(elements.count) elements, and none at \(place)", range: range)
      }
      return elements[place]
    case .text(let text):
      let scalars = Array(text.unicodeScalars)
      guard scalars.indices.contains(place) else {
        throw EvaluationFault(message: "the text has \(scalars.count) characters, and none at \(place)", range: range)
      }
      return .text(String(scalars[place]))
    default: throw EvaluationFault(message: "\(whole.noun) has no places", range: range)
    }
  }

  private mutating func list(
    _ element: Term, _ slot: Int, _ source: Term, _ condition: Term?, _ range: Range<Int>
  ) throws(EvaluationFault) -> ItemValue {
    guard case .list(let elements) = try value(source) else { throw EvaluationFault(message: "`for` goes through a list", range: range) }
    var result: [ItemValue] = []
    let outer = slots[slot]
    for candidate in elements {
      try pay(1, range)
      slots[slot] = candidate
      if let condition, !(try truth(condition, range)) { continue }
      result.append(try value(element))
    }
    slots[slot] = outer
    return try checked(.list(result), range)
  }

  /// Refuses a list that holds too much, what stands in it and in its texts included: what is shared costs nothing to make, but to show.
  func checked(_ value: ItemValue, _ range: Range<Int>) throws(EvaluationFault) -> ItemValue {
    guard case .list = value else { return value }
    var left = Machine.sizeLimit
    guard value.fits(&left) else {
      throw EvaluationFault(message: "makes a list of more than \(Machine.sizeLimit) parts", range: range, isTooMuch: true)
    }
    return value
  }
}

extension ItemValue {
  /// Whether it has no more parts than are left; a text counts once, and once more for each 16 bytes.
  fileprivate func fits(_ left: inout Int) -> Bool {
    left -= 1
    switch self {
    case .list(let elements): for element in elements where left >= 0 { _ = element.fits(&left) }
    case .text(let text): left -= text.utf8.count / 16
    default: break
    }
    return left >= 0
  }
}
