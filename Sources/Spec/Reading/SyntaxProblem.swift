internal import Text

/// Turns what libyaml reports into a diagnostic: libyaml knows where it stopped, the user needs to know where it went wrong.
struct SyntaxProblem {
  let source: SourceText
  let offsets: ScalarOffsets
  let problems: Problems

  func report(_ fault: YAMLFault) {
    let at = place(fault.place)
    let opening = place(fault.contextPlace)
    if isTab(at) {
      problems.error(
        .tabIndentation, "a tab where YAML wants spaces", at: at, "a tab", help: "indent with spaces; most editors can convert the file")
    } else if fault.context.contains("flow mapping") || fault.context.contains("flow sequence") {
      reportUnclosedBracket(opening, at)
    } else if fault.context.contains("quoted scalar") {
      reportQuote(fault, opening, at)
    } else if fault.problem.contains("mapping values are not allowed") {
      problems.error(
        .unexpectedColon, "a `:` where no mapping can begin", at: at, "this colon",
        help: "quote the text that holds it, or check the indentation of this line and the one above")
    } else if fault.context.contains("block mapping") || fault.context.contains("block collection") {
      problems.error(
        .badIndentation, "this line does not fit the mapping or list it stands in", at: at, "unexpected here",
        also: opening.range.lowerBound < at.range.lowerBound ? [Diagnostic.Label(opening, "begins here")] : [],
        help: "keys of one mapping begin in the same column; entries of one list begin with `- `")
    } else {
      reportOther(fault, opening, at)
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

  private func reportQuote(_ fault: YAMLFault, _ opening: Span, _ at: Span) {
    if fault.problem.contains("end of stream") || fault.problem.contains("document indicator") {
      problems.error(.unclosedQuote, "a quoted text is never closed", at: opening, "opened here", help: "close it with the same quote")
    } else {
      problems.error(
        .yamlSyntax, "in a quoted text: \(fault.problem)", at: at, "here",
        also: at == opening ? [] : [Diagnostic.Label(opening, "begins here")],
        help: "in double quotes a backslash begins an escape; in single quotes it stands for itself")
    }
  }

  private func reportOther(_ fault: YAMLFault, _ opening: Span, _ at: Span) {
    let headline = fault.problem.isEmpty ? "this is not YAML" : "this is not YAML: " + fault.problem
    let needsContext = !fault.context.isEmpty && opening.range.lowerBound < at.range.lowerBound
    problems.error(
      .yamlSyntax, headline, at: at, "here", also: needsContext ? [Diagnostic.Label(opening, fault.context)] : [],
      help: help(fault))
  }

  private func help(_ fault: YAMLFault) -> String {
    if fault.problem.contains("cannot start any token") {
      return "quote a text that begins with a special character such as `@`, `` ` `` or `%`"
    }
    if fault.context.contains("simple key") { return "a key and its `:` have to stand on one line" }
    return "check indentation, quotes and brackets of this line and the one above"
  }

  /// One scalar at a place; at the end of the file, its last character, so that there is something to point at.
  private func place(_ scalar: Int) -> Span {
    let start = offsets.byte(scalar)
    guard start < source.bytes.count else {
      var end = source.bytes.count
      while end > 0, [0x20, 0x0A, 0x0D].contains(source.bytes[end - 1]) { end -= 1 }
      return Span(source, end..<end)
    }
    return Span(source, offsets.bytes(scalar..<scalar + 1))
  }

  /// A tab at the place, or only spaces and tabs between the beginning of the line and it.
  private func isTab(_ span: Span) -> Bool {
    source.bytes.indices.contains(span.range.lowerBound) && source.bytes[span.range.lowerBound] == 0x09
  }
}
