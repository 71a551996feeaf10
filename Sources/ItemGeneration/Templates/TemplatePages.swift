public import Spec

/// The pages of `etalon explain` on documents of templates.
public let templatePages: [ExplainPage] = TemplateProblem.allCases.map(\.page)

extension TemplateProblem {
  /// What it means and what to do.
  fileprivate var page: ExplainPage {
    switch self {
    case .shape:
      page(
        "a document of templates has another form than it should",
        "`docs/fresh.md` lists the keys. The message names the key that is missing, unknown or has another shape, and where it stands.",
        wrong: "variables: { a: 3 }", right: "variables: { a: { integer: [3, 9] } }")
    case .expression:
      page(
        "an expression of a template cannot be read",
        "Expressions are those of specs, with lists: numbers, texts in quotes, names, `+ - * /`, comparisons, `and`, `or`, `not`, `in`, "
          + "`if … then … else …`, `xs[0]`, `[x * x for x in xs if x > 2]` and a fixed list of functions. In YAML, quote one that holds `: ` or ` #`.",
        wrong: "answer: a +", right: "answer: a + b")
    case .unknownName:
      page(
        "an expression names something that there is not",
        "A name is a variable, a derived value, a list under `words` or `tables`, a column of a table, or a function. Variables are drawn in "
          + "their order, and derived values follow, so an expression sees only what stands before it.")
    case .type:
      page(
        "values do not go together",
        "Types follow from domains and functions before anything is drawn: a number cannot be added to a text, and a condition is a truth "
          + "value. `text(x)` makes a text of anything.",
        wrong: "where: [a + b]", right: "where: [a + b > 10]")
    case .emptyDomain:
      page(
        "a domain has no value",
        "The bounds of a domain are both included, and the first is not above the second. Bounds that depend on earlier variables have to "
          + "leave a value for each of them; lists and tables have at least one entry.",
        wrong: "a: { integer: [9, 1] }", right: "a: { integer: [1, 9] }")
    case .languages:
      page(
        "the languages of a document do not fit each other",
        "Every template is worded in the same languages, `en`, `zh` or both. Lists of words have as many words in each of them, so that an "
          + "instance says the same whatever its language.")
    case .wordingMisses:
      page(
        "a wording leaves out what the answer depends on",
        "Each wording mentions every variable that the answer depends on, by itself or in a derived value; else nobody could answer it.",
        wrong: "en: [\"What is {a} plus another number?\"]", right: "en: [\"What is {a} plus {b}?\"]")
    case .neverMet:
      page(
        "no instance meets the conditions",
        "Where all choices were tried, there is none. Else none of 10,000 attempts met the conditions, or they took too many steps: draw "
          + "what is wanted in the first place, with bounds that depend on earlier variables, or compute it under `let`.")
    case .noValue:
      page(
        "an expression has no value for some instance",
        "It divides by zero, leaves a list or the calendar, or does not fit into 128 bits. Bound the domains, write "
          + "`if … then … else …`, or put a condition first that needs no such value: conditions are looked at in their order, each as soon as "
          + "what it reads is derived.")
    case .tooMuch:
      page(
        "an instance takes too much",
        "An attempt may take 200,000 steps, a list have 10,000 elements, a text 10,000 bytes, `permutations` 6 elements. Make domains smaller."
      )
    case .ambiguous:
      page(
        "one question has two answers",
        "Two instances have the same question and different answers, so the wording does not say what the answer depends on.")
    case .distractor:
      page(
        "a distractor is the answer",
        "A distractor is what somebody gets who makes an error. One that happens to be right in an instance is left out of it; one that is "
          + "always right is no distractor.")
    case .tooFew:
      page(
        "a template gives fewer distinct items than wanted",
        "An item whose question and answers stood before is passed over. After 10,000 of them a template counts as exhausted. Ask for fewer "
          + "items, or widen its domains.")
    }
  }

  private func page(_ title: String, _ prose: String, wrong: String = "", right: String = "") -> ExplainPage {
    ExplainPage(rawValue, title, prose, wrong: wrong, right: right)
  }
}
