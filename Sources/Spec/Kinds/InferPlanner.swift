internal import Record
internal import Text

/// Inference with the model that another workload trained.
struct InferPlanner: KindPlanner {
  let kind = WorkKind.infer
  let table = Table(InferKeys.self)

  let metrics: [MetricRule<Scenario>] = [.result("accuracy", .higher, "share of the test part that is right: a result")]

  func catalogueMetrics(_ catalogue: Catalogue) -> [DescribedMetric] {
    ScenarioEntry.all.flatMap { entry in entry.metrics.map { DescribedMetric($0, of: "`\(entry.word)`") } }
  }

  func need(_ fields: Fields<InferKeys>) throws(Reported) -> String? {
    (try? ExpressionParser.parseCells(try fields.infer.text))?.workload.text
  }

  func plan(_ fields: Fields<InferKeys>, of cell: CellSite, in scope: PlanScope) throws(Reported) -> NodeParts {
    let place = fields.place(of: \.infer)
    let model = Outcome(try scope.model(try fields.infer, for: cell))
    let scenario = Outcome(try fields.scenario)
    let sampling = Outcome(try sampling(try scenario.get(), fields.common.sample))
    let (node, training) = try model.get()
    scope.reads(training.dataset)
    guard !training.readsText, let entry = scope.catalogue.model(training.model.word) else {
      throw scope.problems.error(
        .kindNotAvailable, "inference with a `\(training.model.word)` is not available in this version", at: place,
        "known, but not carried out yet", help: "this version serves \(listed(ModelKind.served.map(\.rawValue)))")
    }
    let work = InferWork(
      model: node.id, dataset: training.dataset, scenario: try scenario.get(), revisions: scope.revisions(entry.servingBlocks(training)))
    return NodeParts(
      work: .infer(work), numerics: .portable, needs: [node.id], inputs: [training.dataset], sampling: try sampling.get(),
      metrics: metrics(work.scenario, scope.catalogue) + work.scenario.metrics(in: scope.catalogue.version))
  }

  private func sampling(_ scenario: Scenario, _ sample: Fields<SampleKeys>) throws(Reported) -> Sampling {
    guard let count = scenario.fixedSamples else { return try sample.rule(standard: .repeated) }
    try sample.refuse("\(scenario.entry.noun) takes one sample for each of its queries", canWarmUp: true)
    return Sampling(warmup: try sample.warmup ?? 10, min: count, max: count, invocations: try sample.invocations, spread: try sample.spread)
  }
}

/// The keys of an infer workload.
struct InferKeys: WorkloadKeys {
  static let noun = "an infer workload"
  static let summary =
    "Inference with the model that another workload trained, over the test part of its data. Where `sample` says nothing: as many samples as queries one after another, else warm-up 2, 10 to 50 samples, 2 % interval, 10 s."

  let infer: TypedKey<WrittenText>
  let scenario: TypedKey<Scenario>
  let numerics: TypedKey<KernelWork.Tier>
  let common: CommonKeys

  init(_ keys: inout TableBuilder) {
    infer = keys.required("infer", .reference, "The training workload; one cell of it as `name[axis=value]`.")
    scenario = keys.standard("scenario", .scenario, "single-stream", "How queries arrive, as MLPerf LoadGen defines it.")
    numerics = keys.standard("numerics", .word([.portable]), "portable", "Inference has the portable tier alone.")
    common = CommonKeys(&keys)
  }
}

extension Shape<Scenario> {
  fileprivate static var scenario: Shape {
    let chosen = Shape<Chosen<ScenarioEntry>>.choice(
      of: { _ in ScenarioEntry.all },
      coming: [
        TypedAlternative(coming: "server", "the `server` scenario in an `infer` workload (a `load` workload has it)"),
        TypedAlternative(coming: "multi-stream", "the `multi-stream` scenario in an `infer` workload (a `load` workload has it)"),
      ])
    return Shape(schema: chosen.schema) { occurrence throws(Reported) in
      let choice = try chosen.read(occurrence)
      do {
        return try choice.entry.make(choice.settings)
      } catch {
        throw occurrence.decoder.problems.fault("\(error)", at: occurrence.value.span)
      }
    }
  }
}

extension ModelKind {
  /// The models that this version can serve.
  fileprivate static var served: [ModelKind] { allCases.filter { $0.content == .table } }
}

extension ScenarioEntry: CatalogueEntry {}
