internal import Attest
internal import Kernels
internal import Record
internal import Score

/// Executes a trial of a load: windows of queries that arrive as the scenario says, each followed to its end.
func executeLoad(_ work: LoadWork, _ context: TrialContext, _ bench: Bench) throws(RunFault) -> TrialOutcome {
  switch work.server {
  case .subject(let asking): try loadSubject(work, asking, context, bench)
  case .model(let cell): try loadModel(work, cell, context, bench)
  case .program(let cell): try loadProgram(work, cell, context, bench)
  }
}

extension LoadPlan {
  init(_ work: LoadWork, library: Int, _ context: TrialContext) {
    self.init(work: work, library: library, stream: { purpose throws(RunFault) in try context.stream(purpose) })
  }
}

extension TrialOutcome {
  /// What a load measured.
  fileprivate mutating func take(_ run: LoadRun, _ witness: Witness) {
    if let cut = run.cut { self = .ended(.cut, cut) } else { (series, witnesses) = (run.log.series, [witness]) }
  }
}

/// A load on a subject: the probe that proves its counts of tokens, then the windows; every answer is kept once the last has ended.
private func loadSubject(
  _ work: LoadWork, _ asking: EvaluateWork, _ context: TrialContext, _ bench: Bench
) throws(RunFault) -> TrialOutcome {
  let evaluation = try Evaluation(loadOf: work, context)
  let target = try AskedTarget(asking, evaluation)
  let probe = TokenProbe(evaluation)
  guard context.purpose == .run else { throw RunFault(.invalidPlan, "the answers of a load are read again, never asked for again") }
  var surroundings = Surroundings(permissions: context.permissions, bench: bench)
  surroundings.isStream = work.isStream
  // A request that fails is a miss; to try it again would hide that.
  surroundings.policy.attempts = 1
  var subject = try evaluation.subject.open(surroundings)
  var lines: [UInt8] = []
  var results: [ResultValue] = []
  var kept: [(Transcript, EventLog.Event)] = []
  if probe.isAsked {
    let asked = bench.monotonic()
    let query = try probe.query()
    let reply = try subject.reply(to: query)
    guard case .response(let response) = reply.content else { throw RunFault(.badEndpoint, "the probe has no response") }
    let transcript = Transcript(of: query, response)
    guard !reply.isUnreachable else { return .ended(.failed, evaluation.subject.unusable(transcript)) }
    let times = QueryTimes(scheduled: asked, sent: asked, end: bench.monotonic())
    kept.append((transcript, EventLog.Event(exchange: query.exchange, times: times, retries: 0, isAnswered: response.fault == nil)))
  }
  results.append(
    ResultValue("tokens-proven", .replayed, .flag(probe.proves(kept.first?.0))))
  var run = LoadRun(LoadPlan(work, library: target.count, context), target, context, bench)
  let witness = bench.beginWitness()
  try run.run(&subject)
  let seen = witness()
  for (transcript, event) in kept + run.answers.map({ ($0.transcript, $0.event) }) {
    try context.answers.keep(transcript, event)
    lines += try transcript.line() + [0x0A]
  }
  try context.answers.commit()
  var outcome = TrialOutcome(results: results)
  outcome.take(run, seen)
  if run.cut == nil, !run.log.events.contains(where: \.isAnswered), let first = run.answers.first {
    outcome = .ended(.failed, evaluation.subject.unusable(first.transcript))
  }
  outcome.transcripts = lines.isEmpty ? nil : SHA256.digest(of: lines)
  return outcome
}

private func loadModel(_ work: LoadWork, _ cell: String, _ context: TrialContext, _ bench: Bench) throws(RunFault) -> TrialOutcome {
  let serving = try Serving(of: cell, dataset: work.dataset ?? "", revisions: work.revisions, context)
  var outcome = TrialOutcome(results: [serving.accuracy])
  guard context.purpose == .run else { return outcome }
  let target = ModelTarget(predictions: serving.predictions)
  var model = ServedModel(try serving.session(batch: 1), questions: try serving.rows())
  var run = LoadRun(LoadPlan(work, library: target.count, context), target, context, bench)
  let witness = bench.beginWitness()
  try run.run(&model)
  outcome.take(run, witness())
  guard run.log.events.allSatisfy(\.isAnswered) else { throw .unstable("answer") }
  return outcome
}

private func loadProgram(_ work: LoadWork, _ cell: String, _ context: TrialContext, _ bench: Bench) throws(RunFault) -> TrialOutcome {
  guard case .command(let command)? = context.plan.node(cell)?.work, let node = context.plan.node(cell) else {
    throw RunFault(.invalidPlan, "`\(cell)` runs no program that could be loaded")
  }
  var outcome = TrialOutcome()
  guard context.purpose == .run else { return outcome }
  try context.permissions.requirePrograms()
  var inside = context
  inside.node = node
  let sandbox = try Sandbox(bench: bench)
  let laidOut = try CommandRun(command, inside, sandbox, bench)
  var program = ProgramSubject(laidOut)
  let target = ProgramTarget()
  var run = LoadRun(LoadPlan(work, library: target.count, context), target, context, bench)
  let witness = bench.beginWitness()
  try run.run(&program)
  outcome.take(run, witness())
  outcome.isolation = [sandbox.version] + laidOut.layers.map(\.rawValue).sorted()
  return outcome
}

extension Evaluation {
  /// The questions of a load on a subject, read as those of an evaluation.
  init(loadOf work: LoadWork, _ context: TrialContext) throws(RunFault) {
    try self.init(
      loadOf: work, plan: context.plan, node: context.node, trial: context.index, data: context.input, streamKey: context.streamKey)
  }

  init(
    loadOf work: LoadWork, plan: Plan, node: Node, trial: Int, data: (_ id: String) throws(RunFault) -> [UInt8],
    streamKey: @escaping (_ purpose: String) throws(RunFault) -> Digest
  ) throws(RunFault) {
    guard let asking = work.asking else { throw RunFault(.wrongWork, "`\(node.id)` asks no subject") }
    var asked = node
    asked.work = .evaluate(asking)
    try self.init(plan: plan, node: asked, trial: trial, data: data, streamKey: streamKey)
  }
}
