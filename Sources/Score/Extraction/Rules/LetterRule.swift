internal import Record

extension ExtractionRule {
  /// `letter`, revision 1: the letter of a choice, behind a marker, in brackets of a fixed form, or on a line of its own.
  static let letter = ExtractionRule(
    "letter", noun: "a letter", summary: "The letter of a choice, behind a marker, in a box, or on a line of its own.",
    settings: [letters.entry]
  ) { (reply, choices, settings) throws(ExtractionFault) in
    do throws(SettingFault) {
      let declared = try settings.value(letters)
      let limit = declared ?? (choices.isEmpty ? 10 : min(26, choices.count))
      return LetterSearch(reply, choices, limit: limit, isKnown: declared != nil || !choices.isEmpty).findings()
    } catch {
      throw ExtractionFault(error)
    }
  }

  private static let letters = Setting<Int?>.optional(
    "letters", .integer(1...26), "How many letters there are; without it as many as the item has choices, else 10.")
}

/// The search of the rule `letter`.
struct LetterSearch {
  private let reply: ReplyText
  private let choices: [String]
  private let limit: Int
  private let isKnown: Bool
  private let lines: [Range<Int>]
  /// For each line the letter that it begins with, where it does.
  private let heads: [LetterForm?]
  /// For each line whether it is one of a list of choices: among the lines around it that begin with a letter in the same way are two letters.
  private let isListed: [Bool]
  /// The letters with a colon that lines begin with.
  private let labels: Set<Int>

  init(_ reply: ReplyText, _ choices: [String], limit: Int, isKnown: Bool) {
    (self.reply, self.choices, self.limit, self.isKnown) = (reply, choices, limit, isKnown)
    let lines = reply.lines
    self.lines = lines
    heads = lines.map { LetterSearch.head($0, of: reply, limit: limit, isKnown: isKnown, isOnly: lines.count == 1) }
    labels = Set(lines.compactMap { LetterSearch.label(of: $0, in: reply, limit: limit) })
    isListed = LetterSearch.listed(heads)
  }

  private static func listed(_ heads: [LetterForm?]) -> [Bool] {
    var (listed, start) = ([Bool](repeating: false, count: heads.count), 0)
    while start < heads.count {
      let run = heads[start...].prefix { $0 != nil }
      if let first = run.first, run.contains(where: { $0?.number != first?.number }) {
        for place in run.indices { listed[place] = true }
      }
      start += run.count + 1
    }
    return listed
  }

  func findings() -> Findings {
    let markers = Marker.all(in: reply) + Marker.choices(in: reply)
    let found = markers.flatMap(announced) + boxed() + ownLines() + leading() + called() + concluded() + behindColon()
    let strongest = found.strongest.sorted { $0.range.lowerBound < $1.range.lowerBound }
    return Findings(strict: strict(strongest, markers), candidates: strongest, lenient: strongest.last ?? bracketed() ?? choiceText())
  }

  private func candidate(_ form: LetterForm, _ rank: Candidate.Rank) -> Candidate {
    Candidate(range: form.index..<form.index + 1, key: LetterSearch.letter(form.number), rank: rank)
  }

  private static func letter(_ number: Int) -> String { Unicode.Scalar(UInt32(0x41 + number)).map { String($0) } ?? "" }

  /// What stands behind a marker, a list of letters too.
  private func announced(_ marker: Marker) -> [Candidate] {
    guard let form = LetterForm(reply, at: behindDenied(marker.end), limit: limit), !reply.isQuestion(from: form.end) else { return [] }
    guard !opensList(form) else { return [] }
    let forms = form.list(in: reply, limit: limit)
    if let last = forms.last, reply.behind(any: LetterSearch.denials, reply.behindSpaces(last.end)) != nil { return [] }
    return forms.map { candidate($0, marker.rank) }
  }

  /// Whether the choices are listed from here on, as `Answer: A one day` and a line `B one year` do.
  private func opensList(_ form: LetterForm) -> Bool {
    guard form.number == 0, let place = lines.firstIndex(where: { $0.contains(form.index) }), place + 1 < lines.count else { return false }
    return heads[place + 1].map { $0.number > 0 } ?? false
  }

  /// Words behind a letter by which the sentence turns it down: "I think A is wrong".
  private static let denials: [Literal] = [
    "is wrong", "is incorrect", "is false", "is not", "isn't", "is out", "is impossible", "is eliminated", "is unlikely", "is the wrong",
    "is an incorrect", "is a wrong", "is also wrong", "is also incorrect", "is clearly wrong", "is clearly incorrect",
  ]

