internal import CommandTree
internal import Record

/// `etalon verify`: what a stranger can know about a bundle.
let verifyVerb = Verb(
  Command(
    "verify", "tell whether a bundle is intact, authentic and reproduced",
    discussion: """
      Nothing in or near the bundle is believed: trust comes from your own policy (`etalon key trust`), or from --key and --builder. \
      Inputs are found by digest in the bundle, in --inputs folders and in your store (`etalon dataset add`); nothing is downloaded. \
      Of several bundles each is verified, and the exit code is that of the worst: 1 before 4 before 3.
      """,
    group: Group.verify,
    options: [
      Option("reproduce", short: "r", help: "run the bundle's plan again and compare the results bit for bit"),
      Option("sample", .value("N", .text), help: "re-execute only so many cells (`3`) or such a share (`20%`), drawn afresh"),
      Option("draw", .value("HEX", .text), help: "repeat an earlier draw of --sample"),
      Option(
        "budget", .value("TIME", .text), help: "re-execute as many cells, drawn afresh, as fit into this time by the estimate (`10 min`)"),
      Option(
        "segments", .value("N", .text), help: "check trainings with checkpoints by so many segments between them (`3`, `20%`), drawn afresh"
      ),
      Option("dry-run", help: "tell what re-execution would take (time, memory, missing inputs), and execute nothing"),
      Option("key", .value("FILE", .file([".pub", ".pem"])), help: "trust this public key, for --builder"),
      Option("builder", .value("ID", .text), help: "who the key belongs to"),
      Shared.policy, Shared.inputs, Shared.allow,
      Option(
        "require", .value("PROPERTY", .choice(PropertyVerdict.Property.allCases.map { Choice($0.rawValue) })), repeated: true,
        help: "what must hold (default: intact and authentic; reproduced with --reproduce)"),
      Option("attest", .value("KEY", .dynamic("key")), help: "sign a summary of what came out, and put it into the bundle"),
      Option("attest-as", .value("ID", .text), help: "who verified, as others' policies know it (default: the key's name)"),
      Option(
        "reference", .value("DIR", .directory), repeated: true,
        help: "the bundle that reference values of the score come from, or a folder that holds it"),
      Option("parent", .value("DIR", .directory), help: "the bundle that a derivation of `etalon score` was made from"),
      Option(
        "opened", .value("DIR", .directory), repeated: true, help: "a sealed set whose key is published: its past runs are checked in full"),
      Option(
        "identity", short: "i", .value("FILE", .file([])), help: "an identity that opens the sets of --opened, where it is not published"),
      Option("audit", .value("FILE", .file([".json"])), help: "judge the property audited by the openings of `etalon dataset audit`"),
      Option("ignore-report", help: "leave `report.html` out of the question: you will not read it"),
      Option("all", help: "verify every bundle in these folders"),
      Option("quiet", short: "q", help: "say nothing while re-executing"),
      Shared.format,
    ],
    operands: [Shared.bundles],
    examples: [
      Example("etalon verify results/quickstart-reference --key KEY.pub --builder ID", "check a published bundle"),
      Example("etalon verify RUN --reproduce --sample 20%", "run a fifth of it again, chosen by chance"),
      Example("gzip -dc run.tar.gz | etalon verify -", "check an archive without unpacking it"),
      Example("etalon verify results/official --all", "check every bundle of a folder"),
      Example("etalon verify RUN --reproduce --dry-run", "what that would take here"),
      Example("etalon verify RUN --reproduce --attest auditor", "tell others that it comes out here too"),
    ],
    exitCodes: ExitStatus.meanings), run: verifyBundles)
