internal import CommandTree
internal import Interpreter
internal import Text

/// `etalon import`: questions of other tools and benchmarks as a spec with its data.
let importVerb = Verb(
  Command(
    "import", "turn questions of another tool or benchmark into a spec and its data",
    discussion: "Nothing is downloaded: the files are yours. The spec says what is not as in the original. KIND is one of:\n\n"
      + Importer.all.map { "\($0.word): \($0.summary)" }.joined(separator: "\n"),
    group: Group.write,
    options: [
      Option("output", short: "o", .value("DIR", .directory), default: ".", help: "the folder that the spec and its data are written to"),
      Option("license", .value("ID", .text), help: "the licence of the data, an SPDX id"),
    ],
    operands: [
      Operand("kind", .choice(Importer.all.map { Choice($0.word, $0.summary) }), help: "the layout of the file"),
      Operand("file", .file(Importer.all.flatMap(\.endings)), help: "the file"),
    ],
    examples: [
      Example("etalon import mmlu data/test/anatomy_test.csv -o specs", "writes specs/anatomy.yaml and specs/anatomy.jsonl"),
      Example("etalon import human-eval HumanEval.jsonl.gz -o specs --license MIT", "functions to complete, with their tests"),
    ],
    exitCodes: ExitStatus.meanings.filter { [0, 2].contains($0.code) }), run: importTask)

/// `etalon import KIND FILE -o DIR`: prints the path of the spec.
func importTask(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  guard let word = invocation.string("kind"), let importer = Importer.all.first(where: { $0.word == word }),
    let path = invocation.string("file")
  else { throw Failure(.usage, "import", "there is no such layout") }
  let bytes = try orFail(.usage) { try Files.read(path, limit: importLimit) }
  let source = ImportSource(name: path, bytes: bytes) { try? Files.read(neighbour($0, of: path), limit: importLimit) }
  let imported: Imported
  do throws(ImportFault) {
    imported = try importer.imported(source, license: invocation.string("license"))
  } catch {
    throw Failure(.usage, "import", error.message, help: error.help)
  }
  let folder = invocation.string("output") ?? "."
  let (spec, data) = ("\(folder)/\(imported.specFile)", "\(folder)/\(imported.dataFile)")
  for file in [spec, data] where Files.exists(file) {
    throw Failure(.usage, "import", "\(quoted(file)) is there already", help: "remove it, or name another folder with -o")
  }
  try orFail(.usage) {
    try Files.makeFolders(folder)
    try Files.replace(data, imported.data)
    try Files.replace(spec, Array(imported.spec.utf8))
  }
  for note in imported.notes { terminal.talk(terminal.talkStyle.warning("note") + ": " + printable(note)) }
  terminal.talk("\(counted(imported.count, "item")) in \(printable(data))")
  terminal.print(spec)
  return .ok
}

/// The largest file that is imported.
private let importLimit = 256 << 20
