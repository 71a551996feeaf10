internal import Attest
internal import CommandTree
internal import Interpreter
internal import Record
internal import Score
internal import Spec
internal import Text

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
      Shared.set, Shared.allow,
      Option("format", .value("FORMAT", .choice(["outline", "json"])), help: "outline (the default on a terminal) or the plan's JSON"),
      Option("output", short: "o", .value("FILE", .file([".json"])), help: "write the plan's JSON to a file"),
      Option(
        "pilot", .value("BUNDLE", .directory), help: "an earlier run, whose spread between invocations says how many a comparison needs"),
    ],
    operands: [Shared.spec],
    examples: [
      Example("etalon plan specs/quickstart.yaml", "what would run"),
      Example("etalon plan specs/quickstart.yaml --format json | sha256sum", "the digest that names the plan"),
    ],
    exitCodes: ExitStatus.meanings.filter { [0, 2].contains($0.code) }), run: planSpec)

/// `etalon plan SPEC`: an outline for a person, the plan's own bytes for everything else.
func planSpec(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let spec = try plannedSpec(invocation, on: terminal) { EvaluationDesigns.refusals($0, within: $1) }
  let planned = spec.planned
  let bytes = try orFail { try planned.plan.canonicalBytes() }
  let designs = EvaluationDesigns(planned, within: spec.fence)
  if let path = invocation.path("output") {
    try terminal.deliver(bytes, to: path)
    return .ok
  }
  let format = invocation.string("format") ?? (terminal.isPrintingToPerson ? "outline" : "json")
  if format == "json" {
    terminal.print(bytes: bytes)
  } else {
    let repeated = try InvocationDesigns(planned.plan, pilot: invocation.string("pilot")).lines
    let costs =
      try repeated + costLines(of: spec) + designs.power + designs.gaps
      + designs.undecidable.map { terminal.printStyle.warning("undecidable") + "  " + $0 }
    terminal.print(
      ([outline(of: planned.plan, digest: SHA256.digest(of: bytes), style: terminal.printStyle)] + costs).joined(separator: "\n"))
  }
  return .ok
}

/// The plan of the spec operand; its problems are said, and errors end the verb with exit code 2.
///
/// - Parameter look: Further problems of a spec that has a plan.
func plannedSpec(
  _ invocation: Invocation, on terminal: Terminal, look: (Planned, FileFence) throws(Failure) -> [Diagnostic] = { _, _ in [] }
) throws(Failure) -> LoadedPlan {
  guard let path = invocation.path("spec") else { throw Failure(.usage, "usage", "no spec was named") }
  var loaded = try loadSpec(path, overrides: try overrides(invocation), allowing: try permissions(invocation).files)
  if let planned = loaded.planned { loaded.diagnostics += try look(planned, loaded.fence) }
  report(loaded.diagnostics, on: terminal)
  guard let planned = loaded.planned, !loaded.hasErrors else {
    throw Failure(
      .usage, "invalid-spec", "\(quoted(loaded.source.name)) is not valid, so nothing ran",
      help: "`etalon explain ID` says more on each problem")
  }
  return LoadedPlan(planned: planned, source: loaded.source, fence: loaded.fence)
}

/// A spec that has a plan.
struct LoadedPlan {
  let planned: Planned
  let source: SourceFile
  let fence: FileFence
}

private func outline(of plan: Plan, digest: Digest, style: Style) -> String {
  var rows: [[String]] = []
  for node in plan.nodes {
    rows.append(
      [node.id, node.work.kind.rawValue, node.target, node.numerics.profile, samples(node), node.needs.joined(separator: ", ")].map(
        printable))
  }
  let table = Table(["cell", "kind", "target", "numerics", "samples", "needs"].map { Table.Column($0) }, rows: rows)
  var lines = [
    facts(
      [
        ("plan", digest.hex), ("name", printable(plan.name)), ("division", words(for: plan)),
        ("seed", plan.seed.root.description + (plan.seed.needsPulse ? ", and a pulse of the NIST beacon" : "")),
      ], style: style), "",
  ]
  lines += table.lines(style: style) + [""]
  lines += plan.inputs.map { "input  \($0.sha256.short)…  \(printable($0.id))  \(printable($0.license ?? "no licence named"))" }
  lines += plan.claims.map { "claim  \(printable($0.text))" }
  lines += plan.deviations.map { "deviation  \(printable($0.path))" }
  return lines.joined(separator: "\n")
}

private func words(for plan: Plan) -> String {
  switch plan.division {
  case .standard: "standard: what is locked is as it was"
  case .custom: "custom: \(plan.deviations.count) locked path\(plan.deviations.count == 1 ? " is" : "s are") changed"
  case .none: "none: nothing is locked"
  }
}

private func samples(_ node: Node) -> String {
  let rule = node.sampling
  let range = rule.min == rule.max ? "\(rule.max)" : "\(rule.min) to \(rule.max)"
  let taken = node.invocationCount == 1 ? range : "\(node.invocationCount) x \(range)"
  return node.trials == 1 ? taken : "\(node.trials) x \(taken)"
}
