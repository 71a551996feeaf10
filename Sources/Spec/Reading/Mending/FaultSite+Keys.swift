internal import Text

extension FaultSite {
  /// `key:value`, without the space that makes a key of it.
  func missingSpaces() -> [Mend] {
    let inFlow: [Mend] =
      fault.problem.contains("found unexpected ':'") && at < text.bytes.count && text.bytes[at] == UInt8(ascii: ":")
      ? [missingSpace(behind: at, word(before: at))] : []
    return inFlow
      + lines.compactMap { line in
        let (name, colon) = (line.name, line.name.upperBound)
        guard !name.isEmpty, colon + 1 < line.end, text.bytes[colon] == UInt8(ascii: ":"), !isSpace(colon + 1), !isPath(colon + 1) else {
          return nil
        }
        return missingSpace(behind: colon, name)
      }
  }

  private func missingSpace(behind colon: Int, _ name: Range<Int>) -> Mend {
    missingSpaceMend(text, name, colon)
  }

  /// `kernel gemm`, `workloads` alone on its line, `with { m: 8 }` and `kernel = gemm`.
  func missingColons() -> [Mend] {
    lines.compactMap { line in
      let name = line.name
      guard !name.isEmpty else { return nil }
      let rest = line.firstAfter(name.upperBound)
      let opensFlow = rest < line.end && [UInt8(ascii: "{"), UInt8(ascii: "[")].contains(text.bytes[rest])
      guard line.colons.isEmpty || opensFlow, rest > name.upperBound || opensFlow || rest >= line.end else { return nil }
      return missingColonMend(text, name, rest, line.end)
    }
  }

  /// Comments of other languages.
  func foreignComments() -> [Mend] {
    lines.compactMap { line in
      let sign = text.text(line.start..<min(line.start + 2, line.end))
      guard sign == "//" || sign == "/*" || sign == "--" || sign.hasPrefix(";") else { return nil }
      let range = line.start..<line.start + (sign.hasPrefix(";") ? 1 : 2)
      let span = text.span(range)
      return mend(
        [EditedText.Edit(range, "#")], .yamlSyntax, "this is not YAML: a comment begins with `#`", at: span, "begins no comment",
        help: "write " + quoted("#" + text.text(range.upperBound..<line.end)), fix: Diagnostic.Fix(span, "#"))
    }
  }

  /// `${name}` in braces or brackets, where YAML takes its own braces for a mapping.
  func unquotedParameters() -> [Mend] {
    lines.flatMap { line in UnquotedParameter.all(in: text, line).map { $0.mend(in: text) } }
  }

  private func isSpace(_ at: Int) -> Bool { text.bytes[at] == 0x20 || text.bytes[at] == 0x09 }
  /// Whether an address or a path goes on behind the colon, as in `http://`.
  private func isPath(_ at: Int) -> Bool { text.bytes[at] == UInt8(ascii: "/") || text.bytes[at] == UInt8(ascii: "\\") }

  /// The word that ends before an offset.
  func word(before at: Int) -> Range<Int> {
    var start = at
    while start > 0, isNameByte(text.bytes[start - 1]) { start -= 1 }
    return start..<at
  }
}

/// A key whose colon has no space behind it.
func missingSpaceMend(_ text: EditedText, _ name: Range<Int>, _ colon: Int) -> Mend {
  let key = text.text(name)
  let place = text.span(colon..<colon + 1)
  return Mend(
    edits: [EditedText.Edit(colon + 1..<colon + 1, " ")],
    diagnostic: Diagnostic(
      DiagnosticID.missingSpace.rawValue, .error, "no space behind the `:` of \(quoted(key))", at: place, "a space is missing behind this",
      help: "write \(quoted(key + ": " + text.text(colon + 1..<colon + 21).firstLine)); without the space it is one word",
      fix: Diagnostic.Fix(place, ": ")))
}

