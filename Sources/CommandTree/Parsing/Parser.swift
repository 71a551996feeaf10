// Reads a command line from left to right: GNU long options, grouped short ones, `--`, options after operands.

internal import Text

/// The state of reading one command line.
struct Parser {
  /// What the words amount to.
  enum Outcome {
    case complete
    case help
    case version
  }

  private var words: ArraySlice<String>
  private var takesOptions = true
  private(set) var path: [Command]
  private(set) var given: [String: [String]] = [:]
  private(set) var operands: [String] = []

  init(_ words: [String], root: Command) {
    self.words = words[...]
    path = [root]
  }

  /// The command reached so far.
  var command: Command { path[path.count - 1] }

  /// The options understood here: the command's own first, then those of its parents, then the built-in ones.
  var scope: [Option] { path.optionsInScope }

  /// Reads all words; stops early at a request for help or the version.
  mutating func read() throws(UsageError) -> Outcome {
    while let word = words.popFirst() {
      if word == "--", takesOptions {
        takesOptions = false
      } else if !takesOptions || !looksLikeOption(word) {
        try take(operand: word)
      } else if let outcome = try word.hasPrefix("--") ? read(long: word) : read(group: word) {
        return outcome
      }
    }
    return .complete
  }

  func error(_ fault: UsageError.Fault, _ suggestions: [String] = []) -> UsageError {
    UsageError(fault: fault, command: path.map(\.name), suggestions: suggestions)
  }

  /// A lone dash is an operand, and so is a negative number where no option has that digit.
  private func looksLikeOption(_ word: String) -> Bool {
    guard word.hasPrefix("-"), word.utf8.count > 1 else { return false }
    let second = word.utf8[word.utf8.index(after: word.utf8.startIndex)]
    guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(second) else { return true }
    return scope.contains { $0.short?.asciiValue == second }
  }

  private mutating func take(operand word: String) throws(UsageError) {
    guard !command.subcommands.isEmpty else {
      operands.append(word)
      return
    }
    guard let next = command.subcommand(word) else {
      throw error(.unknownCommand(word), command.namesLike(word))
    }
    path.append(next)
  }

  private mutating func read(long word: String) throws(UsageError) -> Outcome? {
    let (name, value) = word.splitAtEquals()
    guard let option = scope.first(where: { $0.spellings.contains { $0.sameBytes(as: name) } }) else {
      throw unknownOption(name)
    }
    if option.valueKind == nil {
      if let value { throw error(.unexpectedValue(option: name, value: value)) }
      return record(flag: option, on: name == option.dashed)
    }
    if let value { try record(option, value, as: name) } else { try record(option, takeValue(of: name), as: name) }
    return nil
  }

  /// A misspelt option, or one that a command further down has.
  private func unknownOption(_ name: String) -> UsageError {
    if let owner = command.owner(of: name) {
      return error(.misplacedOption(name, command: (path.map(\.name) + owner).joined(separator: " ")))
    }
    let spellings = scope.filter { !$0.isHidden }.flatMap(\.spellings)
    return error(.unknownOption(name, word: name), nearest(to: name, among: spellings))
  }

  private mutating func read(group word: String) throws(UsageError) -> Outcome? {
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      let name = "-\(letter)"
      guard let option = scope.first(where: { $0.short == letter }) else {
        throw error(.unknownOption(name, word: word), suggestions(forGroup: word))
      }
      if option.valueKind == nil {
        if let outcome = record(flag: option, on: true) { return outcome }
        continue
      }
      let attached = letters.first == "=" ? letters.dropFirst() : letters
      try record(option, letters.isEmpty ? takeValue(of: name) : String(attached), as: name)
      return nil
    }
    return nil
  }

  /// `-threads` may have been meant as `--threads`.
  private func suggestions(forGroup word: String) -> [String] {
    guard word.utf8.count > 3 else { return [] }
    let (name, _) = word.splitAtEquals()
    return scope.filter { !$0.isHidden && "-" + $0.long == name }.map(\.dashed)
  }

  /// The next word, unless it looks like an option: a forgotten value must not swallow the option behind it.
  private mutating func takeValue(of name: String) throws(UsageError) -> String {
    guard let next = words.first, next != "--", !looksLikeOption(next) else {
      throw error(.missingValue(option: name, next: words.first))
    }
    words.removeFirst()
    return next
  }

  private mutating func record(flag option: Option, on: Bool) -> Outcome? {
    given[option.long, default: []].append(on ? Invocation.on : Invocation.off)
    switch option {
    case .help: return .help
    case .version: return .version
    default: return nil
    }
  }

  private mutating func record(_ option: Option, _ value: String, as name: String) throws(UsageError) {
    if let fault = option.valueKind?.fault(in: value, of: name) {
      throw error(fault, suggestions(for: fault))
    }
    if given[option.long] != nil, !option.isRepeated { throw error(.givenTwice(option: option.dashed)) }
    given[option.long, default: []].append(value)
  }

  func suggestions(for fault: UsageError.Fault) -> [String] {
    guard case .notAChoice(_, let value, let choices) = fault else { return [] }
    return nearest(to: value, among: choices)
  }
}

extension [Command] {
  /// The options understood by the last command of a chain from the root: its own, its parents', the built-in ones.
  var optionsInScope: [Option] {
    reversed().flatMap(\.options) + [.help] + (count == 1 ? [.version] : [])
  }
}

extension Command {
  /// The way down to the only visible command that has an option of that spelling; nil when none or several have.
  func owner(of name: String) -> [String]? {
    var ways: [[String]] = []
    for child in visibleSubcommands {
      if child.options.contains(where: { !$0.isHidden && $0.spellings.contains { $0.sameBytes(as: name) } }) {
        ways.append([child.name])
      } else if let way = child.owner(of: name) {
        ways.append([child.name] + way)
      }
    }
    return ways.count == 1 ? ways.first : nil
  }

  /// Visible subcommands spelt like `word`; else those of the same name one level further down (`dataset seal` for `seal`).
  func namesLike(_ word: String) -> [String] {
    let near = nearest(to: word, among: visibleSubcommands.map(\.name))
    if !near.isEmpty { return near }
    return visibleSubcommands.compactMap { group in
      group.visibleSubcommands.contains { $0.name.sameBytes(as: word) } ? "\(group.name) \(word)" : nil
    }
  }
}
