internal import Attest
internal import Record

/// Executes a trial of a command: a program pinned by digest, run in the sandbox, once for each sample.
///
/// Results: a digest for each output and a number for each reading that the spec calls a result. Series: `time`, `sandbox`, and one for each
/// reading that is a measurement. What a program that failed wrote is kept.
func executeCommand(_ work: CommandWork, _ context: TrialContext, _ bench: Bench) throws(RunFault) -> TrialOutcome {
  try context.permissions.requirePrograms()
  let sandbox = try Sandbox(bench: bench)
  var command = try CommandRun(work, context, sandbox, bench)
  let layers = command.layers
  try requireLayers(work.isolation ?? [], layers)
  var first: [ResultValue]?
  var last: CommandRun.Yield?
  var yields: [[Double]] = []
  do throws(RunFault) { try command.setUp() } catch { return try givenUp(error, command, sandbox) }
  var empty = EmptyRuns(command)
  func repetition() throws(RunFault) -> UInt64 {
    if context.purpose == .run { try empty.measure() }
    let yield = try command.run()
    last = yield
    return empty.without(yield.time)
  }
  func check() throws(RunFault) {
    guard let yield = last else { return }
    if let first, first != yield.results { throw .differing(firstDifference(first, yield.results)) }
    first = yield.results
    yields.append(yield.measurements)
  }

  var outcome = TrialOutcome()
  do throws(RunFault) {
    try sample(into: &outcome, context, bench, timed: repetition, check: check)
    try command.tearDown()
  } catch {
    return try givenUp(error, command, sandbox)
  }
  outcome.results = first ?? []
  outcome.artifacts = last?.artifacts ?? []
  outcome.isolation = [sandbox.version] + layers.map(\.rawValue).sorted()
  if context.purpose == .run { outcome.series.append(empty.series(behind: outcome.warmup)) }
  let measured = context.purpose == .run ? Array(yields.dropFirst(outcome.warmup)) : []
  let readings = work.readings.filter { $0.origin == .measurement }
  for (index, reading) in readings.enumerated() where !measured.isEmpty {
    outcome.series.append(SampleSeries(name: reading.name, unit: reading.dimension.baseUnit, numbers: measured.map { $0[index] }))
  }
  return outcome
}

/// Ends a trial whose program, setup or teardown failed, after its teardown.
private func givenUp(_ fault: RunFault, _ command: CommandRun, _ sandbox: Sandbox) throws(RunFault) -> TrialOutcome {
  let ended = command.witness.ended
  // The first fault is the trial's; a teardown that fails too adds nothing that the first would not explain.
  try? command.tearDown()
  guard fault.isLocal, let ended else { throw fault }
  return failed(fault, ended, sandbox, command.layers)
}

/// What is left of a trial whose program gave nothing: why, and everything that it wrote.
private func failed(_ fault: RunFault, _ ended: ChildProcess.Ended, _ sandbox: Sandbox, _ layers: Set<IsolationLayer>) -> TrialOutcome {
  let kept = [(name: "stdout", bytes: ended.output), (name: "stderr", bytes: ended.talk)].filter { !$0.bytes.isEmpty }
  let places = kept.map { "its \($0.name) is `data/artifacts/\(SHA256.digest(of: $0.bytes).hex)`" }
  var outcome = TrialOutcome.ended(fault.status, ([fault.quoting(LastWords(ended)).reason] + places).joined(separator: "; "))
  outcome.artifacts = kept
  outcome.isolation = [sandbox.version] + layers.map(\.rawValue).sorted()
  return outcome
}

/// The name of the first result that differs.
private func firstDifference(_ left: [ResultValue], _ right: [ResultValue]) -> String {
  zip(left, right).first { $0 != $1 }?.0.name ?? "result"
}

/// Refuses to run a program without the layers that its spec requires.
private func requireLayers(_ required: [IsolationLayer], _ active: Set<IsolationLayer>) throws(RunFault) {
  let missing = required.filter { !active.contains($0) }.map { "`\($0.rawValue)`" }
  guard missing.isEmpty else {
    throw RunFault(
      .isolationMissing, "the spec requires \(missing.joined(separator: ", ")) around the program, which this system does not give",
      help: "`etalon explain isolation` says what each layer needs")
  }
}
