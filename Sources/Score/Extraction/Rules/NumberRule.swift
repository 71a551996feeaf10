internal import Record

extension ExtractionRule {
  /// `number`, revision 1: a number behind a marker, in a box, on a first or last line of its own, or in the last statement.
  static let number = ExtractionRule(
    "number", noun: "a number", summary: "A number behind a marker, in a box, on a line of its own, or in the last statement."
  ) { (reply, _, _) throws(ExtractionFault) in NumberSearch(reply).findings() }
}

/// The search of the rule `number`.
struct NumberSearch {
  private let reply: ReplyText
  private let lines: [Range<Int>]

  init(_ reply: ReplyText) {
    self.reply = reply
    lines = reply.lines
  }

  func findings() -> Findings {
    let markers = Marker.all(in: reply) + Marker.scores(in: reply)
    let found = announced(markers) + boxed() + ownLines() + heading() + concluded()
    let strongest = found.strongest.sorted { $0.range.lowerBound < $1.range.lowerBound }
    return Findings(strict: strict(strongest, markers), candidates: strongest, lenient: strongest.last ?? settled())
  }

  private func candidate(_ form: NumberForm, _ rank: Candidate.Rank) -> Candidate {
    Candidate(range: form.range, key: form.key, rank: rank)
  }

  /// A number in bold type, with its unit, that the reply begins with: "**64 squares**, because …".
  private func heading() -> [Candidate] {
    let start = reply.body.lowerBound
    guard reply[start] == 0x2A, reply[start + 1] == 0x2A, let form = NumberForm(reply, at: start + 2), form.range.lowerBound == start + 2
    else {
      return []
    }
    let end = reply[form.range.upperBound] == 0x2A ? form.range.upperBound : behindUnit(form.range.upperBound)
    guard reply[end] == 0x2A, reply[end + 1] == 0x2A, reply.has(".,;:\n", end + 2) || reply.has("-—(", reply.behindSpaces(end + 2)) else {
      return []
    }
    return [candidate(form, .called)]
  }

  /// What the last statement says; it counts where nothing stronger does.
  private func concluded() -> [Candidate] {
    NumberConclusion(reply, lines: lines)?.number().map { [candidate($0, .called)] } ?? []
  }

  /// The score of "7/10", or the number as it stands.
  private func candidate(_ form: NumberForm, beforeScale rank: Candidate.Rank) -> Candidate {
    guard let slash = form.range.first(where: { reply[$0] == 0x2F }), let end = form.key.firstIndex(of: "/") else {
      return candidate(form, rank)
    }
    return Candidate(range: form.range.lowerBound..<slash, key: String(form.key[..<end]), rank: rank)
  }

  /// The numbers behind markers; further numbers of the same clause contradict them.
  ///
  /// A clause is read once for each rank, and the expression of a sentence once, however many markers stand in them.
  private func announced(_ markers: [Marker]) -> [Candidate] {
    var found: [Candidate] = []
    var ends: [Candidate.Rank: Int] = [:]
    var expression: Expression?
    for marker in markers {
      guard var form = NumberForm(reply, at: marker.end), !reply.isQuestion(from: form.end), !isOrdinal(form) else { continue }
      let next = behindUnit(form.end)
      if reply.behind(NumberSearch.to, next) != nil, next > reply.behindSpaces(form.end) { continue }  // "25 degrees Celsius to Fahrenheit"
      if isOperator(reply.behindSpaces(form.end)) || reply[next] == 0x3D {
        let known = expression.flatMap { $0.start <= form.end && form.end <= $0.end ? $0 : nil } ?? self.expression(from: form.end)
        expression = known
        guard let result = known.result, known.equals >= form.end else { continue }
        form = result
      }
      found.append(marker.isScore ? candidate(form, beforeScale: marker.rank) : candidate(form, marker.rank))
      guard !marker.isScore else { continue }
      guard form.end >= ends[marker.rank, default: 0] else { continue }
      let (others, end) = rest(of: form)
      found += others.map { candidate($0, marker.rank) }
      ends[marker.rank] = end
    }
    return found
  }

  /// Whether a 1 only counts the first of some steps: a full stop and text follow, and then a sentence or line begins with `2.`.
  private func isOrdinal(_ form: NumberForm) -> Bool {
    // The closing bracket of `1)` belongs to the form, not to the number.
    let end = form.range.upperBound
    guard form.key == "1", reply.has(".)", end), reply.has(" \n", end + 1) else { return false }
    let text = end + 2
    return (text..<max(text, min(reply.count, text + 400))).contains { index in
      guard reply[index] == 0x32, reply.has(".)", index + 1), reply.has(" \n", index + 2), reply.has(" \n", index - 1) else { return false }
      return reply[index - 1] == 0x0A || reply.has(".!?;:。\n", index - 2)
    }
  }

  /// The place behind up to three words of letters.
  private func behindUnit(_ start: Int) -> Int {
    var index = reply.behindSpaces(start)
    for _ in 0..<3 {
      guard !reply.isDigit(index), let word = reply.word(at: index), word.text != "to" else { break }
      index = reply.behindSpaces(word.end)
    }
    return index
  }

  private static let to: Literal = "to"
  private static let operators: [Literal] = ["\\times", "\\div", "\\cdot"]
  private static let conjunctions: [Literal] = ["and", "or"]
  private static let box: Literal = "\\boxed{"
  private static let heading: Literal = "#### "

  private func isOperator(_ index: Int) -> Bool {
    if reply.behind(any: NumberSearch.operators, index) != nil { return true }
    return reply.has("+*/×÷^=", index) || (reply[index] == 0x2D && reply[index + 1] != 0x2D && reply[index - 1] == 0x20)
  }

