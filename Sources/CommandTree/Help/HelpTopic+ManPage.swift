// The man page of a command; that of the root describes every command.

extension HelpTopic {
  /// Returns the page in roff, for section 1 of the manual.
  ///
  /// `version` and `date` stand in the page's footer as given, so that equal arguments give equal bytes.
  public func manPage(version: String = "", date: String = "") -> String {
    var page = Roff()
    let title = commands.map(\.name).joined(separator: "-")
    page.macro("TH", [title.uppercased(), "1", date, "\(commands[0].name) \(version)".trimmed, "User Commands"])
    page.section("NAME", "\(title) - \(command.summary)")
    page.section("SYNOPSIS", usage)
    page.paragraphs("DESCRIPTION", command.discussion.paragraphs)
    page.items("ARGUMENTS", command.operands.map { ($0.usage, $0.explanation) })
    page.items("OPTIONS", (ownOptions + inheritedOptions).map { ($0.signature.trimmed, $0.explanation) })
    if !command.subcommands.isEmpty {
      page.macro("SH", ["COMMANDS"])
      for child in command.visibleSubcommands { page.describe(HelpTopic(commands + [child])) }
    }
    page.items("EXAMPLES", command.examples.map { ($0.line, $0.effect) })
    page.items("EXIT STATUS", command.exitCodes.map { (String($0.code), $0.meaning) })
    page.items("ENVIRONMENT", command.environment.map { ($0.name, $0.effect) })
    return page.text
  }
}

extension Roff {
  fileprivate mutating func paragraphs(_ title: String, _ paragraphs: [String]) {
    guard !paragraphs.isEmpty else { return }
    macro("SH", [title])
    for paragraph in paragraphs {
      macro("PP")
      line(paragraph)
    }
  }

  fileprivate mutating func items(_ title: String, _ items: [(String, String)]) {
    guard !items.isEmpty else { return }
    macro("SH", [title])
    for item in items { self.item(item.0, item.1) }
  }

  /// One command below the page's own, and those below it.
  fileprivate mutating func describe(_ topic: HelpTopic) {
    macro("SS", [topic.usage])
    line(topic.command.summary)
    for paragraph in topic.command.discussion.paragraphs {
      macro("PP")
      line(paragraph)
    }
    for operand in topic.command.operands { item(operand.usage, operand.explanation) }
    for option in topic.command.options where !option.isHidden { item(option.signature.trimmed, option.explanation) }
    for example in topic.command.examples { item(example.line, example.effect) }
    for code in topic.command.exitCodes { item("exit \(code.code)", code.meaning) }
    for child in topic.command.visibleSubcommands { describe(HelpTopic(topic.commands + [child])) }
  }
}

extension String {
  /// The text without spaces at its ends.
  var trimmed: String {
    let start = drop { $0 == " " }
    let end = start.lastIndex { $0 != " " }
    return end.map { String(start[...$0]) } ?? ""
  }
}
