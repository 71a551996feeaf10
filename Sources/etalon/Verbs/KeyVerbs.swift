internal import Attest
internal import CommandTree
internal import Interpreter
internal import Record
internal import Report
internal import Text

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
  let key = try KeyRing.own.publicKey(invocation.string("key") ?? "")
  let builder = invocation.string("builder") ?? ""
  let path = invocation.string("policy") ?? UserFolders.current.policy
  let isNew = try PolicyFile.trust(key, for: builder, at: path)
  terminal.print("\(path) \(isNew ? "now trusts" : "already trusts") key \(key.keyid.prefix(16))… for builder \(printable(builder))")
  return .ok
}

/// `etalon sign BUNDLE --key KEY`: the run's signature, or one more.
func signBundle(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let word = invocation.string("key") ?? ""
  let key = try KeyRing.own.signingKey(word)
  let builder = invocation.string("builder") ?? KeyRing.builder(word)
  let bundle = invocation.string("bundle") ?? ""
  do {
    let name = try BundleReading(path: bundle).sign(as: builder, with: key)
    try renewReport(ofBundleAt: bundle)
    terminal.print("\(bundle)/\(name)   signed by \(key.publicKey.keyid.prefix(16))… as \(printable(builder))")
    return .ok
  } catch {
    throw Failure(.fails, error.code, error.message, help: error.help)
  }
}

/// The page names the run's signer, so it is rendered again once there is one.
private func renewReport(ofBundleAt path: String) throws(AttestFault) {
  let reading = try BundleReading(path: path)
  guard let records = reading.records, reading.folder.bytes(BundleFile.report) != nil else { return }
  do {
    try Files.replace("\(path)/\(BundleFile.report)", renderReport(ReportInput(reading, records)))
  } catch {
    throw AttestFault(error.code.rawValue, error.message, help: error.help)
  }
}
