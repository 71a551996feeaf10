internal import Record
internal import Text

/// A train workload's cell on its way to a plan.
struct TrainDraft {
  let fields: Fields<TrainKeys>
  let cell: CellSite
  let scope: PlanScope
  private var problems: Problems { scope.problems }
  private var name: String { quoted(cell.workload.text) }

  /// The work; all that is wrong is reported.
  func work() throws(Reported) -> TrainWork {
    let model = Outcome(try model())
    let dataset = Outcome(try dataset())
    let rule = Outcome(try fields.stop)
    let stop = Outcome(try condition(try rule.get()))
    let bounds = Outcome(try bounds(try rule.get()))
    let settings = Outcome(try fields.with)
    let (entry, place) = (try model.get(), try settings.get().mapping)
    var work = try settings.get().training.get().work(try settings.get().network.get(), dataset: try dataset.get().plan.id)
    work.stop = try stop.get()
    (work.epochs, work.steps) = try bounds.get()
    work.checkpoints = try fields.checkpoints
    if let problem = entry.problem(work) {
      throw problems.error(
        .impossibleModel, "workload \(name) describes no possible \(entry.name)",
        at: problem.setting.flatMap { place.place(named: $0) } ?? place.span, problem.message, help: problem.help)
    }
    try checkMemory(work, entry)
    work.revisions = scope.revisions(entry.trainingBlocks(work))
    return work
  }

  private func model() throws(Reported) -> ModelEntry {
    let word = try fields.train.rawValue
    if let model = scope.catalogue.model(word) { return model }
    throw problems.error(
      .kindNotAvailable, "training of a `\(word)` is not available in this version", at: fields.place(of: \.train),
      "known, but not carried out yet", help: "this version trains \(listed(scope.catalogue.models.map(\.name)))")
  }

  // MARK: - The end

  private func condition(_ rule: Fields<StopKeys>) throws(Reported) -> Expression? {
    guard let written = try rule.when else { return nil }
    return try ExpressionChecker.condition(written, scope: StopScope(problems: problems), problems: problems)
  }

  /// A training has to end.
  private func bounds(_ rule: Fields<StopKeys>) throws(Reported) -> (epochs: Int?, steps: Int?) {
    let bounds = (epochs: try rule.epochs, steps: try rule.steps)
    guard bounds.epochs == nil, bounds.steps == nil else { return bounds }
    throw problems.error(
      .missingKey, "the key `epochs` is missing in `stop` of workload \(name)", at: fields.entry(\.stop).key,
      "a stop rule needs `epochs` or `steps`", help: "`epochs`: the most epochs; a condition alone may never hold")
  }

  // MARK: - The data

  private func dataset() throws(Reported) -> Declarations.Dataset {
    let content = Outcome(try fields.train).value?.content
    let (name, place) = (try fields.dataset, fields.place(of: \.dataset))
    guard let content else { return try scope.dataset(name, at: place) }
    let dataset = try scope.dataset(name, at: place, holding: content)
    try checkParts(dataset.plan, at: place)
    return dataset
  }

  /// A dataset that is split has to have the parts that models are trained on and judged by.
  private func checkParts(_ dataset: InputPlan, at place: Span) throws(Reported) {
    let names = dataset.split.map(\.name)
    guard !names.isEmpty else {
      problems.warning(
        .testedOnTraining, "what is learnt from \(quoted(dataset.id)) is tested on the same rows", at: place, "not split",
        also: scope.declared(dataset.id),
        help: "give the dataset `split: { train: 80%, test: 20% }`, so that accuracy says something about new rows")
      return
    }
    guard let missing = ["train", "test"].first(where: { !names.contains($0) }) else { return }
    throw problems.error(
      .missingPart, "dataset \(quoted(dataset.id)) has no part `\(missing)`", at: place, "needs `train` and `test`",
      also: scope.declared(dataset.id), help: "its parts are \(listed(names)); name them `train` and `test`")
  }

  /// Reports a training that would take more memory than the workload allows.
  private func checkMemory(_ work: TrainWork, _ model: ModelEntry) throws(Reported) {
    let limits = try fields.common.limits
    guard let limit = try limits.memory?.value, let needed = model.footprint(work), needed > limit else { return }
    throw problems.error(
      .impossibleModel, "workload \(name) has no memory for its \(model.name)", at: limits.place(of: \.memory),
      "training needs about \(needed) bytes", help: "allow more, or make the model or its batch smaller")
  }
}
