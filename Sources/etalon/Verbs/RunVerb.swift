internal import CommandTree

/// `etalon run`: execute a spec and leave a bundle.
let runVerb = Verb(
  Command(
    "run", "execute a spec and leave a bundle",
    discussion: """
      Every finished trial is durable at once: a killed run goes on with --resume, and the interrupted attempt stays on record. \
      Programs and endpoints that the spec names are used only with --allow.
      """,
    group: Group.run,
    options: [
      Shared.set, Shared.allow, Shared.inputs,
      Option("out", short: "o", .value("DIR", .directory), default: "results", help: "where the bundle's folder NAME/RUN is made"),
      Option("sign", .value("KEY", .dynamic("key")), help: "sign the bundle with this key (a name of `etalon key new`, or a PEM file)"),
      Option("builder", .value("ID", .text), help: "who runs it, as verifiers' policies know it (default: the key's name)"),
      Option(
        "commit", help: "sign the plan before the first trial, or take the commitment of `etalon commit`, and keep it in the bundle"),
      Option(
        "pulse", .value("FILE", .file([".json"])),
        help: "the pulse of the beacon that seeds depend on; with --commit waits for one that is later than the commitment"),
      Option("log", .value("DIR", .directory), help: "append the commitment of --commit to this log, and keep the proof in the bundle"),
      Option("log-key", .value("KEY", .dynamic("key")), help: "the log's key (default: that of --sign)"),
      Option("resume", help: "go on with the interrupted or failed run of the same plan: only what is missing is asked or executed"),
      Option("retry-errors", help: "the same, and items without a usable answer are asked again also where their trial finished"),
      Option(
        "only", .value("WORKLOAD", .text), repeated: true,
        help: "execute the cells of this workload and what they need, and leave the others out; `--resume` executes them later"),
      Option("budget", .value("AMOUNT", .text), help: "stop asking before more is spent: `2 USD`, `100000 tokens` or `500 requests`"),
      Option(
        "meter", .value("FILE", .file([".csv"])),
        help: "the file of an external meter, which may be written meanwhile; a target's `energy: { meter: … }` says how it is read"),
      Option("dry-run", help: "say what endpoints would be asked and what it costs at most, and end"),
      Option(
        "show-prompts", .value("N", .integer(1...1000)),
        help: "print what the first N items of each evaluation would be asked, and ask nobody; with --format json the requests"),
      Option(
        "identity", short: "i", .value("FILE", .file([])), help: "the identity that opens the sealed sets of the spec, in memory alone"),
      Option("include-inputs", help: "carry inputs in the bundle where their licence permits"),
      Shared.pageLanguage,
      Option("cache", .toggle(default: true), help: "reuse artefacts that no score, claim or metric measures"),
      Option("quiet", short: "q", help: "say nothing while running, and afterwards only what went wrong"),
      Shared.format,
    ],
    operands: [Operand("spec", .file([".yaml", ".yml"]), help: "the spec")],
    examples: [
      Example("etalon run specs/quickstart.yaml --sign lab", "run, and sign with the key `lab`"),
      Example("etalon run specs/quickstart.yaml --set workloads.gemm.with.m=512", "with one value changed"),
      Example("etalon run specs/quickstart.yaml --sign lab --commit --log plans", "commit to the plan in a log before it runs"),
      Example("etalon run specs/endpoint.yaml --show-prompts 3", "look at what would be sent first"),
      Example("etalon run specs/endpoint.yaml --allow network=127.0.0.1:18080", "with an endpoint on this machine"),
      Example("etalon run specs/endpoint.yaml --dry-run", "what it would ask, and what that costs"),
    ],
    exitCodes: ExitStatus.meanings.filter { $0.code != 4 }), run: runSpec)
