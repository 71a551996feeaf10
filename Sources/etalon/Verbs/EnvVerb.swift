internal import CommandTree
internal import Interpreter
internal import Record
internal import Text

/// `etalon env`: the fingerprint of this machine.
let envVerb = Verb(
  Command(
    "env", "capture this machine's fingerprint",
    discussion: """
      No serial numbers, addresses, user or host names: only what can affect results or speed. Absent facts say why. docs/fingerprint.md \
      lists every field with what follows where it differs.
      """,
    group: Group.run,
    options: [
      Option(
        "format", .value("FORMAT", .choice(["human", "json", "mlperf"])),
        help: "human (the default on a terminal), canonical JSON, or the system description of an MLPerf submission"),
      Option("declare", .value("FILE", .file([".yaml", ".txt"])), help: "facts that no probe can find, as lines `number_of_nodes: 4`"),
      Option("output", short: "o", .value("FILE", .file([".json"])), help: "write the JSON to a file"),
    ],
    examples: [
      Example("etalon env", "a table to read"), Example("etalon env -o here.json", "a record to compare with `etalon diff`"),
      Example("etalon env --format mlperf --declare system.yaml > system_desc.json", "the 35 fields that MLPerf asks for"),
    ],
    exitCodes: ExitStatus.meanings.filter { [0, 2].contains($0.code) }), run: captureEnvironment)

/// `etalon env`: a table for a person, canonical JSON for everything else.
func captureEnvironment(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  var sources = HostSources.live(opening: Set(HostLibrary.all))
  if case .file(let path)? = invocation.path("declare") { sources.declared = try orFail(.usage) { try DeclaredFacts.load(path) } }
  let fingerprint = Host.probe(sources)
  let isDescription = invocation.string("format") == "mlperf"
  if isDescription { warnOfMissing(in: fingerprint, on: terminal) }
  let bytes =
    isDescription ? Array(SystemDescription.text(of: fingerprint).utf8) : try orFail { try fingerprint.canonicalBytes() }
  if let path = invocation.path("output") {
    try terminal.deliver(bytes, to: path)
    return .ok
  }
  let format = invocation.string("format") ?? (terminal.isPrintingToPerson ? "human" : "json")
  if format == "json" || isDescription {
    terminal.print(bytes: bytes)
  } else {
    terminal.print(table(of: fingerprint, style: terminal.printStyle))
  }
  return .ok
}

/// Says what a submission lacks; the description is written all the same.
private func warnOfMissing(in fingerprint: Fingerprint, on terminal: Terminal) {
  let missing = SystemDescription.missing(in: fingerprint)
  if missing.isEmpty { return }
  terminal.talk(
    "\(counted(missing.count, "field is", "fields are")) empty that a submission must fill: \(listed(missing, limit: 40)); "
      + "declare them in a file for --declare")
}

/// The fields by what they can affect, the absent ones with their reason.
private func table(of fingerprint: Fingerprint, style: Style) -> String {
  let names = fingerprint.fields.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  let width = names.map { displayWidth($0) }.max() ?? 0
  var lines: [String] = []
  for effect in FingerprintField.Effect.allCases {
    lines.append(style.bold(effect.heading))
    for name in names {
      guard let field = fingerprint.fields[name], field.effect == effect else { continue }
      let mark = field.source == .declared ? style.dim(" (declared)") : ""
      let value = field.value.map { shown($0) + mark } ?? style.dim("absent: " + printable(field.reason ?? "no reason given"))
      lines.append("  " + padded(name, to: width) + "  " + value)
    }
    lines.append("")
  }
  lines.append(fingerprint.taints.isEmpty ? "no taints" : "taints: " + fingerprint.taints.map(printable).joined(separator: ", "))
  return lines.joined(separator: "\n")
}

/// A value as a person reads it: text without quotes, lists with commas.
private func shown(_ value: JSON) -> String {
  switch value {
  case .string(let text): printable(text)
  case .array(let elements): elements.map(shown).joined(separator: ", ")
  default: printable(value.canonicalText)
  }
}

extension FingerprintField.Effect {
  var heading: String {
    switch self {
    case .result: "can change bits of results"
    case .performance: "can change speed"
    case .informational: "for information"
    }
  }
}
