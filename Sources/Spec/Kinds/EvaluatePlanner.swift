internal import Record

/// Questions put to a subject, its answers scored.
struct EvaluatePlanner: KindPlanner {
  let kind = WorkKind.evaluate
  let table = Table(EvaluateKeys.self)

  let metrics: [MetricRule<EvaluateWork>] = [
    .time("p50", of: "latency", .p50, "percentile of the latency of a request"),
    .time("p99", of: "latency", .p99, "percentile of the latency of a request"),
    .time("first-token-p50", of: "first-token", .p50, "percentile of the time to the first token", if: isStream),
    .time("first-token-p99", of: "first-token", .p99, "percentile of the time to the first token", if: isStream),
    .time("token-gap-p50", of: "token-gap", .p50, "percentile of the time between pieces of an answer", if: isStream),
    .time("token-gap-p99", of: "token-gap", .p99, "percentile of the time between pieces of an answer", if: isStream),
  ]

  private static let isStream = MetricRule<EvaluateWork>.Condition("`stream: true`") { $0.delivery.stream }

  func catalogueMetrics(_ catalogue: Catalogue) -> [DescribedMetric] {
    catalogue.scorers.flatMap { entry in entry.metrics.map { DescribedMetric($0, of: "`\(entry.word)`") } } + degrees(catalogue)
  }

  /// The metrics that come with rules of extraction, for each name that a scorer gives.
  private func degrees(_ catalogue: Catalogue) -> [DescribedMetric] {
    var rules = [
      MetricRule<EvaluateWork>.result(
        ExtractionDegree.obedience, .higher, "share of the replies in which the strict form of the first rule finds exactly one answer")
    ]
    let means = catalogue.scorers.filter { !$0.asks(Settings()) }.flatMap { entry in entry.metrics.filter { entry.means.contains($0.name) }
    }
    for metric in means where !rules.contains(where: { $0.name == ExtractionDegree.strict.name(of: metric.name) }) {
      for degree in ExtractionDegree.allCases {
        rules.append(
          .result(degree.name(of: metric.name), metric.better, "`\(metric.name)` under the \(degree.rawValue) forms of the rules"))
      }
    }
    return rules.map { DescribedMetric($0, of: "`extract` other than `whole`") }
  }

  func plan(_ fields: Fields<EvaluateKeys>, of cell: CellSite, in scope: PlanScope) throws(Reported) -> NodeParts {
    let dataset = Outcome(try scope.dataset(try fields.dataset, at: fields.place(of: \.dataset), holding: .items))
    let subject = Outcome(try scope.subject(try fields.evaluate, at: fields.place(of: \.evaluate)))
    let refusal = Outcome(try fields.common.sample.refuse("each item of an evaluation is asked once"))
    let prompt = Outcome(try fields.prompt.plan(of: dataset.value?.plan, in: scope))
    let extraction = Outcome(try fields.judging.extraction())
    let scorers = try fields.judging.checkedScorers(in: scope)
    fields.judging.warnOfLetters(scorers, of: dataset.value?.plan)
    try refusal.get()
    let asked = try prompt.get()
    let work = EvaluateWork(
      subject: try subject.get().id, dataset: try dataset.get().plan.id, prompt: asked, generation: try fields.asking.generation,
      extraction: try extraction.get(), scorers: scorers.map(EvaluateWork.Entry.init), errors: try fields.errors.errors,
      items: try fields.items, concurrency: try fields.asking.concurrency, delivery: try fields.errors.delivery())
    let scores = scorers.flatMap { $0.metrics(in: scope.catalogue.version) }
    return NodeParts(
      work: .evaluate(work), numerics: .transcripts, inputs: [work.dataset] + asked.sources.filter { $0 != work.dataset }, sampling: .once,
      metrics: work.metrics(of: scorers, in: scope.catalogue.version) + VariantMetrics(scores, asked.variants).metrics
        + metrics(work, scope.catalogue))
  }
}

/// The keys of an evaluate workload.
struct EvaluateKeys: WorkloadKeys {
  static let noun = "an evaluate workload"
  static let summary =
    "Questions put to a subject, its answers scored; every answer is kept as a transcript. Each item is asked once, so `sample` has nothing to say."

  let evaluate: TypedKey<String>
  let dataset: TypedKey<String>
  let prompt: PromptKeys
  let judging: JudgingKeys
  let items: TypedKey<Int?>
  let asking: AskingKeys
  let errors: ErrorKeys
  let common: CommonKeys

  init(_ keys: inout TableBuilder) {
    evaluate = keys.required("evaluate", .name, "The subject.")
    dataset = keys.required("dataset", .name, "The questions: a dataset of items.")
    prompt = PromptKeys(&keys)
    judging = JudgingKeys(&keys)
    asking = AskingKeys(&keys)
    errors = ErrorKeys(&keys)
    items = keys.optional(
      "items", .integer(1...10_000_000),
      "Only the first so many items, for a try: `--set workloads.NAME.items=10`. The run is then marked partial.")
    common = CommonKeys(&keys)
  }
}
