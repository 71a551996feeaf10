internal import Record
internal import Score

/// Asks subjects everything that an evaluation needs and that is not on record, and makes each answer durable as it comes.
final class Questioning {
  private let evaluation: Evaluation
  private let context: TrialContext
  private let surroundings: Surroundings
  private let bench: Bench
  private let deadline: UInt64
  private var standing = SubjectStanding()
  /// What the subject that is asked now takes for its tokens.
  private var price: TokenPrice?

  /// How it ended.
  private(set) var ending = Ending.whole
  /// What the host did to the process while the items were asked.
  private(set) var witness: Witness?

  enum Ending {
    case whole
    /// A limit was reached.
    case cut(String)
    /// The subject gives no usable answer at all.
    case unusable(String)
  }

  init(_ evaluation: Evaluation, _ context: TrialContext, _ surroundings: Surroundings, _ bench: Bench) {
    (self.evaluation, self.context, self.surroundings, self.bench) = (evaluation, context, surroundings, bench)
    deadline = context.node.limits.time.map { bench.monotonic().addingSaturating($0.value) } ?? .max
  }

  /// What was measured while items were asked, in earlier attempts too, in the order of the items.
  func series() throws(RunFault) -> [SampleSeries] {
    var series = AnswerSeries(isStream: evaluation.work.delivery.stream)
    try context.answers.eachItemEvent { series.add($0) }
    return series.all
  }

  /// Asks probes and items, then what the scorer needs to know about them.
  func ask() throws(RunFault) {
    let items = OpenItems(evaluation, isAnswered)
    if let first = try items.next() { try askItems(from: first, items) }
    for id in evaluation.askedByScorers where !isOver { try askScoringQueries(of: id) }
  }

  private func askItems(from first: Query, _ items: OpenItems) throws(RunFault) {
    var subject = try opened(evaluation.subject, evaluation.work.subject)
    try askProbes(&subject)
    guard !isOver else { return }
    let witness = bench.beginWitness()
    var asked = 0
    try drive(&subject, evaluation.work.concurrency, from: first, items.next) {
      asked += 1
      context.progress(.items(done: items.answered + asked, of: evaluation.count))
    }
    self.witness = witness()
  }

  /// The probes tell first whether the subject is there at all.
  private func askProbes(_ subject: inout any Subject) throws(RunFault) {
    let probe = SubjectProbe(evaluation: evaluation)
    for group in probe.groups where !isOver {
      var open: [Query] = []
      for number in group where try !isAnswered(.probe(number)) {
        open.append(try probe.query(number, generated: try probed(SubjectProbe.generated)?.text ?? ""))
      }
      guard let first = open.popLast() else { continue }
      try drive(&subject, group.count, from: first) { open.popLast() }
      if let first = try context.answers.transcript(.probe(0)), first.fault != nil {
        ending = .unusable(evaluation.subject.unusable(first))
      }
    }
    guard evaluation.needsEcho, !isOver else { return }
    let answers = [SubjectProbe.generated: try probed(SubjectProbe.generated), SubjectProbe.echoed: try probed(SubjectProbe.echoed)]
    if let problem = try probe.echoProblem(answers.compactMapValues(\.self)) { ending = .unusable(problem) }
  }

  /// What a probe was answered, where it was.
  private func probed(_ number: Int) throws(RunFault) -> ProbeAnswer? {
    guard let transcript = try context.answers.transcript(.probe(number)), transcript.fault == nil,
      let reading = try? evaluation.subject.reading(transcript.response)
    else { return nil }
    return ProbeAnswer(reading)
  }

  /// What the scorer needs from one subject; answers may lead it to further queries, until a round finds none.
  private func askScoringQueries(of id: String) throws(RunFault) {
    var tried: Set<Exchange> = []
    func rest() -> OpenScoringQueries {
      OpenScoringQueries(evaluation, of: id, context.answers.line) { tried.contains($0) }
    }
    var open = rest()
    guard var first = try open.next() else { return }
    tried.insert(first.exchange)
    var subject = try opened(evaluation.subject(id), id)
    for _ in 0..<ItemScoring.queryLimit where !isOver {
      try drive(&subject, evaluation.work.concurrency, from: first) { () throws(RunFault) in
        let next = try open.next()
        if let next { tried.insert(next.exchange) }
        return next
      }
      open = rest()
      guard let next = try open.next() else { return }
      tried.insert(next.exchange)
      first = next
    }
  }