/// A key without its colon; `=` in its place is taken out.
func missingColonMend(_ text: EditedText, _ name: Range<Int>, _ rest: Int, _ end: Int) -> Mend {
  let isEquals = rest < end && text.bytes[rest] == UInt8(ascii: "=") && (rest + 1 >= end || text.bytes[rest + 1] != UInt8(ascii: "="))
  let gap = name.upperBound..<(isEquals ? rest + 1 : name.upperBound)
  let hasSpace = gap.upperBound < text.bytes.count && [0x20, 0x0A, 0x0D].contains(text.bytes[gap.upperBound])
  let colon = hasSpace || gap.upperBound >= end ? ":" : ": "
  let (span, key) = (text.span(name), text.text(name))
  let value = text.text(gap.upperBound..<min(end, gap.upperBound + 40))
  return Mend(
    edits: [EditedText.Edit(gap, colon)],
    diagnostic: Diagnostic(
      DiagnosticID.missingColon.rawValue, .error,
      isEquals ? "`=` where the `:` of a key has to stand" : "no `:` behind \(quoted(key))",
      at: isEquals ? text.span(rest..<rest + 1) : span,
      isEquals ? "not a colon" : "a key has a colon behind it", help: "write \(quoted(key + colon + value))",
      fix: Diagnostic.Fix(text.span(gap), colon)))
}

extension String {
  /// Up to the first line break.
  var firstLine: String { String(prefix { !$0.isNewline }) }
}

/// A `${name}` outside of quotes, with the word it stands in.
struct UnquotedParameter {
  let parameter: Range<Int>
  let word: Range<Int>

  /// Those of a line.
  static func all(in text: EditedText, _ line: LineScan) -> [UnquotedParameter] {
    var found: [UnquotedParameter] = []
    var at = line.start
    let bytes = text.bytes
    while at + 3 < line.end {
      if bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'"), let close = bytes[(at + 1)..<line.end].firstIndex(of: bytes[at])
      {
        at = close
      } else if bytes[at] == UInt8(ascii: "$"), bytes[at + 1] == UInt8(ascii: "{"),
        let close = bytes[(at + 2)..<line.end].firstIndex(where: { !isNameByte($0) }), bytes[close] == UInt8(ascii: "}"), close > at + 2
      {
        let word = word(around: at..<close + 1, bytes, line)
        found.append(UnquotedParameter(parameter: at..<close + 1, word: word))
        at = word.upperBound
      }
      at += 1
    }
    return found
  }

  /// From the sign that opens the entry to the one that closes it.
  private static func word(around range: Range<Int>, _ bytes: [UInt8], _ line: LineScan) -> Range<Int> {
    func ends(_ at: Int) -> Bool {
      [UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}")].contains(bytes[at])
    }
    var (low, high) = (range.lowerBound, range.upperBound)
    while low > line.start, !ends(low - 1), !(bytes[low - 1] == 0x20 && low > line.start + 1 && bytes[low - 2] == UInt8(ascii: ":")) {
      low -= 1
    }
    while low < range.lowerBound, bytes[low] == 0x20 { low += 1 }
    while high < line.end {
      if bytes[high] == UInt8(ascii: "$"), high + 1 < line.end, bytes[high + 1] == UInt8(ascii: "{"),
        let close = bytes[high..<line.end].firstIndex(of: UInt8(ascii: "}"))
      {
        high = close + 1
      } else if ends(high) {
        break
      } else {
        high += 1
      }
    }
    while high > range.upperBound, bytes[high - 1] == 0x20 { high -= 1 }
    return low..<high
  }

  func mend(in text: EditedText) -> Mend {
    let word = text.text(word)
    let edits = [
      EditedText.Edit(self.word.lowerBound..<self.word.lowerBound, "\""), .init(self.word.upperBound..<self.word.upperBound, "\""),
    ]
    return Mend(
      edits: edits,
      diagnostic: Diagnostic(
        DiagnosticID.unquotedParameter.rawValue, .error, "\(quoted(text.text(parameter))) inside brackets has to be quoted",
        at: text.span(parameter), "YAML takes these braces for a mapping",
        help: "write " + quoted("\"\(word)\"") + "; the value keeps its type",
        fix: Diagnostic.Fix(text.span(self.word), "\"\(word)\"")))
  }
}
