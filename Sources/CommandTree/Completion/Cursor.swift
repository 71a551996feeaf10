// Where the cursor stands in a half-typed command line. Nothing is refused here: what is not understood is passed over.

/// The reading of the words before the cursor.
struct Cursor {
  private(set) var path: [Command]
  private(set) var given: [String: [String]] = [:]
  private(set) var operands: [String] = []
  private(set) var takesOptions = true
  /// The option whose value stands at the cursor.
  private(set) var pending: Option?

  init(after words: some Sequence<String>, root: Command) {
    path = [root]
    for word in words { pass(word) }
  }

  var command: Command { path[path.count - 1] }
  var scope: [Option] { path.optionsInScope }

  /// The options that may still be given.
  var openOptions: [Option] {
    scope.filter { option in
      if option.isHidden || option.conflicts.contains(where: { given[$0] != nil }) { return false }
      return option.isRepeated || given[option.long] == nil
    }
  }

  /// The operand that the word at the cursor would be.
  var nextOperand: Operand? {
    if operands.count < command.operands.count { return command.operands[operands.count] }
    return command.operands.last { $0.isRepeated }
  }

  func option(spelt name: String) -> Option? {
    scope.first { $0.spellings.contains { $0.sameBytes(as: name) } }
  }

  private mutating func pass(_ word: String) {
    if let option = pending {
      given[option.long, default: []].append(word)
      pending = nil
    } else if !takesOptions || word == "-" || !word.hasPrefix("-") {
      passOperand(word)
    } else if word == "--" {
      takesOptions = false
    } else if word.hasPrefix("--") {
      passLong(word)
    } else {
      passGroup(word)
    }
  }

  private mutating func passOperand(_ word: String) {
    if let next = command.subcommand(word) { path.append(next) } else { operands.append(word) }
  }

  private mutating func passLong(_ word: String) {
    let (name, value) = word.splitAtEquals()
    guard let option = option(spelt: name) else { return }
    if option.valueKind == nil || value != nil {
      given[option.long, default: []].append(value ?? Invocation.on)
    } else {
      pending = option
    }
  }

  private mutating func passGroup(_ word: String) {
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      guard let option = scope.first(where: { $0.short == letter }) else { return }
      if option.valueKind == nil {
        given[option.long, default: []].append(Invocation.on)
        continue
      }
      if letters.isEmpty { pending = option } else { given[option.long, default: []].append(String(letters)) }
      return
    }
  }
}
