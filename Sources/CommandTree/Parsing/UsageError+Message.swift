// The words for each fault, in one place.

internal import Text

extension UsageError {
  /// One sentence without a period; untrusted words are escaped.
  public var message: String {
    switch fault {
    case .unknownCommand(let word): "unknown command \(quoted(word))"
    case .missingCommand: "`\(command.joined(separator: " "))` needs a command"
    case .unknownOption(let option, let word):
      option == word ? "unknown option \(quoted(option))" : "unknown option \(quoted(option)) in \(quoted(word))"
    case .misplacedOption(let option, let command): "option `\(option)` belongs to `\(command)`"
    case .missingValue(let option, _): "option `\(option)` needs a value"
    case .unexpectedValue(let option, let value): "option `\(option)` takes no value, but was given \(quoted(value))"
    case .notAnInteger(let argument, let value, _): "`\(argument)` must be an integer, not \(quoted(value))"
    case .outOfRange(let argument, let value, let range): "`\(argument)` must be \(range.words), not \(quoted(value))"
    case .notAChoice(let argument, let value, _): "`\(argument)` cannot be \(quoted(value))"
    case .emptyPath(let argument): "`\(argument)` must be a path, not an empty word"
    case .givenTwice(let option): "option `\(option)` is given twice"
    case .unexpectedOperand(let word): "unexpected argument \(quoted(word))"
    case .missingOperands(let names): "missing " + listed(names)
    case .missingOptions(let names): "missing required \(inflected(names.count, "option")) " + listed(names)
    case .conflict(let first, let second): "`\(first)` and `\(second)` exclude each other"
    case .malformedCompletion: "completion needs the index of a word and the words"
    }
  }

  /// The word of the command line that is at fault, as it was given; nil when something is missing.
  public var word: String? {
    switch fault {
    case .unknownCommand(let word), .unknownOption(_, let word), .unexpectedOperand(let word): word
    case .unexpectedValue(_, let value), .notAnInteger(_, let value, _), .outOfRange(_, let value, _): value
    case .notAChoice(_, let value, _): value
    case .givenTwice(let option), .missingValue(let option, _), .misplacedOption(let option, _): option
    case .conflict(_, let second): second
    case .emptyPath: ""
    case .missingCommand, .missingOperands, .missingOptions, .malformedCompletion: nil
    }
  }

  /// The next step: what was probably meant, or what is allowed.
  public var hints: [String] {
    var hints = suggestions.isEmpty ? [] : ["did you mean \(listed(suggestions, joining: "or"))?"]
    switch fault {
    case .notAChoice(_, _, let choices): hints.append("it is one of \(listed(choices, joining: "or"))")
    case .notAnInteger(_, _, let range) where range != Int.min...Int.max: hints.append("it is \(range.words)")
    case .missingValue(let option, let next?) where option.hasPrefix("--"):
      hints.append("if \(quoted(next)) is the value, write `\(option)=\(printable(next))`")
    case .misplacedOption(let option, let command): hints.append("write it behind the command: `\(command) \(option)`")
    case .givenTwice: hints.append("remove one of them")
    default: break
    }
    return hints
  }

  /// The pointer to the help of the command.
  public var seeAlso: String { "see '\(command.joined(separator: " ")) --help'" }

  /// The whole text for standard error: the fact, the hints, the pointer; each on a line of its own.
  public func text(style: Style = .plain) -> String {
    var lines = [style.error("error:") + " " + message]
    lines += hints.map { style.hint("hint:") + " " + $0 }
    return (lines + [seeAlso]).map { $0 + "\n" }.joined()
  }
}

extension UsageError: CustomStringConvertible {
  /// The message alone.
  public var description: String { message }
}

extension ClosedRange<Int> {
  /// The range as a phrase: `from 1 to 64`, `at least 1`.
  var words: String {
    switch (lowerBound, upperBound) {
    case (Int.min, Int.max): "an integer"
    case (_, Int.max): "at least \(lowerBound)"
    case (Int.min, _): "at most \(upperBound)"
    default: "from \(lowerBound) to \(upperBound)"
    }
  }
}
