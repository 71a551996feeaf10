internal import Attest
internal import CommandTree
internal import Interpreter
internal import Record
internal import Report
internal import Text

/// `etalon key`: signing keys and whom to believe.
let keyVerbs = [
  Verb(
    Command(
      "new", "make an Ed25519 key pair",
      options: [
        Option("out", short: "o", .value("DIR", .directory), help: "where to write NAME.pem and NAME.pub (default: the user's keys)")
      ],
      operands: [Operand("name", .text, help: "the name that --sign takes")],
      examples: [Example("etalon key new lab", "~/.config/etalon/keys/lab.pem and lab.pub")],
      exitCodes: ExitStatus.meanings.filter { [0, 2].contains($0.code) }), under: "key", run: makeKey),
  Verb(
    Command(
      "show", "show a key's id and public half",
      options: [Shared.format],
      operands: [Operand("key", .dynamic("key"), help: "a name, or a PEM or ssh-ed25519 file")],
      examples: [Example("etalon key show lab", "what to give to verifiers")],
      exitCodes: ExitStatus.meanings.filter { [0, 2].contains($0.code) }), under: "key", run: showKey),
  Verb(
    Command(
      "trust", "put a public key into your own policy",
      options: [
        Option("builder", .value("ID", .text), required: true, help: "whose key it is; bundles of this builder are believed when it signs"),
        Shared.policy,
      ],
      operands: [Operand("key", .dynamic("key"), help: "a name, or a public key file")],
      examples: [Example("etalon key trust lab.pub --builder https://lab.example/etalon", "from now on verify believes it")],
      exitCodes: ExitStatus.meanings.filter { [0, 2].contains($0.code) }), under: "key", run: trustKey),
]

/// `etalon key new NAME`: a pair that never replaces another.
func makeKey(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let name = invocation.string("name") ?? ""
  guard KeyRing.isName(name) else {
    throw Failure(.usage, "key-name", "\(quoted(name)) cannot name a key", help: "use letters, digits, `-` and `_`")
  }
  let ring = invocation.string("out").map(KeyRing.init) ?? KeyRing.own
  return try orFail(.usage) {
    try Files.makeFolders(ring.folder)
    let key = try SigningKey.generate()
    try key.write(to: ring.privatePath(name))
    try key.publicKey.write(to: ring.publicPath(name))
    terminal.print(
      facts(
        [
          ("private key", ring.privatePath(name) + "   keep it to yourself"), ("public key", ring.publicPath(name)),
          ("key id", key.publicKey.keyid),
        ], style: terminal.printStyle))
    return .ok
  }
}

/// `etalon key show KEY`: what to hand to verifiers.
func showKey(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let key = try KeyRing.own.publicKey(invocation.string("key") ?? "")
  if invocation.string("format") == "json" {
    terminal.print((["keyid": .string(key.keyid), "pem": .string(key.pem), "ssh": .string(key.sshLine)] as JSON).canonicalText)
  } else {
    terminal.print(facts([("key id", key.keyid), ("ssh", key.sshLine)], style: terminal.printStyle) + "\n" + key.pem)
  }
  return .ok
}

/// `etalon key trust KEY --builder ID`: an entry in the user's own policy.
func trustKey(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let key = try KeyRing.own.trustedKey(invocation.string("key") ?? "")
  let builder = invocation.string("builder") ?? ""
  let path = invocation.string("policy") ?? UserFolders.current.policy
  let isNew = try PolicyFile.trust(key, for: builder, at: path)
  terminal.print("\(path) \(isNew ? "now trusts" : "already trusts") key \(key.keyid.prefix(16))… for builder \(printable(builder))")
  return .ok
}
