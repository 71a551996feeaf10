internal import Attest
internal import CommandTree
internal import Interpreter
internal import Record
internal import Report
internal import Score
internal import Text

/// `etalon score BUNDLE --extract … --scorer …`: judges recorded answers anew and writes a derivation.
func rescore(_ bundle: IntactBundle, _ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let signer = try Signer(invocation)
  let change = Rescoring.Change(
    extract: invocation.string("extract"), scorers: invocation.strings("scorer"), workloads: invocation.strings("workload"))
  let path = bundle.reading.folder.path
  let search = InputSearch(
    folders: ["\(path)/data/inputs"] + invocation.strings("inputs"), store: InputStore(folder: UserFolders.current.inputs))
  // What cannot be read as a change is a mistake of whoever calls; what cannot be derived lies in the bundle.
  let rescoring = try orFail(.usage) { () throws(RunFault) in try Rescoring(bundle, change, search: search, tool: Version.tool) }
  let derivation = try orFail { () throws(RunFault) in try rescoring.derive() }
  let out = invocation.string("out") ?? "\(stem(of: path))-rescored-\(derivation.records.planDigest.hex.prefix(8))"
  let root: Digest
  do throws(AttestFault) {
    var draft = try derivation.draft()
    draft.report = renderReport(
      ReportInput(derivation, draft, of: bundle, signer: signer?.keyid, in: pageLanguage(invocation)))
    try signer?.sign(&draft)
    root = try draft.write(to: out)
  } catch {
    throw Failure(.fails, error.code, error.message, help: error.help)
  }
  if invocation.string("format") == "json" {
    terminal.print(JSON.object(JSON.Object([.init("bundle", .string(out)), .init("root", .string(root.hex))])).canonicalText)
  } else {
    terminal.talk(table(of: derivation.records.scores, [], style: terminal.talkStyle))
    if signer == nil { terminal.talk("the derivation is not signed; `etalon sign \(shellQuoted(out)) --key NAME` signs it") }
    terminal.print(out)
  }
  return ExitStatus(Conclusion(worstOf: derivation.records.scores.claims.map(\.conclusion)))
}

/// The path of a bundle without the ending of an archive and without slashes at its end.
private func stem(of path: String) -> String {
  var path = path[...]
  while path.count > 1, path.hasSuffix("/") { path = path.dropLast() }
  return path.hasSuffix(".tar") ? String(path.dropLast(4)) : path == "-" ? "bundle" : String(path)
}
