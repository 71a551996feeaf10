internal import Record
internal import Score

/// Runs the programs that a `PythonSubject` is asked to run, one after another.
struct PythonRunner: Subject {
  private let subject: PythonSubject
  private let surroundings: Surroundings
  private let sandbox: Sandbox
  /// What the interpreter calls itself.
  private let version: String
  private var open: [Query] = []

  var abilities: Abilities { Abilities(queries: .request) }

  init(_ subject: PythonSubject, _ surroundings: Surroundings) throws(RunFault) {
    (self.subject, self.surroundings) = (subject, surroundings)
    sandbox = try Sandbox(bench: surroundings.bench)
    let asked = try Execution(
      seconds: subject.seconds, memory: subject.memory, surroundings, sandbox, files: [:], command: [subject.path, "--version"]
    ).run()
    version = String(decoding: asked.output + asked.talk, as: UTF8.self).split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    guard asked.ending == .exit(0), version.hasPrefix("Python ") else {
      throw RunFault(
        .commandFailed, "`\(subject.path)` is no Python interpreter in the sandbox", help: "name one of /usr as the subject's `path`")
    }
    if let wanted = subject.version, !wanted.utf8.elementsEqual(version.utf8) {
      throw RunFault(
        .commandFailed, "the interpreter is \(version); the plan wants \(wanted)", help: "install it, or change the subject's `version`")
    }
  }

  mutating func submit(_ query: Query) { open.append(query) }

  mutating func next(until time: UInt64) throws(RunFault) -> Reply? {
    guard !open.isEmpty else { return nil }
    let query = open.removeFirst()
    guard case .request(let request) = query.content, let program = request["program"]?.text, let end = request["end"]?.text else {
      throw RunFault(.invalidPlan, "an interpreter takes programs only")
    }
    let verdict = try verdict(on: program, end: end)
    let body: JSON = ["verdict": .string(verdict), "interpreter": .string(version), "sandbox": .string(sandbox.version)]
    return Reply(ticket: query.ticket, content: .response(Reply.Response(status: 200, body: body.canonicalText)))
  }

  /// `passed`, or why not in a few words that do not depend on time or place.
  private func verdict(on program: String, end: String) throws(RunFault) -> String {
    let files = ["run.py": PythonRunner.harness, "program.py": program, "end.txt": end]
    let ended = try Execution(
      seconds: subject.seconds, memory: subject.memory, surroundings, sandbox, files: files,
      command: [subject.path, "-I", "-B", "\(Sandbox.Inside.program)/run.py"]
    ).run()
    let last = String(decoding: ended.output.suffix(400), as: UTF8.self).split(separator: "\n").last.map(String.init) ?? ""
    switch ended.ending {
    case .exit(0) where last == "end \(end)": return ProgramVerdict.passed
    case .exit(1) where last.hasPrefix("failed: "): return last
    case .exit(1) where ended.talk.starts(with: "bwrap: ".utf8):
      throw RunFault(.sandboxFailed, "bubblewrap could not make the sandbox", help: "this system must allow user namespaces")
    // What a signal ends in the sandbox, the sandbox ends with 128 and the signal's number.
    case .exit(let status) where status > 128: return "ended by a signal"
    case .exit: return "ended early"
    case .signal: return "ended by a signal"
    case .timedOut: return "ran out of time"
    case .saidTooMuch: return "wrote too much"
    case .tookTooMuch: return "took too much"
    case .cancelled: throw .interrupted
    }
  }

  /// Runs a program as `exec` of its text, and writes the last line only where it came to its end; leaving early is no end.
  private static let harness = """
    import sys
    folder = "\(Sandbox.Inside.program)"
    with open(folder + "/end.txt") as file: end = file.read()
    with open(folder + "/program.py") as file: program = file.read()
    def run():
        try:
            exec(compile(program, "program.py", "exec"), {"__name__": "__main__"})
        except BaseException as problem:
            sys.__stdout__.write("\\nfailed: " + type(problem).__name__ + "\\n")
            sys.__stdout__.flush()
            return 1
        sys.__stdout__.write("\\nend " + end + "\\n")
        sys.__stdout__.flush()
        return 0
    sys.setrecursionlimit(3000)
    sys.exit(run())

    """
}

/// One run of a program in a sandbox of its own.
struct Execution {
  private let scratch: ScratchFolder
  private let room: Sandbox.Room
  private let group: ControlGroup
  private let watch: SandboxWatch
  private let sandbox: Sandbox
  private let bench: Bench
  private let limit: UInt64
  private let command: [String]
  /// What it reads from its standard input, through a pipe; nothing where it is `nil`.
  private let input: [UInt8]?

  /// Lays out the files of a program.
  init(
    seconds: Int, memory: Int, _ surroundings: Surroundings, _ sandbox: Sandbox, files: [String: String], command: [String],
    input: [UInt8]? = nil
  ) throws(RunFault) {
    (self.sandbox, bench) = (sandbox, surroundings.bench)
    (self.command, self.input) = (command, input)
    limit = UInt64(clamping: min(max(1, seconds), 3600)).multipliedFullWidth(by: 1_000_000_000).low
    scratch = try ScratchFolder()
    let (program, inputs) = (try scratch.folder("program"), try scratch.folder("inputs"))
    for (name, text) in files { try ScratchFolder.write(Array(text.utf8), to: "\(program)/\(name)", mode: 0o444) }
    room = Sandbox.Room(
      program: program, inputs: inputs, memory: UInt64(clamping: min(max(64, memory), 65_536)) << 20, fileSize: 1 << 20,
      ceiling: surroundings.permissions.ceiling)
    group = ControlGroup(memory: room.memoryLimit, processes: room.ceiling.processes)
    watch = SandboxWatch(memory: room.memoryLimit, processes: room.ceiling.processes, held: group.layers)
  }

  private static let environment = [
    "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC", "HOME": Sandbox.Inside.work, "TMPDIR": "/tmp", "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
  ]

  func run() throws(RunFault) -> ChildProcess.Ended {
    let entrance = try SandboxEntrance(marker: room.program)
    let (started, bench, watch, limit) = (bench.monotonic(), bench, watch, limit)
    let pipe = try input.map { bytes throws(RunFault) in try FileEnd.pipe(holding: bytes) }
    // Behind what the sandbox itself is given stands the pipe.
    let reading = 3 + entrance.inherited.count
    let command = pipe == nil ? command : ["/bin/sh", "-c", "exec \"$@\" <&\(reading) \(reading)<&-", "sh"] + command
    var looked: UInt64 = 0
    return try ChildProcess(
      arguments: sandbox.arguments(room, groups: group.folders, environment: Execution.environment, command: command),
      outputLimit: 1 << 20, isOver: { bench.monotonic() - started >= limit }, inherited: entrance.inherited + (pipe.map { [$0.number] } ?? []),
      begin: { () throws(RunFault) in
        pipe?.close()
        try entrance.open(isCancelled: { false })
      },
      excess: {
        let now = MonotonicClock.now
        guard now &- looked >= SandboxWatch.interval else { return nil }
        looked = now
        return entrance.excess(by: watch)
      }, pause: bench.pause
    ).run()
  }
}
