internal import Record

extension Scorer {
  /// `rationale`, revision 1: whether what a reply works out is what it answers.
  static let rationale = Scorer(
    name: "rationale", revision: 1, noun: "an agreement of rationale and answer",
    summary: "Whether what a reply works out is what it answers, right or wrong.",
    outputs: [
      Output("reasoned", .higher, "share of the items whose reply works out a result"),
      Output("supported", .higher, "share of the items whose answer is what the reply works out"),
    ],
    totals: [
      Total(
        Output("rationale-agreement", .higher, "share of the replies with a rationale whose answer is what it comes to"),
        of: ["reasoned-items", "supported-items"]
      ) { $0["supported-items"]?.divided(by: $0["reasoned-items"] ?? Rational(0))?.real }
    ]
  ) { (answer, item, _) throws(SettingFault) in
    let isAnswer = answer.plainOutcome == .answer
    let agreement = isAnswer ? Rationale(answer, item).agreement : nil
    let (reasoned, supported) = (Rational(agreement != nil), Rational(agreement == true))
    return .judged(
      Judgement(
        answer.plainOutcome, extracted: isAnswer ? ItemRecord.Extracted(whole: answer.text) : nil,
        scores: ["reasoned": reasoned, "supported": supported, "reasoned-items": reasoned, "supported-items": supported]))
  }
}

/// What a reply comes to in its own working: the last result of a calculation, or the last of the item's choices that it speaks for by name.
struct Rationale {
  private let answer: Answer
  private let item: Item
  private let text: Scalars

  /// The longest reply that is looked through; of a longer one its end.
  private static let longest = 8000
  /// How far from exact a rounded result may be.
  private static let slack = Rational(1).divided(by: Rational(1000)) ?? Rational(0)

  init(_ answer: Answer, _ item: Item) {
    (self.answer, self.item) = (answer, item)
    let scalars = TextStep.minus(TextStep.width(TextStep.invisible(Scalars(answer.reply))))
    text = Scalars(Normalization.folded(Scalars(scalars.suffix(Rationale.longest)).text))
  }

  /// Whether both are the same; `nil` where the reply shows no working, or its answer is none of the kind.
  var agreement: Bool? { item.choices.isEmpty ? ofNumbers : ofChoices }

  // Numbers: the last result behind an equals sign.

  private var ofNumbers: Bool? {
    guard let final = NumberText().value(answer.text), let worked = lastResult else { return nil }
    if final == worked { return true }
    guard let distance = final.subtracting(worked).flatMap(size), let bound = size(worked)?.multiplied(by: Rationale.slack) else {
      return false
    }
    return distance <= bound
  }

  private func size(_ value: Rational) -> Rational? { value < Rational(0) ? Rational(0).subtracting(value) : value }

  private var lastResult: Rational? {
    for place in text.indices.reversed() where text[place] == "=" || text[place] == "≈" {
      if let value = number(behind: place) { return value }
    }
    return nil
  }

  /// The number behind a sign, where no operator follows it.
  private func number(behind place: Int) -> Rational? {
    var start = place + 1
    while start < text.count, ScalarKind.isSpace(text[start]) || "*$¥€£\\{(".unicodeScalars.contains(text[start]) { start += 1 }
    var end = start
    while end < text.count, end - start < 40, ScalarKind.isDigit(text[end]) || ".,/-%".unicodeScalars.contains(text[end]) { end += 1 }
    while end > start, ".,/-".unicodeScalars.contains(text[end - 1]) { end -= 1 }
    guard end > start, let value = NumberText().value(Scalars(text[start..<end]).text) else { return nil }
    var next = end
    while next < text.count, ScalarKind.isSpace(text[next]), text[next] != "\n" { next += 1 }
    return next < text.count && "+*×÷/^=".unicodeScalars.contains(text[next]) && text[next] != "*" ? nil : value
  }

  // Choices: the last that is named by its text where nothing turns it down.

  private var ofChoices: Bool? {
    let chosen = ChoiceReading(item.choices, index: .never).choices(in: answer.text)
    guard chosen.count == 1, let named = lastNamed else { return nil }
    return named == chosen[0]
  }

  private var lastNamed: Int? {
    let names = item.choices.map { Scalars(Normalization.folded(TextStep.width(Scalars($0)).text)).trimmed }
    let distinct = Set(names.map(\.text)).count == names.count
    guard distinct, names.allSatisfy({ $0.count > 1 }) else { return nil }
    for place in text.indices.reversed() {
      let here = names.indices.filter { text.has(names[$0], at: place) && isWhole(place, names[$0].count) && !isListed(place) }
      guard let longest = here.max(by: { names[$0].count < names[$1].count }), !isPart(place, longest, names), !isDenied(place) else {
        continue
      }
      return longest
    }
    return nil
  }

  private func isWhole(_ place: Int, _ count: Int) -> Bool {
    func joins(_ first: Int, _ second: Int) -> Bool {
      guard text.indices.contains(first), text.indices.contains(second) else { return false }
      return isLatin(text[first]) && isLatin(text[second])
    }
    return !joins(place - 1, place) && !joins(place + count - 1, place + count)
  }

  private func isLatin(_ scalar: Unicode.Scalar) -> Bool { ScalarKind.isWord(scalar) && !ScalarKind.isIdeograph(scalar) }

  /// Whether the letter of a choice stands before its text, as where choices are listed and where the answer is given.
  private func isListed(_ place: Int) -> Bool {
    var index = place - 1
    while index >= 0, ScalarKind.isSpace(text[index]) && text[index] != "\n" || ".:)、]*".unicodeScalars.contains(text[index]) { index -= 1 }
    guard index >= 0, index < place - 1, ("a"..."z").contains(text[index]) else { return false }
    return index == 0 || !isLatin(text[index - 1])
  }

  /// Whether a longer choice's text stands around the place.
  private func isPart(_ place: Int, _ choice: Int, _ names: [Scalars]) -> Bool {
    names.indices.contains { other in
      names[other].count > names[choice].count
        && (max(0, place - names[other].count)...place).contains { start in
          text.has(names[other], at: start) && start + names[other].count >= place + names[choice].count
        }
    }
  }

  private static let denials = [
    "not ", "n't ", " no ", "isn't", "wrong", "incorrect", "rather than", "instead of", "unlike", "不", "非", "错", "没",
  ]
  .map { Scalars($0) }

  /// Whether the sentence turns down what it names, before the place or within a few words behind.
  private func isDenied(_ place: Int) -> Bool {
    var start = place
    while start > 0, place - start < 200, !".!?。！？\n".unicodeScalars.contains(text[start - 1]) { start -= 1 }
    var end = place
    while end < text.count, end - place < 60, !".!?。！？\n,，;；".unicodeScalars.contains(text[end]) { end += 1 }
    return (start..<end).contains { index in Rationale.denials.contains { text.has($0, at: index) } }
  }
}
