internal import Attest
internal import Record

/// Executes an evaluation cell: asks what is not on record yet, makes every answer durable, and scores the transcripts.
func executeEvaluate(_ context: TrialContext) throws(RunFault) -> TrialOutcome {
  try EvaluateExecutor(context).execute()
}

/// One trial of an evaluation.
struct EvaluateExecutor {
  let context: TrialContext
  var limits = HTTPLimits()
  var policy = RetryPolicy()
  /// The secret of a label for an address, from the user's own configuration.
  var secret: (_ label: String, _ address: EndpointAddress) throws(RunFault) -> Secret? = EvaluateExecutor.userSecret

  init(_ context: TrialContext) { self.context = context }

  private static func userSecret(_ label: String, _ address: EndpointAddress) throws(RunFault) -> Secret? {
    guard let path = Credentials.userPath(HostSources.currentEnvironment()) else { return nil }
    return try Credentials.load(path).secret(label, for: address)
  }

  func execute() throws(RunFault) -> TrialOutcome {
    guard case .evaluate(let work) = context.node.work else {
      throw RunFault("wrong-work", "`\(context.node.id)` is not an evaluation", isLocal: true)
    }
    let evaluation = try Evaluation(
      plan: context.plan, node: context.node, trial: context.index, dataset: try context.input(work.dataset), streamKey: context.streamKey)
    var log = EvaluationLog(recorded: recorded(evaluation))
    if context.purpose == .run {
      if let refusal = try ask(evaluation, &log) { return try outcome(log, refusal) }
    }
    switch try Rescoring(evaluation: evaluation).verdict(Array(log.transcripts.values)) {
    case .results(let results): return try outcome(log, TrialOutcome(results: results))
    case .failed(let reason): return try outcome(log, .ended(log.isCut ? .cut : .failed, log.isCut ? log.cutReason : reason))
    }
  }

  /// Answers on record, as far as they are of use; a fault is asked for again by a run, and stands in a verification.
  private func recorded(_ evaluation: Evaluation) -> [Int: Transcript] {
    var found: [Int: Transcript] = [:]
    for item in EndpointProbe.all + evaluation.items.map(\.position) {
      guard let transcript = context.recordedTranscript(item) else { continue }
      if context.purpose == .reproduce || transcript.fault == nil { found[item] = transcript }
    }
    return found
  }

  /// Puts all open questions to the endpoint; a value is why that is not possible at all.
  private func ask(_ evaluation: Evaluation, _ log: inout EvaluationLog) throws(RunFault) -> TrialOutcome? {
    let probe = EndpointProbe(evaluation: evaluation)
    let open = evaluation.items.filter { log.transcripts[$0.position] == nil }
    guard !open.isEmpty else { return nil }
    let address = try EndpointAddress(evaluation.endpoint.url)
    try context.permissions.check(address)
    let authorization: String?
    switch try self.authorization(evaluation.endpoint, address) {
    case .success(let header): authorization = header
    case .failure(let refusal): return .ended(.refused, refusal.reason)
    }
    let started = MonotonicClock.now
    let limit = context.node.limits.time?.value
    var conversation = try Conversation(
      evaluation, address: address, authorization: authorization, limits: limits, policy: policy, isCancelled: context.isCancelled,
      isOver: { limit.map { MonotonicClock.now - started >= $0 } ?? false })
    for group in [[-1], [-2], EndpointProbe.parallel, EndpointProbe.sampled] {
      try ask(group.filter { log.transcripts[$0] == nil }.map(probe.question), group.count, &conversation, &log)
      if let first = log.transcripts[-1], let fault = first.fault { return .ended(.failed, unusable(address, first, fault)) }
    }
    var witness = WitnessProbe()
    witness.begin()
    var questions: [Question] = []
    for item in open { questions.append(Question(item: item.position, request: try evaluation.request(item))) }
    try ask(questions, evaluation.work.concurrency, &conversation, &log)
    log.witness = witness.end()
    if let limit, MonotonicClock.now - started >= limit { log.cut(after: limit) }
    return nil
  }

