internal import Attest
internal import CommandTree
internal import Interpreter
internal import Record
internal import Text

/// `etalon pack`: a bundle as one file.
let packVerb = Verb(
  Command(
    "pack", "write a bundle as one file that `etalon verify` reads",
    discussion: """
      The file is a tar archive without anything to choose, so every copy of a bundle gives the same bytes. Only an intact bundle is packed. \
      `etalon verify FILE.tar` reads it without unpacking; `tar -xf FILE.tar` unpacks it.
      """,
    group: Group.verify,
    options: [
      Option(
        "output", short: "o", .value("FILE", .file([".tar"])), required: true, help: "where to write it, or - for standard output")
    ],
    operands: [Shared.bundle],
    examples: [
      Example("etalon pack RUN -o run.tar", "one file to pass on"),
      Example("etalon pack RUN -o - | ssh HOST etalon verify -", "verify it elsewhere"),
    ],
    exitCodes: ExitStatus.meanings.filter { [0, 1, 2].contains($0.code) }), run: packBundle)

/// `etalon pack BUNDLE -o FILE`: told on standard error, since the archive may go to standard output.
func packBundle(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let bundle = invocation.string("bundle") ?? ""
  let output = invocation.path("output") ?? .standardStream
  if output == .standardStream, terminal.isPrintingToPerson {
    throw Failure(
      .usage, "output", "an archive is nothing for a terminal", help: "name a file: etalon pack \(shellQuoted(bundle)) -o FILE.tar")
  }
  let reading = try orFail { try BundleReading(path: bundle) }
  let failures = reading.findings.filter { $0.severity == .failure }
  for finding in failures.prefix(25) {
    terminal.talk("\(finding.code)  \(printable(finding.path)): \(printable(finding.message))")
  }
  guard failures.isEmpty else {
    throw Failure(
      .fails, "bundle-not-intact", "\(quoted(bundle)) is not intact, and a broken bundle is not packed",
      help: "etalon verify \(shellQuoted(bundle))")
  }
  var path: String?
  if case .file(let file) = output { path = file }
  try orFail { try reading.pack(to: path) }
  terminal.talk("packed \(counted(reading.folder.files.count, "file"))\(path.map { " into \(printable($0))" } ?? "")")
  return .ok
}
