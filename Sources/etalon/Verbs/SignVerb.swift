internal import Attest
internal import CommandTree
internal import Interpreter
internal import Record
internal import Report
internal import Text

/// `etalon sign`: put a signature on a bundle.
let signVerb = Verb(
  Command(
    "sign", "sign a bundle",
    discussion:
      "The first signature is the run's own; further keys co-sign. The signature stands beside `data/` and changes nothing in it.",
    group: Group.trust,
    options: [
      Option("key", .value("KEY", .dynamic("key")), required: true, help: "a name of `etalon key new`, or a private PEM file"),
      Option("builder", .value("ID", .text), help: "who signs, as verifiers' policies know it (default: the key's name)"),
    ],
    operands: [Shared.folder],
    examples: [Example("etalon sign RUN --key lab", "writes attestations/run.dsse.json")],
    exitCodes: ExitStatus.meanings.filter { [0, 1, 2].contains($0.code) }), run: signBundle)

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
    // A signature that was put in place just before a kill has left the page of before.
    if error.code == "already-signed" { try? renewReport(ofBundleAt: bundle) }
    throw Failure(.fails, error.code, error.message, help: error.help)
  }
}

/// The page names the run's signer, so it is rendered again once there is one; between the two the page of before stands, which says that
/// no signature was at hand.
private func renewReport(ofBundleAt path: String) throws(AttestFault) {
  let reading = try BundleReading(path: path)
  guard let records = reading.records, let found = reading.folder.bytes(BundleFile.report) else { return }
  let page = renderReport(ReportInput(reading, records, in: declaredReportLanguage(of: found)))
  if found != page { try reading.replaceReport(by: page) }
}
