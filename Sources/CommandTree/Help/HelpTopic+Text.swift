// The help text of one command, for a terminal.

internal import Text

extension HelpTopic {
  /// Returns the help text, wrapped to `width` cells (at least 40), with a line break at its end.
  public func text(width: Int = 80, style: Style = .plain) -> String {
    let width = max(40, width)
    var blocks = [wrapped(command.summary, width: width), usageLines(width: width, style: style)]
    blocks += command.discussion.paragraphs.map { wrapped($0, width: width) }
    blocks += columns(width: width, style: style)
    if !command.examples.isEmpty { blocks.append(exampleLines(width: width, style: style)) }
    blocks += facts(width: width, style: style)
    if !command.subcommands.isEmpty { blocks.append(wrapped("See '\(name) <command> --help' for one command.", width: width)) }
    return blocks.filter { $0 != [""] }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private func usageLines(width: Int, style: Style) -> [String] {
    let lines = wrapped(usage, width: width - 7)
    return lines.enumerated().map { $0.offset == 0 ? style.bold("Usage:") + " " + $0.element : spaces(7) + $0.element }
  }

  /// The commands of each group, operands and options; all with one common left column.
  private func columns(width: Int, style: Style) -> [[String]] {
    var lists: [(heading: String, list: DefinitionList)] = []
    for group in command.groups {
      let members = command.visibleSubcommands.filter { $0.group == group }
      lists.append((group, DefinitionList(members.map { ($0.name, $0.summary) })))
    }
    lists.append(("Arguments", DefinitionList(command.operands.map { ($0.usage, $0.explanation) })))
    lists.append(("Options", DefinitionList(ownOptions.map { ($0.signature, $0.explanation) })))
    lists.append(("Global options", DefinitionList(inheritedOptions.map { ($0.signature, $0.explanation) })))
    let column = lists.map(\.list.termWidth).max() ?? 0
    return lists.filter { !$0.list.entries.isEmpty }.map { heading, list in
      [style.bold(heading + ":")] + list.lines(width: width, termWidth: column, style: style)
    }
  }

  private func exampleLines(width: Int, style: Style) -> [String] {
    var lines = [style.bold("Examples:")]
    for example in command.examples {
      lines.append("  " + style.bold(example.line))
      lines += wrapped(example.effect, width: width - 6).map { spaces(6) + $0 }
    }
    return lines
  }

  private func facts(width: Int, style: Style) -> [[String]] {
    let codes = DefinitionList(command.exitCodes.map { (String($0.code), $0.meaning) })
    let variables = DefinitionList(command.environment.map { ($0.name, $0.effect) })
    return [("Exit codes", codes), ("Environment", variables)].filter { !$0.1.entries.isEmpty }.map { heading, list in
      [style.bold(heading + ":")] + list.lines(width: width, style: style)
    }
  }
}

extension Command {
  /// The headings of the visible subcommands, in the order of their first appearance.
  var groups: [String] {
    var groups: [String] = []
    for command in visibleSubcommands where !groups.contains(command.group) { groups.append(command.group) }
    return groups
  }
}

extension String {
  /// The texts between blank lines, each on one line.
  var paragraphs: [String] {
    var paragraphs: [[Substring]] = [[]]
    for line in split(separator: "\n", omittingEmptySubsequences: false) {
      if line.allSatisfy(\.isWhitespace) {
        paragraphs.append([])
      } else {
        paragraphs[paragraphs.count - 1].append(line)
      }
    }
    return paragraphs.filter { !$0.isEmpty }.map { $0.joined(separator: " ") }
  }
}
