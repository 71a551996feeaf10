// The node of the tree: everything that can be said about one verb, as a value.
// Parsing, help, the man page, the JSON dump and the completions are all derived from it.

/// One command of a program: what it is called, what it takes and what it says about itself.
///
/// A command has either subcommands or operands. Its options are understood by the command itself and by everything below it.
public struct Command: Sendable, Equatable {
  /// The word that selects the command; the root carries the program's name.
  public var name: String
  /// One sentence in lower case without a period.
  public var summary: String
  /// Paragraphs for the help text, separated by blank lines.
  public var discussion: String
  /// The heading under which the parent's help lists the command.
  public var group: String
  /// The options of this command and of all its subcommands.
  public var options: [Option]
  /// What the command takes besides options, in order.
  public var operands: [Operand]
  /// The commands below this one.
  public var subcommands: [Command]
  /// Command lines worth showing.
  public var examples: [Example]
  /// What the exit code of the process says.
  public var exitCodes: [ExitCode]
  /// The environment variables that the command reads.
  public var environment: [EnvironmentVariable]
  /// Whether help and completions leave the command out.
  public var isHidden: Bool

  /// Creates a command.
  public init(
    _ name: String,
    _ summary: String,
    discussion: String = "",
    group: String = "Commands",
    options: [Option] = [],
    operands: [Operand] = [],
    subcommands: [Command] = [],
    examples: [Example] = [],
    exitCodes: [ExitCode] = [],
    environment: [EnvironmentVariable] = [],
    isHidden: Bool = false
  ) {
    self.name = name
    self.summary = summary
    self.discussion = discussion
    self.group = group
    self.options = options
    self.operands = operands
    self.subcommands = subcommands
    self.examples = examples
    self.exitCodes = exitCodes
    self.environment = environment
    self.isHidden = isHidden
  }

  /// Returns the subcommand of that name, hidden ones included.
  public func subcommand(_ name: String) -> Command? {
    subcommands.first { $0.name.sameBytes(as: name) }
  }

  /// The subcommands that help and completions show.
  public var visibleSubcommands: [Command] { subcommands.filter { !$0.isHidden } }
}

/// A command line worth showing, and what it does.
public struct Example: Sendable, Equatable {
  /// The whole line as a user types it.
  public var line: String
  /// What it does, as a phrase.
  public var effect: String

  /// Creates an example.
  public init(_ line: String, _ effect: String) {
    self.line = line
    self.effect = effect
  }
}

/// One exit code and its meaning.
public struct ExitCode: Sendable, Equatable {
  /// The code that the process ends with.
  public var code: Int
  /// What it says.
  public var meaning: String

  /// Creates an exit code.
  public init(_ code: Int, _ meaning: String) {
    self.code = code
    self.meaning = meaning
  }
}

/// One environment variable and what it changes.
public struct EnvironmentVariable: Sendable, Equatable {
  /// The variable's name.
  public var name: String
  /// What it changes.
  public var effect: String

  /// Creates an environment variable.
  public init(_ name: String, _ effect: String) {
    self.name = name
    self.effect = effect
  }
}
