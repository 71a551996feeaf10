internal import Attest
internal import CommandTree
internal import Interpreter
internal import Record
internal import Report
internal import Score
internal import Spec
internal import Text

/// `etalon report`: the bundle as a page.
let reportVerb = Verb(
  Command(
    "report", "render a bundle as one HTML page",
    group: Group.verify,
    options: [
      Shared.pageLanguage,
      Option("output", short: "o", .value("FILE", .file([".html"])), help: "where to write it (default: standard output)"),
    ],
    operands: [Shared.bundle],
    examples: [
      Example("etalon report RUN -o page.html", "a page that works without network"),
      Example("etalon report RUN --lang zh -o page.html", "the same in Chinese"),
    ],
    exitCodes: ExitStatus.meanings.filter { [0, 1, 2].contains($0.code) }), run: renderReportOfBundle)

/// `etalon report BUNDLE`.
func renderReportOfBundle(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let bundle = try orFail { try IntactBundle(invocation.string("bundle") ?? "") }
  let page = renderReport(ReportInput(bundle.reading, bundle.records, in: pageLanguage(invocation)))
  try terminal.deliver(page, to: invocation.path("output") ?? .standardStream)
  return .ok
}
