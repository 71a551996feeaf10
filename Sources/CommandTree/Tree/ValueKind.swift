// What a value may be: one description that checks it, completes it and shows it in help.

/// The kind of value that an option or an operand takes.
public enum ValueKind: Sendable, Equatable {
  /// Any text; nothing to complete.
  case text
  /// Any text; the caller completes it, knowing what the name stands for (`metric`, `bundle`).
  case dynamic(String)
  /// A file, or `-` for a standard stream; completed from files with these endings (`.yaml`), or all files for none.
  case file([String])
  /// A folder.
  case directory
  /// A decimal integer in a range.
  case integer(ClosedRange<Int>)
  /// One of a few words.
  case choice([Choice])

  /// The words of a choice; empty for every other kind.
  public var choices: [Choice] {
    guard case .choice(let choices) = self else { return [] }
    return choices
  }

  /// Returns what is wrong with `text` as a value of this kind, or nil.
  func fault(in text: String, of argument: String) -> UsageError.Fault? {
    switch self {
    case .text, .dynamic: return nil
    case .file, .directory: return text.isEmpty ? .emptyPath(argument: argument) : nil
    case .integer(let range):
      guard let number = Int(text) else { return .notAnInteger(argument: argument, value: text, range: range) }
      return range.contains(number) ? nil : .outOfRange(argument: argument, value: text, range: range)
    case .choice(let choices):
      if choices.contains(where: { $0.value.sameBytes(as: text) }) { return nil }
      return .notAChoice(argument: argument, value: text, choices: choices.map(\.value))
    }
  }
}

/// One word of a choice, with a note for the completion menu.
public struct Choice: Sendable, Equatable, ExpressibleByStringLiteral {
  /// The word.
  public var value: String
  /// What it means; may be empty.
  public var help: String

  /// Creates a choice.
  public init(_ value: String, _ help: String = "") {
    self.value = value
    self.help = help
  }

  /// Creates a choice without a note.
  public init(stringLiteral value: String) {
    self.init(value)
  }
}