  private static let not: Literal = "not"
  private static let but: Literal = "but"
  private static let box: Literal = "\\boxed{"
  private static let reasons: [Literal] = ["because", "since", "因为", "由于"]
  private static let chineseNouns: [Literal] = ["选项", "项"]
  private static let chineseCopulas: [Literal] = ["是", "为"]
  private static let right: Literal = "正确"

  /// The place of the second letter of "not A but C"; else the place itself.
  private func behindDenied(_ start: Int) -> Int {
    guard let denied = reply.behind(LetterSearch.not, start),
      let form = LetterForm(reply, at: reply.behindSpaces(denied), limit: limit),
      let end = reply.behind(LetterSearch.but, reply.behindSpaces(reply[form.end] == 0x2C ? form.end + 1 : form.end))
    else { return start }
    return reply.behindSpaces(end)
  }

  /// `\boxed{B}`, wherever it stands.
  private func boxed() -> [Candidate] {
    reply.scalars.indices.compactMap { index in
      guard reply[index] == 0x5C, reply.behind(LetterSearch.box, index) != nil, let form = LetterForm(reply, at: index, limit: limit),
        form.isBracketed
      else { return nil }
      return candidate(form, .final)
    }
  }

  /// Lines that are nothing but a letter in its form, or a list of them.
  private func ownLines() -> [Candidate] {
    lines.indices.flatMap { place -> [Candidate] in
      guard let forms = alone(lines[place]), !isListed[place], !continuesList(place, forms[0]), !isLabel(place, forms[0]) else {
        return []
      }
      return forms.map { candidate($0, .said) }
    }
  }

  /// Whether a bare letter only goes on with a list of choices right before it, as a reply that was cut does.
  private func continuesList(_ place: Int, _ form: LetterForm) -> Bool {
    guard place > 1, let last = heads[place - 1], isListed[place - 1] else { return false }
    return form.number == last.number + 1
  }

  /// Whether a letter alone is a label of what was to follow: the last line `A:`, one among others, or `B` behind a line `A: Paris`.
  private func isLabel(_ place: Int, _ form: LetterForm) -> Bool {
    let (hasColon, isLast) = (reply[lines[place].upperBound - 1] == 0x3A, place > 0 && place == lines.count - 1)
    guard !hasColon else { return isLast || hasOtherLabel(form) || place + 1 < lines.count && lines[place + 1].count == lines[place].count }
    return isLast && (LetterSearch.label(of: lines[place - 1], in: reply, limit: limit) != nil || (form.number == 0 && hasOtherLabel(form)))
  }

  /// The letter before the colon that a line begins with.
  private static func label(of line: Range<Int>, in reply: ReplyText, limit: Int) -> Int? {
    let start = reply.trimmed(line, of: Decoration.line.contains).lowerBound
    let value = ReplyText.lower(reply[start])
    guard reply[start + 1] == 0x3A, (0x61...0x7A).contains(value), Int(value) - 0x61 < limit else { return nil }
    return Int(value) - 0x61
  }

  /// Whether a line begins with another letter and a colon, as the lines of a list do.
  private func hasOtherLabel(_ form: LetterForm) -> Bool { labels.contains { $0 != form.number } }

  /// The letters that a range is nothing but.
  private func alone(_ range: Range<Int>) -> [LetterForm]? {
    let inner = reply.trimmed(range, of: { Decoration.line.contains($0) && $0 != 0x24 })
    guard let form = LetterForm(reply, at: inner.lowerBound, limit: limit, isAlone: true) else { return nil }
    let forms = form.list(in: reply, limit: limit)
    guard let last = forms.last, isEnd(last.end, of: inner.upperBound) else { return nil }
    return forms
  }

  /// Whether only stops and emphasis stand between two places.
  private func isEnd(_ index: Int, of end: Int) -> Bool {
    guard index < end else { return true }
    return (index..<end).allSatisfy { Decoration.stops.contains(reply[$0]) || Decoration.line.contains(reply[$0]) }
  }

  /// A first or last line that begins with a letter in its form, `B. Paris`, and is not one of a list of choices.
  private func leading() -> [Candidate] {
    guard !lines.isEmpty else { return [] }
    return Set([0, lines.count - 1]).flatMap { place -> [Candidate] in
      guard let form = heads[place], !isListed[place] else { return [] }
      if place > 0, reply[form.end] == 0x3A, hasOtherLabel(form) { return [] }
      // "A. one" with "B. two" further on are choices, each with a paragraph of its own.
      if form.number == 0, place == 0, heads.contains(where: { $0.map { $0.number > 0 } ?? false }) { return [] }
      var rest = form.end
      while reply.has(".:)、。* ", rest) { rest += 1 }
      // "A. D." names two.
      let other = rest < lines[place].upperBound ? alone(rest..<lines[place].upperBound) : nil
      return [candidate(form, .said)] + (other ?? []).map { candidate($0, .said) }
    }
  }

