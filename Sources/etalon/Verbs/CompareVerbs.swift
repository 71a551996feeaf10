internal import CommandTree

/// `etalon diff`: why two machines or two results differ.
let diffVerb = Verb(
  Command(
    "diff", "say why two fingerprints or two bundles differ",
    discussion:
      "Answers first, in words, whether the same results and the same speed are to be expected; then lists the differences by what they affect.",
    group: Group.verify,
    options: [
      Option("plan", .value("FILE", .file([".json"])), help: "judge fingerprints for this plan"),
      Option("all", short: "a", help: "list fields of informational difference too"),
      Shared.format,
    ],
    operands: [
      Operand("a", .file([".json"]), help: "a fingerprint (`etalon env`), a bundle, or - for this machine"),
      Operand("b", .file([".json"]), help: "the other"),
    ],
    examples: [
      Example("etalon env > here.json; etalon diff there.json here.json", "two machines"),
      Example("etalon diff results/quickstart-reference results/quickstart/RUN", "two runs"),
    ],
    exitCodes: [ExitCode(0, "no difference that matters: same results and same speed expected"), ExitCode(1, "they differ")]
      + ExitStatus.meanings.filter { $0.code == 2 }), run: diffRecords)

/// `etalon score`: the scores of a bundle, with their derivation.
let scoreVerb = Verb(
  Command(
    "score", "derive a bundle's scores and say how",
    group: Group.verify,
    options: [
      Option("explain", help: "print every step from raw samples to the score"),
      Option("spec", .value("FILE", .file([".yaml"])), help: "weigh with this spec's weighting instead of the bundle's own"),
      Shared.format,
    ],
    operands: [Shared.bundle],
    examples: [
      Example("etalon score RUN --explain", "the derivation"),
      Example("etalon score RUN --spec mine.yaml", "the same measurements by your own weights"),
    ],
    exitCodes: ExitStatus.meanings.filter { [0, 1, 2, 3].contains($0.code) }), run: scoreBundle)

/// `etalon report`: the bundle as a page.
let reportVerb = Verb(
  Command(
    "report", "render a bundle as one HTML page",
    group: Group.verify,
    options: [Option("output", short: "o", .value("FILE", .file([".html"])), help: "where to write it (default: standard output)")],
    operands: [Shared.bundle],
    examples: [Example("etalon report RUN -o page.html", "a page that works without network")],
    exitCodes: ExitStatus.meanings.filter { [0, 1, 2].contains($0.code) }), run: renderReportOfBundle)

/// `etalon env`: the fingerprint of this machine.
let envVerb = Verb(
  Command(
    "env", "capture this machine's fingerprint",
    discussion: "No serial numbers, addresses, user or host names: only what can affect results or speed. Absent facts say why.",
    group: Group.run,
    options: [
      Option("format", .value("FORMAT", .choice(["human", "json"])), help: "human (the default on a terminal) or canonical JSON"),
      Option("output", short: "o", .value("FILE", .file([".json"])), help: "write the JSON to a file"),
    ],
    examples: [
      Example("etalon env", "a table to read"), Example("etalon env -o here.json", "a record to compare with `etalon diff`"),
    ],
    exitCodes: ExitStatus.meanings.filter { [0, 2].contains($0.code) }), run: captureEnvironment)
