internal import Attest
internal import CommandTree
internal import Interpreter
internal import Record
internal import Score
internal import Text

/// `etalon score BUNDLE --as TOOL`: the loads of a bundle by the definitions of another tool, from the same event log.
func scoreLoads(
  _ bundle: IntactBundle, as tool: ForeignTool, _ invocation: Invocation, on terminal: Terminal
) throws(Failure) -> ExitStatus {
  let loads = bundle.records.raw.loads(artifacts: bundle.artifact)
  guard !loads.isEmpty else {
    throw Failure(
      .usage, "no-load", "the bundle has no finished load", help: "a `load` workload leaves the event log that `--as` reads")
  }
  let rows = loads.flatMap { load in tool.figures(of: load.figures).map { (load.trial, $0) } }
  if invocation.string("format") == "json" {
    var cells = JSON.Object()
    for (trial, figures) in loads {
      cells["\(trial)"] = .object(JSON.Object(tool.figures(of: figures).map { .init($0.name, .number($0.value)) }))
    }
    terminal.print(JSON.object(JSON.Object([.init("loads", .object(cells)), .init("tool", .string(tool.rawValue))])).canonicalText)
    return .ok
  }
  let table = Table(
    [Table.Column("load"), Table.Column("as \(tool.rawValue) says"), Table.Column("value", .right)],
    rows: rows.map { [printable("\($0.0)"), $0.1.name, Format.number($0.1.value, significant: 6)] })
  terminal.print(table.lines(style: terminal.printStyle).joined(separator: "\n"))
  return .ok
}

extension ForeignTool {
  /// What the choice means, in a clause.
  var help: String {
    switch self {
    case .vllm: "vLLM's `bench serve`"
    case .guidellm: "guidellm"
    case .loadgen: "MLPerf's LoadGen"
    case .endpoints: "MLCommons endpoints"
    }
  }
}