  /// Verbs and the like behind a letter in brackets by which the line speaks of the choice.
  private static let verbs: Set<String> = [
    "is", "isn't", "was", "are", "seems", "cannot", "can't", "could", "may", "might", "and", "or", "looks", "has", "does", "doesn't",
    "would",
  ]

  /// The letter that a line begins with, followed by a stop or a closing bracket and more text, or by nothing else.
  private static func head(_ line: Range<Int>, of reply: ReplyText, limit: Int, isKnown: Bool, isOnly: Bool) -> LetterForm? {
    let start = reply.trimmed(line, of: Decoration.line.contains).lowerBound
    guard let form = LetterForm(reply, at: start, limit: limit, isAlone: true), form.index - start < 12 else { return nil }
    var next = form.end
    while reply.has("*_`", next) { next += 1 }
    let isClosed = reply.has(")]", form.end - 1)
    if isClosed { return verbs.contains(reply.word(at: reply.behindSpaces(next))?.text ?? "") ? nil : form }
    guard reply.has(".:、。", next) else { return explains(form, in: reply, isOnly: isOnly) ? form : nil }
    if form.number == 8 && !isKnown { return nil }  // "I. Introduction"
    if form.number == 0 && reply[next] == 0x3A { return nil }  // "A:" stands for "answer" beside "Q:"
    let text = reply.behindSpaces(next + 1)
    if text >= line.upperBound { return form }
    if reply[next] == 0x3001 { return LetterForm(reply, at: text, limit: limit) == nil ? form : nil }
    guard reply[next] == 0x2E else { return form }
    guard text > next + 1 || reply.isHan(text) else { return nil }
    if isSubject(text, in: reply) { return nil }
    let isInitial = reply.isLetter(text) && reply[text + 1] == 0x2E
    if isInitial, reply[text + 2] == 0x20, text + 3 < line.upperBound { return nil }  // "D. H. Lawrence", "A. I. stands for"
    let isName = isInitial || (0x61...0x7A).contains(reply[text])  // "E. coli"
    return isKnown || !isName ? form : nil
  }

  /// Whether a word in small letters stands here that is the subject of a sentence, such as the second name of a species.
  private static func isSubject(_ index: Int, in reply: ReplyText) -> Bool {
    guard (0x61...0x7A).contains(reply[index]), let word = reply.word(at: index), word.end - index > 4,
      let verb = reply.word(at: reply.behindSpaces(word.end))
    else { return false }
    return ["is", "was", "has", "can", "does"].contains(verb.text)
      && !["this", "that", "there", "which", "these", "those"].contains(word.text)
  }

  /// Whether a reason follows: "B, because …" and "B because …", or a dash in a reply of one line.
  private static func explains(_ form: LetterForm, in reply: ReplyText, isOnly: Bool) -> Bool {
    let next = reply.behindSpaces(reply[form.end] == 0x2C ? form.end + 1 : form.end)
    if isOnly, reply[form.end] == 0x20, reply.has("—", next), reply[next + 1] == 0x20 { return true }
    return reply.behind(any: LetterSearch.reasons, next) != nil
  }

  private static let verdicts: [Literal] = [
    "is the correct", "is correct", "is the right", "is right", "is the best", "is the answer", "is the most", "would be correct",
    "would be the correct", "would be the best", "must be correct", "must be the correct", "seems correct", "seems to be correct",
    "is the valid", "fits best", "best fits", "fits the best", "matches best", "best matches", "is supported",
  ]
  private static let chineseVerdicts: [Literal] = ["最符合", "最合适", "最恰当", "最佳", "最正确", "符合题意", "最贴切", "最准确"]
  private static let openers: Set<String> = ["option", "choice", "so", "therefore", "thus", "hence", "that", "answer", "letter", "only"]

  /// Letters that somebody calls right: "B is correct", "选项B正确".
  private func called() -> [Candidate] {
    var found: [Candidate] = []
    for index in reply.scalars.indices where !reply.isWord(index - 1) && (reply.isLetter(index) || reply.has("([*", index)) {
      guard let form = LetterForm(reply, at: index, limit: limit, isAlone: true), begins(form, index), isCalled(form),
        !reply.isQuestion(from: form.end)
      else { continue }
      found.append(candidate(form, .called))
    }
    return found
  }

