internal import Attest
internal import Record
internal import Score
internal import Text

/// What an evaluation cell asks of its subject: a function of the plan, the dataset's bytes and the trial's streams alone.
struct Evaluation {
  let node: String
  let trial: Int
  let work: EvaluateWork
  let subject: any SubjectKind
  let scorers: [(scorer: Scorer, settings: Settings)]
  /// Whether this trial finds out how its subject behaves, for all trials that ask it.
  let isProbing: Bool
  let extractor: Extractor
  /// How many questions are asked: each item, and its variants behind it.
  let count: Int
  let reader: ItemReader
  let arrangement: ItemArrangement
  let prompts: PromptMaker
  private let subjects: [SubjectPlan]
  private let seeds: (_ purpose: String) throws(RunFault) -> Digest

  /// Resolves the cell's subject, scorers and datasets, and reads the datasets once.
  ///
  /// - Parameters:
  ///   - data: The bytes of an input by its id in the plan.
  ///   - scorers: The catalogue; a test hands in its own.
  ///   - isSound: Whether the dataset was found without a fault before, so that it is not looked through once more.
  init(
    plan: Plan, node: Node, trial: Int, data: (_ id: String) throws(RunFault) -> [UInt8], scorers: [Scorer] = Scorer.all,
    isSound: Bool = false, streamKey: @escaping (_ purpose: String) throws(RunFault) -> Digest
  ) throws(RunFault) {
    guard case .evaluate(let work) = node.work else {
      throw RunFault(.wrongWork, "`\(node.id)` is not an evaluation")
    }
    let format = try ItemReader.format(of: plan.input(work.dataset), work.dataset)
    self.node = node.id
    self.trial = trial
    self.work = work
    subjects = plan.subjects
    subject = try Evaluation.subject(work.subject, of: plan.subjects)
    isProbing = subject.isProbed && SubjectProbe.isPlace(of: work.subject, node: node.id, trial: trial, in: plan)
    self.scorers = try work.scorers.map { named throws(RunFault) in (try Evaluation.scorer(named, of: scorers), named.settings) }
    extractor = try Evaluation.extractor(work)
    reader = try ItemReader(try data(work.dataset), format: format, name: work.dataset, seed: plan.seed)
    func arrangement(_ dataset: String) -> ItemArrangement {
      let streams = PromptStreams(seed: plan.seed, dataset: dataset, trial: trial)
      return ItemArrangement(order: work.prompt.order, variants: work.prompt.variants, streams: streams)
    }
    self.arrangement = arrangement(work.dataset)
    prompts = try PromptMaker(work.prompt, reader.mapping, self.arrangement.streams) { name throws(RunFault) in
      try ShotSet(try data(name), of: plan.input(name), named: name, arrangement(name))
    }
    let all = try isSound ? reader.count() : reader.checkedCount()
    count = min(all, max(0, work.items ?? all)) * self.arrangement.width
    seeds = streamKey
  }

  private static func subject(_ id: String, of subjects: [SubjectPlan]) throws(RunFault) -> any SubjectKind {
    guard let plan = subjects.first(where: { $0.id.utf8.elementsEqual(id.utf8) }) else {
      throw RunFault(.noSubject, "the plan has no subject `\(id)`")
    }
    return try plan.resolved()
  }

  private static func scorer(_ named: EvaluateWork.Entry, of scorers: [Scorer]) throws(RunFault) -> Scorer {
    guard let scorer = scorers.first(where: { $0.name.utf8.elementsEqual(named.name.utf8) && $0.revision == named.revision }) else {
      throw RunFault(
        .noScorer, "this release has no scorer `\(named.name)` of revision \(named.revision)", help: "use the release that made the plan")
    }
    return scorer
  }

  private static func extractor(_ work: EvaluateWork) throws(RunFault) -> Extractor {
    do throws(Extractor.UnknownRule) {
      return try Extractor(work.extraction)
    } catch {
      throw RunFault(
        .noScorer, "this release has no extraction rule `\(error.name)` of revision \(error.revision)",
        help: "use the release that made the plan")
    }
  }

  /// What the items' scores are called: every output of every scorer, and the same at the ends of the family of rules.
  var outputs: [Scorer.Output] { work.outputs(of: scorers) }

