internal import Attest
internal import CommandTree
internal import Interpreter
internal import Record
internal import Report
internal import Sealing
internal import Text

/// Verifies one bundle: the report to standard output; its last line says what the exit code says.
func verify(_ bundle: String, _ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let request = try verificationRequest(bundle, invocation)
  let attester = try Attester(invocation)
  if attester != nil, bundle == "-" || (Files.exists(bundle) && !Files.isFolder(bundle)) {
    throw Failure(
      .usage, "archive-unchangeable", "a summary is a file of the bundle's folder, and nothing is added to an archive",
      help: "unpack it and verify the folder: mkdir bundle && tar -xf FILE.tar -C bundle")
  }
  let progress = ProgressLine(on: terminal, quiet: invocation.flag("quiet"))
  Interruption.listen(as: .verification)
  let report: VerificationReport
  do throws(RunFault) {
    report = try Verifier.verify(request, observe: progress.show, isCancelled: { Interruption.isEnding })
  } catch {
    progress.end()
    throw Failure(error.code == .interrupted ? .interrupted : .fails, error.code.rawValue, error.message, help: error.help)
  }
  progress.end()
  if let attester { terminal.talk(try attester.attest(report, by: request.policy)) }
  if invocation.string("format") == "json" {
    terminal.print(bytes: try orFail { try report.canonicalBytes() })
  } else {
    terminal.print(text(of: report, width: terminal.width, style: terminal.printStyle))
  }
  return ExitStatus(rawValue: Int32(report.exitCode)) ?? .fails
}

private func verificationRequest(_ bundle: String, _ invocation: Invocation) throws(Failure) -> VerificationRequest {
  let (sample, segments) = (try size("sample", of: "cells", invocation), try size("segments", of: "segments", invocation))
  let draw = try invocation.string("draw").map { (text) throws(Failure) in
    guard let draw = Draw(hex: text) else {
      throw Failure(
        .usage, "draw", "`--draw \(printable(text))` is not a draw",
        help: "it is the 32 hexadecimal digits that an earlier verification printed")
    }
    return draw
  }
  var request = VerificationRequest(
    bundle: bundle, policy: try policy(invocation),
    require: invocation.strings("require").compactMap { PropertyVerdict.Property(rawValue: $0) }, reproduces: invocation.flag("reproduce"),
    sample: sample, draw: draw, budget: try invocation.string("budget").map(seconds(of:)), segments: segments,
    isDryRun: invocation.flag("dry-run"),
    inputs: invocation.strings("inputs"), references: invocation.strings("reference"), parent: invocation.string("parent"),
    store: InputStore(folder: UserFolders.current.inputs),
    permissions: try permissions(invocation), ignoresReport: invocation.flag("ignore-report"), rendersReport: pageToCompare)
  request.invoker = .ownProgram
  request.audit = invocation.string("audit")
  request.vault = try openedSets(invocation)
  return request
}

/// The sealed sets of `--opened`, with the keys that are published or given.
private func openedSets(_ invocation: Invocation) throws(Failure) -> SealedVault? {
  let folders = invocation.strings("opened")
  guard !folders.isEmpty else { return nil }
  var keys: [AgeIdentity] = []
  if let path = invocation.string("identity") {
    try orFail(.usage) { try MemoryShield.raise() }
    keys = try identities(path)
  }
  return try orFail(.usage) { try SealedVault(opened: folders, identities: keys) }
}

/// How much of something is drawn.
private func size(_ option: String, of what: String, _ invocation: Invocation) throws(Failure) -> SampleSize? {
  guard let text = invocation.string(option) else { return nil }
  guard let size = SampleSize(text) else {
    throw Failure(
      .usage, option, "`--\(option) \(printable(text))` is neither a number of \(what) nor a share",
      help: "for example --\(option) 3 or --\(option) 20%")
  }
  return size
}

/// A time such as `10 min` in seconds.
private func seconds(of text: String) throws(Failure) -> Double {
  let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
  let symbol = text.dropFirst(number.count).drop { $0 == " " }
  guard let value = Rational(decimal: String(number)), let unit = Unit.named(symbol), unit.dimension == .time,
    let time = value.multiplied(by: unit.factor), time.numerator > 0
  else {
    throw Failure(.usage, "budget", "`--budget \(printable(text))` is not a time", help: "for example --budget 10min or --budget '1.5 h'")
  }
  return time.real
}

