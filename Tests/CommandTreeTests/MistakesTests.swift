import CommandTree
import Testing

struct `A tree that contradicts itself` {
  @Test func `the sample does not`() {
    #expect(sample.mistakes == [])
  }

  @Test(arguments: [
    (Command("p", ""), "p: it has no summary"),
    (Command("p", "s", options: [Option("help", help: "h")]), "p: two options are called `--help`"),
    (Command("p", "s", options: [Option("a", short: "h", help: "h")]), "p: two options are called `-h`"),
    (
      Command("p", "s", options: [Option("x", .toggle(default: true), help: "h"), Option("no-x", help: "h")]),
      "p: two options are called `--no-x`"
    ),
    (Command("p", "s", options: [Option("a b", help: "h")]), "p: `a b` is not a name of letters, digits and dashes"),
    (Command("p", "s", options: [Option("a", conflicts: ["b"], help: "h")]), "p: `--a` conflicts with `--b`, which does not exist"),
    (
      Command("p", "s", options: [Option("a", .value("n", .integer(1...9)), default: "10", help: "h")]),
      "p: `--a` refuses its own default `10`"
    ),
    (Command("p", "s", options: [Option("a", default: "1", help: "h")]), "p: `--a` takes no value and has a default"),
    (
      Command("p", "s", options: [Option("a", .value("n", .text), default: "1", required: true, help: "h")]),
      "p: `--a` is required and has a default"
    ),
    (Command("p", "s", options: [Option("a", short: "=", help: "h")]), "p: `--a` cannot have the short name `=`"),
    (
      Command("p", "s", operands: [Operand("a", repeated: true, help: "h"), Operand("b", repeated: true, help: "h")]),
      "p: more than one operand is repeated"
    ),
    (
      Command("p", "s", options: [Option("a", help: "h")], operands: [Operand("a", help: "h")]),
      "p: an option and an operand are called `a`"
    ),
    (Command("p", "s", operands: [Operand("a", help: "h")], subcommands: [Command("b", "s")]), "p: it has both operands and subcommands"),
    (Command("p", "s", subcommands: [Command("b", "s"), Command("b", "s")]), "p: two subcommands are called `b`"),
    (
      Command("p", "s", options: [Option("a", help: "h")], subcommands: [Command("b", "s", options: [Option("a", help: "h")])]),
      "p b: two options are called `--a`"
    ),
  ])
  func `is told what is wrong`(root: Command, mistake: String) {
    #expect(Program(root).mistakes == [mistake])
  }
}
