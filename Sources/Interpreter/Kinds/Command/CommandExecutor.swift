internal import Attest
internal import Record
internal import Text

/// The most bytes of each output where the plan sets no limit.
private let standardOutputLimit = 64 << 20

/// Executes a trial of a command: a program pinned by digest, run in the sandbox, once for each sample.
///
/// Results: a digest for each output and a number for each reading that the spec calls a result. Series: `time`, and one for each
/// reading that is a measurement.
func executeCommand(_ context: TrialContext, _ bench: Bench) throws(RunFault) -> TrialOutcome {
  try context.permissions.check(context.node)
  guard case .command(let work) = context.node.work else {
    throw RunFault("wrong-work", "`\(context.node.id)` is not a command", isLocal: true)
  }
  return try execute(work, context, bench, in: try Sandbox())
}

private func execute(_ work: CommandWork, _ context: TrialContext, _ bench: Bench, in sandbox: Sandbox) throws(RunFault) -> TrialOutcome {
  let command = try CommandRun(work, context, sandbox, bench)
  var first: [ResultValue]?
  var last: CommandRun.Yield?
  var yields: [[Double]] = []
  func repetition() throws(RunFault) { last = try command.run() }
  func check() throws(RunFault) {
    guard let yield = last else { return }
    if let first, first != yield.results { throw .unstable(CommandRun.difference(first, yield.results)) }
    first = yield.results
    yields.append(yield.measurements)
  }

  var outcome = TrialOutcome()
  try sample(into: &outcome, context, bench, repetition, check: check)
  outcome.results = first ?? []
  outcome.artifacts = last?.artifacts ?? []
  outcome.isolation = sandbox.layers(command.room)
  let measured = context.purpose == .run ? Array(yields.dropFirst(outcome.warmup)) : []
  let readings = work.readings.filter { $0.origin == .measurement }
  for (index, reading) in readings.enumerated() where !measured.isEmpty {
    outcome.series.append(SampleSeries(name: reading.name, unit: reading.dimension.baseUnit, numbers: measured.map { $0[index] }))
  }
  return outcome
}

/// A program with its sandbox, ready to be run again and again.
private struct CommandRun {
  let room: Sandbox.Room
  private let work: CommandWork
  private let scratch: ScratchFolder
  private let sandbox: Sandbox
  private let environment: [String: String]
  private let outputLimit: Int
  private let timeLimit: UInt64?
  private let isCancelled: () -> Bool
  private let bench: Bench

  /// What one run gave.
  struct Yield {
    var results: [ResultValue]
    var measurements: [Double]
    var artifacts: [(name: String, bytes: [UInt8])]
  }

