internal import Attest
internal import CommandTree
internal import Glibc
internal import Interpreter
internal import Record
internal import Text

/// Seconds since 1970 by the system's clock.
func secondsNow() -> Int { Glibc.time(nil) }

private func log(_ invocation: Invocation) -> LogFolder { LogFolder(path: invocation.string("log") ?? "") }

/// `etalon log init DIR`: an empty log under a signed head.
func initLog(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let word = invocation.string("key") ?? ""
  let key = try KeyRing.own.signingKey(word)
  let origin = invocation.string("origin") ?? KeyRing.builder(word)
  let log = log(invocation)
  _ = try orFail { try log.create(origin: origin, key: key) }
  let named = try orFail { try NoteKey.named(origin, .log, key.publicKey) }
  terminal.print(
    facts([("log", log.path), ("origin", printable(origin)), ("key", named.verifierKey)], style: terminal.printStyle))
  return .ok
}

/// `etalon log append DIR FILE…`: what is no commitment and no void record is refused before anything is written.
func appendToLog(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let key = try KeyRing.own.signingKey(invocation.string("key") ?? "")
  let log = log(invocation)
  for file in invocation.strings("file") {
    let bytes = try orFail(.usage) { try Files.read(file, limit: LogEntry.limit) }
    _ = try orFail(.usage) { try LoggedStatement(number: 0, bytes) }
    let (number, wasThere) = try orFail { try log.appendOnce(bytes, key: key) }
    terminal.print("\(number)  \(printable(file))\(wasThere ? "   was there already" : "")")
  }
  return .ok
}

/// `etalon log void DIR ENTRY`: a signed reason why a committed plan has no result.
func voidPlan(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let word = invocation.string("key") ?? ""
  let key = try KeyRing.own.signingKey(word)
  let logKey = try KeyRing.own.signingKey(invocation.string("log-key") ?? word)
  let log = log(invocation)
  return try orFail { () throws in
    let head = try log.head()
    let number = UInt64(invocation.integer("entry") ?? 0)
    let entry = try LoggedStatement(number: number, try log.entry(number, of: head.checkpoint.size))
    guard case .commitment(let commitment) = entry.statement else {
      throw Failure(.usage, "log-entry", "entry \(number) is no plan commitment", help: "`etalon log show` lists the entries")
    }
    guard entry.envelope.keyid == key.publicKey.keyid else {
      throw Failure(
        .usage, "keyid-differs", "entry \(number) was signed by another key: \(entry.envelope.keyid)", help: "sign with that key")
    }
    let record = VoidRecord(
      builder: commitment.builder, plan: commitment.plan, reason: invocation.string("reason") ?? "",
      voided: Timestamp(secondsSince1970: secondsNow()), nonce: .drawn())
    let (place, _) = try log.appendOnce(Envelope(stating: record, with: key).bytes, key: logKey)
    terminal.print("\(place)  plan \(commitment.plan.short) of entry \(number) will have no result")
    return .ok
  }
}

/// `etalon log prove DIR ENTRY -o FILE`: under the head of now, with the witnesses that it has.
func proveEntry(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let path = invocation.string("out") ?? ""
  try orFail {
    let proof = try log(invocation).proof(of: UInt64(invocation.integer("entry") ?? 0))
    try Files.replace(path, proof.bytes)
  }
  terminal.print(path)
  return .ok
}

/// `etalon log check DIR`: wholeness, continuity, signature.
func checkLog(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let log = log(invocation)
  let head = try orFail { try log.head() }
  try orFail { try log.demandWholeness() }
  if let since = invocation.string("since") {
    let earlier = try orFail(.usage) { try SignedCheckpoint(reading: try Files.read(since, limit: SignedNote.sizeLimit)) }
    try orFail { try log.demandConsistency(since: earlier.checkpoint) }
  }
  let count = counted(Int(clamping: head.checkpoint.size), "entry", "entries")
  let origin = head.checkpoint.origin
  let keys = try logKeys(invocation, origin)
  if keys.isEmpty {
    terminal.print("\(printable(origin)): whole, \(count); whose it is was not checked: its key is not in your policy")
    return .undecided
  }
  guard keys.contains(where: { head.note.isSigned(by: $0) == true }) else {
    try orFail { for key in keys { try head.demandSignature(of: key) } }
    return .fails
  }
  terminal.print("\(printable(origin)): whole, \(count), signed by its key")
  return .ok
}

/// The keys of a log: the one that was given, or those of the policy.
private func logKeys(_ invocation: Invocation, _ origin: String) throws(Failure) -> [NoteKey] {
  if let word = invocation.string("key") {
    let key = try KeyRing.own.publicKey(word)
    return [try orFail(.usage) { try NoteKey.named(origin, .log, key) }]
  }
  return try policyOrOwn(invocation).logs.filter { $0.name == origin }
}

/// The policy of `--policy`, else the user's own, else the empty one.
func policyOrOwn(_ invocation: Invocation) throws(Failure) -> Policy {
  guard let path = invocation.string("policy") else { return try PolicyFile.read(UserFolders.current.policy) ?? Policy() }
  guard let policy = try PolicyFile.read(path) else { throw Failure(.usage, "no-such-file", "there is no policy at \(quoted(path))") }
  return policy
}

/// `etalon log cosign DIR --key WITNESS`: a witness's line below the head.
func cosignLog(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let word = invocation.string("key") ?? ""
  let key = try KeyRing.own.signingKey(word)
  let name = invocation.string("name") ?? KeyRing.builder(word)
  let earlier = try invocation.string("since").map { (path) throws(Failure) in
    try orFail(.usage) { try SignedCheckpoint(reading: try Files.read(path, limit: SignedNote.sizeLimit)).checkpoint }
  }
  let log = log(invocation)
  let head = try orFail { () throws in
    try log.cosign(as: name, since: earlier, at: UInt64(max(0, secondsNow())), with: key)
    return try log.head()
  }
  let count = counted(Int(clamping: head.checkpoint.size), "entry", "entries")
  terminal.print("\(printable(head.checkpoint.origin)) at \(count), cosigned by \(printable(name))")
  return .ok
}
