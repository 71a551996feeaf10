internal import Record

// What instructions look for in an answer, each in one pass over it.
extension Instruction {
  private static func lines(_ text: Scalars) -> [Scalars] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { Scalars($0) }
  }

  /// How many paragraphs three asterisks divide an answer into; `nil` where one in the middle is empty.
  static func paragraphs(_ text: Scalars) -> Int? {
    let parts = split(text, by: ["*", "*", "*"], takesSpace: true)
    for (index, part) in parts.enumerated() where part.stripped.isEmpty && index > 0 && index < parts.count - 1 { return nil }
    let empty = [parts.first, parts.count > 1 ? parts.last : nil].count { $0?.stripped.isEmpty == true }
    return parts.count - empty
  }

  /// The parts between marks; a white space on either side of a mark may belong to it.
  private static func split(_ text: Scalars, by mark: Scalars, takesSpace: Bool) -> [Scalars] {
    var (parts, part, at) = ([Scalars](), Scalars(), 0)
    while at < text.count {
      let isSpaced = takesSpace && ScalarKind.isSplit(text[at]) && text.has(mark, at: at + 1)
      guard isSpaced || text.has(mark, at: at) else {
        part.append(text[at])
        at += 1
        continue
      }
      parts.append(part)
      part = []
      at += mark.count + (isSpaced ? 1 : 0)
      if takesSpace, at < text.count, ScalarKind.isSplit(text[at]) { at += 1 }
    }
    return parts + [part]
  }

  /// Whether there are as many paragraphs between empty lines as asked for, and one begins with a word.
  static func beginsParagraph(_ given: Instruction, _ text: Scalars) -> Bool {
    let paragraphs = split(text, by: ["\n", "\n"], takesSpace: false)
    let count = paragraphs.count { !$0.stripped.isEmpty }
    let place = given.count("nth_paragraph") - 1
    guard count == given.count("num_paragraphs"), place < count, paragraphs.indices.contains(place) else { return false }
    var word = Scalars(paragraphs[place].stripped.prefix { !ScalarKind.isSplit($0) })
    for mark in ["'", "\""] as Scalars { word = Scalars(word.drop { $0 == mark }) }
    let first = Scalars(word.prefix { !".,?!'\"".unicodeScalars.contains($0) })
    return first.lowered == given.text("first_word").lowered
  }

  /// How many texts of one line stand between two marks.
  static func enclosed(_ text: Scalars, _ open: Unicode.Scalar, _ close: Unicode.Scalar) -> Int {
    var (count, isOpen) = (0, false)
    for scalar in text {
      if scalar == "\n" {
        isOpen = false
      } else if isOpen, scalar == close {
        (count, isOpen) = (count + 1, false)
      } else if scalar == open {
        isOpen = true
      }
    }
    return count
  }

  static func hasPostscript(_ text: Scalars, _ marker: Scalars) -> Bool {
    let pieces: [Scalars] =
      switch marker.text {
      case "P.P.S": [["p", "."], ["p", "."], ["s"]]
      case "P.S.": [["p", "."], ["s", "."]]
      default: [marker.lowered]
      }
    return text.indices.contains { place in
      var at = place
      for (index, piece) in pieces.enumerated() {
        if index > 0, at < text.count, ScalarKind.isSplit(text[at]) { at += 1 }
        guard text.has(piece, at: at) else { return false }
        at += piece.count
      }
      return true
    }
  }

  /// Lines that begin with one asterisk, and lines that begin with a hyphen.
  static func bullets(_ text: Scalars) -> Int {
    let lines = lines(text).map { Scalars($0.drop(while: ScalarKind.isSplit)) }
    var (count, at) = (lines.count { $0.first == "-" }, 0)
    while at < lines.count {
      let line = lines[at]
      // An asterisk alone takes the next line for its text.
      let isAlone = line == ["*"] && at + 1 < lines.count
      if line.first == "*", isAlone || (line.count > 1 && line[1] != "*") { count += 1 }
      at += isAlone ? 2 : 1
    }
    return count
  }

  /// Texts of one line between single asterisks, and between double ones.
  static func highlights(_ text: Scalars) -> Int {
    [["*"], ["*", "*"]].reduce(0) { $0 + highlights(text, mark: $1) }
  }

  private static func highlights(_ text: Scalars, mark: Scalars) -> Int {
    var (count, at) = (0, 0)
    while at < text.count {
      guard text.has(mark, at: at) else {
        at += 1
        continue
      }
      let start = at + mark.count
      let end = text[start...].firstIndex { $0 == "*" || $0 == "\n" } ?? text.count
      if text.has(mark, at: end) {
        if text[start..<end].contains(where: { !ScalarKind.isSplit($0) }) { count += 1 }
        at = end + mark.count
      } else {
        at += 1
      }
    }
    return count
  }

  /// How often a word with a number behind it stands there.
  static func sections(_ text: Scalars, _ word: Scalars) -> Int {
    var (count, at) = (0, 0)
    while at < text.count {
      var place = at + word.count
      guard text.has(word, at: at) else {
        at += 1
        continue
      }
      if place < text.count, ScalarKind.isSplit(text[place]) { place += 1 }
      let digits = text[min(place, text.count)...].prefix { $0.properties.generalCategory == .decimalNumber }.count
      count += digits > 0 ? 1 : 0
      at = digits > 0 ? place + digits : at + 1
    }
    return count
  }

  /// Whether an answer is JSON, also in a fence.
  static func isJSON(_ text: Scalars) -> Bool {
    var rest = text.stripped
    for prefix in ["```json", "```Json", "```JSON", "```"] where rest.has(Scalars(prefix), at: 0) {
      rest.removeFirst(prefix.unicodeScalars.count)
    }
    let fence: Scalars = ["`", "`", "`"]
    if rest.has(fence, at: rest.count - 3) { rest.removeLast(3) }
    return (try? JSON(parsing: Array(rest.stripped.text.utf8))) != nil
  }

  /// Whether a line holds a title between `<<` and `>>`.
  static func hasTitle(_ text: Scalars) -> Bool {
    lines(text).contains { line in
      guard let open = line.indices.first(where: { line.has(["<", "<"], at: $0) }),
        let close = line.indices.last(where: { line.has([">", ">"], at: $0) }), close > open + 2
      else { return false }
      let title = line[open..<close + 2].drop { $0 == "<" }
      let inner = Scalars(Scalars(title.reversed().drop { $0 == ">" }).reversed())
      return !inner.stripped.isEmpty
    }
  }

  /// Whether six asterisks divide two different answers.
  static func hasTwoResponses(_ text: Scalars) -> Bool {
    let parts = split(text, by: Scalars("******"), takesSpace: false).map(\.stripped)
    for (index, part) in parts.enumerated() where part.isEmpty && index > 0 && index < parts.count - 1 { return false }
    let responses = parts.filter { !$0.isEmpty }
    return responses.count == 2 && responses[0] != responses[1]
  }

  /// A text without the double quotes at both ends.
  static func unquoted(_ text: Scalars) -> Scalars {
    let rest = text.drop { $0 == "\"" }
    return Scalars(rest.prefix((rest.lastIndex { $0 != "\"" } ?? rest.startIndex - 1) - rest.startIndex + 1))
  }

  /// Whether a text has letters of one case and none of the other.
  static func isCased(
    _ text: Scalars, by own: (Unicode.Scalar.Properties) -> Bool, never other: (Unicode.Scalar.Properties) -> Bool
  ) -> Bool {
    text.contains { own($0.properties) } && !text.contains { other($0.properties) || $0.properties.generalCategory == .titlecaseLetter }
  }
}
