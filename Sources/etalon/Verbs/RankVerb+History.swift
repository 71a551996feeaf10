internal import CommandTree
internal import Ranking
internal import Record
internal import Score
internal import Text

/// `etalon rank --history`: one system over time.
func showTrend(_ loaded: RankedBundles, _ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  guard Set(loaded.table.systems.map(\.work)).count == 1 else {
    throw Failure(
      .undecided, RankingFault.Code.work.rawValue, "the runs did not do the same work, so their numbers make no history",
      help: "`etalon diff A B` says which key of the plan differs")
  }
  let gates = try invocation.strings("fail-if").map { (text) throws(Failure) in
    guard let gate = TrendGate(text) else {
      throw Failure(.usage, "rank-bad-gate", "`--fail-if \(printable(text))` is no gate", help: "such as `throughput drops 3 %` or `gemm.time rises 5 %`")
    }
    return gate
  }
  let resampling = Resampling(draws: invocation.integer("draws") ?? 2000, seed: UInt64(invocation.string("seed") ?? "1") ?? 1)
  let trend = Trend(Array(zip(loaded.runs, loaded.table.systems)), gates: gates, resampling: resampling)
  if let gate = gates.first(where: { gate in !trend.gates.contains { $0.gate == gate.text } }) {
    throw Failure(.usage, "rank-bad-gate", "no run has a metric `\(printable(gate.metric))`", help: "`etalon score RUN` lists the metrics")
  }
  switch invocation.string("format") {
  case "json": terminal.print(bytes: try orFail { try trend.canonicalBytes() })
  case "junit": terminal.print(trend.junit)
  default: terminal.print(text(of: trend, style: terminal.printStyle))
  }
  if trend.gates.contains(where: { $0.state == .fails }) { return .fails }
  return trend.gates.contains { $0.state == .undecided } || !loaded.obstacles.isEmpty ? .undecided : .ok
}

private func text(of trend: Trend, style: Style) -> String {
  var lines = [
    style.bold(counted(trend.runs.count, "run"))
      + " from \(trend.runs.first?.started.recordText ?? "") to \(trend.runs.last?.started.recordText ?? "")", "",
  ]
  let rows = trend.metrics.map { metric -> [String] in
    let values = metric.values.compactMap { Fraction(text: $0)?.real }
    let change = metric.change.map { "\(Trend.percent($0.ratio)) from \(trend.runs[$0.at].name) on" } ?? "none"
    let dimension = Dimension.allCases.first { $0.baseUnit == metric.unit } ?? .number
    return [
      metric.id, values.first.map { Format.text(of: $0, in: dimension) } ?? "", values.last.map { Format.text(of: $0, in: dimension) } ?? "",
      change, Format.number(metric.p, significant: 2),
    ]
  }
  lines += Table(
    [Table.Column("metric"), Table.Column("first", .right), Table.Column("last", .right), Table.Column("change"), Table.Column("p (Holm)")],
    rows: rows
  ).lines(style: style)
  if !trend.gates.isEmpty { lines.append("") }
  for verdict in trend.gates {
    let word =
      switch verdict.state {
      case .fails: style.error("fails")
      case .undecided: style.warning("undecided")
      case .passes: style.good("passes")
      }
    lines.append(
      "\(word)  \(printable(verdict.gate)): \(printable(verdict.metric)) \(Trend.percent(verdict.ratio)), 95 %: "
        + "\(Trend.percent(verdict.low)) to \(Trend.percent(verdict.high))")
  }
  let few = trend.runs.count < 5 ? "; it takes five runs to tell a change from chance" : ""
  lines += ["", style.dim("change: of histories without one, at most \(Format.percent(trend.falseAlarms, significant: 2)) show any\(few)")]
  return lines.joined(separator: "\n")
}
