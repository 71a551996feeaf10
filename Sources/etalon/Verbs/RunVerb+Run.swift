internal import Attest
internal import CommandTree
internal import Interpreter
internal import Record
internal import Report
internal import Score
internal import Sealing
internal import Spec
internal import Text

/// `etalon run SPEC`: the bundle's folder goes to standard output, everything else is talk.
func runSpec(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  if let count = invocation.integer("show-prompts") { return try showPrompts(count, invocation, on: terminal) }
  let signer = try Signer(invocation)
  let spec = try plannedSpec(invocation, on: terminal) { planned, fence throws(Failure) in
    let look = InputLook(planned, folders: invocation.strings("inputs"), within: fence)
    let refusals = refusals(planned.plan, absent: look.absent.map(\.fault), try permissions(invocation), invocation)
    for failure in look.diagnostics.isEmpty ? refusals.dropLast() : refusals[...] { terminal.complain(failure) }
    if look.diagnostics.isEmpty, let last = refusals.last { throw last }
    return look.diagnostics + EvaluationDesigns.refusals(planned, folders: invocation.strings("inputs"), within: fence)
  }
  var request = try runRequest(invocation, spec)
  request.inputs.isLookedAt = !request.plan.seed.needsPulse
  if invocation.flag("dry-run") {
    let lines = try costLines(of: spec, folders: invocation.strings("inputs"))
    terminal.print(lines.isEmpty ? "no endpoint is asked" : lines.joined(separator: "\n"))
    return .ok
  }
  for (fault, cells) in Preflight(request.plan, search: InputSearch(store: nil)).unmetTargets() {
    let words = "\(printable(fault.message)); \(listed(cells, limit: 4)) will be refused"
    terminal.talk(terminal.talkStyle.warning("warning[\(fault.code.rawValue)]") + ": \(words)" + (fault.help.map { "\nhelp: \($0)" } ?? ""))
  }
  let committed = try CommittedPlan(
    invocation, plan: SHA256.digest(of: try orFail { try request.plan.canonicalBytes() }), signer: signer, on: terminal)
  let language = pageLanguage(invocation)
  let isForProgram = invocation.string("format") == "json"
  Interruption.listen(as: isForProgram ? .program : .run)
  request.pulse = try pulse(for: request.plan, after: committed?.time, invocation, on: terminal)
  try committed?.begin()
  let (progress, events) = (ProgressLine(on: terminal, quiet: invocation.flag("quiet")), EventLines(terminal: terminal))
  let observe = isForProgram && !invocation.flag("quiet") ? events.show : progress.show
  let summary: RunSummary
  do throws(RunFault) {
    summary = try Runner.run(
      request, observe: observe, isEnding: { Interruption.isEnding }, isCancelled: { Interruption.isAsked }
    ) { (draft, export) throws(AttestFault) in
      draft.report = renderReport(ReportInput(export, draft, signer: signer?.keyid, in: language))
      try signer?.sign(&draft)
      try committed?.add(to: &draft)
    }
    committed?.forget()
  } catch {
    progress.end()
    throw Failure(error.code == .interrupted ? .interrupted : .fails, error.code.rawValue, error.message, help: error.help)
  }
  progress.end()
  let status = ExitStatus(summary.conclusion)
  if isForProgram {
    terminal.print(json(of: summary, status: status).canonicalText)
  } else {
    let style = terminal.talkStyle
    let talk =
      invocation.flag("quiet")
      ? troubles(summary, style) : closing(summary, isSigned: signer != nil, style)
    if !talk.isEmpty { terminal.talk(talk) }
    terminal.print(summary.bundle)
  }
  return status
}

private func runRequest(_ invocation: Invocation, _ spec: LoadedPlan) throws(Failure) -> RunRequest {
  let folders = UserFolders.current
  var request = RunRequest(
    plan: spec.planned.plan, specs: spec.planned.sources.map { SpecFile(bytes: $0.bytes, source: fileName($0.name)) },
    inputs: InputLook.search(spec.planned, folders: invocation.strings("inputs"), within: spec.fence),
    permissions: try permissions(invocation), tool: Version.tool, results: invocation.string("out") ?? "results", cache: folders.cache,
    cachePolicy: invocation.flag("cache") ? .unmeasured : .none, includesInputs: invocation.flag("include-inputs"),
    resume: invocation.flag("retry-errors") ? .retryingErrors : invocation.flag("resume") ? .latest : .no)
  request.only = try only(invocation, request.plan)
  request.inputs.vault = try vault(for: spec.planned.plan, invocation)
  request.prices = try userPrices()
  request.invoker = .ownProgram
  request.meter = try meter(invocation, request.plan)
  request.budget = try budget(invocation, prices: request.prices)
  return request
}