/// The page as it should be, where the one in the bundle says that it was rendered by this revision; others cannot be compared.
private func pageToCompare(_ reading: BundleReading, _ records: BundleRecords) -> [UInt8]? {
  guard let found = reading.folder.bytes(BundleFile.report), declaredReportRevision(of: found) == reportRevision else { return nil }
  var input = ReportInput(reading, records, in: declaredReportLanguage(of: found))
  let page = renderReport(input)
  if found == page { return page }
  // A page from before the signature says that none was at hand, and is right about all else.
  input.signer = nil
  let unsigned = renderReport(input)
  return found == unsigned ? unsigned : page
}

/// Whom to believe: `--key` and `--builder`, or `--policy`, or the user's own policy; nothing else is ever looked at.
private func policy(_ invocation: Invocation) throws(Failure) -> Policy? {
  switch (invocation.string("key"), invocation.string("builder")) {
  case (let key?, let builder?): return Policy(key: try KeyRing.own.trustedKey(key), builder: builder)
  case (nil, nil): break
  case (_, nil): throw Failure(.usage, "builder", "--key needs --builder", help: "say whose key it is: --builder ID")
  case (nil, _): throw Failure(.usage, "key", "--builder needs --key", help: "say which key speaks for it: --key FILE")
  }
  if let path = invocation.string("policy") {
    guard let policy = try PolicyFile.read(path) else {
      throw Failure(.usage, "no-such-file", "there is no policy at \(quoted(path))")
    }
    return policy
  }
  return try PolicyFile.read(UserFolders.current.policy)
}

/// The most findings of one property that are shown to a person.
private let shownFindings = 25

private func text(of report: VerificationReport, width: Int, style: Style) -> String {
  var lines = [
    facts(
      [("bundle", printable(report.bundle)), ("root", report.root?.hex ?? "none"), ("plan", report.plan?.hex ?? "none")], style: style), "",
  ]
  for verdict in report.properties {
    let word = verdict.state.rawValue
    let name = verdict.property.rawValue
    lines.append(
      "  " + padded(name, to: 15) + coloured(word, verdict.state, style)
        + spaces(max(1, 15 - displayWidth(word))) + printable(verdict.summary))
    lines += checks(of: verdict, style: style)
    for finding in verdict.findings.prefix(shownFindings) { lines += text(of: finding, width: width, style: style) }
    let more = verdict.findings.count - shownFindings
    if more > 0 { lines.append("      and \(more) more findings; --format json lists all") }
  }
  if let cost = report.cost, isDryRun(report) { lines += [""] + text(of: cost, style: style) }
  lines += ["", "what this does not prove:"]
  for limit in report.limits {
    let wrapped = wrapped(printable(limit), width: max(40, width - 4))
    lines += wrapped.enumerated().map { ($0.offset == 0 ? "  - " : "    ") + $0.element }
  }
  return (lines + ["", style.bold(printable(report.conclusion))]).joined(separator: "\n")
}

private func isDryRun(_ report: VerificationReport) -> Bool {
  report.properties.contains { $0.property == .reproduced && $0.state == .notAsked }
}

/// Which checks were done and which were not, where the property is open for that reason.
private func checks(of verdict: PropertyVerdict, style: Style) -> [String] {
  guard verdict.state == .notCheckable, verdict.checks.count > 1 else { return [] }
  func names(_ state: Check.State) -> String { verdict.checks.filter { $0.state == state }.map(\.name).joined(separator: ", ") }
  let done = names(.done)
  return ["      " + style.dim("\(done.isEmpty ? "" : "done: \(done); ")not done: \(names(.notDone))")]
}

private func text(of finding: Finding, width: Int, style: Style) -> [String] {
  let mark =
    switch finding.severity {
    case .failure: style.error(finding.code)
    case .unchecked: style.warning(finding.code)
    case .note: style.dim(finding.code)
    }
  var lines = ["      \(mark)  \(printable(finding.path)): \(printable(finding.message))"]
  if let expected = finding.expected { lines.append("        expected  \(printable(expected))") }
  if let found = finding.found { lines.append("        found     \(printable(found))") }
  if let help = finding.help { lines.append("        \(style.hint("help"))  \(printable(help))") }
  return lines
}

private func coloured(_ word: String, _ state: PropertyVerdict.State, _ style: Style) -> String {
  switch state {
  case .holds: style.good(word)
  case .fails: style.error(word)
  case .notCheckable: style.warning(word)
  case .notAsked: style.dim(word)
  }
}
