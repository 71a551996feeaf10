internal import Attest
internal import CommandTree
internal import Interpreter
internal import Record
internal import Report
internal import Text

/// `etalon runs list`.
func listRuns(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let runs = KnownRun.all(in: results(invocation))
  if invocation.string("format") == "json" {
    terminal.print(JSON.array(runs.map(json)).canonicalText)
    return .ok
  }
  if runs.isEmpty { terminal.talk("no runs in \(quoted(results(invocation)))") }
  let style = terminal.printStyle
  let rows = runs.map { run in
    [
      printable(run.name), run.evaluation.map { printable($0) } ?? "", run.state.rawValue, progress(of: run),
      printable(run.bundle ?? run.journal ?? ""),
    ]
  }
  let widths = (0..<5).map { column in rows.map { displayWidth($0[column]) }.max() ?? 0 }
  for (run, row) in zip(runs, rows) {
    var cells = zip(row, widths).map { padded($0, to: $1) }
    cells[2] = coloured(cells[2], run.state, style)
    terminal.print(cells.joined(separator: "  ").trimmingTrailingSpaces)
  }
  return .ok
}

/// `etalon runs show RUN`.
func showRun(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let (run, _) = try found(invocation.string("run") ?? "", invocation)
  guard invocation.string("format") != "json" else {
    terminal.print(json(of: run).canonicalText)
    return .ok
  }
  let style = terminal.printStyle
  var entries = [("run", printable(run.name)), ("of", printable(run.evaluation ?? "unknown"))]
  entries.append(("state", coloured(run.state.rawValue, run.state, style) + ": " + nextStep(of: run, invocation)))
  entries.append(("trials", progress(of: run)))
  if let bundle = run.bundle { entries += [("bundle", printable(bundle)), ("page", printable(bundle) + "/" + BundleFile.report)] }
  if let journal = run.journal { entries.append(("journal", printable(journal))) }
  entries += run.reasons.prefix(10).map { ("lacks", printable($0)) }
  terminal.print(facts(entries, style: style))
  return .ok
}

/// `etalon runs remove RUN…`.
func removeRuns(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  for word in invocation.strings("run") {
    let (run, folder) = try found(word, invocation)
    try orFail { try run.remove(in: folder, keepingBundles: invocation.flag("journal-only")) }
    terminal.talk("removed \(printable(run.name))")
  }
  return .ok
}

/// `etalon runs export RUN -o DIR`.
func exportRun(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let (run, _) = try found(invocation.string("run") ?? "", invocation)
  guard let journal = run.journal else {
    throw Failure(
      .usage, "no-journal", "\(quoted(run.name)) has its bundle and no journal",
      help: "etalon pack \(shellQuoted(run.bundle ?? "RUN")) -o FILE.tar makes one file of it")
  }
  let folder = invocation.string("output") ?? ""
  try orFail { () throws in
    try Runner.export(journal, to: folder) { (draft, export) throws(AttestFault) in
      draft.report = renderReport(ReportInput(export, draft, signer: nil, in: pageLanguage(invocation)))
    }
  }
  terminal.print(folder)
  return .ok
}

private func results(_ invocation: Invocation) -> String { invocation.string("out") ?? "results" }

/// The one run that a word names, and the results folder that holds it.
private func found(_ word: String, _ invocation: Invocation) throws(Failure) -> (run: KnownRun, results: String) {
  let word = word.hasSuffix("/") ? String(word.dropLast()) : word
  for folder in folders(of: word, invocation) {
    let name = word.split(separator: "/").last.map(String.init) ?? word
    // Of the folder above, only the runs of the evaluation that the path names.
    let evaluation = folder == parentFolder(of: word) || !word.contains("/") ? nil : parentFolder(of: word).split(separator: "/").last
    let runs = KnownRun.all(in: folder).filter { run in evaluation.map { run.evaluation == String($0) } ?? true }
    let matching = name == "latest" ? Array(runs.prefix(1)) : runs.filter { $0.name == name || $0.bundle == word || $0.journal == word }
    let candidates = matching.isEmpty ? runs.filter { $0.name.hasPrefix(name) } : matching
    guard let run = candidates.first else { continue }
    guard candidates.count == 1 else {
      throw Failure(.usage, "no-such-run", "\(counted(candidates.count, "run")) begin with \(quoted(word))", help: "write more of the name")
    }
    return (run, folder)
  }
  throw Failure(
    .usage, "no-such-run", "no run in \(quoted(folders(of: word, invocation)[0])) is called \(quoted(word))",
    help: "`etalon runs list` names them; `--out DIR` is another results folder")
}

/// The results folders in which a word may name a run: a path to a bundle, to a journal or to `latest` brings its own along.
private func folders(of word: String, _ invocation: Invocation) -> [String] {
  guard word.contains("/") else { return [results(invocation)] }
  let parent = parentFolder(of: word)
  return [parent, parentFolder(of: parent)]
}

private func progress(of run: KnownRun) -> String {
  run.finished.map { "\($0.trials) of \(counted($0.of, "trial"))" } ?? ""
}

private func coloured(_ word: String, _ state: KnownRun.State, _ style: Style) -> String {
  switch state {
  case .whole: style.good(word)
  case .running: style.dim(word)
  case .interrupted, .incomplete, .unwritten: style.warning(word)
  case .unreadable: style.error(word)
  }
}

/// What can be done about a run.
private func nextStep(of run: KnownRun, _ invocation: Invocation) -> String {
  switch run.state {
  case .whole: "nothing is left to do"
  case .running: "another process executes it"
  case .interrupted, .unwritten: "the command that started it goes on with it, with `--resume`"
  case .incomplete: "the command that started it goes on with it, with `--resume`, or `--retry-errors` where it finished with failed items"
  case .unreadable: "neither can be read; `etalon runs remove` removes it"
  }
}

private func json(of run: KnownRun) -> JSON {
  var object = JSON.Object([.init("run", .string(run.name)), .init("state", .string(run.state.rawValue))])
  if let evaluation = run.evaluation { object["evaluation"] = .string(evaluation) }
  if let bundle = run.bundle { object["bundle"] = .string(bundle) }
  if let journal = run.journal { object["journal"] = .string(journal) }
  if let finished = run.finished {
    (object["finished"], object["trials"]) = (.number(Double(finished.trials)), .number(Double(finished.of)))
  }
  object["reasons"] = .array(run.reasons.map { .string($0) })
  return .object(object)
}

extension String {
  fileprivate var trimmingTrailingSpaces: String {
    var text = self[...]
    while text.hasSuffix(" ") { text = text.dropLast() }
    return String(text)
  }
}
