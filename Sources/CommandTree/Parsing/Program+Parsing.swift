// The way in: words to a request.

extension Program {
  /// Reads a command line, without the program's own name in front.
  ///
  /// `--help` and `-h` win over anything missing, not over a malformed word before them. No words at all ask for help.
  public func parse(_ words: [String]) throws(UsageError) -> Request {
    if words.first == Program.completionVerb { return try completionRequest(words.dropFirst()) }
    var parser = Parser(words, root: root)
    switch try parser.read() {
    case .help: return .help(HelpTopic(parser.path), .text)
    case .version: return .version
    case .complete: break
    }
    if words.isEmpty, !root.subcommands.isEmpty { return .help(HelpTopic([root]), .text) }
    let invocation = try parser.finish()
    guard let verb = invocation.path.first, builtIns.contains(verb) else { return .run(invocation) }
    return verb == "help" ? try helpRequest(invocation) : completionScriptRequest(invocation)
  }

  private func completionRequest(_ words: ArraySlice<String>) throws(UsageError) -> Request {
    guard let first = words.first, let index = Int(first), index >= 0 else {
      throw UsageError(fault: .malformedCompletion, command: [name], suggestions: [])
    }
    return .complete(words: Array(words.dropFirst()), index: index)
  }

  private func helpRequest(_ invocation: Invocation) throws(UsageError) -> Request {
    var chain = [root]
    for word in invocation.strings("command") {
      guard let next = chain[chain.count - 1].subcommand(word) else {
        let near = chain[chain.count - 1].namesLike(word)
        throw UsageError(fault: .unknownCommand(word), command: chain.map(\.name), suggestions: near)
      }
      chain.append(next)
    }
    let format: HelpFormat = invocation.flag("json") ? .json : invocation.flag("man") ? .manPage : .text
    return .help(HelpTopic(chain), format)
  }

  private func completionScriptRequest(_ invocation: Invocation) -> Request {
    guard let shell = invocation.choice("shell", as: Shell.self) else { return .run(invocation) }
    return .completionScript(shell)
  }
}
