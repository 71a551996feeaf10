// What a command line asks for.

/// What a command line asks the program to do.
public enum Request: Sendable, Equatable {
  /// Run the command that was named.
  case run(Invocation)
  /// Print the help of a command to standard output.
  case help(HelpTopic, HelpFormat)
  /// Print the version to standard output.
  case version
  /// Print the completion script of a shell to standard output.
  case completionScript(Shell)
  /// Print the completions of the word at `index`; see ``Program/complete(words:index:dynamic:)``.
  case complete(words: [String], index: Int)
}

/// The forms in which help is given.
public enum HelpFormat: Sendable, Equatable {
  /// Text for a terminal.
  case text
  /// A JSON description for tools.
  case json
  /// A man page in roff.
  case manPage
}
