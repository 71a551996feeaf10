// The little of roff's man macros that a man page needs, with everything else escaped.

internal import Text

/// A man page being written, line by line.
struct Roff {
  private(set) var text = ""

  /// Writes a macro with its arguments, each quoted.
  mutating func macro(_ name: String, _ arguments: [String] = []) {
    text += ([".\(name)"] + arguments.map { "\"\(Roff.escaped($0, inMacro: true))\"" }).joined(separator: " ") + "\n"
  }

  /// Writes a section of one line.
  mutating func section(_ title: String, _ line: String) {
    macro("SH", [title])
    self.line(line)
  }

  /// Writes a line of text.
  mutating func line(_ words: String) {
    let escaped = Roff.escaped(words)
    text += (escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" : "") + escaped + "\n"
  }

  /// Writes a tagged paragraph: the term in bold, the explanation indented under it.
  mutating func item(_ term: String, _ explanation: String) {
    macro("TP")
    macro("B", [term])
    line(explanation)
  }

  /// Escapes backslashes, and dashes so that options can be searched and copied; line breaks become spaces.
  static func escaped(_ text: String, inMacro: Bool = false) -> String {
    var result = ""
    for character in printable(text.split(whereSeparator: \.isNewline).joined(separator: " ")) {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "\"" where inMacro: result += "\\(dq"
      case "'": result += "\\(aq"
      case "`": result += "\\(ga"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      default: result.append(character)
      }
    }
    return result
  }
}
