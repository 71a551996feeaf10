internal import Record
internal import Score
internal import Spec

/// A Python interpreter of this system as a subject: it is asked to run programs, each alone in the sandbox.
///
/// What it replies is `passed` or why not. A program passes where it comes to its end: an answer that leaves early, with whatever status,
/// does not.
struct PythonSubject: Hashable {
  let path: String
  /// What `--version` has to say; absent where any will do.
  let version: String?
  /// Seconds for each program.
  let seconds: Int
  /// Mebibytes of address space for each program.
  let memory: Int

  static let word = "python"

  private static let path = Setting<String>.standard(
    "path", .text, "/usr/bin/python3", "The interpreter, in a folder that the sandbox shows: /usr.")
  private static let version = Setting<String?>.optional(
    "version", .text, "What `python3 --version` has to say, such as `Python 3.11.2`; without it any version runs, and replies say which.")
  private static let seconds = Setting<Int>.standard("seconds", .integer(1...3600), "10", "The longest that a program may run.")
  private static let memory = Setting<Int>.standard(
    "memory", .integer(64...65_536), "1024", "The most mebibytes of a program's address space.")

  static let entry = SubjectEntry(
    word: word, noun: "a Python interpreter",
    summary: "Runs programs in the sandbox, for scorers that test code; using it needs `--allow command`.",
    settings: [path.entry, version.entry, seconds.entry, memory.entry])
}

extension PythonSubject: SubjectKind {
  init(_ settings: Settings) throws(RunFault) {
    path = try settings.read(PythonSubject.path)
    version = try settings.read(PythonSubject.version)
    seconds = try settings.read(PythonSubject.seconds)
    memory = try settings.read(PythonSubject.memory)
  }

  /// The same program gives the same verdict; nothing about it has to be found out.
  var isProbed: Bool { false }

  /// The program, and a number that only a program that comes to its end writes.
  func request(_ prompt: Prompt) -> JSON {
    ["program": .string(prompt.turns.last?.text ?? ""), "end": .string(String(prompt.seed))]
  }

  /// A program is no text that could be likely.
  func likelihoodRequest(of text: String, behind prompt: Prompt) -> JSON? { nil }

  func likelihood(of text: String, _ request: JSON, _ reading: Reading) throws(Unusable) -> ContinuationLikelihood {
    throw Unusable("an interpreter knows no likelihoods")
  }

  func reading(_ response: String) throws(Unusable) -> Reading {
    guard let reply = try? JSON(parsing: Array(response.utf8)), let verdict = reply["verdict"]?.text else {
      throw Unusable("the interpreter's reply has no verdict")
    }
    return Reading(answer: Answer(verdict), model: reply["interpreter"]?.text)
  }

  func unusable(_ transcript: Transcript) -> String {
    "the interpreter \(path) runs no program: \(transcript.fault ?? "no reason is known")"
  }

  func open(_ surroundings: Surroundings) throws(RunFault) -> any Subject {
    try surroundings.permissions.requirePrograms()
    return try PythonRunner(self, surroundings)
  }
}
