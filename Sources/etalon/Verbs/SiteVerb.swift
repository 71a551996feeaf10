internal import CommandTree

/// `etalon site`: a leaderboard of bundles as pages.
let siteVerb = Verb(
  Command(
    "site", "write a leaderboard of bundles as pages that need no server",
    discussion: """
      The index ranks and grades the systems as `etalon rank` does, filters them, and computes scores, intervals and grades anew for other \
      weights in the reader's browser, equal to the command to the last digit. Each system has a page with its leaves, its history and the \
      differences of its environment to the reference; verify.html checks a bundle in the browser. ranking.json, systems.csv and feed.xml \
      are for programs. The pages load nothing and work from the file system. The same bundles give the same bytes. docs/site.md says more.
      """,
    group: Group.verify,
    options: [
      Option("output", short: "o", .value("DIR", .directory), required: true, help: "the folder that the pages are written to"),
      Option("scale", .value("FILE", .file([".yaml", ".yml"])), help: "grade by this scale, in place of the weighting of the plan"),
      Option("table", .value("FILE", .file([".csv", ".json"])), repeated: true, help: "systems of somebody else's table too; they are marked `not verified`"),
      Option("title", .value("TEXT", .text), help: "what the site is called"),
      Option("lang", .value("LANG", .choice([Choice("en", "English"), Choice("zh", "Chinese")])), help: "this language alone (default: English, and Chinese in zh/)"),
      Option("log", .value("DIR", .directory), help: "list the plans of this log that have no end among the bundles"),
      Option("reference", .value("BUNDLE", .text), help: "compare environments with this bundle's (default: the best of the reference's class)"),
      Option("draws", .value("N", .integer(1...1_000_000)), default: "2000", help: "how many draws the resampling takes"),
      Option("seed", .value("NUMBER", .text), default: "1", help: "of the resampling"),
      Option("day", .value("YYYY-MM-DD", .text), help: "judge the expiry of the scale by this day (default: the newest bundle's)"),
      Shared.policy,
    ],
    operands: [Operand("bundle", .file([".tar"]), optional: true, repeated: true, help: "bundles, or folders of bundles")],
    examples: [
      Example("etalon site results -o site --scale specs/scales/ai-server.yaml", "the pages of every bundle below results"),
      Example("etalon site --table io500.csv --scale specs/scales/io500.yaml -o site", "the pages of a public list"),
    ],
    exitCodes: [ExitCode(0, "the pages are written; what is not comparable stands first in them")]
      + ExitStatus.meanings.filter { [1, 2].contains($0.code) }), run: writeSite)
