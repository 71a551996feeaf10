internal import Attest
internal import CommandTree
internal import Ranking
internal import Record
internal import Score
internal import Text

/// `etalon rank --history`: one system over time.
func showTrend(_ loaded: RankedBundles, _ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  try refuseRankingOptions(invocation)
  guard Set(loaded.allRuns.map(\.system.work)).count == 1 else {
    throw Failure(
      .undecided, RankingFault.Code.work.rawValue, "the runs did not do the same work, so their numbers make no history",
      help: "`etalon diff A B` says which key of the plan differs")
  }
  let gates = try invocation.strings("fail-if").map { (text) throws(Failure) in try trendGate(text) }
  let left = loaded.obstacles.filter { $0.code != .runs }
  let changes = HistoryChanges(loaded.allRuns)
  // A gate must not judge the run before the one that it was asked about, nor another system.
  if !gates.isEmpty, let obstacle = (left + changes.refusals).first {
    throw Failure(
      .undecided, obstacle.code.rawValue,
      "no gate judges: \(printable(listed(obstacle.systems, limit: 3))): \(printable(obstacle.reason))",
      help: "name the runs of one system alone")
  }
  let resampling = Resampling(draws: invocation.integer("draws") ?? 2000, seed: try rankSeed(invocation))
  let runs = loaded.allRuns.map { own -> (run: Trend.Run, system: LeafTable.System) in
    var system = own.system
    system.name = own.path
    return (Trend.Run(name: own.path, started: own.records.run.started, root: own.report.root), system)
  }
  let trend = Trend(runs, gates: gates, resampling: resampling, notes: left + changes.notes)
  if let gate = gates.first(where: { gate in !trend.gates.contains { $0.gate == gate.text } }) {
    throw Failure(.usage, "rank-bad-gate", "no run has a metric `\(printable(gate.metric))`", help: "`etalon score RUN` lists the metrics")
  }
  switch invocation.string("format") {
  case "json": terminal.print(bytes: try orFail { try trend.canonicalBytes() })
  case "junit": terminal.print(trend.junit)
  default: terminal.print(text(of: trend, style: terminal.printStyle, width: terminal.width))
  }
  if trend.gates.contains(where: { $0.state == .fails }) { return .fails }
  return trend.gates.contains { $0.state == .undecided } || !left.isEmpty ? .undecided : .ok
}

/// Refuses options that say how to rank systems: a history would leave them out in silence.
private func refuseRankingOptions(_ invocation: Invocation) throws(Failure) {
  let given =
    ["scale", "profile"].filter { invocation.string($0) != nil } + ["facts", "table"].filter { !invocation.strings($0).isEmpty }
    + (invocation.flag("views") ? ["views"] : [])
  guard let first = given.first else { return }
  throw Failure(
    .usage, "usage", "`--\(first)` says how to rank systems, and `--history` looks at the metrics of one", help: "leave one of them out")
}

private func trendGate(_ text: String) throws(Failure) -> TrendGate {
  guard let gate = TrendGate(text) else {
    throw Failure(
      .usage, "rank-bad-gate", "`--fail-if \(printable(text))` is no gate",
      help: "such as `throughput drops 3 %` or `gemm.time rises 5 %`")
  }
  return gate
}

private func text(of trend: Trend, style: Style, width: Int) -> String {
  let notes = ObstacleLines(obstacles: trend.notes, count: trend.runs.count, style: style, width: width).lines
  var lines =
    [
      style.bold(counted(trend.runs.count, "run"))
        + " from \(trend.runs.first?.started.recordText ?? "") to \(trend.runs.last?.started.recordText ?? "")", "",
    ] + (notes.isEmpty ? [] : notes + [""])
  let rows = trend.metrics.map { metric -> [String] in
    let values = metric.values.compactMap { Fraction(text: $0)?.real }
    let change = metric.change.map { "\(Trend.percent($0.ratio)) from \(trend.runs[$0.at].name) on" } ?? "none"
    let dimension = Dimension.allCases.first { $0.baseUnit == metric.unit } ?? .number
    return [
      metric.id, values.first.map { Format.text(of: $0, in: dimension) } ?? "",
      values.last.map { Format.text(of: $0, in: dimension) } ?? "",
      change, Format.number(metric.p, significant: 2),
    ]
  }
  lines += Table(
    [
      Table.Column("metric"), Table.Column("first", .right), Table.Column("last", .right), Table.Column("change"), Table.Column("p (Holm)"),
    ],
    rows: rows
  ).lines(style: style)
  if !trend.gates.isEmpty { lines.append("") }
  for verdict in trend.gates {
    let words = wrapped("\(verdict.gate): \(verdict.metric) is \(trend.story(verdict))", width: max(60, width - 11))
    lines += words.enumerated().map { index, line in
      (index == 0 ? head(verdict.state, style) : spaces(11)) + printable(line)
    }
  }
  let few = trend.runs.count < 5 ? "; it takes five runs to tell a change from chance" : ""
  lines += ["", style.dim("change: of histories without one, at most \(Format.percent(trend.falseAlarms, significant: 2)) show any\(few)")]
  return lines.joined(separator: "\n")
}

/// The word of a gate's state in its colour, in a column of 11.
private func head(_ state: Trend.Verdict.State, _ style: Style) -> String {
  let word =
    switch state {
    case .fails: style.error("fails")
    case .undecided: style.warning("undecided")
    case .passes: style.good("passes")
    }
  return word + spaces(11 - state.rawValue.count)
}
