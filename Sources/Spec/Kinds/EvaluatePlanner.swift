internal import Record

/// Questions put to a subject, its answers scored.
struct EvaluatePlanner: KindPlanner {
  let kind = WorkKind.evaluate
  let table = Table(EvaluateKeys.self)

  let metrics: [MetricRule<EvaluateWork>] = [
    .time("p50", of: "latency", .p50, "percentile of the latency of a request"),
    .time("p99", of: "latency", .p99, "percentile of the latency of a request"),
  ]

  func catalogueMetrics(_ catalogue: Catalogue) -> [DescribedMetric] {
    catalogue.scorers.flatMap { entry in entry.metrics.map { DescribedMetric($0, of: "`\(entry.word)`") } }
  }

  func plan(_ fields: Fields<EvaluateKeys>, of cell: CellSite, in scope: PlanScope) throws(Reported) -> NodeParts {
    let dataset = Outcome(try scope.dataset(try fields.dataset, at: fields.place(of: \.dataset), holding: .items))
    let subject = Outcome(try scope.subject(try fields.evaluate, at: fields.place(of: \.evaluate)))
    let refusal = Outcome(try fields.common.sample.refuse("each item of an evaluation is asked once"))
    let prompt = Outcome(try prompt(fields))
    let scorer = try fields.scorer
    try refusal.get()
    let work = EvaluateWork(
      subject: try subject.get().id, dataset: try dataset.get().plan.id, prompt: try prompt.get(), system: try fields.system,
      scorer: .init(name: scorer.entry.word, revision: scorer.entry.revision, settings: scorer.settings), generation: try fields.generation,
      items: try fields.items, concurrency: try fields.concurrency)
    return NodeParts(
      work: .evaluate(work), numerics: .transcripts, inputs: [work.dataset], sampling: .once,
      metrics: scorer.entry.metrics.compactMap { $0.metric(scorer.settings, in: scope.catalogue.version) } + metrics(work, scope.catalogue))
  }

  private func prompt(_ fields: Fields<EvaluateKeys>) throws(Reported) -> String {
    let prompt = try fields.prompt
    if prompt.contains("{input}") { return prompt }
    throw fields.problems.error(
      .promptWithoutInput, "the prompt does not contain `{input}`", at: fields.place(of: \.prompt), "every item would be asked the same",
      help: "`{input}` stands for the item's question")
  }
}

/// The keys of an evaluate workload.
struct EvaluateKeys: WorkloadKeys {
  static let noun = "an evaluate workload"
  static let summary =
    "Questions put to a subject, its answers scored; every answer is kept as a transcript. Each item is asked once, so `sample` has nothing to say."

  let evaluate: TypedKey<String>
  let dataset: TypedKey<String>
  let prompt: TypedKey<String>
  let system: TypedKey<String?>
  let scorer: TypedKey<Chosen<ScorerEntry>>
  let generation: TypedKey<EvaluateWork.Generation>
  let items: TypedKey<Int?>
  let concurrency: TypedKey<Int>
  let common: CommonKeys

  init(_ keys: inout TableBuilder) {
    evaluate = keys.required("evaluate", .name, "The subject.")
    dataset = keys.required("dataset", .name, "The questions: a dataset of items.")
    prompt = keys.standard("prompt", .text, "{input}", "The user message; `{input}` stands for the question.")
    system = keys.optional("system", .text, "The system message.")
    scorer = keys.standard("scorer", .choice(of: \.scorers), "exact-match", "How answers are judged.")
    generation = keys.standard(
      "generation", .object(GenerationKeys.self) { fields throws(Reported) in try EvaluateWork.Generation(fields) }, "{}",
      "What is asked of the subject.")
    items = keys.optional("items", .integer(1...10_000_000), "Only the first so many items; the run is then marked partial.")
    concurrency = keys.standard("concurrency", .integer(1...1024), "1", "Requests under way at once.")
    common = CommonKeys(&keys)
  }
}

/// What is asked of a subject beside the question.
struct GenerationKeys: KeyTable {
  static let noun = "generation settings"
  static let summary = "What is asked of the subject."

  let maxTokens: TypedKey<Int>
  let temperature: TypedKey<Rational>

  init(_ keys: inout TableBuilder) {
    maxTokens = keys.standard("max-tokens", .integer(1...1_000_000), "64", "The longest answer.")
    temperature = keys.standard("temperature", .number(NumberBounds(from: Rational(0), to: Rational(2))), "0", "The temperature.")
  }
}

extension EvaluateWork.Generation {
  fileprivate init(_ fields: Fields<GenerationKeys>) throws(Reported) {
    self.init(maxTokens: try fields.maxTokens, temperature: try fields.temperature)
  }
}
