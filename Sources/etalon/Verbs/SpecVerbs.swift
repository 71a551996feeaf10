internal import CommandTree

/// `etalon check`: every problem of a spec at once.
let checkVerb = Verb(
  Command(
    "check", "report every problem of specs at once",
    discussion:
      "Checking is safe for any file: it runs nothing, downloads nothing and reads only the spec, its parents and the digests of its inputs.",
    group: Group.write,
    options: [
      Shared.set,
      Option("format", .value("FORMAT", .choice(["human", "json", "sarif"])), default: "human", help: "how to print the problems"),
    ],
    operands: [Operand("spec", .file([".yaml", ".yml"]), repeated: true, help: "the specs, or - for standard input")],
    examples: [
      Example("etalon check specs/quickstart.yaml", "check one spec"),
      Example("etalon check specs/*.yaml --format sarif > problems.sarif", "for a code host"),
    ],
    exitCodes: ExitStatus.meanings.filter { [0, 2].contains($0.code) }), run: checkSpecs)

/// `etalon explain`: the page of a diagnostic or finding.
let explainVerb = Verb(
  Command(
    "explain", "explain a diagnostic or a finding by its id",
    group: Group.write,
    operands: [Operand("id", .dynamic("explain-id"), optional: true, help: "the id in the brackets of a message; all ids without it")],
    examples: [Example("etalon explain unknown-key", "what it means and how to mend it")],
    exitCodes: ExitStatus.meanings.filter { [0, 2].contains($0.code) }), run: explainID)

/// `etalon plan`: the resolved spec.
let planVerb = Verb(
  Command(
    "plan", "resolve a spec to its plan",
    discussion: """
      The plan is canonical JSON, the same bytes on every machine; its SHA-256 names it. On a terminal an outline is printed instead, \
      unless --format json asks for the plan itself.
      """,
    group: Group.run,
    options: [
      Shared.set,
      Option("format", .value("FORMAT", .choice(["outline", "json"])), help: "outline (the default on a terminal) or the plan's JSON"),
      Option("output", short: "o", .value("FILE", .file([".json"])), help: "write the plan's JSON to a file"),
    ],
    operands: [Shared.spec],
    examples: [
      Example("etalon plan specs/quickstart.yaml", "what would run"),
      Example("etalon plan specs/quickstart.yaml --format json | sha256sum", "the digest that names the plan"),
    ],
    exitCodes: ExitStatus.meanings.filter { [0, 2].contains($0.code) }), run: planSpec)

/// `etalon schema`: the language as JSON Schema, for editors.
let schemaVerb = Verb(
  Command(
    "schema", "print the JSON Schema of specs, for editors", group: Group.write,
    examples: [Example("etalon schema > etalon-1.json", "for `# yaml-language-server: $schema=etalon-1.json`")],
    exitCodes: ExitStatus.meanings.filter { [0, 2].contains($0.code) }), run: printSchema)
