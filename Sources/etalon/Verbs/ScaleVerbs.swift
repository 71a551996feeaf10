internal import CommandTree
internal import Ranking
internal import Record
internal import Text

/// The verbs about grade scales.
let scaleVerbs = [scaleCheckVerb]

/// `etalon scale check`: prove that a scale says what a scale has to.
private let scaleCheckVerb = Verb(
  Command(
    "check", "prove the rules of grades for a scale",
    discussion: """
      Every score has exactly one class, some system has each class under every reference that the scale admits, the reference has its own \
      class, no metric counts twice, and vetoes cap without contradiction. docs/ranking.md has the rules.
      """,
    group: Group.verify, options: [Shared.format], operands: [Operand("scale", .file([".yaml", ".yml"]), help: "the scale")],
    examples: [Example("etalon scale check specs/scales/ai-server.yaml", "prove the rules of one scale")],
    exitCodes: [ExitCode(1, "a rule does not hold")] + ExitStatus.meanings.filter { [0, 2].contains($0.code) }), under: "scale", run: checkScale)

/// `etalon scale check FILE`.
func checkScale(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let proof = ScaleProof(try scaleFile(invocation.string("scale") ?? "", on: terminal))
  if invocation.string("format") == "json" {
    terminal.print(bytes: try orFail { try proof.canonicalBytes() })
  } else {
    let style = terminal.printStyle
    let lines = proof.statements.map { statement in
      let word = statement.holds ? style.good("holds") : style.error("fails")
      let code = statement.code.map { "  " + style.dim("etalon explain \($0.rawValue)") } ?? ""
      return "rule \(padded("\(statement.rule)", to: 4))\(word)  \(printable(statement.words))\(code)"
    }
    terminal.print(([style.bold(printable(proof.scale))] + lines).joined(separator: "\n"))
  }
  return proof.holds ? .ok : .fails
}
