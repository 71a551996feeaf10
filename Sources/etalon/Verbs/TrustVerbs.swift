internal import CommandTree

/// `etalon key`: signing keys and whom to believe.
let keyVerbs = [
  Verb(
    Command(
      "new", "make an Ed25519 key pair",
      options: [
        Option("out", short: "o", .value("DIR", .directory), help: "where to write NAME.pem and NAME.pub (default: the user's keys)")
      ],
      operands: [Operand("name", .text, help: "the name that --sign takes")],
      examples: [Example("etalon key new lab", "~/.config/etalon/keys/lab.pem and lab.pub")],
      exitCodes: ExitStatus.meanings.filter { [0, 2].contains($0.code) }), under: "key", run: makeKey),
  Verb(
    Command(
      "show", "show a key's id and public half",
      options: [Shared.format],
      operands: [Operand("key", .dynamic("key"), help: "a name, or a PEM or ssh-ed25519 file")],
      examples: [Example("etalon key show lab", "what to give to verifiers")],
      exitCodes: ExitStatus.meanings.filter { [0, 2].contains($0.code) }), under: "key", run: showKey),
  Verb(
    Command(
      "trust", "put a public key into your own policy",
      options: [
        Option("builder", .value("ID", .text), required: true, help: "whose key it is; bundles of this builder are believed when it signs"),
        Shared.policy,
      ],
      operands: [Operand("key", .dynamic("key"), help: "a name, or a public key file")],
      examples: [Example("etalon key trust lab.pub --builder https://lab.example/etalon", "from now on verify believes it")],
      exitCodes: ExitStatus.meanings.filter { [0, 2].contains($0.code) }), under: "key", run: trustKey),
]

/// `etalon sign`: put a signature on a bundle.
let signVerb = Verb(
  Command(
    "sign", "sign a bundle",
    discussion:
      "The first signature is the run's own; further keys co-sign. The signature stands beside `data/` and changes nothing in it.",
    group: Group.trust,
    options: [
      Option("key", .value("KEY", .dynamic("key")), required: true, help: "a name of `etalon key new`, or a private PEM file"),
      Option("builder", .value("ID", .text), help: "who signs, as verifiers' policies know it (default: the key's name)"),
    ],
    operands: [Shared.bundle],
    examples: [Example("etalon sign RUN --key lab", "writes attestations/run.dsse.json")],
    exitCodes: ExitStatus.meanings.filter { [0, 1, 2].contains($0.code) }), run: signBundle)

/// `etalon dataset`: inputs by digest.
let datasetVerbs = [
  Verb(
    Command(
      "add", "keep files in your store, where verification finds them by digest",
      operands: [Operand("file", .file([]), repeated: true, help: "the files")],
      examples: [Example("etalon dataset add specs/data/digits.csv", "prints the SHA-256 that specs pin")],
      exitCodes: ExitStatus.meanings.filter { [0, 2].contains($0.code) }), under: "dataset", run: addDatasets)
]
