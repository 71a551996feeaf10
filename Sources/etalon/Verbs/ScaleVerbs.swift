internal import Attest
internal import CommandTree
internal import Glibc
internal import Interpreter
internal import Ranking
internal import Record
internal import Text

/// The verbs about grade scales.
let scaleVerbs = [scaleCheckVerb, scaleSignVerb]

private let scaleOperand = Operand("scale", .file([".yaml", ".yml"]), help: "the scale")

/// `etalon scale check`: prove that a scale says what a scale has to.
private let scaleCheckVerb = Verb(
  Command(
    "check", "prove the rules of grades for a scale, and tell who signed it",
    discussion: """
      Every score has exactly one class, some system has each class under every reference that the scale admits, the reference has its own \
      class, no metric counts twice, and vetoes cap without contradiction. docs/ranking.md has the rules. A signature beside the scale \
      that is not one of it, or that your policy refuses, is an error.
      """,
    group: Group.verify, options: [Shared.policy, Shared.format], operands: [scaleOperand],
    examples: [Example("etalon scale check specs/scales/ai-server.yaml", "prove the rules of one scale")],
    exitCodes: [ExitCode(1, "a rule does not hold, or the signature is not one of this scale")]
      + ExitStatus.meanings.filter { [0, 2].contains($0.code) }), under: "scale",
  run: checkScale)

/// `etalon scale sign`: answer for a scale.
private let scaleSignVerb = Verb(
  Command(
    "sign", "sign a grade scale",
    discussion: """
      The signature is over the canonical JSON of the scale: bands, references, vetoes, scope and expiry, not the comments of its file. It \
      stands beside the scale as NAME.dsse.json, and `etalon rank --scale` and `etalon site --scale` tell whose it is. A scale that does \
      not prove its rules, or has expired, is not signed; a signature of another key is not replaced.
      """,
    group: Group.trust,
    options: [
      Option("key", .value("KEY", .dynamic("key")), required: true, help: "a name of `etalon key new`, or a private PEM file"),
      Option("builder", .value("ID", .text), help: "who signs, as verifiers' policies know it (default: the key's name)"),
    ],
    operands: [scaleOperand],
    examples: [Example("etalon scale sign scale.yaml --key lab", "writes scale.dsse.json")],
    exitCodes: [ExitCode(1, "a rule does not hold, or another key has signed")] + ExitStatus.meanings.filter { [0, 2].contains($0.code) }),
  under: "scale", run: signScale)

/// `etalon scale check FILE`.
func checkScale(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let file = try ScaleFile(invocation.string("scale") ?? "", policy: try rankPolicy(invocation), on: terminal)
  let proof = ScaleProof(file.scale)
  let isExpired = file.scale.expires < today()
  if isExpired {
    terminal.talk(
      terminal.talkStyle.warning("warning[scale-expired]")
        + ": the scale grades nothing after \(file.scale.expires), which has passed\nhelp: get or make a new edition; `etalon explain scale-expired`"
    )
  }
  if invocation.string("format") == "json" {
    terminal.print(bytes: try orFail { try proof.canonicalBytes() })
  } else {
    let style = terminal.printStyle
    let lines = proof.statements.map { statement in
      let word = statement.holds ? style.good("holds") : style.error("fails")
      let code = statement.code.map { "  " + style.dim("etalon explain \($0.rawValue)") } ?? ""
      return "rule \(padded("\(statement.rule)", to: 4))\(word)  \(printable(statement.words))\(code)"
    }
    let head = style.bold(printable(proof.scale)) + ", \(file.origin.words)"
    let until = isExpired ? style.error("expired") + " after \(file.scale.expires)" : "grades until \(file.scale.expires)"
    terminal.print(([head, until] + lines).joined(separator: "\n"))
  }
  return proof.holds ? .ok : .fails
}

/// `etalon scale sign FILE --key KEY`.
func signScale(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let word = invocation.string("key") ?? ""
  let key = try KeyRing.own.signingKey(word)
  let path = invocation.string("scale") ?? ""
  let (scale, digest) = try readableScale(path, on: terminal)
  if let broken = ScaleProof(scale).statements.first(where: { !$0.holds }) {
    throw Failure(.fails, broken.code?.rawValue ?? "scale-invalid", printable(broken.words), help: "`etalon scale check` proves every rule")
  }
  let now = Timestamp(secondsSince1970: time(nil))
  guard today() <= scale.expires else {
    throw Failure(.fails, "scale-expired", "the scale grades nothing after \(scale.expires)", help: "give a new edition a later day")
  }
  let place = ScaleFile.signaturePath(path)
  try refuseForeignSignature(at: place, keyid: key.publicKey.keyid)
  let statement = ScaleStatement(author: invocation.string("builder") ?? KeyRing.builder(word), scale: digest, signed: now)
  try orFail(.usage) { try Files.replace(place, Envelope(stating: statement, with: key).bytes) }
  terminal.print("\(place)   signed by \(key.publicKey.keyid.prefix(16))… as \(printable(statement.author))")
  return .ok
}

/// A signature of one's own is made anew; one of somebody else stays.
private func refuseForeignSignature(at place: String, keyid: String) throws(Failure) {
  guard Files.exists(place) else { return }
  let bytes = try orFail(.usage) { try Files.read(place, limit: Envelope.sizeLimit) }
  guard let own = try? Envelope(reading: bytes), own.keyid == keyid else {
    throw Failure(
      .fails, "already-signed", "\(quoted(place)) is a signature of another key, or none",
      help: "sign a copy of the scale under another name, or move that file away")
  }
}