/// The workloads of `--only`, each of which the plan must have.
private func only(_ invocation: Invocation, _ plan: Plan) throws(Failure) -> Set<String>? {
  let wanted = invocation.strings("only")
  let workloads = Set(plan.nodes.map(\.workload))
  for name in wanted where !workloads.contains(name) {
    throw Failure(
      .usage, "no-such-workload", "the plan has no workload \(quoted(name))",
      help: "there are \(listed(workloads.sorted(), limit: 12))")
  }
  return wanted.isEmpty ? nil : Set(wanted)
}

/// The file of `--meter`, which some target has to say how to read.
private func meter(_ invocation: Invocation, _ plan: Plan) throws(Failure) -> String? {
  guard let path = invocation.string("meter") else { return nil }
  guard plan.targets.contains(where: { $0.energy?.meter != nil }) else {
    throw Failure(
      .usage, "usage", "`--meter` was given, and no target says how its file is read",
      help: "add `energy: { meter: { time: COLUMN, watts: COLUMN } }` to a target")
  }
  guard Files.exists(path) else { throw Failure(.usage, "no-such-file", "there is no file of a meter at \(quoted(path))") }
  return path
}

/// What opens the sealed sets of a plan; the process keeps its memory to itself before it reads the key.
private func vault(for plan: Plan, _ invocation: Invocation) throws(Failure) -> SealedVault? {
  let used = Set(plan.nodes.flatMap(\.inputs))
  let sealed = plan.inputs.filter { $0.isSealed && used.contains($0.id) }
  guard let first = sealed.first else {
    guard invocation.string("identity") == nil else {
      throw Failure(.usage, "identity-not-needed", "--identity was given, and the spec names no sealed set", help: "leave it out")
    }
    return nil
  }
  guard let path = invocation.string("identity") else {
    if invocation.flag("dry-run") { return nil }
    throw Failure(
      .usage, "sealed", "dataset \(quoted(first.id)) is sealed",
      help: "give the identity of a holder with `--identity FILE`; the items are decrypted in memory alone")
  }
  try orFail(.usage) { try MemoryShield.raise() }
  return SealedVault(identities: try identities(path))
}

/// What `--budget` lets the run spend.
private func budget(_ invocation: Invocation, prices: Prices) throws(Failure) -> Budget? {
  guard let text = invocation.string("budget") else { return nil }
  guard let budget = Budget(text) else {
    throw Failure(.usage, "budget", "`--budget \(printable(text))` is none", help: "write `2 USD`, `100000 tokens` or `500 requests`")
  }
  return budget
}

/// Inputs and permissions that cells lack, so that nobody waits for half a run.
///
/// A run that is gone on with has its answers on record, perhaps; what it still needs is asked for cell by cell.
private func refusals(_ plan: Plan, absent: [RunFault], _ allowed: Permissions, _ invocation: Invocation) -> [Failure] {
  let failures = absent.map { Failure(.usage, $0.code.rawValue, $0.message, help: $0.help) }
  if ["resume", "retry-errors", "dry-run"].contains(where: { invocation.flag($0) }) { return failures }
  let missing = Preflight(plan, search: InputSearch(store: nil)).missing(allowed)
  return failures
    + missing.map { fault, cells in
      Failure(.usage, fault.code.rawValue, "\(listed(cells, limit: 4)) \(fault.message)", help: fault.help)
    }
}

/// What `--allow` gives.
func permissions(_ invocation: Invocation) throws(Failure) -> Permissions {
  var permissions = Permissions(ceiling: try orFail(.usage) { try CommandCeiling.load(UserFolders.current.limits) })
  for word in invocation.strings("allow") {
    if word == "command" {
      permissions.commands = true
    } else if word.hasPrefix("network="), word.utf8.count > 8 {
      permissions.network.append(String(word.dropFirst(8)))
    } else if word.hasPrefix("device="), word.utf8.count > 7 {
      permissions.devices.append(String(word.dropFirst(7)))
    } else if word.hasPrefix("files="), word.utf8.count > 6 {
      permissions.files.append(String(word.dropFirst(6)))
    } else {
      throw Failure(
        .usage, "allow", "`--allow \(printable(word))` is unknown",
        help: "there are `command`, `device=NAME`, `files=DIR` and `network=HOST[:PORT]`")
    }
  }
  return permissions
}

