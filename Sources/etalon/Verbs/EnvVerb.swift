internal import CommandTree
internal import Interpreter
internal import Record
internal import Text

/// `etalon env`: the fingerprint of this machine.
let envVerb = Verb(
  Command(
    "env", "capture this machine's fingerprint",
    discussion: "No serial numbers, addresses, user or host names: only what can affect results or speed. Absent facts say why.",
    group: Group.run,
    options: [
      Option("format", .value("FORMAT", .choice(["human", "json"])), help: "human (the default on a terminal) or canonical JSON"),
      Option("output", short: "o", .value("FILE", .file([".json"])), help: "write the JSON to a file"),
    ],
    examples: [
      Example("etalon env", "a table to read"), Example("etalon env -o here.json", "a record to compare with `etalon diff`"),
    ],
    exitCodes: ExitStatus.meanings.filter { [0, 2].contains($0.code) }), run: captureEnvironment)

/// `etalon env`: a table for a person, canonical JSON for everything else.
func captureEnvironment(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let fingerprint = Host.probe(.live(opening: Set(HostLibrary.all)))
  let bytes = try orFail { try fingerprint.canonicalBytes() }
  if let path = invocation.path("output") {
    try terminal.deliver(bytes, to: path)
    return .ok
  }
  let format = invocation.string("format") ?? (terminal.isPrintingToPerson ? "human" : "json")
  if format == "json" { terminal.print(bytes: bytes) } else { terminal.print(table(of: fingerprint, style: terminal.printStyle)) }
  return .ok
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
      let value = field.value.map(shown) ?? style.dim("absent: " + printable(field.reason ?? "no reason given"))
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
