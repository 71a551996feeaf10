extension TextStep {
  /// Reads what LaTeX writes around an answer as plain text: delimiters of formulas, `\boxed`, `\text`, fractions, spaces.
  ///
  /// `\frac{a}{b}` becomes `a/b`, with parentheses around a part that is more than letters, digits and a point. Braces nest 16 deep; what
  /// is deeper stays as it is.
  static func latex(_ text: Scalars) -> Scalars {
    guard text.contains("\\") || text.contains("$") else { return text }
    let inner = undelimited(text)
    var reader = LatexReader(inner)
    return reader.read(to: inner.count)
  }

  /// The text without the `$` or `$$` that stand around the whole of it.
  private static func undelimited(_ text: Scalars) -> Scalars {
    let trimmed = text.trimmed
    for mark in [["$", "$"], ["$"]] as [Scalars] {
      let inner = trimmed.dropFirst(mark.count).dropLast(mark.count)
      if trimmed.count > 2 * mark.count, trimmed.has(mark, at: 0), trimmed.has(mark, at: trimmed.count - mark.count), !inner.contains("$") {
        return Scalars(inner)
      }
    }
    return text
  }
}

/// Goes through a text once and rewrites the commands that it knows.
private struct LatexReader {
  let text: Scalars
  private var at = 0
  /// Where the brace that opens at a place closes.
  private let closing: [Int: Int]

  private static let depthLimit = 16
  /// Commands whose only argument is the text.
  private static let wrappers: Set<String> = ["boxed", "fbox", "text", "textbf", "textrm", "mathrm", "mathbf", "mathit", "operatorname"]
  private static let fractions: Set<String> = ["frac", "dfrac", "tfrac", "cfrac"]
  private static let dropped: Set<String> = ["left", "right", "displaystyle", "quad", "qquad"]
  private static let words: [String: String] = ["times": "×", "cdot": "·", "pi": "π", "infty": "∞", "pm": "±", "degree": "°", "circ": "°"]

  init(_ text: Scalars) {
    self.text = text
    var (closing, open) = ([Int: Int](), [Int]())
    var place = 0
    while place < text.count {
      switch text[place] {
      case "\\": place += 1
      case "{": open.append(place)
      case "}": if let start = open.popLast() { closing[start] = place }
      default: break
      }
      place += 1
    }
    self.closing = closing
  }

  /// The text up to a place, rewritten.
  mutating func read(to end: Int, depth: Int = 0) -> Scalars {
    var result = Scalars()
    while at < end {
      let scalar = text[at]
      at += 1
      if scalar == "\\", at < end { result += command(depth) } else { result.append(scalar) }
    }
    return result
  }

  private mutating func command(_ depth: Int) -> Scalars {
    guard ScalarKind.isASCIILetter(text[at]) else { return escaped() }
    let start = at
    while at < text.count, ScalarKind.isASCIILetter(text[at]) { at += 1 }
    let name = Scalars(text[start..<at]).text
    if LatexReader.dropped.contains(name) { return [] }
    if let word = LatexReader.words[name] { return Scalars(word) }
    if depth < LatexReader.depthLimit {
      if LatexReader.wrappers.contains(name), closing[at] != nil { return argument(depth) }
      if LatexReader.fractions.contains(name), let second = end(ofArgumentAt: at), end(ofArgumentAt: second) != nil {
        return whole(argument(depth)) + ["/"] + whole(argument(depth))
      }
    }
    return ["\\"] + Scalars(name)
  }

  /// A command of one mark: delimiters and spaces go, marks stay.
  private mutating func escaped() -> Scalars {
    let mark = text[at]
    at += 1
    switch mark {
    case "(", ")", "[", "]", "!": return []
    case ",", ";", ":", " ": return [" "]
    case "%", "$", "#", "&", "_", "{", "}": return [mark]
    default: return ["\\", mark]
    }
  }

  /// The place behind `{…}`, or behind one letter or digit as in `\frac12`.
  private func end(ofArgumentAt place: Int) -> Int? {
    guard place < text.count else { return nil }
    if let close = closing[place] { return close + 1 }
    return ScalarKind.isASCIILetter(text[place]) || ScalarKind.isDigit(text[place]) ? place + 1 : nil
  }

  /// What an argument says; `end(ofArgumentAt:)` knows that it is there.
  private mutating func argument(_ depth: Int) -> Scalars {
    guard let close = closing[at] else {
      at += 1
      return [text[at - 1]]
    }
    at += 1
    let inner = read(to: close, depth: depth + 1)
    at = close + 1
    return inner
  }

  private func whole(_ part: Scalars) -> Scalars {
    let part = part.trimmed
    let isPlain = part.allSatisfy { ScalarKind.isDigit($0) || ScalarKind.isASCIILetter($0) || $0 == "." || $0 == "π" }
    return isPlain ? part : ["("] + part + [")"]
  }
}
