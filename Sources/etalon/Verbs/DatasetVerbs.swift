internal import Attest
internal import CommandTree
internal import Interpreter
internal import Record
internal import Report
internal import Score
internal import Spec
internal import Text

/// `etalon dataset`: inputs by digest.
let datasetVerbs = [
  Verb(
    Command(
      "add", "keep files in your store, where verification finds them by digest",
      operands: [Operand("file", .file([]), repeated: true, help: "the files")],
      examples: [Example("etalon dataset add specs/data/digits.csv", "prints the SHA-256 that specs pin")],
      exitCodes: ExitStatus.meanings.filter { [0, 2].contains($0.code) }), under: "dataset", run: addDatasets)
]

/// `etalon dataset add FILE…`: prints what specs pin.
func addDatasets(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let store = InputStore(folder: UserFolders.current.inputs)
  for file in invocation.strings("file") {
    let (digest, wasKnown) = try orFail(.usage) { try store.add(file) }
    terminal.print("\(digest.hex)  \(printable(file))")
    terminal.talk(wasKnown ? "  was in the store already" : "  kept as \(store.path(of: digest))")
  }
  return .ok
}
