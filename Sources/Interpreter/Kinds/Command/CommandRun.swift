internal import Attest
internal import Record

/// A program with its sandbox, ready to be run again and again.
struct CommandRun {
  /// The most bytes of each output where the plan sets no limit.
  private static let standardOutputLimit: UInt64 = 64 << 20

  let room: Sandbox.Room
  private let work: CommandWork
  private let scratch: ScratchFolder
  private let sandbox: Sandbox
  private let bench: Bench
  private let environment: [String: String]
  private let outputLimit: Int
  private let timeLimit: UInt64?
  private let isCancelled: () -> Bool

  /// What one run gave.
  struct Yield {
    var results: [ResultValue] = []
    var measurements: [Double] = []
    var artifacts: [(name: String, bytes: [UInt8])] = []
  }

  /// Lays out the program and its inputs, each checked against its digest.
  init(_ work: CommandWork, _ context: TrialContext, _ sandbox: Sandbox, _ bench: Bench) throws(RunFault) {
    self.work = work
    self.sandbox = sandbox
    self.bench = bench
    scratch = try ScratchFolder()
    let limits = context.node.limits
    outputLimit = Int(clamping: limits.output?.value ?? CommandRun.standardOutputLimit)
    timeLimit = limits.time?.value
    isCancelled = context.isCancelled
    let (program, inputs) = (try scratch.folder("program"), try scratch.folder("inputs"))
    // Nobody else can write to the copies.
    try ScratchFolder.write(try context.input(work.program), to: "\(program)/\(try CommandRun.plain(work.program))", mode: 0o555)
    for id in context.node.inputs where !id.utf8.elementsEqual(work.program.utf8) {
      try ScratchFolder.write(try context.input(id), to: "\(inputs)/\(try CommandRun.plain(id))", mode: 0o444)
    }
    room = Sandbox.Room(
      program: program, inputs: inputs, work: "\(scratch.path)/work", memory: limits.memory?.value, fileSize: UInt64(outputLimit))
    environment = try CommandRun.variables(context).merging(work.environment) { $1 }
  }

  /// The variables that every program gets.
  private static func variables(_ context: TrialContext) throws(RunFault) -> [String: String] {
    let seed = try context.streamKey("command").bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } >> 1
    return [
      "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC", "HOME": Sandbox.Inside.work, "TMPDIR": "/tmp", "ETALON_SEED": String(seed),
      "ETALON_THREADS": String(context.host.threads), "OMP_NUM_THREADS": String(context.host.threads),
    ]
  }

  /// A name that is one part of a path.
  private static func plain(_ name: String) throws(RunFault) -> String {
    guard !name.isEmpty, !name.hasPrefix("."), !name.utf8.contains(UInt8(ascii: "/")), !name.utf8.contains(0) else {
      throw RunFault(.badName, "`\(name)` is not a plain file name")
    }
    return name
  }

  /// Runs the program once in an empty working folder.
  ///
  /// - Throws: why it gave nothing, with the end of what it wrote: nothing else is kept of a program that failed.
  func run() throws(RunFault) -> Yield {
    removeTree(room.work)
    _ = try scratch.folder("work")
    let (started, limit, bench) = (bench.monotonic(), timeLimit, bench)
    let program = ChildProcess(
      arguments: sandbox.arguments(room, environment: environment, command: ["\(Sandbox.Inside.program)/\(work.program)"] + work.arguments),
      outputLimit: outputLimit, isCancelled: isCancelled, isOver: { limit.map { bench.monotonic() - started >= $0 } ?? false },
      pause: bench.pause)
    let ended = try program.run()
    do throws(RunFault) {
      try requireSuccess(ended)
      return try yield(ended)
    } catch {
      throw error.code == .interrupted ? error : error.quoting(LastWords(ended))
    }
  }

  private func requireSuccess(_ ended: ChildProcess.Ended) throws(RunFault) {
    switch ended.ending {
    case .exit(0): return
    case .exit(1) where ended.talk.starts(with: "bwrap: ".utf8):
      throw RunFault(.sandboxFailed, "bubblewrap could not make the sandbox", help: "this system must allow user namespaces")
    case .exit(let status): throw RunFault(.commandFailed, "the program ended with status \(status)")
    case .signal(let signal): throw RunFault(.commandFailed, "the program was ended by signal \(signal)")
    case .timedOut: throw RunFault(.cut, "the program ran longer than its time limit", help: "raise `limits.time`")
    case .saidTooMuch:
      throw RunFault(
        .outputTooLarge, "the program wrote more than \(outputLimit) bytes to a stream", help: "raise `limits.output`")
    case .cancelled: throw .interrupted
    }
  }

  private func yield(_ ended: ChildProcess.Ended) throws(RunFault) -> Yield {
    let text = String(decoding: ended.output, as: UTF8.self)
    var yield = Yield()
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
}
