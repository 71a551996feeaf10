internal import Attest
internal import CommandTree
internal import Interpreter
internal import Record
internal import Report
internal import Score
internal import Spec
internal import Text

/// The records of an intact bundle; a broken one is refused with its first finding.
func openBundle(_ path: String) throws(Failure) -> (reading: BundleReading, records: BundleRecords) {
  let reading = try orFail { try BundleReading(path: path) }
  let failure = reading.findings.first { $0.severity == .failure }
  guard failure == nil, let records = reading.records else {
    let reason = failure.map { "\(printable($0.path)): \(printable($0.message))" } ?? "its records cannot be read"
    throw Failure(
      .fails, "bundle-not-intact", "\(quoted(path)) is not intact: \(reason)", help: "`etalon verify` lists everything that is wrong")
  }
  return (reading, records)
}

/// `etalon score BUNDLE`: derived anew from the raw records, never read from the bundle.
func scoreBundle(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let (reading, records) = try openBundle(invocation.string("bundle") ?? "")
  var raw = records.raw
  if let spec = invocation.path("spec") { raw.plan.weighting = try ownWeighting(spec, for: raw.plan, on: terminal) }
  let folder = reading.folder
  let artifacts: (Digest) -> [UInt8]? = { folder.bytes("data/artifacts/\($0.hex)") }
  let derived = scores(of: raw, artifacts: artifacts)
  if invocation.string("format") == "json" {
    terminal.print(bytes: try orFail { try derived.canonicalBytes() })
  } else if invocation.flag("explain") {
    terminal.print(explain(derived, plan: raw.plan).lines.map(printable).joined(separator: "\n"))
  } else {
    let valueless = valuelessMetrics(of: raw, artifacts: artifacts)
    terminal.print(table(of: derived, valueless, style: terminal.printStyle))
  }
  return ExitStatus(claims: derived.claims)
}

/// The weighting of another spec, provided that its metrics mean the same cells.
private func ownWeighting(_ path: PathArgument, for plan: Plan, on terminal: Terminal) throws(Failure) -> Weighting {
  let loaded = try loadSpec(path, overrides: [])
  report(loaded.diagnostics, on: terminal)
  guard let weighting = loaded.planned?.plan.weighting else {
    throw Failure(.usage, "no-weighting", "\(quoted(loaded.source.name)) has no valid weighting")
  }
  let cells = Set(plan.nodes.map(\.id))
  for reference in weighting.score.flatMap(\.metrics) where !cells.isSuperset(of: reference.cells) {
    throw Failure(
      .usage, "foreign-metric", "the bundle has no cells for \(quoted(reference.text))",
      help: "weigh with a spec that has the same workloads")
  }
  return weighting
}

extension ScoreBranch {
  var metrics: [MetricReference] { (metric.map { [$0] } ?? []) + branches.flatMap(\.metrics) }
}

extension ExitStatus {
  init(claims: [ClaimVerdict]) {
    let verdicts = claims.map(\.verdict)
    self = verdicts.contains(.fails) ? .fails : verdicts.contains(.undecided) || verdicts.contains(.unjudged) ? .undecided : .ok
  }
}

private func table(of scores: Scores, _ valueless: [ValuelessMetric], style: Style) -> String {
  let rows = scores.metrics.map { metric in
    [printable(metric.node), metric.metric, Format.text(of: metric.estimate, in: metric.dimension), "\(metric.count)"]
  }
  var lines = Table(
    [Table.Column("cell"), Table.Column("metric"), Table.Column("value (95 % interval)"), Table.Column("n", .right)], rows: rows
  ).lines(style: style)
  lines += valueless.map { style.warning("no value") + "  \(printable($0.node)).\($0.metric): \(printable($0.reason))" }
  if !scores.score.isEmpty { lines.append("") }
  lines += scores.score.flatMap { branchLines($0, depth: 0) }
  if let total = scores.total { lines.append("score  " + style.bold(Format.text(of: total, in: .number)) + "   1 is the reference") }
  if !scores.claims.isEmpty { lines.append("") }
  lines += scores.claims.map { "claim  \(verdict($0.verdict, style))  \(printable($0.text))   \(printable($0.because))" }
  return lines.joined(separator: "\n")
}

private func branchLines(_ branch: ScoreValue, depth: Int) -> [String] {
  let value = branch.estimate.map { Format.text(of: $0, in: .number) } ?? "no value"
  let line = String(repeating: "  ", count: depth) + "\(printable(branch.id))  weight \(branch.weight)  \(value)"
  return [line] + branch.branches.flatMap { branchLines($0, depth: depth + 1) }
}

/// `etalon report BUNDLE`.
func renderReportOfBundle(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let (reading, records) = try openBundle(invocation.string("bundle") ?? "")
  let page = renderReport(ReportInput(reading, records))
  try terminal.deliver(page, to: invocation.path("output") ?? .standardStream)
  return .ok
}

/// `etalon dataset add FILE…`: prints what specs pin.
func addDatasets(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let store = InputStore(folder: UserFolders.current.inputs)
  for file in invocation.strings("file") {
    let (digest, wasKnown) = try orFail(.usage) { try store.add(file) }
    terminal.print("\(digest.hex)  \(printable(file))")
    terminal.talk(wasKnown ? "  was in the store already" : "  kept as \(store.path(of: digest))")
  }
  return .ok
}
