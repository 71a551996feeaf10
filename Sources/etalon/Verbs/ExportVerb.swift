internal import CommandTree
internal import Interpreter
internal import Record
internal import Report
internal import Text

/// `etalon export`: the evaluations of a bundle for other tools.
let exportVerb = Verb(
  Command(
    "export", "write the evaluations of a bundle for other tools",
    discussion: """
      csv has every item on a line, with question, expected answer, reply and scores; a value that a spreadsheet would take for a formula \
      begins with an apostrophe. junit has every item as a test case: wrong is a failure, no usable answer an error. markdown is a summary. \
      every-eval-ever has the results of one model by that project's schema, version 0.3.0. What counts as right is told where the bundle \
      holds the dataset. Nothing is asked of anybody.
      """,
    group: Group.verify,
    options: [
      Option(
        "format", .value("FORMAT", .choice(ExportFormat.allCases.map { Choice($0.rawValue) })), required: true, help: "the form to write"),
      Option("output", short: "o", .value("FILE", .file([])), help: "where to write it (default: standard output)"),
      Option("subject", .value("ID", .text), help: "only what this subject answered, by its id in the plan"),
    ],
    operands: [Shared.bundle],
    examples: [
      Example("etalon export RUN --format csv -o items.csv", "every item, for a spreadsheet"),
      Example("etalon export RUN --format junit -o items.xml", "every item as a test case, for a build server"),
    ],
    exitCodes: ExitStatus.meanings.filter { [0, 1, 2].contains($0.code) }), run: exportBundle)

/// `etalon export BUNDLE --format FORMAT`.
func exportBundle(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let bundle = try orFail { try IntactBundle(invocation.string("bundle") ?? "") }
  let format = invocation.string("format").flatMap(ExportFormat.init) ?? .markdown
  let bytes: [UInt8]
  do throws(ExportFault) {
    bytes = try export(ReportInput(bundle.reading, bundle.records, in: .en), as: format, subject: invocation.string("subject"))
  } catch {
    throw Failure(error)
  }
  try terminal.deliver(bytes, to: invocation.path("output") ?? .standardStream)
  return .ok
}

extension Failure {
  /// Why nothing was exported, and what to do.
  fileprivate init(_ fault: ExportFault) {
    switch fault {
    case .noEvaluation:
      self.init(.fails, "no-evaluation", "the bundle has no evaluation", help: "`etalon report` shows what it has")
    case .noItems:
      self.init(.fails, "no-items", "the bundle holds no item records that can be read", help: "`etalon verify` tells what is missing")
    case .severalSubjects(let ids):
      self.init(
        .usage, "several-subjects", "the form is about one model, and the bundle has \(listed(ids))", help: "choose one: --subject ID")
    case .unknownSubject(let ids):
      self.init(.usage, "unknown-subject", "the bundle has no answers of that subject", help: "it has answers of \(listed(ids))")
    }
  }
}
