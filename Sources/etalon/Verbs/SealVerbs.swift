internal import Attest
internal import CommandTree
internal import Interpreter
internal import Record
internal import Sealing
internal import Text

/// `etalon dataset seal` and what follows from it: sets that nobody can train on, and that outsiders can check later.
let sealVerbs = [
  Verb(
    Command(
      "key", "make an identity that opens sealed sets",
      operands: [Operand("file", .file([]), help: "the new identity file, as `age-keygen` writes it")],
      examples: [Example("etalon dataset key owner.txt", "prints the `age1…` line that --recipient takes")],
      exitCodes: sealCodes), under: "dataset", run: makeIdentity),
  Verb(
    Command(
      "seal", "encrypt a set for chosen holders, and publish a commitment to it",
      discussion: """
        Each --recipient is a copy for a holder: `age1…`, `NAME=age1…`, or several keys of one holder with commas between them. \
        A copy holds a canary of its own, so that a leaked one names its holder. The folder's `commitment.json` names the set, and is all that a spec pins.
        """,
      options: [
        Option(
          "recipient", short: "r", .value("[NAME=]age1…", .text), repeated: true, required: true, help: "who gets a copy that they can open"
        ),
        Option("out", short: "o", .value("DIR", .directory), required: true, help: "the new folder of the sealed set"),
        Option("name", .value("NAME", .text), help: "what the commitment calls the set (default: the file's name)"),
        Option("id", .value("FIELD", .text), default: "id", help: "the field that names an item; items without it are numbered from 1"),
        Option("without", .value("DIR", .directory), repeated: true, help: "leave out the items that were opened of this sealed set"),
      ],
      operands: [Operand("set", .file([".jsonl", ".csv", ".gz"]), help: "the items, JSON Lines or CSV")],
      examples: [
        Example("etalon dataset seal bank.jsonl --recipient lab=age1… -o bank-2026", "a sealed set with one copy"),
        Example("etalon dataset seal bank.jsonl --recipient lab=age1… --without bank-2025 -o bank-2026", "renew a bank"),
      ],
      exitCodes: sealCodes), under: "dataset", run: sealSet),
  Verb(
    Command(
      "inspect", "show what is public of a sealed set",
      options: [Shared.format],
      operands: [Operand("set", .directory, help: "the folder, or its commitment")],
      examples: [Example("etalon dataset inspect bank-2026", "how many items, for whom, what was opened")],
      exitCodes: sealCodes), under: "dataset", run: inspectSet),
  Verb(
    Command(
      "open", "show chosen items of a sealed set with proofs, and burn them",
      options: [
        Option("items", .value("ID,…", .text), required: true, help: "the items, by their ids"),
        Option("fields", .value("NAME,…", .text), help: "show only these fields (default: all)"),
        Option("identity", short: "i", .value("FILE", .file([])), required: true, help: "the identity file of a holder"),
        Option("out", short: "o", .value("FILE", .file([])), help: "write the opening here too"),
      ],
      operands: [Operand("set", .directory, help: "the folder of the sealed set")],
      examples: [Example("etalon dataset open bank-2026 --items q17,q91 --identity lab.txt", "disclose two items")],
      exitCodes: sealCodes), under: "dataset", run: openItems),
  Verb(
    Command(
      "check", "tell whether opened items are those of a commitment",
      options: [Shared.format],
      operands: [
        Operand("opening", .file([".json"]), help: "what `etalon dataset open` wrote"),
        Operand("set", .directory, help: "the set's commitment, or its folder"),
      ],
      examples: [Example("etalon dataset check opening.json bank-2026/commitment.json", "prints the items that were proven, a line each")],
      exitCodes: ExitStatus.meanings.filter { [0, 1, 2].contains($0.code) }), under: "dataset", run: checkOpening),
  Verb(
    Command(
      "whose", "tell whose copy of a sealed set a leaked file was",
      options: [Option("set", .value("DIR", .directory), repeated: true, required: true, help: "a sealed set, or its commitment")],
      operands: [Operand("file", .file([]), help: "the file that turned up")],
      examples: [Example("etalon dataset whose dump.jsonl --set bank-2026", "names the holder by the canary in it")],
      exitCodes: ExitStatus.meanings.filter { [0, 1, 2].contains($0.code) }), under: "dataset", run: whoseCopy),
  Verb(
    Command(
      "publish", "publish the key of a sealed set, so that every past run over it can be checked in full",
      options: [Option("identity", short: "i", .value("FILE", .file([])), required: true, help: "the identity file of a holder")],
      operands: [Operand("set", .directory, help: "the folder of the sealed set")],
      examples: [Example("etalon dataset publish bank-2026 --identity owner.txt", "then `etalon verify RUN --opened bank-2026`")],
      exitCodes: sealCodes), under: "dataset", run: publishKey),
]