  private func opened(_ kind: any SubjectKind, _ id: String) throws(RunFault) -> any Subject {
    price = context.plan.subject(id).flatMap { context.spending.price($0) }
    let subject = try kind.open(surroundings)
    guard subject.abilities.queries == .request else {
      throw RunFault(.invalidPlan, "the subject takes no questions in text")
    }
    return subject
  }

  /// Whether a usable answer is on record; after a fault the same is asked again.
  private func isAnswered(_ exchange: Exchange) throws(RunFault) -> Bool { try context.answers.isAnswered(exchange) }

  private var isOver: Bool { if case .whole = ending { false } else { true } }

  /// Drives queries in a closed loop and keeps each answer; begins no more once the subject turns out to be gone, or the budget is spent.
  private func drive(
    _ subject: inout any Subject, _ concurrency: Int, from first: Query, _ more: () throws(RunFault) -> Query?,
    then: () -> Void = {}
  ) throws(RunFault) {
    var driver = LoadDriver(.closedLoop(concurrency), bench, isCancelled: context.isCancelled, deadline: deadline)
    var pending: Query? = first
    var open = 0
    let isWhole = try driver.drive(&subject) { () throws(RunFault) in
      guard !isOver else { return nil }
      let next = pending == nil ? try more() : pending
      guard let query = next else { return nil }
      pending = nil
      let estimated = estimate(of: query)
      if context.spending.isExhausted(beside: open, prompt: estimated.prompt, completion: estimated.completion, at: price) {
        ending = .cut(context.spending.reason)
        return nil
      }
      open += 1
      return query
    } then: { (query, reply, times) throws(RunFault) in
      open -= 1
      try keep(query, reply, times)
      then()
    } settle: { () throws(RunFault) in
      try self.context.answers.settle()
    }
    try context.answers.commit()
    if !isWhole, let limit = context.node.limits.time { ending = .cut(Deadline.reason(limit.value)) }
  }

  /// Keeps an answer, and looks at what it says about the subject as a whole.
  private func keep(_ query: Query, _ reply: Reply, _ times: QueryTimes) throws(RunFault) {
    guard case .response(let response) = reply.content else { return }
    let event = EventLog.Event(
      exchange: query.exchange, times: times, retries: reply.retries, isAnswered: response.fault == nil, resends: reply.resends,
      tokens: reply.usage?.completion, gaps: reply.gaps)
    let transcript = Transcript(of: query, response)
    try context.answers.keep(transcript, event)
    spend(reply, on: query, isAnswered: response.fault == nil)
    standing.add(reply, isAnswered: response.fault == nil)
    if standing.isHopeless, !isOver { ending = .unusable(evaluation.subject.unusable(transcript)) }
  }

  /// Takes down what a reply says that it took, else what was estimated.
  private func spend(_ reply: Reply, on query: Query, isAnswered: Bool) {
    guard context.spending.isWatched else { return }
    let estimated = isAnswered ? estimate(of: query) : TokenEstimate(prompt: 0, completion: 0)
    context.spending.add(
      requests: 1 + reply.retries, prompt: reply.usage?.prompt ?? estimated.prompt,
      completion: reply.usage?.completion ?? estimated.completion, at: price)
  }

  /// About how many tokens a query takes; nothing is looked at where nobody wants to know.
  private func estimate(of query: Query) -> TokenEstimate {
    guard context.spending.isWatched, case .request(let request) = query.content else { return TokenEstimate(prompt: 0, completion: 0) }
    return TokenEstimate(request)
  }
}

/// What the replies so far say about a subject as a whole: whether it makes sense to ask it anything more.
struct SubjectStanding {
  /// Queries in a row that nobody was there to answer.
  private var unreached = 0
  /// Queries without a usable answer before the first that has one.
  private var barren = 0
  private var isUsable = false

  /// After so many the subject is taken to be gone; one item that crashes its server is no reason to ask no other.
  static let unreachedLimit = 3
  /// After so many a subject that never gave a usable answer is taken to be unable to.
  static let barrenLimit = 20

  /// Takes in a reply.
  mutating func add(_ reply: Reply, isAnswered: Bool) {
    unreached = reply.isUnreachable ? unreached + 1 : 0
    if isAnswered { isUsable = true } else if !isUsable { barren += 1 }
  }

  /// Whether nothing more should be asked.
  var isHopeless: Bool { unreached >= SubjectStanding.unreachedLimit || (!isUsable && barren >= SubjectStanding.barrenLimit) }
}
