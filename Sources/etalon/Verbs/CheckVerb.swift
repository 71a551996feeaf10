internal import CommandTree
internal import Interpreter
internal import Record
internal import Spec
internal import Text

/// `etalon check`: every problem of a spec at once.
let checkVerb = Verb(
  Command(
    "check", "report every problem of specs at once",
    discussion:
      "Checking is safe for any file: it runs nothing, downloads nothing and reads only the spec, its parents and the digests of its inputs.",
    group: Group.write,
    options: [
      Shared.set, Shared.allow,
      Option("format", .value("FORMAT", .choice(["human", "json", "sarif"])), default: "human", help: "how to print the problems"),
    ],
    operands: [Operand("spec", .file([".yaml", ".yml"]), repeated: true, help: "the specs, or - for standard input")],
    examples: [
      Example("etalon check specs/quickstart.yaml", "check one spec"),
      Example("etalon check specs/*.yaml --format sarif > problems.sarif", "for a code host"),
    ],
    exitCodes: ExitStatus.meanings.filter { [0, 2].contains($0.code) }), run: checkSpecs)

/// `etalon check SPEC…`: problems to standard output in the machine formats, to standard error for a person.
func checkSpecs(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  var loaded: [LoadedSpec] = []
  var absent: [[String]] = []
  for path in invocation.paths("spec") {
    var spec = try loadSpec(path, overrides: try overrides(invocation), allowing: try permissions(invocation).files)
    let look = spec.planned.map { InputLook($0, folders: [], within: spec.fence, known: spec.digests.all) }
    spec.diagnostics += look?.diagnostics ?? []
    spec.diagnostics += spec.planned.map { EvaluationDesigns.refusals($0, within: spec.fence) } ?? []
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
      let designs = spec.planned.map { EvaluationDesigns($0, within: spec.fence).undecidable } ?? []
      for line in lines + designs { terminal.talk(terminal.talkStyle.warning("warning") + ": " + line) }
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
