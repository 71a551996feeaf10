internal import Record
internal import Score

/// Asks subjects everything that an evaluation needs and that is not on record, and makes each answer durable as it comes.
final class Questioning {
  private let evaluation: Evaluation
  private let context: TrialContext
  private let surroundings: Surroundings
  private let bench: Bench
  private let deadline: UInt64
  /// Queries in a row that nobody was there to answer.
  private var unreached = 0

  /// After so many the subject is taken to be gone; one item that crashes its server is no reason to ask no other.
  private static let unreachedLimit = 3

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

  /// The latencies of the queries about items, of earlier attempts too, and how often each went out again, in the order of the items.
  func series() throws(RunFault) -> [SampleSeries] {
    var latencies: [U64] = []
    var retries: [Double] = []
    try context.answers.eachItemEvent { event in
      if event.isAnswered { latencies.append(U64(event.times.latency(from: .sent))) }
      retries.append(Double(event.retries))
    }
    guard !retries.isEmpty else { return [] }
    return [SampleSeries(name: "latency", nanoseconds: latencies), SampleSeries(name: "retries", unit: "1", numbers: retries)]
  }

  /// Asks probes and items, then what the scorer needs to know about them.
  func ask() throws(RunFault) {
    let items = OpenItems(evaluation, isAnswered)
    if let first = try items.next() { try askItems(from: first, items) }
    for id in evaluation.askedByScorers where !isOver { try askScoringQueries(of: id) }
  }

  private func askItems(from first: Query, _ items: OpenItems) throws(RunFault) {
    var subject = try opened(evaluation.subject)
    if subject.abilities.isProbed { try askProbes(&subject) }
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
    for group in SubjectProbe.groups where !isOver {
      var open: [Query] = []
      for number in group where try !isAnswered(.probe(number)) { open.append(try probe.query(number)) }
      guard let first = open.popLast() else { continue }
      try drive(&subject, group.count, from: first) { open.popLast() }
      if let first = try context.answers.transcript(.probe(0)), first.fault != nil {
        ending = .unusable(evaluation.subject.unusable(first))
      }
    }
  }

  /// What the scorer needs from one subject; answers may lead it to further queries, until a round finds none.
  private func askScoringQueries(of id: String) throws(RunFault) {
    var open = OpenScoringQueries(evaluation, of: id, context.answers.transcript)
    guard var first = try open.next() else { return }
    var subject = try opened(evaluation.subject(id))
    for _ in 0..<ItemScoring.queryLimit where !isOver {
      try drive(&subject, evaluation.work.concurrency, from: first, open.next)
      open = OpenScoringQueries(evaluation, of: id, context.answers.transcript)
      guard let next = try open.next() else { return }
      first = next
    }
  }

  private func opened(_ kind: any SubjectKind) throws(RunFault) -> any Subject {
    let subject = try kind.open(surroundings)
    guard subject.abilities.queries == .request else {
      throw RunFault(.invalidPlan, "the subject takes no questions in text")
    }
    return subject
  }

  /// Whether a usable answer is on record; after a fault the same is asked again.
  private func isAnswered(_ exchange: Exchange) throws(RunFault) -> Bool { try context.answers.isAnswered(exchange) }

  private var isUnreachable: Bool { unreached >= Questioning.unreachedLimit }

  private var isOver: Bool {
    if isUnreachable { return true }
    if case .whole = ending { return false } else { return true }
  }

  /// Drives queries in a closed loop and keeps each answer; begins no more once the subject turns out to be gone.
  private func drive(
    _ subject: inout any Subject, _ concurrency: Int, from first: Query, _ more: () throws(RunFault) -> Query?,
    then: () -> Void = {}
  ) throws(RunFault) {
    var driver = LoadDriver(.closedLoop(concurrency), bench, isCancelled: context.isCancelled, deadline: deadline)
    var pending: Query? = first
    let isWhole = try driver.drive(&subject) { () throws(RunFault) in
      if isUnreachable { return nil }
      guard let query = pending else { return try more() }
      pending = nil
      return query
    } then: { (query, reply, times) throws(RunFault) in
      guard case .response(let response) = reply.content else { return }
      let event = EventLog.Event(exchange: query.exchange, times: times, retries: reply.retries, isAnswered: response.fault == nil)
      try context.answers.keep(Transcript(of: query, response), event)
      unreached = reply.isUnreachable ? unreached + 1 : 0
      then()
    } settle: { () throws(RunFault) in
      try self.context.answers.settle()
    }
    try context.answers.commit()
    if !isWhole, let limit = context.node.limits.time { ending = .cut(Deadline.reason(limit.value)) }
  }
}
