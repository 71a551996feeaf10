internal import Record
internal import Score
internal import Spec

/// A program as a subject: each prompt goes to a process of its own, through a pipe, in the sandbox without network and without storage that outlives it.
///
/// So a program under test sees one prompt at a time and can keep none of them.
struct ScriptSubject: Hashable {
  let interpreter: String
  /// The program's text, which the plan holds.
  let script: String
  /// Seconds for each prompt.
  let seconds: Int
  /// Mebibytes of address space for each prompt.
  let memory: Int

  static let word = "script"

  private static let script = Setting<String>.required(
    "script", .text, "The program's text: it reads one prompt from its standard input to the end, and writes the answer.")
  private static let interpreter = Setting<String>.standard(
    "interpreter", .text, "/usr/bin/python3", "What reads the text, in a folder that the sandbox shows: /usr.")
  private static let seconds = Setting<Int>.standard("seconds", .integer(1...3600), "60", "The longest that it may take for a prompt.")
  private static let memory = Setting<Int>.standard("memory", .integer(64...65_536), "1024", "The most mebibytes of its address space.")

  static let entry = SubjectEntry(
    word: word, noun: "a program",
    summary: "A program that gets one prompt at a time through a pipe, in the sandbox without network or storage; using it needs `--allow command`.",
    settings: [script.entry, interpreter.entry, seconds.entry, memory.entry])
}

extension ScriptSubject: SubjectKind {
  init(_ settings: Settings) throws(RunFault) {
    script = try settings.read(ScriptSubject.script)
    interpreter = try settings.read(ScriptSubject.interpreter)
    seconds = try settings.read(ScriptSubject.seconds)
    memory = try settings.read(ScriptSubject.memory)
  }

  /// A process that remembers nothing is asked nothing about itself.
  var isProbed: Bool { false }

  /// What stands on its standard input: the system message and the turns, each behind an empty line.
  func request(_ prompt: Prompt) -> JSON {
    ["prompt": .string(([prompt.system].compactMap(\.self) + prompt.turns.map(\.text)).joined(separator: "\n\n"))]
  }

  func reading(_ response: String) throws(Unusable) -> Reading { Reading(answer: Answer(response)) }

  func unusable(_ transcript: Transcript) -> String { "the program answers nothing: \(transcript.fault ?? "no reason is known")" }

  func open(_ surroundings: Surroundings) throws(RunFault) -> any Subject {
    try surroundings.permissions.requirePrograms()
    return try ScriptRunner(self, surroundings)
  }
}

/// Puts prompts to a `ScriptSubject`, one after another.
struct ScriptRunner: Subject {
  private let subject: ScriptSubject
  private let surroundings: Surroundings
  private let sandbox: Sandbox
  private var open: [Query] = []

  var abilities: Abilities { Abilities(queries: .request) }

  init(_ subject: ScriptSubject, _ surroundings: Surroundings) throws(RunFault) {
    (self.subject, self.surroundings) = (subject, surroundings)
    sandbox = try Sandbox(bench: surroundings.bench)
  }

  mutating func submit(_ query: Query) { open.append(query) }

  mutating func next(until time: UInt64) throws(RunFault) -> Reply? {
    guard !open.isEmpty else { return nil }
    let query = open.removeFirst()
    guard case .request(let request) = query.content, let prompt = request["prompt"]?.text else {
      throw RunFault(.invalidPlan, "a program takes prompts only")
    }
    let ended = try Execution(
      seconds: subject.seconds, memory: subject.memory, surroundings, sandbox, files: ["script": subject.script],
      command: [subject.interpreter, "\(Sandbox.Inside.program)/script"], input: Array(prompt.utf8)
    ).run()
    let answer = String(validating: ended.output, as: UTF8.self)
    let fault = try fault(ended, isText: answer != nil)
    return Reply(
      ticket: query.ticket, content: .response(Reply.Response(status: fault == nil ? 200 : 0, body: answer ?? "", fault: fault)))
  }

  /// Why there is no answer, in words that do not repeat the program's.
  private func fault(_ ended: ChildProcess.Ended, isText: Bool) throws(RunFault) -> String? {
    switch ended.ending {
    case .exit(0): return isText ? nil : "its answer is not UTF-8"
    case .exit(1) where ended.talk.starts(with: "bwrap: ".utf8):
      throw RunFault(.sandboxFailed, "bubblewrap could not make the sandbox", help: "this system must allow user namespaces")
    case .exit(let status): return status > 128 ? "the program was ended by a signal" : "the program ended with \(status)"
    case .signal: return "the program was ended by a signal"
    case .timedOut: return "the program ran out of time"
    case .saidTooMuch: return "the program wrote too much"
    case .tookTooMuch: return "the program took too much"
    case .cancelled: throw .interrupted
    }
  }
}
