internal import CommandTree

/// Every verb, in the order in which help lists them.
let verbs: [Verb] =
  [
    newVerb, importVerb, checkVerb, explainVerb, planVerb, commitVerb, runVerb, verifyVerb, packVerb, diffVerb, compareVerb, rankVerb,
    siteVerb, scoreVerb, reportVerb, exportVerb, envVerb,
  ]
  + templateVerbs + runsVerbs + scaleVerbs + keyVerbs + [signVerb] + logVerbs + datasetVerbs + sealVerbs + bankVerbs + [
    auditVerb, schemaVerb,
  ]

/// The command tree; parsing, help, man pages and completions follow from it.
let program = Program(
  Command(
    "etalon", "evaluations of AI chips, servers, clusters and models that anyone can verify by re-execution",
    discussion: """
      A spec says what is measured, on what, and what it has to show. `etalon run` executes it and leaves a signed bundle; \
      `etalon verify` tells anyone else whether the bundle is intact, who signed it, and whether it comes out the same here.
      """,
    subcommands: topLevelCommands,
    examples: [
      Example("etalon new my-evaluation", "write a spec to start from"),
      Example("etalon run my-evaluation.yaml --sign lab", "run it and sign the bundle"),
      Example("etalon verify results/my-evaluation/RUN --reproduce", "check a bundle by running it again"),
      Example("etalon diff A B", "say why two machines or two results differ"),
    ],
    exitCodes: ExitStatus.meanings,
    environment: [
      EnvironmentVariable("NO_COLOR", "no colours when set to anything"),
      EnvironmentVariable("XDG_CONFIG_HOME", "where keys and the policy are kept (default ~/.config)"),
      EnvironmentVariable("XDG_DATA_HOME", "where inputs are kept by digest (default ~/.local/share)"),
      EnvironmentVariable("XDG_CACHE_HOME", "where artefacts are kept between runs (default ~/.cache)"),
    ]))

/// Verbs without a parent stand as they are; verbs with one are gathered under it.
private var topLevelCommands: [Command] {
  var commands: [Command] = []
  for verb in verbs {
    guard verb.path.count == 2 else {
      commands.append(verb.command)
      continue
    }
    if commands.last?.name != verb.path[0] {
      let parent = parents[verb.path[0]]
      commands.append(Command(verb.path[0], parent?.summary ?? "", group: parent?.group ?? Group.trust))
    }
    commands[commands.count - 1].subcommands.append(verb.command)
  }
  return commands
}

/// What gathers verbs of two words.
private let parents: [String: (group: String, summary: String)] = [
  "template": (Group.write, "check and expand templates, which questions are drawn from"),
  "runs": (Group.run, "list, show, remove and export the runs of a results folder"),
  "scale": (Group.verify, "prove what a grade scale has to say"),
  "key": (Group.trust, "make, show and trust signing keys"),
  "log": (Group.trust, "keep a log of committed plans, so that every run has an end that others can see"),
  "dataset": (Group.trust, "keep inputs by digest, and seal sets that nobody can train on"),
]

/// The headings of the list of commands.
enum Group {
  static let write = "Write a spec"
  static let run = "Run it"
  static let verify = "Verify and compare"
  static let trust = "Keys and inputs"
}

extension ExitStatus {
  static let meanings = [
    ExitCode(0, "all that was required holds"),
    ExitCode(1, "something fails: the bundle is not intact or not authentic, a claim fails, a run fails"),
    ExitCode(2, "the command line or the spec is not valid"),
    ExitCode(3, "evidence is short of what was required: not checkable, undecided, no trusted key"),
    ExitCode(4, "re-execution gives something else"),
    ExitCode(130, "interrupted; `etalon run --resume` goes on"),
  ]
}

/// Options that several verbs share.
enum Shared {
  static let format = Option("format", .value("FORMAT", .choice(["human", "json"])), default: "human", help: "how to print")
  static let set = Option(
    "set", .value("PATH=VALUE", .text), repeated: true, help: "put a value in place of the spec's; recorded as an override")
  static let inputs = Option("inputs", .value("DIR", .directory), repeated: true, help: "look for inputs by digest in this folder too")
  static let allow = Option(
    "allow", .value("WHAT", .text), repeated: true,
    help:
      "let the spec run programs (`command`), give them a device (`device=NAME`), speak to a host (`network=HOST[:PORT]`) or name files of a folder (`files=DIR`)"
  )
  static let pageLanguage = Option(
    "lang", .value("LANG", .choice([Choice("en", "English"), Choice("zh", "Chinese")])), default: "en", help: "the language of the page")
  static let policy = Option("policy", .value("FILE", .file([".yaml"])), help: "judge by this policy instead of the user's own")
  static let spec = Operand("spec", .file([".yaml", ".yml"]), help: "the spec, or - for standard input")
  static let bundle = Operand(
    "bundle", .file([".tar"]), help: "the folder that a run left, its archive, `latest`, or - for an archive on standard input")
  static let bundles = Operand(
    "bundle", .file([".tar"]), repeated: true,
    help: "folders that runs left, their archives, `latest`, or - for an archive on standard input")
  static let rankedBundles = Operand(
    "bundle", .file([".tar"]), optional: true, repeated: true,
    help: "bundles, or folders of bundles; NAME=PATH names a system, and all runs under one name are that system's")
  static let folder = Operand("bundle", .directory, help: "the folder that a run left, or `latest`")
}
