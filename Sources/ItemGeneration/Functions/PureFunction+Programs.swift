internal import Record

extension PureFunction {
  static let programs: [PureFunction] = [
    PureFunction("source", [("program", .list(.any))], .text, "the lines of a drawn program in Python") { (call) throws(EvaluationFault) in
      .text(try ShortProgram(call.list(0), &call).source)
    },
    PureFunction("outcome", [("program", .list(.any)), ("name", .text)], .number, "the value of a variable when a drawn program has ended")
    {
      (call) throws(EvaluationFault) in
      let program = try ShortProgram(call.list(0), &call)
      let name = try call.text(1)
      guard let value = try program.run(&call)[name] else { throw call.fault("the program has no variable `\(name)`") }
      return value
    },
    PureFunction("steps", [("program", .list(.any))], .number, "how many assignments a drawn program carries out") {
      (call) throws(EvaluationFault) in
      let program = try ShortProgram(call.list(0), &call)
      _ = try program.run(&call)
      return .integer(program.assignments)
    },
  ]
}

/// A short program: assignments, conditions and loops of a fixed length over whole numbers.
final class ShortProgram {
  private let statements: [[ItemValue]]
  private let range: Range<Int>
  /// How many assignments were carried out.
  private(set) var assignments = 0

  /// How many words each kind of statement has.
  private static let lengths = ["set": 3, "op": 5, "if": 7, "for": 5]

  init(_ statements: [ItemValue], _ call: inout FunctionCall) throws(EvaluationFault) {
    var parts: [[ItemValue]] = []
    for statement in statements {
      guard case .list(let words) = statement, let kind = words.first?.text(in: .en), ShortProgram.lengths[kind] == words.count else {
        throw call.fault("is no program")
      }
      parts.append(words)
    }
    (self.statements, range) = (parts, call.range)
  }

  /// In Python, each statement on lines of its own.
  var source: String {
    statements.map { words in
      let text = words.map { $0.text(in: .en) }
      return switch text[0] {
      case "set": "\(text[1]) = \(text[2])"
      case "op": "\(text[1]) = \(text[2]) \(text[3]) \(text[4])"
      case "if": "if \(text[1]) \(text[2]) \(text[3]):\n    \(text[4]) = \(text[4]) \(text[5]) \(text[6])"
      default: "for i in range(\(text[1])):\n    \(text[2]) = \(text[2]) \(text[3]) \(text[4])"
      }
    }.joined(separator: "\n")
  }

  /// The variables at the end.
  func run(_ call: inout FunctionCall) throws(EvaluationFault) -> [String: ItemValue] {
    var names: [String: ItemValue] = [:]
    assignments = 0
    for words in statements {
      call.cost += 4
      switch words[0].text(in: .en) {
      case "set": try assign(words[1], try value(words[2], names), &names)
      case "op": try assign(words[1], try combined(words[2], words[3], words[4], names), &names)
      case "if":
        let (left, right) = (try value(words[1], names), try value(words[3], names))
        let holds = words[2] == .text("<") ? try left.precedes(right, range) : try right.precedes(left, range)
        if holds { try assign(words[4], try combined(words[4], words[5], words[6], names), &names) }
      default:
        guard case .integer(let count) = words[1], (0...100).contains(count) else { throw call.fault("is no program") }
        for step in 0..<count {
          names["i"] = .integer(step)
          try assign(words[2], try combined(words[2], words[3], words[4], names), &names)
          call.cost += 4
        }
      }
    }
    return names
  }

  private func assign(_ name: ItemValue, _ value: ItemValue, _ names: inout [String: ItemValue]) throws(EvaluationFault) {
    assignments += 1
    names[name.text(in: .en)] = value
  }

  private func value(_ operand: ItemValue, _ names: [String: ItemValue]) throws(EvaluationFault) -> ItemValue {
    guard case .text(let name) = operand else { return operand }
    guard let value = names[name] else { throw EvaluationFault(message: "the program reads `\(name)` before it is set", range: range) }
    return value
  }

  private func combined(
    _ left: ItemValue, _ sign: ItemValue, _ right: ItemValue, _ names: [String: ItemValue]
  ) throws(EvaluationFault) -> ItemValue {
    guard let first = try value(left, names).number, let second = try value(right, names).number else {
      throw EvaluationFault(message: "is no program", range: range)
    }
    let result =
      switch sign.text(in: .en) {
      case "+": first.adding(second)
      case "-": first.subtracting(second)
      default: first.multiplied(by: second)
      }
    guard let result else { throw EvaluationFault(message: "does not fit into 128 bits", range: range) }
    return ItemValue(result)
  }
}
