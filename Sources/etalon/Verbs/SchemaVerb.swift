internal import CommandTree
internal import Interpreter
internal import Record
internal import Spec
internal import Text

/// `etalon schema`: the language as JSON Schema, for editors.
let schemaVerb = Verb(
  Command(
    "schema", "print the JSON Schema of specs, for editors", group: Group.write,
    examples: [Example("etalon schema > etalon-1.json", "for `# yaml-language-server: $schema=etalon-1.json`")],
    exitCodes: ExitStatus.meanings.filter { [0, 2].contains($0.code) }), run: printSchema)

/// `etalon schema`.
func printSchema(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  terminal.print(languageSchema(.current))
  return .ok
}