  private func begins(_ form: LetterForm, _ index: Int) -> Bool {
    if form.isBracketed { return true }
    if let word = reply.word(before: index) { return LetterSearch.openers.contains(word.text) }
    var place = index - 1
    while reply[place] == 0x20 || Decoration.emphasis.contains(reply[place]) { place -= 1 }
    return !reply.isHan(place) || reply.has("项以此故有择", place)
  }

  private func isCalled(_ form: LetterForm) -> Bool {
    let next = reply.behindSpaces(form.end)
    if reply.behind(any: LetterSearch.verdicts, next) != nil { return true }
    let named = reply.behind(any: LetterSearch.chineseNouns, next) ?? next
    let verdict = reply.behind(any: LetterSearch.chineseCopulas, named) ?? named
    if named > next, reply.behind(any: LetterSearch.chineseVerdicts, verdict) != nil { return true }
    guard let end = reply.behind(LetterSearch.right, verdict) else { return false }
    return !reply.has("吗与性率地", end)
  }

  /// The letter in brackets that ends the last statement, as in `so it is nitrogen (D)`.
  private func concluded() -> [Candidate] {
    guard let statement = LastStatement(reply, lines: lines), statement.isPlain, statement.isOnly || statement.isClosed, !statement.isItem,
      let open = statement.range.last(where: { reply[$0] == 0x28 }), let form = LetterForm(reply, at: open, limit: limit, isAlone: true),
      form.isBracketed, form.end >= statement.range.upperBound, !statement.range.dropLast(3).contains(where: { reply[$0] == 0x28 })
    else { return [] }
    return [candidate(form, .called)]
  }

  /// A capital letter behind the colon of a reply that is one line, as in `Easy one: D`.
  private func behindColon() -> [Candidate] {
    guard lines.count == 1, let line = lines.first, let colon = line.last(where: { reply[$0] == 0x3A }),
      let form = LetterForm(reply, at: colon + 1, limit: limit), (0x41...0x5A).contains(reply[form.index]),
      isEnd(form.end, of: line.upperBound),
      !line.dropLast(line.upperBound - colon).contains(where: { reply[$0] == 0x3A })
    else { return [] }
    return [candidate(form, .called)]
  }

  private func strict(_ found: [Candidate], _ markers: [Marker]) -> Candidate? {
    guard let one = found.first, found.allSatisfy({ $0.key == one.key }), lines.count == 1, let body = lines.first else { return nil }
    if let forms = alone(body), forms.count == 1 { return one }
    let isAnnounced = markers.contains { marker in
      guard marker.opens(body, of: reply), let form = LetterForm(reply, at: marker.end, limit: limit), form.index == one.range.lowerBound
      else { return false }
      return isEnd(form.end, of: body.upperBound)
    }
    return isAnnounced ? one : nil
  }

  /// The only letter in brackets or in bold type.
  private func bracketed() -> Candidate? {
    let found = reply.scalars.indices.compactMap { index -> Candidate? in
      guard reply.has("([*", index), !reply.isWord(index - 1), let form = LetterForm(reply, at: index, limit: limit) else { return nil }
      let isBold = reply[form.index - 1] == 0x2A && reply[form.index + 1] == 0x2A
      return form.isBracketed || isBold ? candidate(form, .said) : nil
    }
    guard let last = found.last, found.allSatisfy({ $0.key == last.key }) else { return nil }
    return last
  }

  /// A line that is the text of one of the item's choices.
  private func choiceText() -> Candidate? {
    guard !choices.isEmpty else { return nil }
    let texts = choices.map { text in
      let plain = ReplyText(text)
      return plain.folded(plain.trimmed(plain.body) { Decoration.stops.contains($0) || Decoration.line.contains($0) })
    }
    let found = lines.compactMap { line -> Candidate? in
      let inner = reply.trimmed(line) { Decoration.stops.contains($0) || Decoration.line.contains($0) || Decoration.quotes.contains($0) }
      let text = reply.folded(inner)
      guard !text.isEmpty, let number = texts.firstIndex(of: text), number < limit else { return nil }
      let letter = LetterSearch.letter(number)
      return Candidate(range: inner, key: letter, value: letter)
    }
    guard let last = found.last, found.allSatisfy({ $0.key == last.key }) else { return nil }
    return last
  }
}
