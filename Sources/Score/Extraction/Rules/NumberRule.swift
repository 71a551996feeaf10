internal import Record

extension ExtractionRule {
  /// `number`, revision 1: a number behind a marker, in a box, or on a first or last line of its own.
  static let number = ExtractionRule(
    "number", noun: "a number", summary: "A number behind a marker, in a box, or on a line of its own."
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
    let markers = Marker.all(in: reply)
    let found = markers.flatMap(announced) + boxed() + ownLines()
    let strongest = found.strongest.sorted { $0.range.lowerBound < $1.range.lowerBound }
    return Findings(strict: strict(strongest, markers), candidates: strongest, lenient: strongest.last ?? settled())
  }

  private func candidate(_ form: NumberForm, _ rank: Candidate.Rank) -> Candidate {
    Candidate(range: form.range, key: form.key, rank: rank)
  }

  /// The number behind a marker; further numbers of the same clause contradict it.
  private func announced(_ marker: Marker) -> [Candidate] {
    guard var form = NumberForm(reply, at: marker.end) else { return [] }
    guard !reply.isQuestion(from: form.end) else { return [] }
    if isOperator(reply.behindSpaces(form.end)) {
      guard let result = result(from: form.end) else { return [] }
      form = result
    }
    return [candidate(form, marker.rank)] + rest(of: form).map { candidate($0, marker.rank) }
  }

  private func isOperator(_ index: Int) -> Bool {
    if reply.behind(any: ["\\times", "\\div", "\\cdot"], index) != nil { return true }
    return reply.has("+*/×÷^=", index) || (reply[index] == 0x2D && reply[index + 1] != 0x2D && reply[index - 1] == 0x20)
  }

  /// The number behind the last equals sign of the sentence, where it ends there.
  private func result(from start: Int) -> NumberForm? {
    var (index, found) = (start, nil as NumberForm?)
    while index < reply.count, reply[index] != 0x0A, !isStop(index) {
      if reply[index] == 0x3D { found = NumberForm(reply, at: index + 1) }
      index += 1
    }
    guard let found, !isOperator(reply.behindSpaces(found.end)) else { return nil }
    return found
  }

  private func isStop(_ index: Int) -> Bool {
    reply.has("。!;", index) || (reply[index] == 0x2E && !reply.isDigit(index + 1))
  }

  private static let clauseEnds: [Literal] = [
    "because", "since", "so", "as", "when", "if", "for", "after", "which", "where", "with", "by", "given", "因为", "由于",
  ]

  /// Further numbers up to the end of the clause: "5 or 6", "2 hours and 30 minutes", "5 out of 10".
  private func rest(of form: NumberForm) -> [NumberForm] {
    var (index, found) = (form.end, [NumberForm]())
    while index < reply.count, reply[index] != 0x0A, !isStop(index), !reply.has("(=:", index) {
      if reply[index] == 0x2C, NumberForm(reply, at: index + 1) == nil,
        reply.behind(any: ["and", "or"], reply.behindSpaces(index + 1)) == nil
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
    return found
  }

  private func boxed() -> [Candidate] {
    reply.scalars.indices.compactMap { index in
      guard reply[index] == 0x5C, reply.behind("\\boxed{", index) != nil, let form = NumberForm(reply, at: index) else { return nil }
      return reply.has("}", form.end - 1) ? candidate(form, .final) : nil
    }
  }

  /// The first line, the last one and those that begin with `####`, where they are nothing but a number; a unit may follow where the reply has no other line.
  private func ownLines() -> [Candidate] {
    guard let first = lines.first, let last = lines.last else { return [] }
    let called = lines.filter { reply.behind("#### ", $0.lowerBound) != nil }
    return Set([first, last] + called).compactMap { line in alone(line, allowsUnit: lines.count == 1).map { candidate($0, .said) } }
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
