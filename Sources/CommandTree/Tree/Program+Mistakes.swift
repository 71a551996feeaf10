// A tree can contradict itself; a test of the program's own tree asks here.

extension Program {
  /// What is wrong with the tree itself, one sentence each; empty for a tree that can be used.
  ///
  /// It finds doubled and shadowed names, conflicts with options that do not exist, defaults that their own option refuses, required
  /// options with a default, operands beside subcommands, more than one repeated operand, and names that a shell would not take.
  public var mistakes: [String] {
    Program.mistakes(in: [root])
  }

  private static func mistakes(in chain: [Command]) -> [String] {
    let command = chain[chain.count - 1]
    let place = chain.map(\.name).joined(separator: " ")
    var found = names(of: chain) + command.options.flatMap { mistakes(in: $0, scope: chain.optionsInScope) } + operands(of: command)
    if command.summary.isEmpty { found.append("it has no summary") }
    found = found.map { "\(place): \($0)" }
    return found + command.subcommands.flatMap { mistakes(in: chain + [$0]) }
  }

  private static func names(of chain: [Command]) -> [String] {
    let command = chain[chain.count - 1]
    let options = chain.optionsInScope
    var found = doubled(command.subcommands.map(\.name)).map { "two subcommands are called `\($0)`" }
    found += doubled(options.flatMap(\.spellings)).map { "two options are called `\($0)`" }
    found += doubled(options.compactMap(\.short).map { "-\($0)" }).map { "two options are called `\($0)`" }
    let arguments = options.map(\.long) + command.operands.map(\.name)
    found += doubled(arguments).filter { !doubled(options.map(\.long)).contains($0) }.map { "an option and an operand are called `\($0)`" }
    let words = [command.name] + command.options.map(\.long) + command.operands.map(\.name)
    found += words.filter { !$0.isPlainName }.map { "`\($0)` is not a name of letters, digits and dashes" }
    return found
  }

  private static func mistakes(in option: Option, scope: [Option]) -> [String] {
    var found: [String] = []
    for other in option.conflicts where !scope.contains(where: { $0.long == other }) {
      found.append("`\(option.dashed)` conflicts with `--\(other)`, which does not exist")
    }
    if option.isRequired, option.defaultValue != nil { found.append("`\(option.dashed)` is required and has a default") }
    if let value = option.defaultValue {
      if let kind = option.valueKind {
        if kind.fault(in: value, of: option.dashed) != nil { found.append("`\(option.dashed)` refuses its own default `\(value)`") }
      } else {
        found.append("`\(option.dashed)` takes no value and has a default")
      }
    }
    if let letter = option.short, !letter.isASCII || letter == "-" || letter == "=" || letter.isWhitespace {
      found.append("`\(option.dashed)` cannot have the short name `\(letter)`")
    }
    return found
  }

  private static func operands(of command: Command) -> [String] {
    var found: [String] = []
    if !command.operands.isEmpty, !command.subcommands.isEmpty { found.append("it has both operands and subcommands") }
    if command.operands.filter(\.isRepeated).count > 1 { found.append("more than one operand is repeated") }
    return found
  }

  private static func doubled(_ words: [String]) -> [String] {
    var seen: Set<String> = []
    return words.filter { !seen.insert($0).inserted }
  }
}

extension String {
  /// Letters, digits and inner dashes.
  fileprivate var isPlainName: Bool {
    guard let first = utf8.first, first != UInt8(ascii: "-") else { return false }
    return unicodeScalars.allSatisfy { $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-") }
  }
}
