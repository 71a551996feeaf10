internal import Record

/// A scorer that another one asks whether an answer is right, with its standard settings.
enum InnerScorer: String, SettingWord {
  case exactMatch = "exact-match"
  case normalizedMatch = "normalized-match"
  case contains
  case numeric
  case multipleChoice = "multiple-choice"

  /// The entry of the catalogue; revision 1, for ever.
  var scorer: Scorer {
    switch self {
    case .exactMatch: .exactMatch
    case .normalizedMatch: .normalizedMatch
    case .contains: .contains
    case .numeric: .numeric
    case .multipleChoice: .multipleChoice
    }
  }

  /// Its outcome and its `accuracy`.
  func judged(_ answer: Answer, _ item: Item) throws(SettingFault) -> (outcome: ItemOutcome, isRight: Bool) {
    guard case .judged(let judgement) = try scorer.score(answer, item, Settings(standard: scorer.settings)) else { return (.none, false) }
    return (judgement.outcome, judgement.scores["accuracy"] == Rational(1))
  }
}

extension Settings {
  /// The settings of a spec that writes none.
  init(standard entries: [SettingEntry]) {
    var object = JSON.Object()
    for entry in entries {
      guard case .standard(let spelling) = entry.presence else { continue }
      object[entry.name] =
        switch entry.domain {
        case .boolean: .bool(spelling == "true")
        case .integer: Int(spelling)?.setting
        default: .string(spelling)
        }
    }
    self.init(values: object)
  }
}
