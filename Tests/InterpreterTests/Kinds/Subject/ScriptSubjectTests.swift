import Record
import TestSupport
import Testing

@testable import Interpreter

@Suite(.enabled(if: findProgram("bwrap") != nil && findProgram("python3") != nil, "bubblewrap or python3 is not installed"))
struct `A program as a subject` {
  private func answers(_ script: String, _ prompts: [String]) throws -> [Reply.Response] {
    var object = JSON.Object()
    object["script"] = .string(script)
    object["interpreter"] = "/usr/bin/python3"
    object["seconds"] = 20
    object["memory"] = 512
    let subject = try ScriptSubject(Settings(values: object))
    var runner = try subject.open(Surroundings(permissions: Permissions(commands: true), bench: .system))
    return try prompts.enumerated().map { index, text in
      let prompt = Prompt(turns: [.init(.user, text)], maxTokens: 1, temperature: 0, seed: 1)
      try runner.submit(Query(.item(index), .request(subject.request(prompt))))
      guard case .response(let response) = try #require(try runner.next(until: .max)).content else { throw CancellationError() }
      return response
    }
  }

  @Test func `gets each prompt through a pipe, and answers`() throws {
    let long = String(repeating: "墨", count: 60_000)
    let found = try answers("import sys\nprint(sys.stdin.buffer.read().decode().upper(), end='')", ["two", long])
    #expect(found.map(\.body) == ["TWO", long])
    #expect(found.allSatisfy { $0.fault == nil && $0.status == 200 })
  }

  @Test func `keeps nothing from one prompt to the next, and reaches nobody`() throws {
    let script = """
      import os, socket, sys
      text = sys.stdin.read()
      seen = [name for folder in ("/tmp", "/dev/shm", os.getcwd()) for name in os.listdir(folder) if name.startswith("kept")]
      for folder in ("/tmp", "/dev/shm", os.getcwd()): open(folder + "/kept", "w").write(text)
      try: socket.create_connection(("127.0.0.1", 22), 1); net = "net"
      except OSError as problem: net = "no net" if problem.errno != 111 else "no net"
      print(seen, net, len(os.listdir("/sys/class/net")) if os.path.exists("/sys/class/net") else 0, end="")
      """
    #expect(try answers(script, ["a", "b"]).map(\.body) == ["[] no net 0", "[] no net 0"])
  }

  @Test func `that ends badly gives no answer, and its words are not repeated`() throws {
    let found = try answers("import sys\nsys.exit(sys.stdin.read())", ["a secret question"])
    #expect(found[0].fault == "the program ended with 1" && found[0].body.isEmpty)
  }

  @Test func `needs the permission to run programs`() throws {
    var object = JSON.Object()
    object["script"] = "print(1)"
    object["interpreter"] = "/usr/bin/python3"
    object["seconds"] = 1
    object["memory"] = 64
    let subject = try ScriptSubject(Settings(values: object))
    #expect(throws: RunFault.self) { _ = try subject.open(Surroundings(permissions: Permissions(), bench: .system)) }
  }
}
