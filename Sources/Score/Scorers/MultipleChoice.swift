internal import Record

extension Scorer {
  /// `multiple-choice`, revision 1: the answer names a right choice, by its letter, its number or its text.
  static let multipleChoice = Scorer(
    name: "multiple-choice", revision: 1, noun: "a choice", summary: "The answer names a right choice by letter, number or text.",
    settings: [indexSetting.entry], outputs: [accuracy], kept: ["chosen"], fit: { item, _ in unchoosable(item) }
  ) { (answer, item, settings) throws(SettingFault) in
    let reading = ChoiceReading(item.choices, index: try settings.value(indexSetting))
    let outcome = answer.plainOutcome
    guard outcome == .answer else { return .judged(Judgement(outcome, scores: chosen(nil, item))) }
    switch reading.choices(in: answer.text) {
    case let found where found.count == 1:
      let extracted = ItemRecord.Extracted(whole: answer.text)
      return .judged(Judgement(.answer, extracted: extracted, scores: chosen(found[0], item)))
    case let found: return .judged(Judgement(found.isEmpty ? .none : .several, scores: chosen(nil, item)))
    }
  }

  private static let indexSetting = Setting<ChoiceReading.Index>.word(
    "index", .never, "Whether a number names a choice, and which number the first has.")

  /// The score of a choice as it was shown; `chosen` is its position in the dataset, -1 without one.
  static func chosen(_ choice: Int?, _ item: Item) -> [String: Rational] {
    let place = choice.map { item.order.indices.contains($0) ? item.order[$0] : $0 } ?? -1
    return ["accuracy": Rational(choice.map(item.correct.contains) ?? false), "chosen": Rational(place)]
  }

  /// Why no choice of an item could be right.
  static func unchoosable(_ item: Item) -> String? {
    if item.choices.isEmpty { return "the item has no choices" }
    return item.correct.isEmpty ? "none of the item's choices is right" : nil
  }
}

/// What an answer says of some choices.
struct ChoiceReading {
  /// How a number names a choice.
  enum Index: String, SettingWord {
    case never
    case fromZero = "from-0"
    case fromOne = "from-1"
  }

  private let choices: [String]
  private let index: Index
  private static let form = TextForm.standard

  init(_ choices: [String], index: Index) { (self.choices, self.index) = (choices, index) }

  /// The positions of the choices that an answer may mean, ascending: one where it names one.
  ///
  /// A letter from A, alone or before a mark, with or without the choice's text behind it; a number; or the text itself in the standard
  /// form.
  func choices(in text: String) -> [Int] {
    let given = ChoiceReading.form.applied(to: text)
    let named = choices.indices.filter { ChoiceReading.form.applied(to: choices[$0]) == given }
    if let (letter, rest) = letter(given) {
      // `B. Paris` names B only where Paris is what B says.
      guard rest.isEmpty || ChoiceReading.form.applied(to: choices[letter]) == rest else { return named }
      return Set(named + [letter]).sorted()
    }
    guard named.isEmpty, let number = given.decimal, index != .never else { return named }
    let place = index == .fromOne ? number - 1 : number
    return choices.indices.contains(place) ? [place] : []
  }

  /// The letter that a text begins with, in its form, and what stands behind its mark.
  private func letter(_ text: Scalars) -> (choice: Int, rest: Scalars)? {
    var rest = text[...]
    if rest.first == "(" { rest = rest.dropFirst() }
    guard let first = rest.first, (0x61...0x7A).contains(first.value) else { return nil }
    let choice = Int(first.value) - 0x61
    guard choices.indices.contains(choice) else { return nil }
    rest = rest.dropFirst()
    if rest.isEmpty { return (choice, []) }
    guard let mark = rest.first, ").:,、。".unicodeScalars.contains(mark) else { return nil }
    return (choice, ChoiceReading.form.applied(to: Scalars(rest.dropFirst()).text))
  }
}
