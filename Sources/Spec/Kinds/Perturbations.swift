internal import Record
internal import Text

/// A perturbation as a spec writes it; some are several variants.
enum WrittenPerturbation {
  case typos(Rational)
  case letterCase(LetterCase)
  case fullWidth
  case choiceOrder
  case paraphrase([WrittenTemplate])
  case distractors(from: String, place: Span, count: Int)
  case injection([String])

  static let alternatives: [TypedAlternative<WrittenPerturbation>] = [
    TypedAlternative("typos", TypoKeys.self) { fields throws(Reported) in .typos(try fields.rate) },
    TypedAlternative("case", CaseKeys.self) { fields throws(Reported) in .letterCase(try fields.to) },
    TypedAlternative("full-width", FullWidthKeys.self) { _ in .fullWidth },
    TypedAlternative("choice-order", ChoiceOrderKeys.self) { _ in .choiceOrder },
    TypedAlternative("paraphrase", ParaphraseKeys.self) { fields throws(Reported) in .paraphrase(try fields.prompts) },
    TypedAlternative("distractors", DistractorKeys.self) { fields throws(Reported) in
      .distractors(from: try fields.from, place: fields.place(of: \.from), count: try fields.count)
    },
    TypedAlternative("injection", InjectionKeys.self) { fields throws(Reported) in .injection(try fields.texts) },
  ]
}

struct TypoKeys: KeyTable {
  static let noun = "typos"
  static let summary = "Letters of the question are left out, doubled, exchanged or hit beside their key; digits never."
  let rate: TypedKey<Rational>

  init(_ keys: inout TableBuilder) { rate = keys.standard("rate", .number(.share), "5%", "The share of the letters that slip.") }
}

struct CaseKeys: KeyTable {
  static let noun = "another case"
  static let summary = "The letters of the question have another case."
  let to: TypedKey<LetterCase>

  init(_ keys: inout TableBuilder) { to = keys.standard("to", .word, "upper", "The case; alternating is small and large in turn.") }
}

struct FullWidthKeys: KeyTable {
  static let noun = "full width"
  static let summary = "The ASCII signs of the question have their full-width forms."

  init(_ keys: inout TableBuilder) {}
}

struct ChoiceOrderKeys: KeyTable {
  static let noun = "another order of choices"
  static let summary = "The choices stand in another random order; the letters of right answers follow."

  init(_ keys: inout TableBuilder) {}
}

struct ParaphraseKeys: KeyTable {
  static let noun = "paraphrases"
  static let summary = "The question is put by other templates, each a variant."
  let prompts: TypedKey<[WrittenTemplate]>

  init(_ keys: inout TableBuilder) {
    prompts = keys.required("prompts", .list(.template), "The templates; each stands in the place of `prompt`.")
  }
}

struct DistractorKeys: KeyTable {
  static let noun = "distractors"
  static let summary = "Random questions of a dataset stand before the question."
  let from: TypedKey<String>
  let count: TypedKey<Int>

  init(_ keys: inout TableBuilder) {
    from = keys.required("from", .name, "The dataset whose questions they are.")
    count = keys.standard("count", .integer(1...100), "1", "How many stand there.")
  }
}

struct InjectionKeys: KeyTable {
  static let noun = "an injection"
  static let summary = "A foreign instruction stands behind the question; each text is a variant."
  let texts: TypedKey<[String]>

  init(_ keys: inout TableBuilder) { texts = keys.required("texts", .list(.text), "What it says.") }
}

/// The perturbations of a workload, on their way into the plan.
struct PerturbationList {
  private let written: [Located<WrittenPerturbation>]
  private let problems: Problems
  private let told: ToldAnswers

  init(_ written: [Located<WrittenPerturbation>], _ told: ToldAnswers, _ problems: Problems) {
    (self.written, self.told, self.problems) = (written, told, problems)
  }

  private static let limit = 20

  /// The variants that are asked beside each item; of several of one kind, each has a number behind its name.
  func variants(in scope: PlanScope) throws(Reported) -> [PromptPlan.Variant] {
    let changes = try written.mapAll { located throws(Reported) in try self.changes(of: located, in: scope) }.flatMap(\.self)
    if changes.count > PerturbationList.limit, let last = written.last {
      throw problems.error(
        .outOfRange, "\(Text.counted(changes.count, "variant")) of each item are too many", at: last.span,
        "at most \(PerturbationList.limit)", help: "each is asked of every item; spread them over workloads")
    }
    var seen: [String: Int] = [:]
    return changes.map { change in
      seen[change.word, default: 0] += 1
      let isAlone = changes.count(where: { $0.word == change.word }) == 1
      return PromptPlan.Variant(isAlone ? change.word : "\(change.word)-\(seen[change.word] ?? 0)", change)
    }
  }

  private func changes(of located: Located<WrittenPerturbation>, in scope: PlanScope) throws(Reported) -> [Perturbation] {
    switch located.value {
    case .typos(let rate): return [.typos(rate: rate)]
    case .letterCase(let form): return [.letterCase(form)]
    case .fullWidth: return [.fullWidth]
    case .choiceOrder: return [.choiceOrder]
    case .distractors(let from, let place, let count):
      return [.distractors(from: try scope.dataset(from, at: place, holding: .items).plan.id, count: count)]
    case .injection(let texts):
      try require(texts, "text", at: located.span)
      return texts.map { .injection(text: $0) }
    case .paraphrase(let templates):
      try require(templates, "template", at: located.span)
      for template in templates {
        try template.requireField("a paraphrase", problems)
        template.warnOfAnswer(told, problems)
      }
      scope.note(templates)
      return templates.map { .paraphrase(prompt: $0.template.text) }
    }
  }

  private func require<Element>(_ elements: [Element], _ noun: String, at span: Span) throws(Reported) {
    guard elements.isEmpty else { return }
    throw problems.error(.outOfRange, "this perturbation needs a \(noun) at least", at: span, "lists none", help: "list one, or remove it")
  }
}
