// Completion as a function of words: what the hidden verb `__complete` answers.

extension Program {
  /// Returns what can stand at the word `index` of `words`, the program's own name being word 0.
  ///
  /// `dynamic` answers for values of kind ``ValueKind/dynamic(_:)``. Bash hands over `--a=b` as three words; they are joined here, and
  /// the candidates are cut to what stands behind the last of them. Total: any words and any index are answered.
  public func complete(words: [String], index: Int, dynamic: (CompletionQuery) -> Completions = { _ in Completions() }) -> Completions {
    guard index >= 1, !words.isEmpty else { return Completions() }
    let typed = words.dropFirst().prefix(index) + (index >= words.count ? [""] : [])
    let (before, word, cut) = Program.joined(Array(typed))
    let cursor = Cursor(after: before, root: root)
    var result = completions(of: word, at: cursor, dynamic)
    result.candidates = result.candidates.filter { $0.value.utf8.starts(with: word.utf8) }.compactMap { candidate in
      candidate.value.dropping(prefix: cut).map { Candidate($0, candidate.description) }
    }
    return result
  }

  /// Undoes the splitting at `=` and `:`; gives the words before the cursor, the word at it, and how that word begins in front of its last part.
  private static func joined(_ words: [String]) -> (before: [String], word: String, cut: String) {
    var result: [String] = []
    var cut = ""
    var glue = false
    for word in words {
      let separates = word == "=" || word == ":"
      if (separates || glue) && !result.isEmpty {
        let whole = result[result.count - 1]
        cut = separates ? whole + word : whole
        result[result.count - 1] = whole + word
      } else {
        cut = ""
        result.append(word)
      }
      glue = separates
    }
    guard let word = result.popLast() else { return ([], "", "") }
    return (result, word, cut)
  }

  private func completions(of word: String, at cursor: Cursor, _ dynamic: (CompletionQuery) -> Completions) -> Completions {
    if let option = cursor.pending { return values(option.valueKind, word, cursor, dynamic) }
    if cursor.takesOptions, word.hasPrefix("--"), case (let name, let value?) = word.splitAtEquals() {
      var result = values(cursor.option(spelt: name)?.valueKind, value, cursor, dynamic)
      result.candidates = result.candidates.map { Candidate("\(name)=\($0.value)", $0.description) }
      return result
    }
    if cursor.takesOptions, word.hasPrefix("-") { return Completions(options(at: cursor)) }
    if !cursor.command.subcommands.isEmpty {
      return Completions(cursor.command.visibleSubcommands.map { Candidate($0.name, $0.summary) })
    }
    guard let operand = cursor.nextOperand else { return Completions(cursor.takesOptions ? options(at: cursor) : []) }
    return values(operand.kind, word, cursor, dynamic)
  }

  private func options(at cursor: Cursor) -> [Candidate] {
    cursor.openOptions.flatMap { option in option.spellings.map { Candidate($0, option.help) } }
  }

  private func values(
    _ kind: ValueKind?, _ prefix: String, _ cursor: Cursor, _ dynamic: (CompletionQuery) -> Completions
  ) -> Completions {
    switch kind {
    case .text, .integer, nil: return Completions()
    case .file(let endings): return Completions(paths: .files(endings))
    case .directory: return Completions(paths: .directories)
    case .choice(let choices): return Completions(choices.map { Candidate($0.value, $0.help) })
    case .dynamic(let name):
      if builtIns.contains("help"), cursor.path.dropFirst().first?.name == "help" { return commandNames(cursor.operands) }
      let path = cursor.path.dropFirst().map(\.name)
      return dynamic(CompletionQuery(kind: name, prefix: prefix, path: path, operands: cursor.operands, options: cursor.given))
    }
  }

  /// The commands that `help` can explain next.
  private func commandNames(_ path: [String]) -> Completions {
    guard let command = commands(at: path)?.last else { return Completions() }
    return Completions(command.visibleSubcommands.map { Candidate($0.name, $0.summary) })
  }
}
