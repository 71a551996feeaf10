internal import Text

/// Says what the parser could not read where no way to mend it was found.
struct SyntaxProblem {
  let site: FaultSite
  let problems: Problems

  private var fault: YAMLFault { site.fault }
  private var text: EditedText { site.text }

  func report() {
    let at = place(site.at)
    let opening = place(site.opening)
    if text.bytes.indices.contains(site.at), text.bytes[site.at] == 0x09 {
      problems.error(
        .tabIndentation, "a tab where YAML wants spaces", at: at, "a tab", help: "indent with spaces; most editors can convert the file")
    } else if fault.context.contains("flow mapping") || fault.context.contains("flow sequence") {
      reportUnclosedBracket(opening, at)
    } else if fault.context.contains("quoted scalar") {
      reportQuote(opening, at)
    } else if fault.problem.contains("mapping values are not allowed") {
      problems.error(
        .unexpectedColon, "a `:` where no mapping can begin", at: at, "this colon",
        help: "quote the text that holds it, or check the indentation of this line and the one above")
    } else if fault.context.contains("block mapping") || fault.context.contains("block collection") {
      problems.error(
        .badIndentation, "this line does not fit the mapping or list it stands in", at: at, "unexpected here",
        also: site.opening < site.at ? [Diagnostic.Label(opening, "begins here")] : [],
        help: "keys of one mapping begin in the same column; entries of one list begin with `- `")
    } else {
      reportOther(opening, at)
    }
  }

  private func reportUnclosedBracket(_ opening: Span, _ at: Span) {
    let bracket = opening.text
    let closing = bracket == "{" ? "`}`" : "`]`"
    problems.error(
      .unclosedBracket, "a \(quoted(bracket)) is not closed, or a comma is missing in it", at: opening, "opened here",
      also: at == opening ? [] : [Diagnostic.Label(at, "expected `,` or \(closing) before this")],
      help: "close it with \(closing), or put a comma between its entries")
  }

  private func reportQuote(_ opening: Span, _ at: Span) {
    if fault.problem.contains("end of stream") || fault.problem.contains("document indicator") {
      problems.error(.unclosedQuote, "a quoted text is never closed", at: opening, "opened here", help: "close it with the same quote")
    } else {
      problems.error(
        .yamlSyntax, "in a quoted text: \(fault.problem)", at: at, "here",
        also: at == opening ? [] : [Diagnostic.Label(opening, "begins here")],
        help: "in double quotes a backslash begins an escape; in single quotes it stands for itself")
    }
  }

  private func reportOther(_ opening: Span, _ at: Span) {
    let headline = fault.problem.isEmpty ? "this is not YAML" : "this is not YAML: " + fault.problem
    let needsContext = !fault.context.isEmpty && site.opening < site.at
    problems.error(
      .yamlSyntax, headline, at: at, "here", also: needsContext ? [Diagnostic.Label(opening, fault.context)] : [], help: help)
  }

  private var help: String {
    if fault.problem.contains("cannot start any token") {
      return "quote a text that begins with a special character such as `@`, `` ` `` or `%`"
    }
    if fault.context.contains("simple key") { return "a key and its `:` have to stand on one line" }
    return "check indentation, quotes and brackets of this line and the one above"
  }

  /// One scalar at a place; at the end of the file, its last character, so that there is something to point at.
  private func place(_ at: Int) -> Span {
    guard at < text.bytes.count else {
      var end = text.bytes.count
      while end > 0, [0x20, 0x0A, 0x0D].contains(text.bytes[end - 1]) { end -= 1 }
      return text.span(end..<end)
    }
    var end = at + 1
    while end < text.bytes.count, text.bytes[end] & 0xC0 == 0x80 { end += 1 }
    return text.span(at..<end)
  }
}