  private func ask(
    _ questions: [Question], _ concurrency: Int, _ conversation: inout Conversation, _ log: inout EvaluationLog
  ) throws(RunFault) {
    let total = log.total(asking: questions)
    try conversation.ask(questions, concurrency: concurrency) { reply throws(RunFault) in
      try context.keepTranscript(reply.transcript)
      log.add(reply)
      context.progress(.items(done: log.done, of: total))
    }
  }

  private struct Refusal: Error { let reason: String }

  /// The header for the endpoint's credential: sent to the host the user bound it to, and never in the clear over a network.
  private func authorization(_ endpoint: EndpointSubject, _ address: EndpointAddress) throws(RunFault) -> Result<String?, Refusal> {
    guard let label = endpoint.credential else { return .success(nil) }
    guard address.scheme == .https || address.isLoopback else {
      return .failure(Refusal(reason: "the credential `\(label)` is not sent over plain http; use an https address"))
    }
    guard let secret = try secret(label, address) else {
      return .failure(
        Refusal(reason: "your credentials.yaml binds no secret `\(label)` to \(address.authority); add it with `host` and `secret`"))
    }
    return .success("Bearer \(secret.value)")
  }

  private func unusable(_ address: EndpointAddress, _ transcript: Transcript, _ fault: String) -> String {
    let hint =
      switch transcript.status {
      case 0: "is the server running?"
      case 401, 403: "check the endpoint's `credential`"
      case 404: "check the path of the endpoint's `url` and its `model`"
      default: "see its log"
      }
    return "the endpoint \(address.authority) gives no usable answer: \(fault); \(hint)"
  }

  /// Adds what was asked to an outcome.
  private func outcome(_ log: EvaluationLog, _ ending: TrialOutcome) throws(RunFault) -> TrialOutcome {
    var outcome = ending
    for (_, transcript) in log.transcripts.sorted(by: { $0.key < $1.key }) {
      do {
        outcome.transcripts.append(SHA256.digest(of: try transcript.canonicalBytes()))
      } catch {
        throw RunFault("bad-transcript", "item \(transcript.item): \(error)", isLocal: true)
      }
    }
    outcome.series = log.series
    outcome.witnesses = log.witness.map { [$0] } ?? []
    return outcome
  }
}

/// What a trial of an evaluation has gathered.
struct EvaluationLog {
  private(set) var transcripts: [Int: Transcript]
  private var latencies: [Int: UInt64] = [:]
  private var retries: [Int: Int] = [:]
  private(set) var isCut = false
  private(set) var cutReason = ""
  var witness: Witness?

  init(recorded: [Int: Transcript]) { transcripts = recorded }

  mutating func add(_ reply: Reply) {
    let item = reply.transcript.item
    transcripts[item] = reply.transcript
    guard item >= 0 else { return }
    retries[item] = reply.retries
    if reply.transcript.fault == nil { latencies[item] = reply.nanoseconds }
  }

  mutating func cut(after nanoseconds: UInt64) {
    isCut = true
    cutReason = "the time limit of \(Double(nanoseconds / 1_000_000) / 1000) s was reached"
  }

  /// Items that have an answer.
  var done: Int { transcripts.keys.count { $0 >= 0 } }

  func total(asking questions: [Question]) -> Int {
    max(1, Set(questions.map(\.item)).union(transcripts.keys).count { $0 >= 0 })
  }

  /// Latencies of this attempt's requests, and how often each was tried again, in the order of the items.
  var series: [SampleSeries] {
    guard !retries.isEmpty else { return [] }
    return [
      SampleSeries(name: "latency", nanoseconds: latencies.sorted { $0.key < $1.key }.map { U64($0.value) }),
      SampleSeries(name: "retries", unit: "1", numbers: retries.sorted { $0.key < $1.key }.map { Double($0.value) }),
    ]
  }
}
