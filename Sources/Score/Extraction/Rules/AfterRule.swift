internal import Record

extension ExtractionRule {
  /// `after`, revision 1: what stands behind a marker such as "The answer is" or "答案是".
  static let after = ExtractionRule(
    "after", noun: "an answer behind a marker",
    summary: "What stands behind a marker such as \"The answer is\" or \"答案是\", up to the end of the sentence.",
    settings: [marker.entry, until.entry]
  ) { (reply, _, settings) throws(ExtractionFault) in
    do throws(SettingFault) {
      return AfterSearch(reply, own: try settings.value(marker), endsWithSentence: try settings.value(until) == "sentence").findings()
    } catch {
      throw ExtractionFault(error)
    }
  }

  private static let marker = Setting<String?>.optional(
    "marker", .text, "The words of the marker, whatever the case; without it the markers of the grammar count.")
  private static let until = Setting<String>.standard("until", .word(["sentence", "line"]), "sentence", "Where the answer ends.")
}

/// The search of the rule `after`.
struct AfterSearch {
  private let reply: ReplyText
  private let own: String?
  private let endsWithSentence: Bool

  init(_ reply: ReplyText, own: String?, endsWithSentence: Bool) {
    (self.reply, self.own, self.endsWithSentence) = (reply, own, endsWithSentence)
  }

  func findings() -> Findings {
    let markers = own.map(markers(of:)) ?? Marker.all(in: reply).filter { !isMention($0) && !opensList($0) }
    let found = answers(markers)
    let strongest = found.strongest
    let isStrict = found.count == 1 && reply.lines.count == 1 && markers.count == 1 && isWhole(markers[0], found[0])
    return Findings(strict: isStrict ? found.first : nil, candidates: strongest, lenient: strongest.last)
  }

  private func isWhole(_ marker: Marker, _ found: Candidate) -> Bool {
    let body = reply.body
    return marker.opens(body, of: reply) && (found.range.upperBound..<body.upperBound).allSatisfy { isOuter(reply[$0]) }
  }

  /// Whether a marker only speaks of the answer: "答案，…" without a verb, "the answer is not …".
  private func isMention(_ marker: Marker) -> Bool {
    reply.behind(AfterSearch.not, marker.end) != nil || reply.has(",。、;", marker.end) && reply[marker.end - 1] != 0x0A
  }

  private static let not: Literal = "not"

  /// Whether choices are listed behind a marker, from `A:` on.
  private func opensList(_ marker: Marker) -> Bool {
    guard reply.has("Aa", marker.end), reply.has(".:、", marker.end + 1),
      let end = (marker.end..<reply.count).first(where: { reply[$0] == 0x0A })
    else { return false }
    let next = reply.behindBlank(end)
    return reply.has("BbCcDd", next) && reply.has(".:、", next + 1)
  }

  /// The places of the user's own marker.
  private func markers(of own: String) -> [Marker] {
    let literal = Literal(own)
    guard !literal.scalars.isEmpty else { return [] }
    var markers: [Marker] = []
    var index = 0
    while index < reply.count {
      if let end = reply.behind(literal, index) {
        markers.append(Marker(start: index, end: Marker.landing(reply, end), rank: .said))
        index = end
      } else {
        index += 1
      }
    }
    return markers
  }

  /// What stands behind the markers; every sentence is read once.
  ///
  /// Of the answers of one sentence and rank, which all contradict one another, the first two and the last are kept.
  private func answers(_ markers: [Marker]) -> [Candidate] {
    var found: [Candidate] = []
    var sentence: (start: Int, end: Int, answer: Range<Int>)?
    var kept: [Candidate.Rank: Int] = [:]
    for marker in markers {
      let start = marker.end
      if sentence.map({ start < $0.start || start >= $0.end }) ?? true {
        let end = end(from: start)
        sentence = (start, end, reply.trimmed(start..<end, of: isOuter))
        kept = [:]
      }
      guard let sentence, !(reply[sentence.end] == 0x3F && endsWithSentence) else { continue }
      var low = max(start, sentence.answer.lowerBound)
      while low < sentence.answer.upperBound, isOuter(reply[low]) { low += 1 }
      guard low < sentence.answer.upperBound else { continue }
      let range = low..<sentence.answer.upperBound
      guard found.last.map({ $0.range != range || $0.rank != marker.rank }) ?? true else { continue }
      let count = kept[marker.rank, default: 0]
      if count > 2, let place = found.lastIndex(where: { $0.rank == marker.rank }) { found.remove(at: place) }
      // The text of a further answer is longer than any that follows; its place alone tells them apart.
      found.append(Candidate(range: range, key: count > 1 ? "\(low)" : reply.folded(range), rank: marker.rank))
      kept[marker.rank] = count + 1
    }
    return found
  }

  /// The end of the sentence or line.
  private func end(from start: Int) -> Int {
    var end = min(start, reply.count)
    while end < reply.count, reply[end] != 0x0A, !(endsWithSentence && isSentenceEnd(end, from: start)) { end += 1 }
    return end
  }

  private func isOuter(_ value: UInt32) -> Bool {
    value == 0x20 || Decoration.emphasis.contains(value) || Decoration.quotes.contains(value) || Decoration.stops.contains(value)
  }

  private static let abbreviations: Set<String> = [
    "mr", "mrs", "ms", "dr", "st", "mt", "prof", "jr", "sr", "vs", "no", "e.g", "i.e", "etc", "inc", "co", "gen", "col", "sgt", "rev",
    "fig",
  ]

  private func isSentenceEnd(_ index: Int, from start: Int) -> Bool {
    if reply.has("。!?;", index) { return true }
    guard reply[index] == 0x2E, index > start else { return false }
    var next = index + 1
    while reply.has("*_`\"'", next) { next += 1 }
    guard next >= reply.count || reply[next] == 0x20 || reply[next] == 0x0A || reply.isHan(next) else { return false }
    guard let word = reply.word(before: index), next < reply.count, reply[next] == 0x20 else { return true }
    if word.text == "no" { return !reply.isDigit(reply.behindSpaces(next)) }
    return word.text.unicodeScalars.count > 1 ? !AfterSearch.abbreviations.contains(word.text) : reply.isDigit(word.start)
  }
}
