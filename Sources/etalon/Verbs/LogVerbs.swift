internal import CommandTree

/// `etalon log`: a tiled log (C2SP) of committed plans as plain files.
let logVerbs = [
  Verb(
    Command(
      "init", "make an empty log",
      discussion: "A log is a folder of plain files, so any repository or web server can hold it. Its name goes into every checkpoint.",
      options: [
        LogOption.key, Option("origin", .value("NAME", .text), help: "the log's name, a URL without its scheme (default: the key's name)"),
      ],
      operands: [LogOption.folder],
      examples: [Example("etalon log init plans --key log --origin lab.example/plans", "an empty log, signed with the key `log`")],
      exitCodes: LogOption.exitCodes), under: "log", run: initLog),
  Verb(
    Command(
      "append", "append plan commitments and void records",
      discussion: "`etalon run --commit --log DIR` does it by itself. An entry that the log has already is not appended again.",
      options: [LogOption.key], operands: [LogOption.folder, Operand("file", .file([".json"]), repeated: true, help: "the envelopes")],
      examples: [Example("etalon log append plans RUN/attestations/plan.dsse.json --key log", "log a commitment that was made elsewhere")],
      exitCodes: LogOption.exitCodes), under: "log", run: appendToLog),
  Verb(
    Command(
      "void", "say why a committed plan will have no result",
      options: [
        Option("key", .value("KEY", .dynamic("key")), required: true, help: "the key that committed to the plan"),
        Option("reason", .value("TEXT", .text), required: true, help: "why, in a sentence"),
        Option("log-key", .value("KEY", .dynamic("key")), help: "the log's key (default: that of --key)"),
      ],
      operands: [LogOption.folder, LogOption.entry],
      examples: [
        Example("etalon log void plans 7 --key lab --log-key log --reason \"the machine was sold\"", "give up the plan of entry 7")
      ],
      exitCodes: LogOption.exitCodes), under: "log", run: voidPlan),
  Verb(
    Command(
      "show", "show a log's head and entries", options: [Shared.format], operands: [LogOption.folder],
      examples: [Example("etalon log show plans", "one line for each entry")], exitCodes: LogOption.exitCodes), under: "log", run: showLog),
  Verb(
    Command(
      "prove", "write the proof that an entry stands in a log",
      options: [Option("out", short: "o", .value("FILE", .file([".tlog-proof"])), required: true, help: "where to write the proof")],
      operands: [LogOption.folder, LogOption.entry],
      examples: [
        Example("etalon log prove plans 7 -o RUN/attestations/plan.tlog-proof", "renew a bundle's proof, with the witnesses of now")
      ],
      exitCodes: LogOption.exitCodes), under: "log", run: proveEntry),
  Verb(
    Command(
      "check", "check that a log is whole, and a continuation of what it was",
      discussion: "Every tile and entry is compared with the root that the head signs. Keep a copy of `checkpoint` to check against later.",
      options: [
        Option("since", .value("CHECKPOINT", .file([])), help: "an earlier checkpoint of the log"),
        Option("key", .value("KEY", .dynamic("key")), help: "the log's public key (default: that of your policy)"), Shared.policy,
      ],
      operands: [LogOption.folder],
      examples: [Example("etalon log check plans --since checkpoint.monday", "nothing was taken away or changed since Monday")],
      exitCodes: ExitStatus.meanings.filter { [0, 1, 2, 3].contains($0.code) }), under: "log", run: checkLog),
  Verb(
    Command(
      "cosign", "sign a log's head as a witness, with the time of now",
      discussion: "The log is checked first: whole where no earlier checkpoint is given, else a continuation of that.",
      options: [
        Option("key", .value("WITNESS", .dynamic("key")), required: true, help: "the witness's key"),
        Option("name", .value("NAME", .text), help: "the witness's name as policies know it (default: the key's name)"),
        Option("since", .value("CHECKPOINT", .file([])), help: "the checkpoint that the witness signed last"),
      ],
      operands: [LogOption.folder],
      examples: [Example("etalon log cosign plans --key witness --name witness.example/w1", "adds a line to the checkpoint")],
      exitCodes: LogOption.exitCodes), under: "log", run: cosignLog),
  Verb(
    Command(
      "audit", "list committed plans that came to no end",
      discussion: """
        Every logged plan ends in a bundle that carries its commitment or in a void record by the same key. What has neither is listed: \
        so whoever runs a plan many times and shows the best is seen.
        """,
      options: [Shared.policy, Shared.format],
      operands: [LogOption.folder, Operand("bundle", .directory, optional: true, repeated: true, help: "bundles, or folders of bundles")],
      examples: [Example("etalon log audit plans results", "the ends of all plans, with the bundles below `results`")],
      exitCodes: ExitStatus.meanings.filter { [0, 1, 2, 3].contains($0.code) }), under: "log", run: auditLog),
]

/// What the verbs of `etalon log` share.
private enum LogOption {
  static let folder = Operand("log", .directory, help: "the log's folder")
  static let entry = Operand("entry", .integer(0...Int.max), help: "the number of the entry, from 0")
  static let key = Option(
    "key", .value("KEY", .dynamic("key")), required: true, help: "the log's key: a name of `etalon key new`, or a PEM file")
  static let exitCodes = ExitStatus.meanings.filter { [0, 1, 2].contains($0.code) }
}
