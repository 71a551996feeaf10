internal import Record

extension ItemDomain {
  /// The most elements of a drawn list.
  static let lengthLimit = 1000

  /// A value by some choices.
  func draw(_ machine: inout Machine, _ chooser: inout some Chooser) throws(DrawFault) -> ItemValue {
    switch self {
    case .integers(let from, let to, let step):
      let (low, high) = (try whole(from, &machine), try whole(to, &machine))
      let width = if let step { try whole(step, &machine) } else { 1 }
      return .integer(try ItemDomain.number(low, high, step: width, &chooser))
    case .rationals(let above, let below):
      guard case .integer(let first) = try above.draw(&machine, &chooser), case .integer(let second) = try below.draw(&machine, &chooser),
        let value = Rational(Int128(first), over: Int128(second))
      else { throw DrawFault(.noValue, "a denominator of 0") }
      return ItemValue(value)
    case .dates(let from, let to):
      let (low, high) = (try date(from, &machine), try date(to, &machine))
      return .date(try ItemDomain.number(low, high, step: 1, &chooser))
    case .oneOf(let values): return values[Int(chooser.choose(below: UInt64(values.count)))]
    case .element(let term):
      let elements = try list(term, &machine)
      return elements[Int(chooser.choose(below: UInt64(elements.count)))]
    case .list(let domain, let length, let isDistinct): return try drawList(domain, length, isDistinct, &machine, &chooser)
    case .tuple(let domains):
      var elements: [ItemValue] = []
      for domain in domains { elements.append(try domain.draw(&machine, &chooser)) }
      return .list(elements)
    case .permutation(let term):
      let elements = try list(term, &machine)
      return .list(try ItemDomain.sampled(elements, elements.count, &machine, &chooser))
    case .sample(let term, let size):
      let elements = try list(term, &machine)
      let count = try self.count(size, &machine, &chooser)
      guard count <= elements.count else {
        throw DrawFault(.emptyDomain, "\(count) of \(elements.count) elements cannot be drawn")
      }
      return .list(try ItemDomain.sampled(elements, count, &machine, &chooser))
    case .program(let shape): return try shape.draw(&machine, &chooser)
    }
  }

  /// A whole number between two bounds.
  static func number(_ low: Int, _ high: Int, step: Int, _ chooser: inout some Chooser) throws(DrawFault) -> Int {
    let span = high.subtractingReportingOverflow(low)
    guard low <= high, step > 0, !span.overflow else { throw DrawFault(.emptyDomain, "there is nothing from \(low) to \(high) by \(step)") }
    return low + step * Int(chooser.choose(below: UInt64(span.partialValue / step) + 1))
  }

  private func drawList<Choices: Chooser>(
    _ domain: ItemDomain, _ length: Lengths, _ isDistinct: Bool, _ machine: inout Machine, _ chooser: inout Choices
  ) throws(DrawFault) -> ItemValue {
    let count = try self.count(length, &machine, &chooser)
    var elements: [ItemValue] = []
    elements.reserveCapacity(count)
    var misses = 0
    while elements.count < count {
      try ItemDomain.pay(isDistinct ? 1 + elements.count : 1, &machine)
      let element = try domain.draw(&machine, &chooser)
      if isDistinct, elements.contains(element) {
        misses += 1
        guard !Choices.isExhaustive else { throw DrawFault(.neverMet, "an element stands twice") }
        guard misses <= 1000 else { throw DrawFault(.emptyDomain, "\(count) different elements were not found in 1000 more draws") }
        continue
      }
      elements.append(element)
    }
    return .list(elements)
  }

  /// The first places of a list that is put into a random order: Fisher and Yates, from the first place up.
  static func sampled(
    _ elements: [ItemValue], _ count: Int, _ machine: inout Machine, _ chooser: inout some Chooser
  ) throws(DrawFault) -> [ItemValue] {
    try pay(count, &machine)
    var elements = elements
    for place in 0..<count {
      elements.swapAt(place, place + Int(chooser.choose(below: UInt64(elements.count - place))))
    }
    return Array(elements.prefix(count))
  }

