internal import Record
internal import Text

/// How answers are found in replies, and judged.
struct JudgingKeys: KeyGroup {
  let extract: TypedKey<[Located<Chosen<ExtractionEntry>>]>
  let scorer: TypedKey<Chosen<ScorerEntry>>
  let scorers: TypedKey<[Chosen<ScorerEntry>]?>

  /// The scorers that compare an answer with the texts of right ones.
  static let textScorers: Set<String> = [
    "exact-match", "normalized-match", "contains", "numeric", "squad", "token-f1", "rouge", "bleu", "chrf",
  ]

  init(_ keys: inout TableBuilder) {
    extract = keys.standard(
      "extract", .oneOrMore(Shape<Chosen<ExtractionEntry>>.choice(of: \.extractions).located), "whole",
      "How the answer is found in a reply: a rule, or several in order, of which the first one that finds anything decides.")
    scorer = keys.standard("scorer", .choice(of: \.scorers), "exact-match", "How answers are judged.")
    scorers = keys.optional("scorers", .list(.choice(of: \.scorers)), "Several scorers in place of one, each with results of its own.")
  }
}

extension Fields<JudgingKeys> {
  /// The rules that find answers, the declared one first.
  func extraction() throws(Reported) -> [EvaluateWork.Entry] {
    let rules = try self.extract
    for rule in rules {
      guard let problem = rule.value.entry.problem(rule.value.settings) else { continue }
      throw problems.error(
        .badPattern, "\(quoted(problem.setting)) of the rule `\(rule.value.entry.word)` cannot be used: \(problem.reason)", at: rule.span,
        "not a pattern of the subset", help: "docs/extraction.md has the subset: no look-arounds, no back-references")
    }
    guard !rules.isEmpty else {
      throw problems.error(.wrongType, "`extract` has no rule", at: place(of: \.extract), "empty", help: "write `extract: whole`")
    }
    return rules.map { EvaluateWork.Entry(name: $0.value.entry.word, revision: $0.value.entry.revision, settings: $0.value.settings) }
  }

  /// The scorers, in their order.
  func chosenScorers() throws(Reported) -> [Chosen<ScorerEntry>] {
    guard let several = try self.scorers else { return [try self.scorer] }
    guard !entry(\.scorer).isWritten else {
      throw problems.error(
        .scorerTwice, "`scorer` and `scorers` are both written", at: entry(\.scorer).key, "one of them is enough",
        help: "put it into the list of `scorers`")
    }
    guard !several.isEmpty else {
      throw problems.error(.wrongType, "`scorers` has no scorer", at: place(of: \.scorers), "empty", help: "leave it out, or name one")
    }
    try refuseClashes(several)
    return several
  }

  /// The scorers with what they ask of others, each checked.
  func checkedScorers(in scope: PlanScope) throws(Reported) -> [Chosen<ScorerEntry>] {
    let chosen = try chosenScorers()
    let place = entry(\.scorers).isWritten ? place(of: \.scorers) : place(of: \.scorer)
    for scorer in chosen {
      if let problem = scorer.entry.problem(scorer.settings) {
        throw problems.error(
          .scorerSettings, "the settings of `\(scorer.entry.word)` do not go together: \(problem)", at: place, "contradictory",
          help: "`docs/scoring.md` says what the settings of each scorer mean")
      }
      for name in scorer.entry.subjects(scorer.settings) { _ = try scope.subject(name, at: place) }
    }
    return chosen
  }

  /// Warns of letters that are compared with the texts of choices.
  func warnOfLetters(_ scorers: [Chosen<ScorerEntry>], of dataset: InputPlan?) {
    let format = dataset?.format?.settings.values
    guard findsLetters, format?["choices"] != nil, format?["answer"] != nil else { return }
    for scorer in scorers where JudgingKeys.textScorers.contains(scorer.entry.word) {
      problems.warning(
        .letterAsText, "`\(scorer.entry.word)` would compare a letter with the text of a choice",
        at: entry(\.scorers).isWritten ? place(of: \.scorers) : place(of: \.scorer), "never alike",
        help: "judge letters with `multiple-choice`, or find the text of the answer by another rule than `letter`")
    }
  }

  /// Whether the rule that decides first finds letters.
  private var findsLetters: Bool { Outcome(try self.extract).value?.contains { $0.value.entry.word == "letter" } ?? false }

  /// Refuses two scorers that would give results of one name.
  private func refuseClashes(_ scorers: [Chosen<ScorerEntry>]) throws(Reported) {
    var owners: [String: String] = [:]
    for scorer in scorers {
      for metric in scorer.entry.metrics {
        let rule = findsLetters && JudgingKeys.textScorers.contains(scorer.entry.word) ? " --extract whole" : ""
        guard let other = owners.updateValue(scorer.entry.word, forKey: metric.name) else { continue }
        throw problems.error(
          .outputClash, "`\(other)` and `\(scorer.entry.word)` both give `\(metric.name)`", at: place(of: \.scorers),
          "two results of one name",
          help: "keep one here; `etalon score BUNDLE --scorer \(scorer.entry.word)\(rule)` judges the same replies by the other")
      }
    }
  }
}

extension EvaluateWork {
  /// The metrics that the scorers' outputs become, under the declared rules and at the ends of their family.
  func metrics(of scorers: [Chosen<ScorerEntry>], in version: Int) -> [Metric] {
    let points = scorers.flatMap { $0.metrics(in: version) }
    guard hasDegrees else { return points }
    let means = scorers.filter { !$0.entry.asks($0.settings) }.flatMap { scorer in
      scorer.metrics(in: version).filter { scorer.entry.means.contains($0.name) }
    }
    let degrees = means.flatMap { metric in
      ExtractionDegree.allCases.map { Metric.result($0.name(of: metric.name), metric.direction) }
    }
    return points + degrees + [.result(ExtractionDegree.obedience, .higher)]
  }
}

extension Chosen<ScorerEntry> {
  /// The metrics that its scores become under its settings.
  func metrics(in version: Int) -> [Metric] { entry.metrics.compactMap { $0.metric(settings, in: version) } }
}

extension EvaluateWork.Entry {
  /// The scorer that was chosen.
  init(_ chosen: Chosen<ScorerEntry>) {
    self.init(name: chosen.entry.word, revision: chosen.entry.revision, settings: chosen.settings)
  }
}
