// An option: a word that begins with a dash, with or without a value.

/// One option of a command.
public struct Option: Sendable, Equatable {
  /// What stands behind the option's name.
  public enum Kind: Sendable, Equatable {
    /// Nothing: the option is there or not.
    case flag
    /// Nothing, and `--no-NAME` says the opposite; the last one given counts.
    case toggle(default: Bool)
    /// A value, with the name that help shows for it.
    case value(String, ValueKind)
  }

  /// The name behind the two dashes.
  public var long: String
  /// The letter behind one dash.
  public var short: Character?
  /// Whether a value follows, and which.
  public var kind: Kind
  /// What holds when the option is not given; also what the accessors of ``Invocation`` return then.
  public var defaultValue: String?
  /// Whether it may be given more than once, each time with another value.
  public var isRepeated: Bool
  /// Whether it must be given.
  public var isRequired: Bool
  /// The long names of options that must not be given together with it.
  public var conflicts: [String]
  /// Whether help and completions leave the option out.
  public var isHidden: Bool
  /// What the option does, as a phrase.
  public var help: String

  /// Creates an option.
  public init(
    _ long: String,
    short: Character? = nil,
    _ kind: Kind = .flag,
    default defaultValue: String? = nil,
    repeated: Bool = false,
    required: Bool = false,
    conflicts: [String] = [],
    hidden: Bool = false,
    help: String
  ) {
    self.long = long
    self.short = short
    self.kind = kind
    self.defaultValue = defaultValue
    self.isRepeated = repeated
    self.isRequired = required
    self.conflicts = conflicts
    self.isHidden = hidden
    self.help = help
  }

  /// The value that the option takes, if it takes one.
  public var valueKind: ValueKind? {
    guard case .value(_, let kind) = kind else { return nil }
    return kind
  }

  /// The option as a user writes it: `--long`.
  var dashed: String { "--" + long }

  /// All long spellings: `--sign` and, for a toggle, `--no-sign`.
  var spellings: [String] {
    guard case .toggle = kind else { return [dashed] }
    return [dashed, "--no-" + long]
  }

  /// The option that every command has.
  static let help = Option("help", short: "h", help: "show this help")
  /// The option that the root has besides.
  static let version = Option("version", help: "show the version")
}
