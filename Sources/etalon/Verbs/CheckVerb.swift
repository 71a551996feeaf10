internal import CommandTree
internal import Interpreter
internal import Record
internal import Spec
internal import Text

/// `etalon check SPEC…`: problems to standard output in the machine formats, to standard error for a person.
func checkSpecs(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  var loaded: [LoadedSpec] = []
  for path in invocation.paths("spec") { loaded.append(try loadSpec(path, overrides: try overrides(invocation), readsData: true)) }
  let diagnostics = loaded.flatMap(\.diagnostics)
  switch invocation.string("format") {
  case "json": terminal.print(JSON.array(diagnostics.map(\.json)).canonicalText)
  case "sarif": terminal.print(diagnostics.sarif(toolVersion: Version.number).canonicalText)
  default:
    report(diagnostics, on: terminal)
    for spec in loaded where !spec.hasErrors {
      for line in missingFiles(of: spec) { terminal.talk(terminal.talkStyle.warning("warning") + ": " + line) }
      terminal.print(summary(of: spec, style: terminal.printStyle))
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

/// Data that a run will not find, unless it is told where to look; no fault of the spec.
private func missingFiles(of spec: LoadedSpec) -> [String] {
  let store = InputStore(folder: UserFolders.current.inputs)
  return (spec.planned?.inputFiles ?? []).compactMap { file in
    let path = neighbour(file.path, of: file.base.name)
    guard !Files.exists(path), !Files.exists(store.path(of: file.sha256)) else { return nil }
    return "\(quoted(path)) (\(quoted(file.id))) is neither there nor in your store; a run finds it by its digest with `--inputs`"
  }
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
