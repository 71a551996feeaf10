// What can be wrong with a command line: the facts. The sentences are in UsageError+Message.swift.

/// A command line that does not fit the command's description.
public struct UsageError: Error, Sendable, Equatable {
  /// The fact.
  public enum Fault: Sendable, Equatable {
    /// A word stands where a subcommand must.
    case unknownCommand(String)
    /// The command line ends where a subcommand must stand.
    case missingCommand
    /// No option of that spelling; `word` is the whole word it stands in.
    case unknownOption(String, word: String)
    /// An option of another command, which stands too far to the left.
    case misplacedOption(String, command: String)
    /// The option needs a value; `next` is the word that follows and looks like an option.
    case missingValue(option: String, next: String?)
    /// The option takes no value.
    case unexpectedValue(option: String, value: String)
    /// The value is not a decimal integer.
    case notAnInteger(argument: String, value: String, range: ClosedRange<Int>)
    /// The integer is too small or too large.
    case outOfRange(argument: String, value: String, range: ClosedRange<Int>)
    /// The value is none of the words that are allowed.
    case notAChoice(argument: String, value: String, choices: [String])
    /// A path of no characters.
    case emptyPath(argument: String)
    /// An option that takes one value was given twice.
    case givenTwice(option: String)
    /// A word that no operand takes.
    case unexpectedOperand(String)
    /// Operands that were not given.
    case missingOperands([String])
    /// Required options that were not given.
    case missingOptions([String])
    /// Two options that exclude each other.
    case conflict(String, String)
    /// Completion was asked for without the position of the word.
    case malformedCompletion
  }

  /// What is wrong.
  public let fault: Fault
  /// The program and the command that was being read: `["etalon", "run"]`.
  public let command: [String]
  /// What the user may have meant, the likeliest first.
  public let suggestions: [String]
}