  init(_ work: CommandWork, _ context: TrialContext, _ sandbox: Sandbox, _ bench: Bench) throws(RunFault) {
    self.work = work
    self.bench = bench
    self.sandbox = sandbox
    scratch = try ScratchFolder()
    let limits = context.node.limits
    outputLimit = Int(clamping: limits.output?.value ?? UInt64(standardOutputLimit))
    timeLimit = limits.time?.value
    isCancelled = context.isCancelled
    let (program, inputs) = (try scratch.folder("program"), try scratch.folder("inputs"))
    // The bytes were checked against their digest, and nobody else can write to the copy.
    try ScratchFolder.write(try context.input(work.program), to: "\(program)/\(try CommandRun.plain(work.program))", mode: 0o555)
    for id in context.node.inputs where !id.utf8.elementsEqual(work.program.utf8) {
      try ScratchFolder.write(try context.input(id), to: "\(inputs)/\(try CommandRun.plain(id))", mode: 0o444)
    }
    room = Sandbox.Room(
      program: program, inputs: inputs, work: "\(scratch.path)/work", memory: limits.memory?.value, fileSize: UInt64(outputLimit))
    let seed = try context.streamKey("command").bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } >> 1
    let fixed = [
      "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC", "HOME": Sandbox.Inside.work, "TMPDIR": "/tmp", "ETALON_SEED": String(seed),
      "ETALON_THREADS": String(context.host.threads), "OMP_NUM_THREADS": String(context.host.threads),
    ]
    environment = fixed.merging(work.environment) { $1 }
  }

  /// A name that is one part of a path.
  private static func plain(_ name: String) throws(RunFault) -> String {
    guard !name.isEmpty, !name.hasPrefix("."), !name.utf8.contains(UInt8(ascii: "/")), !name.utf8.contains(0) else {
      throw RunFault("bad-name", "`\(name)` is not a plain file name", isLocal: true)
    }
    return name
  }

  /// Runs the program once in an empty working folder.
  func run() throws(RunFault) -> Yield {
    removeTree(room.work)
    _ = try scratch.folder("work")
    let deadline = timeLimit.map { bench.monotonic().addingSaturating($0) } ?? .max
    let program = ChildProcess(
      arguments: sandbox.arguments(room, environment: environment, command: ["\(Sandbox.Inside.program)/\(work.program)"] + work.arguments),
      outputLimit: outputLimit, isCancelled: isCancelled, isOver: { [bench] in bench.monotonic() >= deadline }, pause: bench.pause)
    let ended = try program.run()
    try requireSuccess(ended)
    return try yield(ended)
  }

  private func requireSuccess(_ ended: ChildProcess.Ended) throws(RunFault) {
    let words = String(decoding: ended.talk.suffix(2000), as: UTF8.self)
    let lastWords = words.split(whereSeparator: \.isNewline).last.map { "; it said: \(excerpt($0))" } ?? ""
    switch ended.ending {
    case .exit(0): return
    case .exit(let status) where words.hasPrefix("bwrap: ") && status == 1:
      throw RunFault(
        "sandbox-failed", "bubblewrap could not make the sandbox\(lastWords)", help: "this system must allow user namespaces", isLocal: true
      )
    case .exit(let status): throw RunFault("command-failed", "the program ended with status \(status)\(lastWords)", isLocal: true)
    case .signal(let signal): throw RunFault("command-failed", "the program was ended by signal \(signal)\(lastWords)", isLocal: true)
    case .timedOut: throw RunFault("cut", "the program ran longer than its time limit", help: "raise `limits.time`", isLocal: true)
    case .saidTooMuch:
      throw RunFault(
        "output-too-large", "the program wrote more than \(outputLimit) bytes to a stream", help: "raise `limits.output`", isLocal: true)
    case .cancelled: throw .interrupted
    }
  }

  private func yield(_ ended: ChildProcess.Ended) throws(RunFault) -> Yield {
    let text = String(decoding: ended.output, as: UTF8.self)
    var yield = Yield(results: [], measurements: [], artifacts: [])
    for output in work.outputs {
      let bytes = output.file == "stdout" ? ended.output : try file(output)
      if output.isResult { yield.results.append(ResultValue(output.name, .exact, .digest(SHA256.digest(of: bytes)))) }
      yield.artifacts.append((name: output.name, bytes: bytes))
    }
    for reading in work.readings {
      let number = try reading.value(in: text)
      switch reading.origin {
      case .result: yield.results.append(ResultValue(reading.name, .exact, .number(number)))
      case .measurement: yield.measurements.append(number)
      }
    }
    for (name, bytes) in [("stdout", ended.output), ("stderr", ended.talk)]
    where !bytes.isEmpty && !yield.artifacts.contains(where: { $0.name == name }) {
      yield.artifacts.append((name: name, bytes: bytes))
    }
    return yield
  }

  private func file(_ output: CommandWork.Output) throws(RunFault) -> [UInt8] {
    try ScratchFolder.read("\(room.work)/\(try CommandRun.plain(output.file))", name: output.file, limit: outputLimit)
  }

  /// The name of the first result that differs.
  static func difference(_ left: [ResultValue], _ right: [ResultValue]) -> String {
    zip(left, right).first { $0 != $1 }.map { "`\($0.0.name)`" } ?? "result"
  }
}
