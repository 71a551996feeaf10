internal import Attest
internal import Record
internal import Score

/// What an evaluation cell asks of its subject: a function of the plan, the dataset's bytes and the trial's streams alone.
struct Evaluation {
  let node: String
  let trial: Int
  let work: EvaluateWork
  let subject: any SubjectKind
  let scorers: [(scorer: Scorer, settings: Settings)]
  let extractor: Extractor
  /// How many items are asked about.
  let count: Int
  private let reader: ItemReader
  private let subjects: [SubjectPlan]
  private let seeds: (_ purpose: String) throws(RunFault) -> Digest

  /// Resolves the cell's subject, scorer and dataset, and reads the dataset once.
  ///
  /// - Parameter scorers: The catalogue; a test hands in its own.
  init(
    plan: Plan, node: Node, trial: Int, dataset: [UInt8], scorers: [Scorer] = Scorer.all,
    streamKey: @escaping (_ purpose: String) throws(RunFault) -> Digest
  ) throws(RunFault) {
    guard case .evaluate(let work) = node.work else {
      throw RunFault(.wrongWork, "`\(node.id)` is not an evaluation")
    }
    guard let format = plan.inputs.first(where: { $0.id.utf8.elementsEqual(work.dataset.utf8) })?.format,
      format.word == JSONLinesFormat.word
    else {
      throw RunFault(.noItems, "dataset `\(work.dataset)` is not JSON Lines", help: "give it `format: { jsonl: … }`")
    }
    self.node = node.id
    self.trial = trial
    self.work = work
    subjects = plan.subjects
    subject = try Evaluation.subject(work.subject, of: plan.subjects)
    self.scorers = try work.scorers.map { named throws(RunFault) in (try Evaluation.scorer(named, of: scorers), named.settings) }
    extractor = try Evaluation.extractor(work)
    reader = try ItemReader(dataset, format: format, name: work.dataset)
    let all = try reader.checkedCount()
    count = min(all, max(0, work.items ?? all))
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
        .noScorer, "this release has no extraction rule `\(error.name)` of revision \(error.revision)", help: "use the release that made the plan")
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

  /// The items that are asked about, in their order, one at a time.
  func items() -> Items { Items(cursor: reader.cursor(), left: count) }

  /// The items from a place on.
  struct Items {
    fileprivate var cursor: ItemReader.Cursor
    fileprivate var left: Int

    /// The next item, or `nil` behind the last.
    mutating func next() throws(RunFault) -> EvaluationItem? {
      guard left > 0 else { return nil }
      left -= 1
      return try cursor.next()
    }
  }

  /// The query for an item: the prompt with every `{input}` replaced, and a seed of the item's own stream.
  func query(_ item: EvaluationItem) throws(RunFault) -> Query {
    Query(.item(item.position), .request(subject.request(try prompt(item, seed: "item-\(item.position)"))))
  }

  private func prompt(_ item: EvaluationItem, seed purpose: String) throws(RunFault) -> Prompt {
    Prompt(
      system: work.prompt.system, turns: work.prompt.turns.map { .init($0.role, filled($0.template, with: item.input)) },
      maxTokens: work.generation.maxTokens, temperature: work.generation.temperature.real, seed: try seed(purpose))
  }

  /// The query that a scorer needs about an item, and the subject that it goes to.
  func query(_ needed: ScoringQuery, number: Int, about item: EvaluationItem) throws(RunFault) -> (subject: String, query: Query) {
    switch needed {
    case .ask(let id, let text):
      let exchange = Exchange.query(item: item.position, number: number)
      let seed = try seed("item-\(item.position)-query-\(number)")
      let prompt = Prompt(turns: [.init(.user, text)], maxTokens: 1024, temperature: 0, seed: seed)
      return (id, Query(exchange, .request(try subject(id).request(prompt))))
    case .again:
      let exchange = Exchange.query(item: item.position, number: number)
      return (work.subject, Query(exchange, .request(subject.request(try prompt(item, seed: "item-\(item.position)-query-\(number)")))))
    case .likelihood:
      throw RunFault(.invalidPlan, "the subject `\(work.subject)` tells no likelihoods of texts", help: "use `letter-likelihood`")
    }
  }

  /// A seed that every server takes: the first 31 bits of the stream's key.
  func seed(_ purpose: String) throws(RunFault) -> Int {
    try seeds(purpose).bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) } & 0x7FFF_FFFF
  }

  /// The template with every `{input}` replaced; what is put in is not looked at again.
  private func filled(_ template: String, with input: String) -> String {
    let (text, mark) = (Array(template.utf8), Array("{input}".utf8))
    var result: [UInt8] = []
    var at = 0
    while at < text.count {
      if text[at...].starts(with: mark) {
        result.append(contentsOf: input.utf8)
        at += mark.count
      } else {
        result.append(text[at])
        at += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
