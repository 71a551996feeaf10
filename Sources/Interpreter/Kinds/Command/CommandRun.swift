internal import Attest
internal import Record

/// A program with its sandbox, ready to be run again and again.
struct CommandRun {
  /// The most bytes of each output where the plan sets no limit.
  private static let standardOutputLimit: UInt64 = 64 << 20

  /// The format of inputs that are laid out as folders.
  private static let folderFormat = "folder"

  /// The layers that are active around the program.
  var layers: Set<IsolationLayer> { sandbox.layers(room).union(group.layers) }
  private var room: Sandbox.Room
  private let work: CommandWork
  private let scratch: ScratchFolder
  private let sandbox: Sandbox
  private let bench: Bench
  private let watch: SandboxWatch
  private let group: ControlGroup
  private let environment: [String: String]
  private let outputLimit: Int
  private let timeLimit: UInt64?
  private let isCancelled: () -> Bool
  /// How the last run ended that gave nothing.
  let witness = CommandWitness()

  /// What one run gave.
  struct Yield {
    /// Nanoseconds from when the sandbox was in place to the end of everything in it.
    var time: UInt64 = 0
    var results: [ResultValue] = []
    var measurements: [Double] = []
    var artifacts: [(name: String, bytes: [UInt8])] = []
  }

  /// Lays out the program and its inputs, each checked against its digest.
  init(_ work: CommandWork, _ context: TrialContext, _ sandbox: Sandbox, _ bench: Bench) throws(RunFault) {
    self.work = work
    self.sandbox = sandbox
    self.bench = bench
    let limits = context.node.limits
    try context.permissions.ceiling.require(limits)
    if let fault = context.permissions.missing(for: work) { throw fault }
    if let absent = work.devices?.first(where: { !Files.exists("/dev/\($0)") }) {
      throw RunFault(.targetNotMet, "this machine has no device `/dev/\(absent)`", help: "run where it is, or leave it out of `devices`")
    }
    scratch = try ScratchFolder()
    outputLimit = Int(clamping: limits.output?.value ?? CommandRun.standardOutputLimit)
    timeLimit = limits.time?.value
    isCancelled = context.isCancelled
    let (program, inputs) = (try scratch.folder("program"), try scratch.folder("inputs"))
    // Nobody else can write to the copies.
    try ScratchFolder.write(try context.input(work.program), to: "\(program)/\(try CommandRun.plain(work.program))", mode: 0o555)
    for id in context.node.inputs where !id.utf8.elementsEqual(work.program.utf8) {
      let (place, bytes) = ("\(inputs)/\(try CommandRun.plain(id))", try context.input(id))
      if context.plan.input(id)?.format?.word == CommandRun.folderFormat {
        try FolderArchive.unpack(bytes, into: try scratch.folder("inputs/\(id)"))
      } else {
        try ScratchFolder.write(bytes, to: place, mode: 0o444)
      }
    }
    var ceiling = context.permissions.ceiling
    // A quarter stays for the host, however small it is.
    if let memory = context.memory { ceiling.memory = min(ceiling.memory, memory - memory / 4) }
    room = Sandbox.Room(
      program: program, inputs: inputs, memory: limits.memory?.value, fileSize: UInt64(outputLimit), ceiling: ceiling,
      devices: work.devices ?? [])
    group = ControlGroup(memory: room.memoryLimit, processes: room.ceiling.processes)
    watch = SandboxWatch(memory: room.memoryLimit, processes: room.ceiling.processes, held: group.layers)
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
  /// - Throws: why it gave nothing; the witness has what it wrote.
  func run() throws(RunFault) -> Yield {
    let entrance = try SandboxEntrance(marker: room.program)
    let (ended, time) = try ended(["\(Sandbox.Inside.program)/\(work.program)"] + work.arguments, entrance)
    do throws(RunFault) {
      try requireSuccess(ended)
      var yield = try yield(ended, entrance)
      yield.time = time
      witness.ended = nil
      return yield
    } catch {
      witness.ended = ended
      throw error
    }
  }

  /// Runs the setup, if there is one, and keeps what it leaves for the runs that follow.
  ///
  /// - Throws: why it failed; the witness has what it wrote.
  mutating func setUp() throws(RunFault) {
    guard let command = work.setup else { return }
    let entrance = try SandboxEntrance(marker: room.program)
    try step(command, "setup", entrance)
    let kept = try scratch.folder("setup")
    try FolderArchive.unpack(try FolderArchive(packing: entrance.workPath).bytes, into: kept)
    room.setup = kept
  }

  /// Runs the teardown, if there is one, whatever came before; an interruption does not interrupt it.
  func tearDown() throws(RunFault) {
    guard let command = work.teardown, !witness.hasTornDown else { return }
    witness.hasTornDown = true
    try step(command, "teardown", try SandboxEntrance(marker: room.program), isStopped: { false })
  }

  private func step(
    _ command: [String], _ name: String, _ entrance: SandboxEntrance, isStopped: (() -> Bool)? = nil
  ) throws(RunFault) {
    let (ended, _) = try ended(command, entrance, isStopped: isStopped)
    do throws(RunFault) {
      try requireSuccess(ended)
    } catch {
      witness.ended = ended
      throw RunFault(error.code, "the \(name): \(error.message)", help: error.help)
    }
  }

  /// Nanoseconds that the sandbox takes around a program that does nothing.
  func emptyRun() throws(RunFault) -> UInt64 {
    let (ended, time) = try ended(["/bin/true"], try SandboxEntrance(marker: room.program))
    try requireSuccess(ended)
    return time
  }

  /// How a command ended in the sandbox, and the nanoseconds from when the sandbox was in place.
  private func ended(
    _ command: [String], _ entrance: SandboxEntrance, isStopped: (() -> Bool)? = nil
  ) throws(RunFault) -> (ChildProcess.Ended, UInt64) {
    let ended = try program(command, entrance, isStopped ?? isCancelled).run()
    let end = bench.monotonic()
    return (ended, entrance.opened.map { end > $0 ? end - $0 : 0 } ?? 0)
  }

  private func program(_ command: [String], _ entrance: SandboxEntrance, _ isCancelled: @escaping () -> Bool) -> ChildProcess {
    let (started, limit, bench, watch) = (bench.monotonic(), timeLimit, bench, watch)
    var looked: UInt64 = 0
    return ChildProcess(
      arguments: sandbox.arguments(room, groups: group.folders, environment: environment, command: command),
      outputLimit: outputLimit, isCancelled: isCancelled, isOver: { limit.map { bench.monotonic() - started >= $0 } ?? false },
      inherited: entrance.inherited,
      begin: { () throws(RunFault) in try entrance.open(at: bench.monotonic, isCancelled: isCancelled) },
      excess: {
        let now = MonotonicClock.now
        guard now &- looked >= SandboxWatch.interval else { return nil }
        looked = now
        return entrance.excess(by: watch)
      }, pause: bench.pause)
  }

  private func requireSuccess(_ ended: ChildProcess.Ended) throws(RunFault) {
    // The kernel may have ended one process of several, and the others went on without it.
    if group.endedForMemory { throw tookTooMuch(.memory) }
    switch ended.ending {
    case .exit(0): return
    case .exit(1) where ended.talk.starts(with: "bwrap: ".utf8):
      throw RunFault(.sandboxFailed, "bubblewrap could not make the sandbox", help: "this system must allow user namespaces")
    case .exit(125) where ended.talk.starts(with: "sh: ".utf8):
      throw RunFault(.sandboxFailed, "the program could not enter its control group", help: "run where control groups can be written")
    case .exit, .signal:
      throw RunFault(.commandFailed, "the program \(ended.ending.words)")
    case .timedOut: throw RunFault(.cut, "the program ran longer than its time limit", help: "raise `limits.time`")
    case .saidTooMuch:
      throw RunFault(
        .outputTooLarge, "the program wrote more than \(outputLimit) bytes to a stream", help: "raise `limits.output`")
    case .tookTooMuch(let excess): throw tookTooMuch(excess)
    case .cancelled: throw .interrupted
    }
  }

  private func tookTooMuch(_ excess: SandboxWatch.Excess) -> RunFault {
    switch excess {
    case .memory:
      RunFault(
        .tookTooMuch, "the program held more than \(room.memoryLimit) bytes of memory, with its files in memory",
        help: "raise `limits.memory`")
    case .processes:
      RunFault(
        .tookTooMuch, "the program started more than \(room.ceiling.processes) processes",
        help: "let it start fewer, or raise `processes` in `limits.yaml` of your own configuration")
    case .files:
      RunFault(.tookTooMuch, "the program kept more than \(SandboxWatch.fileLimit) files", help: "let it keep fewer")
    }
  }

  private func yield(_ ended: ChildProcess.Ended, _ entrance: SandboxEntrance) throws(RunFault) -> Yield {
    var yield = Yield()
    for output in work.outputs {
      let bytes = output.file == "stdout" ? ended.output : try file(output, entrance)
      if output.isResult { yield.results.append(ResultValue(output.name, .exact, .digest(SHA256.digest(of: bytes)))) }
      yield.artifacts.append((name: output.name, bytes: bytes))
    }
    for reading in work.readings {
      let number = try reading.value(in: source(of: reading, ended, yield))
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

  /// What a reading is read from.
  private func source(of reading: CommandWork.Reading, _ ended: ChildProcess.Ended, _ yield: Yield) -> [UInt8] {
    switch reading.source {
    case CommandWork.Reading.standardOutput: ended.output
    case CommandWork.Reading.standardError: ended.talk
    default: yield.artifacts.first { $0.name.utf8.elementsEqual(reading.source.utf8) }?.bytes ?? []
    }
  }

  private func file(_ output: CommandWork.Output, _ entrance: SandboxEntrance) throws(RunFault) -> [UInt8] {
    try ScratchFolder.read("\(entrance.workPath)/\(try CommandRun.plain(output.file))", name: output.file, limit: outputLimit)
  }
}

/// Holds how the last run of a program ended where it gave nothing.
final class CommandWitness {
  var ended: ChildProcess.Ended?
  /// Whether the teardown was begun.
  var hasTornDown = false
}

extension ChildProcess.Ending {
  /// How a program ended by itself or by a signal, as the end of a sentence.
  fileprivate var words: String {
    switch self {
    case .exit(let status): "ended with status \(status)"
    case .signal(let signal): "was ended by signal \(signal)"
    default: "was ended"
    }
  }
}
