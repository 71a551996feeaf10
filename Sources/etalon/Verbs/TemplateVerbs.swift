internal import Attest
internal import CommandTree
internal import Interpreter
internal import ItemGeneration
internal import Record
internal import Spec
internal import Text

/// `etalon template`: questions that are drawn.
let templateVerbs = [
  Verb(
    Command(
      "check", "prove what can be proven about templates, and count their items",
      discussion: """
        Domains, types and wordings are checked for every instance. Where there are few sequences of choices, all are tried; otherwise \
        instances are drawn, and what is printed holds for these. Time is bounded whatever a document says.
        """,
      group: Group.write,
      options: [
        Option(
          "wanted", .value("N", .integer(1...1_000_000)), default: "10000",
          help: "draw until so many distinct items of each template can be found")
      ],
      operands: [Operand("file", .file([".yaml"]), repeated: true, help: "documents of templates")],
      examples: [Example("etalon template check specs/templates/arithmetic.yaml", "what it holds")],
      exitCodes: ExitStatus.meanings.filter { [0, 2].contains($0.code) }), under: "template", run: checkTemplates),
  Verb(
    Command(
      "expand", "print the items that a template gives",
      discussion: """
        Canonical JSON, a line each, the same on every machine. An item is a function of the document's digest, the commitment, the seed and \
        the pulse, and its index; `docs/fresh.md` defines it.
        """,
      group: Group.write,
      options: [
        Option("seed", .value("N", .integer(0...Int.max)), default: "0", help: "the seed"),
        Option("count", .value("N", .integer(1...10_000_000)), default: "10", help: "how many items"),
        Option("lang", .value("LANGUAGE", .choice(["en", "zh"])), help: "the language of the questions"),
        Option("commitment", .value("DIGEST", .text), help: "a digest that the items depend on too"),
        Option("pulse", .value("HEX", .text), help: "the value of a beacon's pulse that the items depend on too"),
      ],
      operands: [Operand("file", .file([".yaml"]), help: "a document of templates")],
      examples: [
        Example("etalon template expand specs/templates/calendar.yaml --seed 7 --count 100 --lang zh", "a hundred items in Chinese")
      ],
      exitCodes: ExitStatus.meanings.filter { [0, 2].contains($0.code) }), under: "template", run: expandTemplate),
]

private let documentLimit = 4 << 20

private func document(_ path: String, on terminal: Terminal) throws(Failure) -> (TemplateDocument, Digest)? {
  let bytes = try orFail(.usage) { try Files.read(path, limit: documentLimit) }
  let source = SourceFile(name: path, bytes: bytes, digest: SHA256.digest(of: bytes))
  let (document, diagnostics) = TemplateDocument.read(source)
  report(diagnostics, on: terminal)
  return document.map { ($0, source.digest) }
}

/// `etalon template check FILE…`.
func checkTemplates(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let wanted = invocation.string("wanted").flatMap { Int($0) } ?? 10_000
  var isSound = true
  for path in invocation.strings("file") {
    guard let (document, digest) = try document(path, on: terminal) else {
      isSound = false
      continue
    }
    let (proofs, diagnostics) = document.proofs(wanted: wanted)
    report(diagnostics, on: terminal)
    isSound = isSound && diagnostics.isEmpty
    let rows = proofs.map { proof in
      [
        printable(proof.name), (proof.isExhaustive ? "exactly " : "at least ") + String(proof.items), percent(proof.acceptance),
        proof.isExhaustive ? "all choices tried" : "\(counted(proof.instances, "instance")) drawn",
        proof.collisions.isEmpty
          ? ""
          : proof.collisions.sorted { $0.key < $1.key }.map { "\(printable($0.key)) is right in \(percent($0.value))" }.joined(
            separator: ", "),
      ]
    }
    let columns = ["template", "distinct items", "meets conditions", "how", "distractors"].map { Table.Column($0) }
    let total = proofs.map(\.items).reduce(0, +)
    terminal.print(
      (["\(printable(document.name))  \(digest.short)…  \(document.languages.map(\.rawValue).joined(separator: ", "))", ""]
        + Table(columns, rows: rows).lines(style: terminal.printStyle)
        + ["", "\(proofs.allSatisfy(\.isExhaustive) ? "exactly" : "at least") \(counted(total, "distinct item"))"]).joined(separator: "\n"))
  }
  return isSound ? .ok : .usage
}

private func percent(_ share: Double) -> String {
  let tenths = Int((share * 1000).rounded())
  return "\(tenths / 10).\(tenths % 10) %"
}

/// `etalon template expand FILE`.
func expandTemplate(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let path = invocation.string("file") ?? ""
  guard let (document, digest) = try document(path, on: terminal) else {
    throw Failure(.usage, "invalid-template", "\(quoted(path)) is not valid", help: "`etalon explain ID` says more on each problem")
  }
  let seed = invocation.string("seed").flatMap { UInt64($0) } ?? 0
  let source = ItemSource(
    template: digest, commitment: invocation.string("commitment"), seed: U64(seed), pulse: invocation.string("pulse"))
  let language = invocation.string("lang").flatMap(ItemLanguage.init) ?? document.languages[0]
  guard let streams = ItemStreams(digest: SHA256.digest(of: source.keyText).bytes),
    var items = ItemStream(document, language, streams)
  else {
    throw Failure(
      .usage, "invalid-template", "\(quoted(path)) is not worded in `\(language.rawValue)`",
      help: "it is in \(listed(document.languages.map(\.rawValue)))")
  }
  var lines: [UInt8] = []
  for _ in 0..<(invocation.string("count").flatMap { Int($0) } ?? 10) {
    do throws(ExpansionFault) { lines += try items.next().line } catch {
      terminal.print(bytes: lines)
      throw Failure(.usage, error.problem, error.message, help: "`etalon explain \(error.problem)` says more")
    }
    if lines.count > 1 << 16 {
      terminal.print(bytes: lines)
      lines = []
    }
  }
  terminal.print(bytes: lines)
  return .ok
}
