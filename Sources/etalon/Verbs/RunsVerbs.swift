internal import CommandTree
internal import Interpreter
internal import Text

/// `etalon runs`: what a results folder holds, journals and bundles.
let runsVerbs = [
  Verb(
    Command(
      "list", "list the runs of a results folder, the latest first",
      options: [RunsOption.results, Shared.format],
      examples: [Example("etalon runs list", "every run, with what can be done about it")],
      exitCodes: RunsOption.exitCodes), under: "runs", run: listRuns),
  Verb(
    Command(
      "show", "show one run: its journal, its bundle, and what it lacks",
      options: [RunsOption.results, Shared.format], operands: [RunsOption.run],
      examples: [Example("etalon runs show latest", "the latest one")],
      exitCodes: RunsOption.exitCodes), under: "runs", run: showRun),
  Verb(
    Command(
      "remove", "remove a run: its journal and its bundles",
      options: [RunsOption.results, Option("journal-only", help: "keep its bundles")], operands: [RunsOption.runs],
      examples: [Example("etalon runs remove 20260101T120000Z-1e102991 --journal-only", "a failed run that nobody will go on with")],
      exitCodes: RunsOption.exitCodes), under: "runs", run: removeRuns),
  Verb(
    Command(
      "export", "write the bundle of a run from its journal once more, elsewhere",
      discussion: """
        Two exports of a journal are equal, byte for byte. A run whose bundle is in place keeps no journal unless it lacks something; \
        `etalon pack` makes one file of a bundle.
        """,
      options: [
        RunsOption.results, Option("output", short: "o", .value("DIR", .directory), required: true, help: "the folder to make"),
        Shared.pageLanguage,
      ], operands: [RunsOption.run],
      examples: [Example("etalon runs export latest -o elsewhere", "where the disk was full")],
      exitCodes: RunsOption.exitCodes), under: "runs", run: exportRun),
]

private enum RunsOption {
  static let results = Option(
    "out", .value("DIR", .directory), default: "results", help: "the folder that `etalon run --out` was given")
  static let run = Operand("run", .text, help: "the name of a run, its beginning, `latest`, or a path to one of them")
  static let runs = Operand("run", .text, repeated: true, help: "names of runs, their beginnings, `latest`, or paths to one of them")
  static let exitCodes = ExitStatus.meanings.filter { [0, 1, 2].contains($0.code) }
}