  /// The rest of a sentence with an operator in it, and the number behind its last equals sign, where it ends there.
  private struct Expression {
    var start: Int
    var end: Int
    var equals: Int
    var result: NumberForm?
  }

  private func expression(from start: Int) -> Expression {
    var (index, equals) = (start, -1)
    while index < reply.count, reply[index] != 0x0A, !isStop(index) {
      if reply[index] == 0x3D { equals = index }
      index += 1
    }
    let found = equals < 0 ? nil : NumberForm(reply, at: equals + 1)
    return Expression(
      start: start, end: index, equals: equals, result: found.flatMap { isOperator(reply.behindSpaces($0.end)) ? nil : $0 })
  }

  private func isStop(_ index: Int) -> Bool {
    reply.has("。!;", index) || (reply[index] == 0x2E && !reply.isDigit(index + 1))
  }

  private static let clauseEnds: [Literal] = [
    "because", "since", "so", "as", "when", "if", "for", "after", "which", "where", "with", "by", "given", "因为", "由于",
  ]

  /// Further numbers up to the end of the clause: "5 or 6", "2 hours and 30 minutes", "5 out of 10".
  private func rest(of form: NumberForm) -> (numbers: [NumberForm], end: Int) {
    var (index, found) = (form.end, [NumberForm]())
    while index < reply.count, reply[index] != 0x0A, !isStop(index), !reply.has("(=:", index) {
      if reply[index] == 0x2C, NumberForm(reply, at: index + 1) == nil,
        reply.behind(any: NumberSearch.conjunctions, reply.behindSpaces(index + 1)) == nil
      {
        break
      }
      if !reply.isWord(index - 1), reply.behind(any: NumberSearch.clauseEnds, index) != nil { break }
      if reply.isDigit(index), !reply.isWord(index - 1), let next = NumberForm(reply, at: index) {
        found.append(next)
        index = next.end
      } else {
        index += 1
      }
    }
    return (found, index)
  }

  private func boxed() -> [Candidate] {
    reply.scalars.indices.compactMap { index in
      guard reply[index] == 0x5C, reply.behind(NumberSearch.box, index) != nil, let form = NumberForm(reply, at: index) else { return nil }
      return (form.range.upperBound..<form.end).contains { reply[$0] == 0x7D } ? candidate(form, .final) : nil
    }
  }

  /// The first line, the last one and those that begin with `####`, where they are nothing but a number; a unit may follow where the reply has no other line.
  private func ownLines() -> [Candidate] {
    guard let first = lines.first, let last = lines.last else { return [] }
    let called = lines.filter { reply.behind(NumberSearch.heading, $0.lowerBound) != nil }
    return Set([first, last] + called).compactMap { line in
      guard let form = alone(line, allowsUnit: lines.count == 1), line != last || !isCut(form) else { return nil }
      return candidate(form, .said)
    }
  }

  /// Whether a line of a number and a full stop goes on with a list of steps, as a reply that was cut does.
  private func isCut(_ form: NumberForm) -> Bool {
    guard lines.count > 1, let number = Int(form.key), (2..<1000).contains(number), reply.has(".)", form.range.upperBound) else {
      return false
    }
    return lines.contains { line in
      guard reply.isDigit(line.lowerBound), let head = NumberForm(reply, at: line.lowerBound), reply.has(".)", head.range.upperBound) else {
        return false
      }
      return head.key == "\(number - 1)" && head.range.upperBound + 1 < line.upperBound
    }
  }

  private func alone(_ line: Range<Int>, allowsUnit: Bool) -> NumberForm? {
    let inner = reply.trimmed(line) { Decoration.emphasis.contains($0) || $0 == 0x23 || $0 == 0x3E || $0 == 0x20 }
    guard let form = NumberForm(reply, at: inner.lowerBound) else { return nil }
    var end = form.end
    if allowsUnit {
      for _ in 0..<2 {
        let next = reply.behindSpaces(end)
        guard next < inner.upperBound else { break }
        if let word = reply.word(at: next), !reply.isDigit(next) {
          end = word.end
        } else if reply.isHan(next) {
          end = next + 1
        } else {
          break
        }
      }
    }
    let isEnd = (min(end, inner.upperBound)..<inner.upperBound).allSatisfy { reply.has(".。!*_`$ ", $0) }
    return isEnd ? form : nil
  }

  private func strict(_ found: [Candidate], _ markers: [Marker]) -> Candidate? {
    guard let one = found.first, found.allSatisfy({ $0.key == one.key }), lines.count == 1, let body = lines.first else { return nil }
    if alone(body, allowsUnit: false) != nil { return one }
    let isAnnounced = markers.contains { marker in
      guard marker.opens(body, of: reply), let form = NumberForm(reply, at: marker.end), form.range == one.range else { return false }
      return (form.end..<max(form.end, body.upperBound)).allSatisfy { reply.has(".。!*_`$ ", $0) }
    }
    return isAnnounced ? one : nil
  }

  /// The last number in bold type, or the result that ends the last line.
  private func settled() -> Candidate? {
    guard let last = lines.last else { return nil }
    for index in reply.scalars.indices.reversed() where reply[index] == 0x2A && reply[index + 1] == 0x2A {
      guard let form = NumberForm(reply, at: index + 2), form.range.lowerBound == index + 2 else { continue }
      if reply[form.range.upperBound] == 0x2A { return candidate(form, .said) }
    }
    guard let equals = last.last(where: { reply[$0] == 0x3D }), let form = NumberForm(reply, at: equals + 1) else { return nil }
    return (min(form.end, last.upperBound)..<last.upperBound).allSatisfy { reply.has(".。!*_`$ ", $0) } ? candidate(form, .said) : nil
  }
}
