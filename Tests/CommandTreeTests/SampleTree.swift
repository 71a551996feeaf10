// A small program that uses every feature once.

import CommandTree

/// A weighing laboratory with three verbs and a group of two.
let sample = Program(
  Command(
    "lab", "weigh things and say how sure you are",
    options: [
      Option("quiet", short: "q", help: "say less"),
      Option(
        "format", .value("format", .choice([Choice("human", "for people"), Choice("json", "for programs")])), default: "human",
        help: "how results are written"),
    ],
    subcommands: [weigh, tare, scale],
    exitCodes: [ExitCode(0, "all that was required holds"), ExitCode(2, "the command line or a file is wrong")],
    environment: [EnvironmentVariable("NO_COLOR", "no colours when it is set")]))

private let weigh = Command(
  "weigh", "weigh the things that a file lists",
  discussion: """
    Each thing is weighed until its interval is narrow enough,
    or until the time is over.

    The file - stands for standard input.
    """,
  group: "Measure",
  options: [
    Option("out", short: "o", .value("folder", .directory), default: "results", help: "where the weights go"),
    Option("threads", short: "t", .value("count", .integer(1...64)), help: "how many scales work at once"),
    Option("set", .value("path=value", .text), repeated: true, help: "change one value of the file"),
    Option("unit", short: "u", .value("unit", .dynamic("unit")), help: "the unit of every weight"),
    Option("sign", .toggle(default: true), help: "sign the result"),
    Option("verbose", short: "v", conflicts: ["quiet"], help: "say more, and more again when it is given twice"),
  ],
  operands: [Operand("list", .file([".yaml", ".yml"]), repeated: true, help: "the things to weigh")],
  examples: [Example("lab weigh apples.yaml", "weigh apples, and leave the weights in results")])

private let tare = Command(
  "tare", "set a scale to zero", group: "Measure",
  options: [Option("key", .value("file", .file([])), required: true, help: "who does it")],
  operands: [
    Operand("scale", .choice(["left", "right"]), help: "which one"), Operand("note", optional: true, help: "a remark for the log"),
  ])

private let scale = Command(
  "scale", "look after the scales", group: "Administer",
  subcommands: [
    Command("add", "add a scale", operands: [Operand("name", help: "what to call it")]),
    Command("remove", "remove a scale", operands: [Operand("name", .dynamic("scale"), help: "the one to remove")]),
    Command("melt", "not for everybody", isHidden: true),
  ])

/// The invocation that a command line gives, or nil when it asks for something else.
func reading(_ words: [String], of program: Program = sample) throws -> Invocation? {
  guard case .run(let invocation) = try program.parse(words) else { return nil }
  return invocation
}

/// The invocation that a command line of the sample gives.
func reading(_ words: String...) throws -> Invocation? {
  try reading(words)
}

/// The error that a command line gives, if it gives one.
func refusal(_ words: String...) -> UsageError? {
  do {
    _ = try sample.parse(words)
    return nil
  } catch {
    return error
  }
}
