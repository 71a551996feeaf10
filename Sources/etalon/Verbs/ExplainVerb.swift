internal import CommandTree
internal import Interpreter
internal import Record
internal import Spec
internal import Text

/// `etalon explain`: the page of a diagnostic or finding.
let explainVerb = Verb(
  Command(
    "explain", "explain a diagnostic or a finding by its id",
    group: Group.write,
    operands: [Operand("id", .dynamic("explain-id"), optional: true, help: "the id in the brackets of a message; all ids without it")],
    examples: [Example("etalon explain unknown-key", "what it means and how to mend it")],
    exitCodes: ExitStatus.meanings.filter { [0, 2].contains($0.code) }), run: explainID)

/// `etalon explain [ID]`.
func explainID(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  guard let id = invocation.string("id") else {
    let entries = explainPages.map { (term: $0.id, explanation: $0.title) }
    terminal.print(DefinitionList(entries).lines(width: terminal.width, style: terminal.printStyle).joined(separator: "\n"))
    return .ok
  }
  guard let page = explainPages.first(where: { $0.id == id }) else {
    throw Failure(
      .usage, "unknown-id", "no diagnostic or finding is called \(quoted(id))",
      help: didYouMean(id, among: explainPages.map(\.id)).map { "did you mean `\($0)`? `etalon explain` lists all" }
        ?? "`etalon explain` lists all")
  }
  terminal.print(page.text)
  return .ok
}
