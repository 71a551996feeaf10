// What help is asked about: a command with everything above it.

/// A command and its place in the tree, to be explained as text, JSON or a man page.
public struct HelpTopic: Sendable, Equatable {
  /// The commands from the root down to the one explained; never empty.
  let commands: [Command]

  init(_ commands: [Command]) {
    self.commands = commands
  }

  /// The command that is explained.
  public var command: Command { commands[commands.count - 1] }

  /// The words that call the command: `etalon dataset seal`.
  public var name: String { commands.map(\.name).joined(separator: " ") }

  /// The usage line without its heading: `etalon run [options] <spec>`.
  public var usage: String {
    var words = [name, "[options]"]
    words += commands.flatMap(\.options).filter { $0.isRequired && !$0.isHidden }.map { "\($0.dashed)\($0.placeholder)" }
    words += command.subcommands.isEmpty ? command.operands.map(\.usage) : ["<command>"]
    return words.joined(separator: " ")
  }

  /// The options that help lists first: the command's own, and `--help`.
  var ownOptions: [Option] {
    (command.options + [.help] + (commands.count == 1 ? [.version] : [])).filter { !$0.isHidden }
  }

  /// The options inherited from the commands above.
  var inheritedOptions: [Option] {
    commands.dropLast().reversed().flatMap(\.options).filter { !$0.isHidden }
  }
}

extension Program {
  /// Returns the topic of the command at `path` (below the root), or nil when there is no such command.
  public func topic(_ path: [String] = []) -> HelpTopic? {
    commands(at: path).map(HelpTopic.init)
  }
}

extension Option {
  /// What follows the name in help: ` <folder>`, or nothing.
  var placeholder: String {
    guard case .value(let name, _) = kind else { return "" }
    return " <\(name)>"
  }

  /// The left column of help: `-o, --out <folder>`, with room kept for the letter.
  var signature: String {
    let letter = short.map { "-\($0), " } ?? "    "
    guard case .toggle = kind else { return letter + dashed + placeholder }
    return letter + "--[no-]" + long
  }

  /// The help sentence with choices, default and other facts behind it in brackets.
  var explanation: String {
    let facts = facts
    return facts.isEmpty ? help : "\(help) [\(facts.joined(separator: "; "))]"
  }

  private var facts: [String] {
    var facts: [String] = []
    if isRequired { facts.append("required") }
    if isRepeated { facts.append("repeatable") }
    if let kind = valueKind { facts += kind.facts }
    if case .toggle(let on) = kind { facts.append("default: \(on ? "on" : "off")") }
    if let defaultValue { facts.append("default: \(defaultValue)") }
    return facts
  }
}

extension Operand {
  /// The help sentence with what the operand may be behind it in brackets.
  var explanation: String {
    let facts = kind.facts
    return facts.isEmpty ? help : "\(help) [\(facts.joined(separator: "; "))]"
  }
}

extension ValueKind {
  /// What help says about the values allowed.
  var facts: [String] {
    switch self {
    case .choice(let choices): [choices.map(\.value).joined(separator: ", ")]
    case .integer(let range) where range != Int.min...Int.max: [range.words]
    default: []
    }
  }
}
