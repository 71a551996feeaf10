internal import Attest
internal import CommandTree
internal import Interpreter
internal import Record
internal import Text

/// `etalon log show DIR`: the head, and a line for each entry.
func showLog(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let log = LogFolder(path: invocation.string("log") ?? "")
  let (head, entries) = try orFail { try contents(of: log) }
  if invocation.string("format") == "json" {
    terminal.print(json(head, entries).canonicalText)
    return .ok
  }
  let style = terminal.printStyle
  terminal.print(
    facts(
      [
        ("origin", printable(head.checkpoint.origin)), ("entries", "\(head.checkpoint.size)"), ("root", head.checkpoint.root.hex),
        ("signed", printable(listed(head.note.signatures.map(\.name)))),
      ], style: style))
  let rows = entries.enumerated().map { number, bytes -> [String] in
    // checked: the position in a list.
    guard let entry = try? LoggedStatement(number: UInt64(number), bytes) else { return ["\(number)", "unknown", "", "", ""] }
    return ["\(number)", entry.word, entry.plan.short, printable(entry.builder), "\(entry.time)"]
  }
  if rows.isEmpty { return .ok }
  let table = Table([.init("entry", .right), .init("is", .left), .init("plan"), .init("by"), .init("says it was at")], rows: rows)
  terminal.print("\n" + table.lines(style: style).joined(separator: "\n"))
  return .ok
}

/// The head of a log and all its entries.
func contents(of log: LogFolder) throws(AttestFault) -> (head: SignedCheckpoint, entries: [[UInt8]]) {
  let head = try log.head()
  var entries: [[UInt8]] = []
  try log.forEachEntry(of: head.checkpoint.size) { (_, bytes) in entries.append(bytes) }
  return (head, entries)
}

private func json(_ head: SignedCheckpoint, _ entries: [[UInt8]]) -> JSON {
  let listed = entries.enumerated().map { number, bytes -> JSON in
    // checked: the position in a list.
    guard let entry = try? LoggedStatement(number: UInt64(number), bytes) else {
      return ["entry": .number(Double(number)), "is": "unknown"]
    }
    return [
      "builder": .string(entry.builder), "entry": .number(Double(number)), "is": .string(entry.word),
      "keyid": .string(entry.envelope.keyid), "plan": .string(entry.plan.hex), "time": .string(entry.time.recordText),
    ]
  }
  return [
    "entries": .array(listed), "origin": .string(head.checkpoint.origin), "root": .string(head.checkpoint.root.hex),
    "signatures": .array(head.note.signatures.map { .string($0.name) }), "size": .number(Double(head.checkpoint.size)),
  ]
}

extension LoggedStatement {
  fileprivate var word: String {
    switch statement {
    case .commitment: "commitment"
    case .void: "void"
    }
  }
}

/// `etalon log audit DIR BUNDLE…`: the end of every committed plan.
func auditLog(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let log = LogFolder(path: invocation.string("log") ?? "")
  let policy = try policyOrOwn(invocation)
  let (head, entries) = try orFail { try contents(of: log) }
  let isKnown = try isSigned(head, invocation)
  var bundles: [CommittedBundle] = []
  let shelves = invocation.strings("bundle").map { (path: $0, shelf: BundleShelf($0)) }
  let unread = shelves.filter { !$0.shelf.bundles.isEmpty || Files.isFolder($0.path) }.flatMap(\.shelf.unread)
  for path in shelves.flatMap({ $0.shelf.bundles.isEmpty && $0.shelf.unread.isEmpty ? [$0.path] : $0.shelf.bundles }) {
    bundles.append(try orFail(.usage) { try CommittedBundle(path: path, policy: policy) })
  }
  let audit = LogAudit(entries: entries, bundles: bundles, policy: policy)
  let isWhole = unread.isEmpty && (isKnown || invocation.string("policy") == nil)
  let status: ExitStatus = audit.open.isEmpty ? (audit.doubtful.isEmpty && isWhole ? .ok : .undecided) : .fails
  if invocation.string("format") == "json" {
    terminal.print(json(of: audit, head.checkpoint, status, isKnown: isKnown, unread: unread).canonicalText)
  } else {
    let doubts =
      unread.map { "unread    \(printable($0)): it cannot be listed, so bundles in it were not looked for" }
      + (isKnown ? [] : ["whose log it is was not checked: the key of \(quoted(head.checkpoint.origin)) is not in your policy"])
    terminal.print((doubts + [text(of: audit, head.checkpoint, style: terminal.printStyle)]).joined(separator: "\n"))
  }
  return status
}

/// Whether a key that the policy has for the log signed its head; `false` where it has none.
///
/// - Throws: Where it has one, and the head is not signed by it.
private func isSigned(_ head: SignedCheckpoint, _ invocation: Invocation) throws(Failure) -> Bool {
  let keys = try policyOrOwn(invocation).logs.filter { $0.name == head.checkpoint.origin }
  if keys.isEmpty || keys.contains(where: { head.note.isSigned(by: $0) == true }) { return !keys.isEmpty }
  try orFail { for key in keys { try head.demandSignature(of: key) } }
  return false
}

private func text(of audit: LogAudit, _ head: Checkpoint, style: Style) -> String {
  var lines = audit.plans.map { plan -> String in
    let entry = plan.commitment
    let what = "entry \(entry.number)  plan \(entry.plan.short)  \(printable(entry.builder))  \(entry.time)"
    return "\(padded(plan.end.word, to: 8))  \(what)\(plan.end.more.map { "\n          " + printable($0) } ?? "")"
  }
  lines += audit.strangers.map { "unknown   entry \($0)" }
  let isClosed = audit.open.isEmpty && audit.doubtful.isEmpty
  let rest = "\(audit.open.count) without an end, \(audit.doubtful.count) with one that your policy does not believe"
  let count = "\(printable(head.origin)): \(counted(audit.plans.count, "committed plan"))"
  lines.append(style.bold("\(count), \(isClosed ? "each with an end" : rest)"))
  return lines.joined(separator: "\n")
}

private func json(of audit: LogAudit, _ head: Checkpoint, _ status: ExitStatus, isKnown: Bool, unread: [String]) -> JSON {
  let plans = audit.plans.map { plan -> JSON in
    var object: JSON.Object = JSON.Object()
    object["builder"] = .string(plan.commitment.builder)
    object["detail"] = plan.end.more.map { .string($0) }
    object["end"] = .string(plan.end.word)
    object["entry"] = .number(Double(plan.commitment.number))
    object["plan"] = .string(plan.commitment.plan.hex)
    return .object(object)
  }
  return [
    "exitCode": .number(Double(status.rawValue)), "keyKnown": .bool(isKnown), "open": .number(Double(audit.open.count)),
    "origin": .string(head.origin),
    "plans": .array(plans), "size": .number(Double(head.size)), "unread": .array(unread.map { .string($0) }),
  ]
}

extension LogAudit.End {
  fileprivate var word: String {
    switch self {
    case .result: "result"
    case .void: "void"
    case .doubtful: "doubtful"
    case .open: "open"
    }
  }

  fileprivate var more: String? {
    switch self {
    case .result(let bundle): bundle
    case .void(let entry, let reason): "entry \(entry): \(reason)"
    case .doubtful(let why): why
    case .open: nil
    }
  }
}
