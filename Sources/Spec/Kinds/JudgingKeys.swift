internal import Record

/// How answers are found in replies, and judged.
struct JudgingKeys: KeyGroup {
  let scorer: TypedKey<Chosen<ScorerEntry>>

  init(_ keys: inout TableBuilder) {
    scorer = keys.standard("scorer", .choice(of: \.scorers), "exact-match", "How answers are judged.")
  }
}

extension Fields<JudgingKeys> {
  /// The scorers, in their order.
  func scorers() throws(Reported) -> [Chosen<ScorerEntry>] { [try self.scorer] }
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
