internal import Record

extension Scorer {
  /// `numeric`, revision 1: the answer is one number, within the tolerance of an expected one.
  static let numeric = Scorer(
    name: "numeric", revision: 1, noun: "a comparison of numbers",
    summary: "The answer is a number within a tolerance of the expected one.",
    settings: [absolute.entry, relative.entry, percentSetting.entry, unitsSetting.entry], outputs: [accuracy],
    fit: { item, settings in unusable(item, settings) }
  ) { (answer, item, settings) throws(SettingFault) in
    let (reader, bounds) = (try NumberText(settings), try Tolerance(settings))
    let outcome = answer.plainOutcome
    guard outcome == .answer, let given = reader.value(answer.text) else {
      return .judged(Judgement(outcome == .answer ? .none : outcome, scores: ["accuracy": Rational(0)]))
    }
    let isRight = item.answers.contains { text in reader.value(text).map { bounds.around($0)?.contains(given) ?? false } ?? false }
    return .judged(Judgement(.answer, extracted: ItemRecord.Extracted(whole: answer.text), scores: ["accuracy": Rational(isRight)]))
  }

  fileprivate static let absolute = Setting<Rational>.standard(
    "absolute", .number(NumberBounds(from: Rational(0))), "0", "How far the numbers may lie apart.")
  fileprivate static let relative = Setting<Rational>.standard(
    "relative", .number(NumberBounds(from: Rational(0))), "0", "How far they may lie apart, as a share of the expected one.")
  fileprivate static let percentSetting = Setting<NumberText.Percent>.word(
    "percent", .share, "Whether 50% is one half, or 50.")
  fileprivate static let unitsSetting = Setting<Bool>.standard(
    "units", .boolean, "true", "Whether a unit or a currency beside the number is passed over; nothing is converted.")

  private static func unusable(_ item: Item, _ settings: Settings) -> String? {
    guard let reader = try? NumberText(settings), let bounds = try? Tolerance(settings) else { return nil }
    for text in item.answers {
      guard let value = reader.value(text) else { return "the expected answer `\(text)` is not a number" }
      if bounds.around(value) == nil { return "the tolerance around `\(text)` does not fit into 128 bits" }
    }
    return nil
  }
}

extension NumberText {
  fileprivate init(_ settings: Settings) throws(SettingFault) {
    self.init(ignoresUnits: try settings.value(Scorer.unitsSetting), percent: try settings.value(Scorer.percentSetting))
  }
}

/// How far a number may lie from the expected one: by the larger of an absolute and a relative distance, ends included.
private struct Tolerance {
  let absolute: Rational
  let relative: Rational

  init(_ settings: Settings) throws(SettingFault) {
    (absolute, relative) = (try settings.value(Scorer.absolute), try settings.value(Scorer.relative))
  }

  /// The range around a number; `nil` where its ends do not fit into 128 bits.
  func around(_ expected: Rational) -> ClosedRange<Rational>? {
    guard let share = expected.multiplied(by: relative), let mirrored = Rational(0).subtracting(share) else { return nil }
    let reach = max(absolute, max(share, mirrored))
    guard let low = expected.subtracting(reach), let high = expected.adding(reach) else { return nil }
    return low...high
  }
}