  /// Elements that are drawn take steps too.
  private static func pay(_ steps: Int, _ machine: inout Machine) throws(DrawFault) {
    do throws(EvaluationFault) { try machine.pay(steps, 0..<0) } catch { throw DrawFault(error) }
  }

  private func count(_ lengths: Lengths, _ machine: inout Machine, _ chooser: inout some Chooser) throws(DrawFault) -> Int {
    try lengths.draw(&machine, &chooser)
  }

  private func whole(_ term: TypedTerm, _ machine: inout Machine) throws(DrawFault) -> Int { try term.whole(&machine) }

  private func date(_ term: TypedTerm, _ machine: inout Machine) throws(DrawFault) -> Int {
    do throws(EvaluationFault) {
      guard case .date(let days) = try machine.value(term) else {
        throw EvaluationFault(message: "has to be a date", range: 0..<0, text: term.text)
      }
      return days
    } catch { throw DrawFault(error) }
  }

  private func list(_ term: TypedTerm, _ machine: inout Machine) throws(DrawFault) -> [ItemValue] {
    let value: ItemValue
    do throws(EvaluationFault) { value = try machine.value(term) } catch { throw DrawFault(error) }
    guard case .list(let elements) = value, !elements.isEmpty else { throw DrawFault(.emptyDomain, "it is drawn from an empty list") }
    return elements
  }
}

extension ItemDomain.Lengths {
  func draw(_ machine: inout Machine, _ chooser: inout some Chooser) throws(DrawFault) -> Int {
    let (first, last) = (try low.whole(&machine), try high.whole(&machine))
    guard first >= 0, last <= ItemDomain.lengthLimit else {
      throw DrawFault(.tooMuch, "a length from \(first) to \(last); lists have from 0 to \(ItemDomain.lengthLimit) elements")
    }
    return try ItemDomain.number(first, last, step: 1, &chooser)
  }
}

extension TypedTerm {
  /// The value as a whole number.
  fileprivate func whole(_ machine: inout Machine) throws(DrawFault) -> Int {
    do throws(EvaluationFault) {
      let value = try machine.value(self)
      guard case .integer(let whole) = value else {
        throw EvaluationFault(message: "has to be a whole number, and is \(value.text(in: .en))", range: 0..<0, text: text)
      }
      return whole
    } catch { throw DrawFault(error) }
  }
}

extension ItemDomain.ProgramShape {
  private static let signs = ["+", "-", "*"]

  /// A program that sets each of its names, and then so many statements.
  func draw(_ machine: inout Machine, _ chooser: inout some Chooser) throws(DrawFault) -> ItemValue {
    let (low, high) = (try constants.low.whole(&machine), try constants.high.whole(&machine))
    func pick(_ words: [String], _ chooser: inout some Chooser) -> ItemValue {
      .text(words[Int(chooser.choose(below: UInt64(words.count)))])
    }
    func constant(_ chooser: inout some Chooser) throws(DrawFault) -> ItemValue {
      .integer(try ItemDomain.number(low, high, step: 1, &chooser))
    }
    var program: [ItemValue] = []
    for name in names { program.append(.list([.text("set"), .text(name), try constant(&chooser)])) }
    for _ in 0..<(try statements.draw(&machine, &chooser)) {
      let kind = kinds[Int(chooser.choose(below: UInt64(kinds.count)))]
      let target = pick(names, &chooser)
      switch kind {
      case .assignment:
        let (left, sign) = (pick(names, &chooser), pick(Self.signs, &chooser))
        let right = chooser.choose(below: 2) == 0 ? pick(names, &chooser) : try constant(&chooser)
        program.append(.list([.text("op"), target, left, sign, right]))
      case .condition:
        let (left, comparison) = (pick(names, &chooser), pick(["<", ">"], &chooser))
        let bound = try constant(&chooser)
        let sign = pick(Self.signs, &chooser)
        program.append(.list([.text("if"), left, comparison, bound, target, sign, try constant(&chooser)]))
      case .loop:
        let count = ItemValue.integer(2 + Int(chooser.choose(below: 4)))
        let sign = pick(["+", "-"], &chooser)
        let operand = chooser.choose(below: 2) == 0 ? .text("i") : try constant(&chooser)
        program.append(.list([.text("for"), count, target, sign, operand]))
      }
    }
    return .list(program)
  }
}