  /// The subjects that scorers ask about items, each once, in the order of the scorers.
  var askedByScorers: [String] {
    scorers.flatMap { $0.scorer.asksAll($0.settings, itself: work.subject) }.reduce(into: []) { ids, id in
      if !ids.contains(where: { $0.utf8.elementsEqual(id.utf8) }) { ids.append(id) }
    }
  }

  /// Another subject of the plan, such as a judge.
  func subject(_ id: String) throws(RunFault) -> any SubjectKind { try Evaluation.subject(id, of: subjects) }

  /// What is asked, in its order, one at a time.
  func items() -> ItemSequence { ItemSequence(reader.cursor(), count: count / arrangement.width, arrangement) }

  /// The query for an item, with a seed of the item's own stream.
  func query(_ item: EvaluationItem) throws(RunFault) -> Query {
    var query = Query(.item(item.position), .request(subject.request(try prompt(item))))
    query.subject = work.subject
    return query
  }

  /// What puts an item to the subject.
  ///
  /// - Parameter purpose: What the seed is for; without it, the item's own answer.
  func prompt(_ item: EvaluationItem, seed purpose: String? = nil) throws(RunFault) -> Prompt {
    let seed = try seed(purpose ?? self.purpose(of: item))
    do throws(Unfit) {
      let (system, turns) = try prompts.conversation(item)
      let generation = work.generation
      return Prompt(
        system: system, turns: turns, maxTokens: generation.maxTokens, temperature: generation.temperature.real,
        seed: seed, topP: generation.topP?.real, stop: generation.stop
      ).delivered(as: work.delivery)
    } catch {
      throw RunFault(.badItems, "item \(item.asking.source) of dataset \(quoted(work.dataset)) \(error.what)", help: error.help)
    }
  }

  /// What the seed of an answer is for.
  private func purpose(of item: EvaluationItem) -> String {
    "item-\(item.asking.source)" + (item.asking.variant.map { "-" + work.prompt.variants[$0].name } ?? "")
  }

  /// The query that a scorer needs about an item, and the subject that it goes to.
  func query(_ needed: ScoringQuery, number: Int, about item: EvaluationItem) throws(RunFault) -> (subject: String, query: Query) {
    var (id, query) = try scoringQuery(needed, number: number, about: item)
    query.subject = id
    return (id, query)
  }

  private func scoringQuery(
    _ needed: ScoringQuery, number: Int, about item: EvaluationItem
  ) throws(RunFault) -> (subject: String, query: Query) {
    switch needed {
    case .ask(let id, let text):
      let exchange = Exchange.query(item: item.position, number: number)
      let seed = try seed("item-\(item.position)-query-\(number)")
      let prompt = Prompt(turns: [.init(.user, text)], maxTokens: 1024, temperature: 0, seed: seed)
      return (id, Query(exchange, .request(try subject(id).request(prompt))))
    case .again:
      let exchange = Exchange.query(item: item.position, number: number)
      return (work.subject, Query(exchange, .request(subject.request(try prompt(item, seed: "item-\(item.position)-query-\(number)")))))
    case .put(let id):
      let exchange = Exchange.query(item: item.position, number: number)
      let request = try subject(id).request(try prompt(item, seed: "item-\(item.position)-query-\(number)"))
      return (id, Query(exchange, .request(request)))
    case .likelihood(let text):
      guard let request = subject.likelihoodRequest(of: text, behind: try prompt(item)) else { throw noLikelihoods }
      return (work.subject, Query(.query(item: item.position, number: number), .request(request)))
    }
  }

  /// Whether its scorers need to know how likely given texts are, so that the subject's echo must be true.
  var needsEcho: Bool { scorers.contains { $0.scorer.needsLikelihoods } }

  /// That the subject cannot be asked how likely a text is.
  var noLikelihoods: RunFault {
    RunFault(
      .invalidPlan, "the subject `\(work.subject)` tells no likelihoods of texts",
      help: "give its endpoint `api: completions`, where the server has `echo`, or use `letter-likelihood`")
  }

  /// A seed that every server takes: the first 31 bits of the stream's key.
  func seed(_ purpose: String) throws(RunFault) -> Int {
    try seeds(purpose).bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) } & 0x7FFF_FFFF
  }
}
