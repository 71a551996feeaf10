internal import CommandTree
internal import Glibc
internal import Interpreter

/// The program: arguments in, calls, rendered answers out.
///
/// Every rule lives in a room that a library test can reach.
@main
enum Etalon {
  static func main() {
    if CommandLine.arguments.dropFirst().first == InvocationServer.word { exit(InvocationServer.serve()) }
    Interruption.stayAlive()
    let terminal = Terminal.current
    let words = Array(CommandLine.arguments.dropFirst())
    terminal.leave(with: answer(words, on: terminal))
  }

  /// Answers one command line; returns the exit code.
  static func answer(_ words: [String], on terminal: Terminal) -> ExitStatus {
    let request: Request
    do {
      request = try program.parse(words)
    } catch {
      terminal.talk(error.text(style: terminal.talkStyle))
      return .usage
    }
    switch request {
    case .run(let invocation): return run(invocation, on: terminal)
    case .help(let topic, let format): terminal.print(render(topic, format, on: terminal))
    case .version: terminal.print(Version.text)
    case .completionScript(let shell): terminal.print(shell.script(for: program.name))
    case .complete(let words, let index): terminal.print(program.complete(words: words, index: index, dynamic: completions).text)
    }
    return .ok
  }

  private static func run(_ invocation: Invocation, on terminal: Terminal) -> ExitStatus {
    guard let verb = verbs.first(where: { invocation.path.starts(with: $0.path) }) else { return .usage }
    do {
      return try verb.run(try invocation.resolvingLatest(), terminal)
    } catch {
      terminal.complain(error)
      return error.status
    }
  }

  private static func render(_ topic: HelpTopic, _ format: HelpFormat, on terminal: Terminal) -> String {
    switch format {
    case .text: topic.text(width: terminal.width, style: terminal.printStyle)
    case .json: topic.json()
    case .manPage: topic.manPage(version: Version.number)
    }
  }
}

/// The exit codes; what each says stands in every help text that can end with it.
enum ExitStatus: Int32, Comparable {
  case ok = 0
  case fails = 1
  case usage = 2
  case undecided = 3
  case differs = 4
  case interrupted = 130

  static func < (left: ExitStatus, right: ExitStatus) -> Bool { left.rawValue < right.rawValue }
}

/// Why a verb cannot go on: what, where it helps a next step, and the exit code that says so.
struct Failure: Error {
  var status: ExitStatus
  var code: String
  var message: String
  var help: String?

  init(_ status: ExitStatus, _ code: String, _ message: String, help: String? = nil) {
    self.status = status
    self.code = code
    self.message = message
    self.help = help
  }
}

/// A verb of the command line: where it stands in the tree, and what it does.
struct Verb: Sendable {
  let command: Command
  /// The words that select it: `["key", "new"]`.
  let path: [String]
  let run: @Sendable (Invocation, Terminal) throws(Failure) -> ExitStatus

  init(_ command: Command, under parent: String? = nil, run: @escaping @Sendable (Invocation, Terminal) throws(Failure) -> ExitStatus) {
    self.command = command
    path = (parent.map { [$0] } ?? []) + [command.name]
    self.run = run
  }
}
