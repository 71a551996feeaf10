internal import CommandTree

/// `etalon diff`: why two machines, results or specs differ.
let diffVerb = Verb(
  Command(
    "diff", "say why two machines, results or specs differ",
    discussion: """
      Two fingerprints: are the same results and the same speed to be expected, and what differs, by what it can change. Two bundles: which \
      results, measurements and scores differ, and why. Two specs or plans: which keys their plans have different. What only one side tells \
      counts for nothing; where load, steal, throttling or drift is on record, the answer may be that one cannot say.
      """,
    group: Group.verify,
    options: [
      Option("plan", .value("FILE", .file([".json", ".yaml"])), help: "judge fingerprints for this plan or spec"),
      Option("all", short: "a", help: "list everything that differs, what matters to few and what only one side tells, too"),
      Shared.format,
      Option("output", short: "o", .value("FILE", .file([".html", ".json"])), help: "write a page (.html) or JSON (.json) to a file, too"),
    ],
    operands: [
      Operand("a", .file([".json", ".yaml"]), help: "a fingerprint (`etalon env`), a bundle, a spec, a plan, or - for this machine"),
      Operand("b", .file([".json", ".yaml"]), help: "the other"),
    ],
    examples: [
      Example("etalon env > here.json; etalon diff there.json here.json", "two machines"),
      Example("etalon diff results/quickstart-reference results/quickstart/RUN -o diff.html", "two runs, as a page"),
      Example("etalon diff old.yaml new.yaml", "what two specs make their plans do differently"),
    ],
    exitCodes: [
      ExitCode(0, "equal: no difference that matters"), ExitCode(1, "they differ, or it cannot be said"),
      ExitCode(3, "the same results; of speed nothing can be said, since something disturbed a host"),
    ] + ExitStatus.meanings.filter { $0.code == 2 }), run: diffRecords)
