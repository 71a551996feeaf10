internal import Attest
internal import CommandTree
internal import Interpreter
internal import Record
internal import Report
internal import Score
internal import Spec
internal import Text

/// `etalon score`: the scores of a bundle, with their derivation.
let scoreVerb = Verb(
  Command(
    "score", "derive a bundle's scores and say how, or judge its answers anew",
    discussion: """
      With --extract or --scorer the recorded answers of its evaluations are judged anew, and nobody is asked: out comes a derivation, a \
      bundle of the same form that names its parent. Values are as a spec has them: `--extract letter`, \
      `--extract '[boxed, { regex: { pattern: "= ([0-9]+)$" } }]'`.
      """,
    group: Group.verify,
    options: [
      Option("explain", help: "print every step from raw samples to the score"),
      Option("spec", .value("FILE", .file([".yaml"])), help: "weigh with this spec's weighting instead of the bundle's own"),
      Option(
        "as", .value("TOOL", .choice(ForeignTool.allCases.map { Choice($0.rawValue, $0.help) })),
        help: "recompute what another tool would report of the loads, by its own definitions"),
      Option("extract", .value("RULE", .text), help: "find the answers by this rule, or by several in a list"),
      Option("scorer", .value("SCORER", .text), repeated: true, help: "judge the answers by this scorer"),
      Option("workload", .value("NAME", .text), repeated: true, help: "judge this evaluation anew (default: every one)"),
      Option("out", .value("DIR", .directory), help: "where the derivation goes (default: beside the bundle)"),
      Option("sign", .value("KEY", .dynamic("key")), help: "sign the derivation with this key"),
      Option("builder", .value("ID", .text), help: "who signs, as verifiers' policies know it (default: the key's name)"),
      Shared.pageLanguage, Shared.inputs, Shared.allow, Shared.format,
    ],
    operands: [Shared.bundle],
    examples: [
      Example("etalon score RUN --explain", "the derivation"),
      Example("etalon score RUN --spec mine.yaml", "the same measurements by your own weights"),
      Example("etalon score RUN --as vllm", "the loads by the definitions of `vllm bench serve`"),
      Example("etalon score RUN --extract letter --sign lab", "the same answers by another rule, as a signed derivation"),
    ],
    exitCodes: ExitStatus.meanings.filter { [0, 1, 2, 3].contains($0.code) }), run: scoreBundle)

/// `etalon score BUNDLE`: derived anew from the raw records, never read from the bundle.
func scoreBundle(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let bundle = try orFail { try IntactBundle(invocation.string("bundle") ?? "") }
  if invocation.string("extract") != nil || !invocation.strings("scorer").isEmpty { return try rescore(bundle, invocation, on: terminal) }
  if let tool = invocation.string("as").flatMap(ForeignTool.init(rawValue:)) {
    return try scoreLoads(bundle, as: tool, invocation, on: terminal)
  }
  var raw = bundle.records.raw
  if let spec = invocation.path("spec") { raw.plan.weighting = try ownWeighting(spec, for: raw.plan, invocation, on: terminal) }
  let derived = scores(of: raw, artifacts: bundle.artifact, items: bundle.reading.folder.forEachItemLine)
  if invocation.string("format") == "json" {
    terminal.print(bytes: try orFail { try derived.canonicalBytes() })
  } else if invocation.flag("explain") {
    terminal.print(explain(derived, plan: raw.plan).lines.map(printable).joined(separator: "\n"))
  } else {
    let valueless = valuelessMetrics(of: raw, artifacts: bundle.artifact)
    terminal.print(table(of: derived, valueless, style: terminal.printStyle))
    let missing = MissingAnswers.all(of: raw, items: bundle.reading.folder.forEachItemLine)
    for line in missing { terminal.print(terminal.printStyle.warning("unanswered") + "  " + printable(line.sentence)) }
  }
  return ExitStatus(derived.conclusion)
}

/// The weighting of another spec, provided that its metrics mean the same cells.
private func ownWeighting(
  _ path: PathArgument, for plan: Plan, _ invocation: Invocation, on terminal: Terminal
) throws(Failure) -> Weighting {
  let loaded = try loadSpec(path, overrides: [], allowing: try permissions(invocation).files)
  report(loaded.diagnostics, on: terminal)
  guard let weighting = loaded.planned?.plan.weighting else {
    throw Failure(.usage, "no-weighting", "\(quoted(loaded.source.name)) has no valid weighting")
  }
  if let metric = weighting.foreignMetric(to: plan) {
    throw Failure(
      .usage, "foreign-metric", "the bundle has no cells for \(quoted(metric.text))",
      help: "weigh with a spec that has the same workloads")
  }
  return weighting
}

extension ExitStatus {
  /// The exit code that says what trials and claims come to.
  init(_ conclusion: Conclusion) {
    switch conclusion {
    case .holds: self = .ok
    case .undecided: self = .undecided
    case .fails: self = .fails
    }
  }
}

func table(of scores: Scores, _ valueless: [ValuelessMetric], style: Style) -> String {
  let rows = scores.inOrder.map { metric in
    [
      printable(metric.node), printable(metric.title), Format.text(of: metric.estimate, in: metric.dimension),
      Format.kind(of: metric) ?? "", metric.population.map(Format.text) ?? "", metric.basis.map { "\($0)" } ?? "",
    ]
  }
  var lines = Table(
    [
      Table.Column("cell"), Table.Column("metric"), Table.Column("value (95 % interval)"), Table.Column("measured"),
      Table.Column("more of the kind"), Table.Column("n", .right),
    ], rows: rows
  ).lines(style: style)
  lines += valueless.map { line(of: $0, style) }
  if !scores.score.isEmpty { lines.append("") }
  lines += scores.score.flatMap { branchLines($0, depth: 0) }
  if let line = scoreLine(scores, style) { lines.append(line) }
  if !scores.claims.isEmpty { lines.append("") }
  lines += scores.claims.map { "claim  \(verdict($0.verdict, style))  \(printable($0.text))   \(printable($0.because))" }
  return lines.joined(separator: "\n")
}

/// The score, or why there is none; `nil` without a weighting.
func scoreLine(_ scores: Scores, _ style: Style) -> String? {
  if let total = scores.total { return "score  \(style.bold(Format.text(of: total, in: .number)))   1 is the reference" }
  return scores.missingScore.map { "score  \(style.warning("none")): \(printable($0))" }
}

/// A metric without a value, and why.
func line(of metric: ValuelessMetric, _ style: Style) -> String {
  style.warning("no value") + "  \(printable(metric.node)).\(metric.metric): \(printable(metric.reason))"
}

private func branchLines(_ branch: ScoreValue, depth: Int) -> [String] {
  let value = branch.estimate.map { Format.text(of: $0, in: .number) } ?? "no value"
  let line = String(repeating: "  ", count: depth) + "\(printable(branch.id))  weight \(branch.weight)  \(value)"
  return [line] + branch.branches.flatMap { branchLines($0, depth: depth + 1) }
}
