import Interpreter
import TestSupport
import Testing

@Suite struct `The command line explains itself` {
  static let verbs: [[String]] = [
    ["new"], ["check"], ["explain"], ["plan"], ["run"], ["verify"], ["pack"], ["diff"], ["score"], ["report"], ["env"], ["key", "new"],
    ["key", "show"], ["key", "trust"], ["sign"], ["log", "init"], ["log", "append"], ["log", "void"], ["log", "show"],
    ["log", "prove"], ["log", "check"], ["log", "cosign"], ["log", "audit"], ["dataset", "add"], ["dataset", "key"], ["dataset", "seal"],
    ["dataset", "inspect"], ["dataset", "open"], ["dataset", "check"], ["dataset", "whose"], ["dataset", "publish"], ["dataset", "audit"],
    ["schema"], ["completions"],
  ]

  @Test(arguments: verbs) func `every verb has help with an example`(verb: [String]) throws {
    let etalon = try Etalon()
    let help = try etalon.shell("etalon \(verb.joined(separator: " ")) --help")
    #expect(help.status == 0)
    #expect(help.talk.isEmpty)
    #expect(help.output.lowercased().contains("usage"))
    #expect(help.output.lowercased().contains("examples"))
    #expect(help.output.contains("etalon \(verb.joined(separator: " "))"))
  }

  @Test func `the version names the program, its language and its toolchain`() throws {
    let version = try Etalon()("--version")
    #expect(version.status == 0)
    #expect(version.output.hasPrefix("etalon "))
    #expect(version.output.contains("Swift"))
  }

  @Test func `a misspelt verb is answered with the likely one and exit code 2`() throws {
    let answer = try Etalon()("verfy", "x")
    #expect(answer.status == 2)
    #expect(answer.output.isEmpty)
    #expect(answer.talk.contains("verify"))
  }

  @Test func `completion offers verbs, options and explain ids`() throws {
    let etalon = try Etalon()
    #expect(try etalon("__complete", "1", "etalon", "ver").output.contains("verify"))
    #expect(try etalon("__complete", "2", "etalon", "run", "--si").output.contains("--sign"))
    #expect(try etalon("__complete", "2", "etalon", "explain", "unknown-").output.contains("unknown-key"))
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func `completion scripts name the program`(shell: String) throws {
    let script = try Etalon()("completions", shell)
    #expect(script.status == 0)
    #expect(script.output.contains("__complete"))
  }
}

@Suite struct `Explain pages` {
  @Test func `every code that the program can end with has a page`() throws {
    let etalon = try Etalon()
    let sources = try etalon.shell("grep -rhoE '(Failure|AttestFault)\\( *(\\.[a-z]+, *)?\"[a-z-]+\"' Sources")
    let codes = Set(sources.output.split(separator: "\n").compactMap { $0.split(separator: "\"").last.map(String.init) })
    #expect(codes.count > 20)
    for code in codes.sorted() {
      let page = try etalon("explain", code)
      #expect(page.status == 0, "no page for \(code)")
    }
  }

  @Test func `every fault of a run has a page`() throws {
    let listed = Set(try Etalon()("explain").output.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) })
    for code in RunFault.Code.allCases { #expect(listed.contains(code.rawValue), "no page for \(code.rawValue)") }
  }
}