func fileName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

/// Who signs a run; the key is opened before anything is measured, so that a bad one costs nothing.
final class Signer {
  let keyid: String
  let builder: String
  private let key: SigningKey

  init?(_ invocation: Invocation) throws(Failure) {
    guard let word = invocation.string("sign") else { return nil }
    key = try KeyRing.own.signingKey(word)
    keyid = key.publicKey.keyid
    builder = invocation.string("builder") ?? KeyRing.builder(word)
  }

  func sign(_ draft: inout BundleDraft) throws(AttestFault) { try draft.sign(as: builder, with: key) }

  /// The envelope of a statement.
  func state(_ statement: some Statement) -> [UInt8] { Envelope(stating: statement, with: key).bytes }
}

/// Why a run does not end with 0: what even a quiet run says.
private func troubles(_ summary: RunSummary, _ style: Style) -> String {
  let trials = summary.trials.filter { $0.status != .ok }.map { trial in
    let word = trial.status.conclusion == .fails ? style.error(trial.status.rawValue) : style.warning(trial.status.rawValue)
    return "\(printable(trial.node)) \(word)" + (trial.reason.map { ": " + printable($0) } ?? "")
  }
  let hint = hints(summary)
  return
    (trials + hint + summary.unanswered.map { style.warning("unanswered") + "  " + printable($0) }
    + summary.valueless.map { line(of: $0, style) }
    + summary.scores.claims.filter { $0.verdict != .holds }.map { line(of: $0, style) }
    + (summary.scores.missingScore == nil ? [] : [scoreLine(summary.scores, style)].compactMap(\.self)))
    .joined(separator: "\n")
}

/// What to do where an evaluation lacks answers.
private func hints(_ summary: RunSummary) -> [String] {
  if summary.isResumable { return ["what finished is kept: the same command with `--resume` asks and executes only what is missing"] }
  if summary.hasErrors { return ["the answers that came are kept: the same command with `--retry-errors` asks only for the failed ones"] }
  return []
}

/// A claim with its verdict.
private func line(of claim: ClaimVerdict, _ style: Style) -> String {
  "claim  \(verdict(claim.verdict, style))  \(printable(claim.text))   \(printable(claim.because))"
}

private func closing(_ summary: RunSummary, isSigned: Bool, _ style: Style) -> String {
  var lines: [String] = [""] + summary.valueless.map { line(of: $0, style) }
  lines += summary.scores.claims.map { line(of: $0, style) }
  if let line = scoreLine(summary.scores, style) { lines.append(line) }
  lines += summary.unanswered.map { style.warning("unanswered") + "  " + printable($0) }
  lines += summary.doubts.map { style.warning("doubtful") + "  " + printable($0) }
  lines += partial(summary).map { style.warning("partial") + "  " + printable($0) }
  lines += hints(summary)
  if summary.isAsItWas { lines.append("nothing was left to do: the bundle stood in its place already") }
  lines.append("the page is \(printable(summary.bundle))/\(BundleFile.report)")
  if !isSigned { lines.append("the bundle is not signed; `etalon sign \(shellQuoted(summary.bundle)) --key NAME` signs it") }
  return lines.joined(separator: "\n")
}

/// What the run leaves out, without the reasons of trials that were said as each of them ended.
private func partial(_ summary: RunSummary) -> [String] {
  let unfinished = summary.trials.filter { $0.status != .ok }
  let told = Set(unfinished.map { "`\($0.id)` \($0.status.words)" + ($0.reason.map { ": \($0)" } ?? "") })
  let lines = summary.partial.filter { !told.contains($0) }
  if unfinished.isEmpty { return lines }
  return ["\(unfinished.count) of \(counted(summary.trials.count, "trial")) did not finish"] + lines
}

/// The word of a verdict in the colour of what it says.
func verdict(_ verdict: ClaimVerdict.Verdict, _ style: Style) -> String {
  switch verdict {
  case .holds: style.good("holds")
  case .fails: style.error("fails")
  case .undecided, .unjudged: style.warning(verdict.rawValue)
  }
}

private func json(of summary: RunSummary, status: ExitStatus) -> JSON {
  [
    "bundle": .string(summary.bundle), "root": .string(summary.root.hex), "plan": .string(summary.plan.hex),
    "exitCode": .number(Double(status.rawValue)), "partial": .array(summary.partial.map { .string($0) }),
    "claims": .array(summary.scores.claims.map { ["id": .string($0.id), "verdict": .string($0.verdict.rawValue)] }),
  ]
}
