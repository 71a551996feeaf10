internal import CommandTree
internal import Interpreter
internal import Record
internal import Spec
internal import Text

/// `etalon check SPEC…`: problems to standard output in the machine formats, to standard error for a person.
func checkSpecs(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  var loaded: [LoadedSpec] = []
  var absent: [[String]] = []
  for path in invocation.paths("spec") {
    var spec = try loadSpec(path, overrides: try overrides(invocation))
    let look = spec.planned.map { InputLook($0, folders: []) }
    spec.diagnostics += look?.diagnostics ?? []
    loaded.append(spec)
    absent.append(look?.absent.map { InputLook.warning($0.location) } ?? [])
  }
  let diagnostics = loaded.flatMap(\.diagnostics)
  switch invocation.string("format") {
  case "json": terminal.print(JSON.array(diagnostics.map(\.json)).canonicalText)
  case "sarif": terminal.print(diagnostics.sarif(toolVersion: Version.number).canonicalText)
  default:
    report(diagnostics, on: terminal)
    for (spec, lines) in zip(loaded, absent) {
      for line in lines { terminal.talk(terminal.talkStyle.warning("warning") + ": " + line) }
      if !spec.hasErrors { terminal.print(summary(of: spec, style: terminal.printStyle)) }
    }
  }
  return loaded.contains(where: \.hasErrors) ? .usage : .ok
}

/// Says every problem, then how many there are.
func report(_ diagnostics: [Diagnostic], on terminal: Terminal) {
  guard !diagnostics.isEmpty else { return }
  terminal.talk(diagnostics.human(colour: terminal.talkStyle.isEnabled))
  let errors = diagnostics.count { $0.severity == .error }
  let warnings = diagnostics.count - errors
  let parts = [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }.map { counted($0.0, $0.1) }
  terminal.talk("\n" + parts.joined(separator: ", "))
}

private func summary(of spec: LoadedSpec, style: Style) -> String {
  guard let plan = spec.planned?.plan else { return "" }
  let trials = plan.nodes.map(\.trials).reduce(0, +)
  let counts = [counted(plan.nodes.count, "cell"), counted(trials, "trial"), counted(plan.claims.count, "claim")]
  return "\(printable(spec.source.name)): \(style.good("ok")), \(counts.joined(separator: ", "))"
}

/// `etalon explain [ID]`.
func explainID(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  guard let id = invocation.string("id") else {
    let entries = explainPages.map { (term: $0.id, explanation: $0.title) }
    terminal.print(DefinitionList(entries).lines(width: terminal.width, style: terminal.printStyle).joined(separator: "\n"))
    return .ok
  }
  guard let page = explainPages.first(where: { $0.id == id }) else {
    throw Failure(
      .usage, "unknown-id", "no diagnostic or finding is called \(quoted(id))",
      help: didYouMean(id, among: explainPages.map(\.id)).map { "did you mean `\($0)`? `etalon explain` lists all" }
        ?? "`etalon explain` lists all")
  }
  terminal.print(page.text)
  return .ok
}

/// `etalon schema`.
func printSchema(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  terminal.print(languageSchema(.current))
  return .ok
}
