// What can only be checked when the whole line has been read.

extension Parser {
  /// Checks conflicts, required options and operands, and gives the invocation.
  func finish() throws(UsageError) -> Invocation {
    if !command.subcommands.isEmpty { throw error(.missingCommand) }
    try checkOptions()
    let words = try assignOperands()
    return Invocation(
      path: path.dropFirst().map(\.name), options: scope, operandKinds: command.operands, given: given, words: words)
  }

  private func checkOptions() throws(UsageError) {
    for option in scope where given[option.long] != nil {
      for other in option.conflicts where given[other] != nil {
        throw error(.conflict(option.dashed, "--" + other))
      }
    }
    let missing = scope.filter { $0.isRequired && given[$0.long] == nil }
    if !missing.isEmpty { throw error(.missingOptions(missing.map(\.dashed))) }
  }

  /// Gives each operand its words: required ones come first in need, optional ones share what is left from the left.
  private func assignOperands() throws(UsageError) -> [String: [String]] {
    let kinds = command.operands
    let required = kinds.filter { !$0.isOptional }
    guard operands.count >= required.count else {
      throw error(.missingOperands(required.dropFirst(operands.count).map(\.usage)))
    }
    var spare = operands.count - required.count
    var rest = operands[...]
    var assigned: [String: [String]] = [:]
    for kind in kinds {
      var count = kind.isOptional ? 0 : 1
      let extra = kind.isRepeated ? spare : kind.isOptional ? min(spare, 1) : 0
      count += extra
      spare -= extra
      let words = Array(rest.prefix(count))
      rest = rest.dropFirst(count)
      try check(words, as: kind)
      if !words.isEmpty { assigned[kind.name] = words }
    }
    if let word = rest.first { throw error(.unexpectedOperand(word)) }
    return assigned
  }

  private func check(_ words: [String], as kind: Operand) throws(UsageError) {
    for word in words {
      guard let fault = kind.kind.fault(in: word, of: "<\(kind.name)>") else { continue }
      throw error(fault, suggestions(for: fault))
    }
  }
}
