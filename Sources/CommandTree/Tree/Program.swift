// The whole tree, with the verbs that every program has: `help`, `completions` and the hidden `__complete`.

/// A program: the tree of its commands, ready to parse, explain and complete command lines.
public struct Program: Sendable {
  /// The tree, with the built-in commands added.
  public let root: Command
  /// The names of the verbs that were added.
  let builtIns: [String]

  /// The verb that completion shims call; never shown.
  static let completionVerb = "__complete"

  /// Creates a program from its tree; `root.name` is the program's name.
  ///
  /// A root with subcommands also gets `help` and `completions`, in the group of its last subcommand, unless it has its own.
  public init(_ root: Command) {
    var added: [Command] = []
    if let group = root.visibleSubcommands.last?.group {
      added = [Program.helpCommand(group), Program.completionsCommand(group, of: root.name)].filter { root.subcommand($0.name) == nil }
    }
    var root = root
    root.subcommands += added
    self.root = root
    builtIns = added.map(\.name)
  }

  /// The program's name.
  public var name: String { root.name }

  /// Returns the commands from the root down to `path`, or nil when there is no such command.
  func commands(at path: [String]) -> [Command]? {
    var chain = [root]
    for name in path {
      guard let next = chain.last?.subcommand(name) else { return nil }
      chain.append(next)
    }
    return chain
  }

  private static func helpCommand(_ group: String) -> Command {
    Command(
      "help", "explain a command", group: group,
      options: [
        Option("json", conflicts: ["man"], help: "print the description as JSON"),
        Option("man", conflicts: ["json"], help: "print a man page (roff)"),
      ],
      operands: [Operand("command", .dynamic("command"), optional: true, repeated: true, help: "the command to explain")])
  }

  private static func completionsCommand(_ group: String, of program: String) -> Command {
    Command(
      "completions", "print the completion script of a shell", group: group,
      operands: [Operand("shell", .choice(Shell.allCases.map { Choice($0.rawValue) }), help: "the shell to complete in")],
      examples: [Example("source <(\(program) completions bash)", "complete in this shell from now on")])
  }
}
