import CommandTree
import TestSupport
import Testing

/// What the example of the documentation does with a command line.
private func example(_ words: [String]) -> (greetings: (Int, String)?, page: String) {
  var greetings: (Int, String)?
  var page = ""
  // begin
  let greet = Command(
    "greet", "greet somebody",
    options: [Option("times", short: "n", .value("count", .integer(1...9)), default: "1", help: "how often")],
    operands: [Operand("name", help: "whom")])
  let program = Program(Command("hello", "say hello", subcommands: [greet]))

  do {
    switch try program.parse(words) {
    case .run(let line): greetings = (line.integer("times") ?? 1, line.string("name") ?? "")
    case .help(let topic, _): page = topic.text(width: 80)
    case .version, .completionScript, .complete: break
    }
  } catch {
    page = error.text()
  }
  // end
  return (greetings, page)
}

struct `The documentation's example` {
  @Test func `does what it says`() {
    #expect(example(["greet", "-n3", "Ada"]).greetings ?? (0, "") == (3, "Ada"))
    #expect(example(["greet", "--help"]).page.hasPrefix("greet somebody\n\nUsage: hello greet [options] <name>\n"))
    #expect(example(["great"]).page.contains("did you mean `greet`?"))
  }

  @Test func `is the code that this test runs`() throws {
    let page = try Repository.text(of: Repository.path("Sources/CommandTree/CommandTree.docc/CommandTree.md"))
    let code = try Repository.text(of: Repository.path("Tests/CommandTreeTests/DocumentationTests.swift"))
    let shown = try #require(page.split(separator: "```swift\n").last?.split(separator: "```").first)
    let run = try #require(code.split(separator: "  // begin\n").dropFirst().first?.split(separator: "  // end\n").first)
    #expect(run.split(separator: "\n").map { $0.dropFirst(2) } == shown.split(separator: "\n"))
  }
}
