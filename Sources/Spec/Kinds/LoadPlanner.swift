internal import Record
internal import Text

/// A server under load: a subject, a model of our own, or a program.
struct LoadPlanner: KindPlanner {
  let kind = WorkKind.load
  let table = Table(LoadKeys.self)

  let metrics: [MetricRule<LoadWork>] = LoadMetrics.all

  func need(_ fields: Fields<LoadKeys>) throws(Reported) -> String? {
    // The name of a subject is that of no workload, and then nothing has to come before.
    (try? ExpressionParser.parseCells(try fields.load.text))?.workload.text
  }

  func plan(_ fields: Fields<LoadKeys>, of cell: CellSite, in scope: PlanScope) throws(Reported) -> NodeParts {
    let refusal = Outcome(try fields.common.sample.refuse("the scenario of a load decides how many queries there are"))
    let load = try fields.load
    let scenario = Outcome(try fields.scenario)
    let objectives = Outcome(try fields.objectives)
    var parts = try served(load, fields, of: cell, in: scope)
    guard case .load(var work) = parts.work else { return parts }
    try refusal.get()
    (work.scenario, work.objectives) = (try scenario.get(), try objectives.get())
    (work.queries, work.window) = (try fields.queries, try fields.window)
    try check(work, fields)
    parts.work = .load(work)
    parts.metrics = metrics(work, scope.catalogue) + parts.metrics
    return parts
  }

  /// What the name of the server makes of the node.
  private func served(
    _ load: WrittenText, _ fields: Fields<LoadKeys>, of cell: CellSite, in scope: PlanScope
  ) throws(Reported) -> NodeParts {
    if scope.declarations.subjects.keys.contains(where: { $0.text.utf8.elementsEqual(load.text.utf8) }) {
      return try asked(load, fields, scope)
    }
    let node = try scope.servedCell(load, for: cell, of: [.train, .command])
    try refuseQuestions(fields, node)
    func parts(_ work: LoadWork, _ numerics: Numerics, inputs: [String], _ metrics: [Metric] = []) -> NodeParts {
      NodeParts(work: .load(work), numerics: numerics, needs: [node.id], inputs: inputs, sampling: .once, metrics: metrics)
    }
    switch node.work {
    case .train(let training):
      guard !training.readsText, let entry = scope.catalogue.model(training.model.word) else {
        throw scope.problems.error(
          .kindNotAvailable, "a load on a `\(training.model.word)` is not available in this version", at: load.place.whole,
          "known, but not carried out yet", help: "serve it behind an endpoint, and load that")
      }
      scope.reads(training.dataset)
      let work = LoadWork(
        server: .model(node.id), dataset: training.dataset, scenario: .singleStream, queries: 1,
        revisions: scope.revisions(entry.servingBlocks(training)))
      return parts(
        work, .portable, inputs: [training.dataset],
        [.result("accuracy", .higher)])
    default:
      return parts(
        LoadWork(server: .program(node.id), dataset: nil, scenario: .singleStream, queries: 1), .program, inputs: node.inputs)
    }
  }

  /// A load on a subject: it is asked as an evaluation asks.
  private func asked(_ load: WrittenText, _ fields: Fields<LoadKeys>, _ scope: PlanScope) throws(Reported) -> NodeParts {
    let subject = try scope.subject(load.text, at: load.place.whole)
    guard let dataset = try fields.dataset else {
      throw scope.problems.error(
        .loadSettings, "a load on a subject needs a `dataset`", at: load.place.whole, "is asked what?",
        help: "add `dataset:` with the name of a dataset of items")
    }
    let input = try scope.dataset(dataset, at: fields.place(of: \.dataset), holding: .items).plan
    let items = input.id
    let prompt = try fields.prompt.plan(of: input, in: scope)
    let asking = EvaluateWork(
      subject: subject.id, dataset: items, prompt: prompt, generation: try fields.generation, scorers: [], items: try fields.items,
      delivery: Delivery(stream: try fields.stream))
    return NodeParts(
      work: .load(LoadWork(server: .subject(asking), dataset: items, scenario: .singleStream, queries: 1)), numerics: .transcripts,
      inputs: [items] + prompt.sources.filter { $0 != items }, sampling: .once, metrics: [])
  }

  /// A model and a program are asked nothing in words.
  private func refuseQuestions(_ fields: Fields<LoadKeys>, _ node: Node) throws(Reported) {
    let (dataset, items) = (try fields.dataset, try fields.items)
    guard dataset != nil || items != nil else { return }
    throw fields.problems.error(
      .loadSettings, "\(quoted(node.id)) brings its own queries", at: fields.place(of: \.dataset), "belongs to a load on a subject",
      help: "leave out `dataset` and `items`")
  }