/// `etalon dataset audit`: openings of a sealed run.
let auditVerb = Verb(
  Command(
    "audit", "open the items of a sealed run that a beacon chooses, for others to score again",
    options: [
      Option("set", .value("DIR", .directory), required: true, help: "the folder of the sealed set"),
      Option("identity", short: "i", .value("FILE", .file([])), required: true, help: "the identity file of a holder"),
      Option(
        "pulse", .value("FILE", .file([".json"])), required: true, help: "the first pulse of the NIST beacon after the date of the bundle"),
      Option("count", .value("N", .integer(1...1_000_000)), help: "how many items, where the plan does not say (`audit: N` of the set)"),
      Option("out", short: "o", .value("FILE", .file([".json"])), required: true, help: "where the audit goes"),
      Shared.inputs,
    ],
    operands: [Shared.folder],
    examples: [
      Example(
        "etalon dataset audit RUN --set bank-2026 --identity lab.txt --pulse pulse.json -o audit.json",
        "then `etalon verify RUN --audit audit.json`")
    ],
    exitCodes: sealCodes), under: "dataset", run: auditRun)

private func auditRun(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  try orFail(.usage) { try MemoryShield.raise() }
  let keys = try identities(invocation.string("identity") ?? "")
  let out = try newFile(invocation) ?? ""
  return try orFail(.usage) {
    let set = try SealedSet(invocation.string("set") ?? "")
    let pulse = try Pulse(reading: try Files.read(invocation.string("pulse") ?? "", limit: Pulse.sizeLimit))
    let audit = try set.audit(
      invocation.string("bundle") ?? "", count: invocation.integer("count"), by: pulse, with: keys,
      inputs: invocation.strings("inputs"))
    try Files.replace(out, audit.json.canonicalBytes)
    terminal.print(printable(out))
    terminal.talk("  \(counted(audit.opening.items.count, "item")) opened and burned; `etalon verify --audit` scores them again")
    return .ok
  }
}

/// The file of `--out`, which is not there yet: what is burned once must not replace what was burned before.
private func newFile(_ invocation: Invocation) throws(Failure) -> String? {
  guard let path = invocation.string("out") else { return nil }
  guard !Files.exists(path) else {
    throw Failure(
      .usage, "file-exists", "\(quoted(path)) is there already, so nothing was opened",
      help: "name a new file; openings also stay in the folder of the set")
  }
  return path
}

private let sealCodes = ExitStatus.meanings.filter { [0, 2].contains($0.code) }

/// The identities of `--identity`.
func identities(_ path: String) throws(Failure) -> [AgeIdentity] {
  try orFail(.usage) {
    try Identities.read(path, passphrase: { Terminal.environment("ETALON_PASSPHRASE").flatMap { $0.isEmpty ? nil : $0 } })
  }
}

private func makeIdentity(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let path = invocation.string("file") ?? ""
  let recipient = try orFail(.usage) { try Identities.make(path) }
  terminal.print(recipient.description)
  terminal.talk("  its secret half is in \(printable(path)): keep it to yourself, and keep a copy of it")
  return .ok
}

private func sealSet(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let file = invocation.string("set") ?? ""
  return try orFail(.usage) {
    let words = invocation.strings("recipient")
    var holders: [SetSealing.Holder] = []
    for (index, word) in words.enumerated() { holders.append(try holder(word, number: index + 1)) }
    let name = fileName(file).split(separator: ".").first.map(String.init) ?? "set"
    let order = SealedSet.Order(
      file: file, idField: invocation.string("id") ?? "id", name: invocation.string("name") ?? name, holders: holders,
      without: try invocation.strings("without").map { try SealedSet($0) })
    let set = try SealedSet.seal(order, to: invocation.string("out") ?? "")
    terminal.print(set.commitment.digest.hex)
    terminal.talk(
      "  \(counted(set.commitment.count, "item")) for \(listed(holders.map(\.name))) in \(printable(set.path)); specs pin the digest above as `sha256` beside `sealed`"
    )
    return .ok
  }
}

