/// A change of an item that leaves its right answer as it is, asked beside the item itself.
///
/// `docs/prompts.md` says exactly what each does.
public enum Perturbation: Sendable, Hashable {
  /// A share of the letters of the question slips.
  case typos(rate: Rational)
  /// The letters of the question have another case.
  case letterCase(LetterCase)
  /// The ASCII signs of the question have their full-width forms.
  case fullWidth
  /// The choices stand in another order.
  case choiceOrder
  /// The question is put by another template.
  case paraphrase(prompt: String)
  /// Questions of another dataset stand before the question.
  case distractors(from: String, count: Int)
  /// A foreign instruction stands behind the question.
  case injection(text: String)
}

/// A case of letters.
public enum LetterCase: String, Sendable, Hashable, Codable, CaseIterable {
  /// Large letters.
  case upper
  /// Small letters.
  case lower
  /// Small and large letters in turn.
  case alternating
}

extension Perturbation: Codable {
  private struct Nothing: Codable {}
  private struct Rate: Codable { var rate: Rational }
  private struct Case: Codable { var to: LetterCase }
  private struct Prompt: Codable { var prompt: String }
  private struct Text: Codable { var text: String }
  private struct Source: Codable {
    var from: String
    var count: Int
  }

  public init(from decoder: any Decoder) throws {
    let choice = try Choice(from: decoder)
    switch choice.word {
    case "typos": self = .typos(rate: try choice.value(Rate.self).rate)
    case "case": self = .letterCase(try choice.value(Case.self).to)
    case "full-width":
      _ = try choice.value(Nothing.self)
      self = .fullWidth
    case "choice-order":
      _ = try choice.value(Nothing.self)
      self = .choiceOrder
    case "paraphrase": self = .paraphrase(prompt: try choice.value(Prompt.self).prompt)
    case "distractors":
      let source = try choice.value(Source.self)
      self = .distractors(from: source.from, count: source.count)
    case "injection": self = .injection(text: try choice.value(Text.self).text)
    default: throw choice.unknown("perturbation")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .typos(let rate): try Choice.encode(word, Rate(rate: rate), to: encoder)
    case .letterCase(let form): try Choice.encode(word, Case(to: form), to: encoder)
    case .fullWidth, .choiceOrder: try Choice.encode(word, Nothing(), to: encoder)
    case .paraphrase(let prompt): try Choice.encode(word, Prompt(prompt: prompt), to: encoder)
    case .distractors(let from, let count): try Choice.encode(word, Source(from: from, count: count), to: encoder)
    case .injection(let text): try Choice.encode(word, Text(text: text), to: encoder)
    }
  }

  /// The word of the language.
  public var word: String {
    switch self {
    case .typos: "typos"
    case .letterCase: "case"
    case .fullWidth: "full-width"
    case .choiceOrder: "choice-order"
    case .paraphrase: "paraphrase"
    case .distractors: "distractors"
    case .injection: "injection"
    }
  }
}