  /// What no run could carry out.
  private func check(_ work: LoadWork, _ fields: Fields<LoadKeys>) throws(Reported) {
    let objectives = work.objectives
    if !work.isStream, objectives.firstToken != nil || objectives.perToken != nil {
      throw fields.problems.error(
        .loadSettings, "limits on tokens need answers that come piece by piece", at: fields.place(of: \.objectives),
        "these answers come whole", help: "limit `latency`, or load a subject with `stream: true`")
    }
    if let first = objectives.firstToken, let whole = objectives.latency, first > whole {
      throw fields.problems.error(
        .loadSettings, "no query can come to its end before its first token", at: fields.place(of: \.objectives),
        "`latency` is less than `first-token`")
    }
    guard case .highestRate = work.scenario else { return }
    guard objectives.isLimited else {
      throw fields.problems.error(
        .loadSettings, "a search for the highest rate needs limits to keep", at: fields.place(of: \.scenario), "highest by what?",
        help: "add `objectives: { latency: 1 s }`")
    }
    guard work.queries >= objectives.leastQueries else {
      throw fields.problems.error(
        .loadSettings, "\(work.queries) queries a window cannot show that \(objectives.share) of them keep the limits",
        at: fields.place(of: \.queries), "too few", help: "at least \(objectives.leastQueries) are needed, all of them good")
    }
  }
}

/// The keys of a load workload.
struct LoadKeys: WorkloadKeys {
  static let noun = "a load workload"
  static let summary =
    "A server under load: queries that arrive as a scenario says, all followed to their end, with all of their times in one event log."

  let load: TypedKey<WrittenText>
  let scenario: TypedKey<LoadScenario>
  let queries: TypedKey<Int>
  let window: TypedKey<U64?>
  let objectives: TypedKey<LoadWork.Objectives>
  let dataset: TypedKey<String?>
  let items: TypedKey<Int?>
  let prompt: PromptKeys
  let generation: TypedKey<EvaluateWork.Generation>
  let stream: TypedKey<Bool>
  let common: CommonKeys

  init(_ keys: inout TableBuilder) {
    load = keys.required(
      "load", .reference, "The server: a subject, or a `train` or `command` workload; one cell of it as `name[axis=value]`.")
    scenario = keys.standard("scenario", .loadScenario, "single-stream", "How queries arrive.")
    queries = keys.standard("queries", .integer(1...10_000_000), "512", "The most queries that arrive in a window.")
    window = keys.optional("window", .nanoseconds, "The time in which queries arrive; all of them are followed to their end.")
    objectives = keys.standard(
      "objectives", .object(ObjectiveKeys.self) { fields throws(Reported) in try LoadWork.Objectives(fields) }, "{}",
      "What a query has to meet to count as good.")
    dataset = keys.optional("dataset", .name, "The questions for a subject: a dataset of items, drawn at random with the seed.")
    items = keys.optional("items", .integer(1...10_000_000), "Draw from the first so many items.")
    prompt = PromptKeys(&keys)
    generation = keys.standard(
      "generation", .object(GenerationKeys.self) { fields throws(Reported) in try EvaluateWork.Generation(fields) }, "{}",
      "What is asked of the subject.")
    stream = keys.standard("stream", .boolean, "true", "Whether answers come piece by piece, so that the time to the first token is known.")
    common = CommonKeys(&keys)
  }
}

/// What a query has to meet.
struct ObjectiveKeys: KeyTable {
  static let noun = "objectives"
  static let summary = "Limits on each query, and the share of the scheduled queries that has to keep all of them."

  let latency: TypedKey<U64?>
  let firstToken: TypedKey<U64?>
  let perToken: TypedKey<U64?>
  let share: TypedKey<Rational>

  init(_ keys: inout TableBuilder) {
    latency = keys.optional("latency", .nanoseconds, "From the scheduled time to the end; in a closed loop from the sending.")
    firstToken = keys.optional("first-token", .nanoseconds, "The same to the first event with an output token (TTFT).")
    perToken = keys.optional("per-token", .nanoseconds, "The time for each token behind the first event (TPOT).")
    share = keys.standard("share", .number(NumberBounds(above: Rational(0), below: Rational(1))), "99%", "The share of the queries.")
  }
}

extension LoadWork.Objectives {
  fileprivate init(_ fields: Fields<ObjectiveKeys>) throws(Reported) {
    self.init(
      latency: try fields.latency, firstToken: try fields.firstToken, perToken: try fields.perToken, share: try fields.share)
  }
}

extension Shape<LoadScenario> {
  fileprivate static var loadScenario: Shape {
    let chosen = Shape<Chosen<LoadScenarioEntry>>.choice(of: { _ in LoadScenarioEntry.all })
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

extension LoadScenarioEntry: CatalogueEntry {}