/// `age1…`, `NAME=age1…`, with commas between several keys.
private func holder(_ word: String, number: Int) throws(AttestFault) -> SetSealing.Holder {
  let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
  var recipients: [AgeRecipient] = []
  for key in parts[parts.count - 1].split(separator: ",") { recipients.append(try AgeRecipient(String(key))) }
  guard !recipients.isEmpty else { throw AttestFault("age-recipient", "`--recipient` has no key", help: "write `NAME=age1…`") }
  return SetSealing.Holder(name: parts.count == 2 ? String(parts[0]) : "copy-\(number)", recipients: recipients)
}

private func inspectSet(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  try orFail(.usage) {
    let set = try SealedSet(invocation.string("set") ?? "")
    let (commitment, log, burned) = (set.commitment, try set.log(), try set.burned())
    if invocation.string("format") == "json" {
      terminal.print(json(of: commitment, log, burned).canonicalText)
      return .ok
    }
    let last = log.entries.last.map { "\($0.act.rawValue) on \($0.time.recordText) by \(printable($0.holder))" } ?? "nothing is on record"
    terminal.print(
      facts(
        [
          ("name", printable(commitment.name)), ("commitment", commitment.digest.hex), ("items", "\(commitment.count)"),
          ("root", commitment.root.hex), ("sealed", commitment.sealed.recordText),
          ("opened", "\(burned.count) of \(commitment.count)"), ("last access", last), ("log head", log.head.hex),
        ] + commitment.copies.map { ("copy", "\($0.holder): \($0.recipients.map(\.description).joined(separator: ", "))") },
        style: terminal.printStyle))
    return .ok
  }
}

private func json(of commitment: SealCommitment, _ log: AccessLog, _ burned: Set<Int>) -> JSON {
  [
    "commitment": .string(commitment.digest.hex), "items": .number(Double(commitment.count)), "name": .string(commitment.name),
    "opened": .array(burned.sorted().map { .number(Double($0)) }), "root": .string(commitment.root.hex), "log": .string(log.head.hex),
    "copies": .array(
      commitment.copies.map { ["holder": .string($0.holder), "recipients": .array($0.recipients.map { .string($0.description) })] }),
  ]
}

private func openItems(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let keys = try identities(invocation.string("identity") ?? "")
  func list(_ name: String) -> [String]? { invocation.string(name)?.split(separator: ",").map(String.init) }
  let out = try newFile(invocation)
  return try orFail(.usage) {
    let set = try SealedSet(invocation.string("set") ?? "")
    let (opening, path) = try set.open(list("items") ?? [], fields: list("fields"), with: keys)
    if let out { try Files.replace(out, opening.json.canonicalBytes) }
    terminal.print(path)
    terminal.talk("  \(counted(opening.items.count, "item")) opened and burned; anybody can check them with `etalon dataset check`")
    return .ok
  }
}

private func checkOpening(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let set = try orFail(.usage) { try SealedSet(invocation.string("set") ?? "") }
  let opening = try orFail(.usage) { try Opening(try Files.read(invocation.string("opening") ?? "")) }
  return try orFail(.fails) {
    try opening.check(against: set.commitment)
    if invocation.string("format") == "json" {
      terminal.print(opening.proven.canonicalText)
    } else {
      for item in opening.items { terminal.print(printable(String(decoding: item.line, as: UTF8.self))) }
      terminal.talk("  \(counted(opening.items.count, "item")) as sealed in \(set.commitment.digest.short)…")
    }
    return .ok
  }
}

private func whoseCopy(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let sets = try invocation.strings("set").map { path throws(Failure) in try orFail(.usage) { try SealedSet(path) } }
  let bytes = try orFail(.usage) { try Files.read(invocation.string("file") ?? "") }
  let found = Canary.digests(in: bytes)
  var named = false
  for set in sets {
    for copy in set.commitment.copies where found.contains(copy.canary) {
      terminal.print("\(printable(copy.holder))  \(printable(set.commitment.name))  \(set.commitment.digest.hex)")
      named = true
    }
  }
  guard !named else { return .ok }
  throw Failure(
    .fails, "seal-no-canary", "no copy of these sets left its canary in `\(printable(invocation.string("file") ?? ""))`",
    help: found.isEmpty ? "whoever leaked it took the canaries out, or it is of another set" : "it holds canaries of other sets")
}

private func publishKey(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let keys = try identities(invocation.string("identity") ?? "")
  let path = try orFail(.usage) { try SealedSet(invocation.string("set") ?? "").publish(keys) }
  terminal.print(path)
  terminal.talk("  whoever has the folder can open the set now; it measures nothing any more")
  return .ok
}
