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
