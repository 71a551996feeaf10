internal import Record

/// Executes a trial of a command: a program pinned by digest, run in the sandbox, once for each sample.
///
/// Results: a digest for each output and a number for each reading that the spec calls a result. Series: `time`, and one for each
/// reading that is a measurement.
func executeCommand(_ work: CommandWork, _ context: TrialContext, _ bench: Bench) throws(RunFault) -> TrialOutcome {
  try context.permissions.requirePrograms()
  let sandbox = try Sandbox(bench: bench)
  let command = try CommandRun(work, context, sandbox, bench)
  let layers = command.layers
  try requireLayers(work.isolation ?? [], layers)
  var first: [ResultValue]?
  var last: CommandRun.Yield?
  var yields: [[Double]] = []
  func repetition() throws(RunFault) { last = try command.run() }
  func check() throws(RunFault) {
    guard let yield = last else { return }
    if let first, first != yield.results { throw .unstable(firstDifference(first, yield.results)) }
    first = yield.results
    yields.append(yield.measurements)
  }

  var outcome = TrialOutcome()
  try sample(into: &outcome, context, bench, repetition, check: check)
  outcome.results = first ?? []
  outcome.artifacts = last?.artifacts ?? []
  outcome.isolation = [sandbox.version] + layers.map(\.rawValue).sorted()
  let measured = context.purpose == .run ? Array(yields.dropFirst(outcome.warmup)) : []
  let readings = work.readings.filter { $0.origin == .measurement }
  for (index, reading) in readings.enumerated() where !measured.isEmpty {
    outcome.series.append(SampleSeries(name: reading.name, unit: reading.dimension.baseUnit, numbers: measured.map { $0[index] }))
  }
  return outcome
}

/// The name of the first result that differs.
private func firstDifference(_ left: [ResultValue], _ right: [ResultValue]) -> String {
  zip(left, right).first { $0 != $1 }.map { "`\($0.0.name)`" } ?? "result"
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
