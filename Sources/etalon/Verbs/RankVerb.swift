internal import CommandTree

/// `etalon rank`: systems by score and grade.
let rankVerb = Verb(
  Command(
    "rank", "rank and grade systems by their bundles",
    discussion: """
      Says first what is not comparable: other work in a key that decides the score, a bundle that is not verified, a host that was \
      disturbed. Then score, 95 % interval, grade, letters of groups that are not told apart, and the ranks that a system may have for these \
      tasks and for another task of the kind. Metrics are ratios to the pinned reference of the scale, or of the plan's weighting, never to \
      whoever else is listed. All runs under one name, NAME=PATH, are one system. The same bundles and seed give the same bytes. docs/ranking.md has the rules and the arithmetic.
      """,
    group: Group.verify,
    options: [
      Option(
        "scale", .value("FILE", .file([".yaml", ".yml"])),
        help: "grade by this scale, in place of the weighting of the plan; tells who signed it"),
      Option(
        "table", .value("FILE", .file([".csv", ".json"])), repeated: true,
        help: "rank the systems of somebody else's table too, marked `not verified` (docs/site.md)"),
      Option("profile", .value("FILE", .file([".yaml", ".yml"])), help: "choose by this buyer's weights and requirements"),
      Option(
        "facts", .value("FILE", .file([".yaml", ".yml"])), repeated: true,
        help: "what is declared of systems: prices, support, certificates, with evidence by digest"),
      Option(
        "weights", .value("N", .integer(0...1_000_000)), default: "2000", help: "how many weights are tried for stability; 0 for none"),
      Option("views", .flag, help: "show the orders of Copeland, Kemeny, and Bradley and Terry too"),
      Option("history", .flag, help: "take the bundles as runs of one system over time, and look for changes"),
      Option(
        "fail-if", .value("GATE", .text), repeated: true,
        help: "with --history: fail where the last run is surely worse, such as `throughput drops 3 %`"),
      Option("draws", .value("N", .integer(1...1_000_000)), default: "2000", help: "how many draws the resampling takes"),
      Option("seed", .value("NUMBER", .text), default: "1", help: "of the resampling"),
      Option("day", .value("YYYY-MM-DD", .text), help: "judge the expiry of scale and certificates by this day (default: today)"),
      Shared.policy,
      Option(
        "format", .value("FORMAT", .choice(["human", "json", "junit"])), default: "human", help: "how to print; junit with --history"),
    ],
    operands: [Shared.rankedBundles],
    examples: [
      Example("etalon rank results/quickstart/*", "by the weighting of their plan"),
      Example("etalon rank RUN1 RUN2 --scale specs/scales/ai-server.yaml", "with grades"),
      Example("etalon rank fast=results/a slow=results/b", "two systems, each of all runs below a folder"),
      Example("etalon rank RUN1 RUN2 --profile specs/profiles/small-office.yaml --facts offers.yaml", "what to buy"),
      Example("etalon rank results/nightly/* --history --fail-if 'throughput drops 3 %'", "a gate for continuous integration"),
    ],
    exitCodes: [
      ExitCode(0, "every system is ranked among its like; every gate passes"),
      ExitCode(3, "some system has no rank or no grade; it is said first why"),
    ] + ExitStatus.meanings.filter { [1, 2].contains($0.code) }), run: rankBundles)
