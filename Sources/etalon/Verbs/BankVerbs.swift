internal import Attest
internal import CommandTree
internal import Interpreter
internal import Record
internal import Sealing
internal import Text

/// `etalon dataset release` and what belongs to it: a bank over the years.
let bankVerbs = [
  Verb(
    Command(
      "release", "add a release to a bank of questions",
      discussion: """
        A bank is a file (docs/releases.md) of releases with their days and items. The file is made where there is none. Of a sealed set the ids \
        of the items are read with an identity of a holder, and stand in the bank in plain: keep the bank with its owner until the set is opened.
        """,
      options: [
        Option("name", .value("NAME", .text), required: true, help: "what the release is called"),
        Option("date", .value("YYYY-MM-DD", .text), required: true, help: "the day from which it measures"),
        Option("set", .value("FILE", .file([".jsonl", ".csv", ".gz"])), required: true, help: "the items, or the folder of a sealed set"),
        Option("id", .value("FIELD", .text), default: "id", help: "the field that names an item"),
        Option("identity", short: "i", .value("FILE", .file([])), help: "the identity file of a holder of the sealed set"),
      ],
      operands: [Operand("bank", .file([".json"]), help: "the bank")],
      examples: [
        Example("etalon dataset release bank.json --name 2027 --date 2027-01-15 --set bank-2027 --identity owner.txt", "a new year")
      ],
      exitCodes: bankCodes), under: "dataset", run: releaseSet),
  Verb(
    Command(
      "retire", "note that items of a bank measure no more",
      options: [
        Option("items", .value("ID,…", .text), help: "the items, by their ids"),
        Option("opened", .value("DIR", .directory), help: "the items that were opened of this sealed set; they are burned"),
        Option("date", .value("YYYY-MM-DD", .text), required: true, help: "the day"),
        Option("burned", help: "they are known, so that they link no releases any more"),
      ],
      operands: [Operand("bank", .file([".json"]), help: "the bank")],
      examples: [Example("etalon dataset retire bank.json --items q17 --burned --date 2026-06-01", "a question that leaked")],
      exitCodes: bankCodes), under: "dataset", run: retireItems),
  Verb(
    Command(
      "bank", "show a bank: its releases, the states of its items, and how often they were asked",
      options: [Shared.format],
      operands: [
        Operand("bank", .file([".json"]), help: "the bank"),
        Operand("runs", .directory, optional: true, repeated: true, help: "bundles whose questions are counted"),
      ],
      examples: [Example("etalon dataset bank bank.json results/year/*", "with the exposure of its items")],
      exitCodes: bankCodes), under: "dataset", run: showBank),
]

private let bankCodes = ExitStatus.meanings.filter { [0, 2].contains($0.code) }

private func day(_ invocation: Invocation) throws(Failure) -> QuestionBank.Day {
  let text = invocation.string("date") ?? ""
  guard let day = QuestionBank.Day(text) else {
    throw Failure(.usage, "usage", "`--date \(printable(text))` is no day", help: "write it as 2026-01-15")
  }
  return day
}

private func releaseSet(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let (path, date) = (invocation.string("bank") ?? "", try day(invocation))
  let keys = try invocation.string("identity").map { path throws(Failure) in try identities(path) } ?? []
  if !keys.isEmpty { try orFail(.usage) { try MemoryShield.raise() } }
  return try orFail(.usage) {
    var file = Files.exists(path) ? try BankFile(path) : BankFile(new: path, name: bankName(path))
    let release = try BankFile.release(
      invocation.string("name") ?? "", on: date, set: invocation.string("set") ?? "", idField: invocation.string("id") ?? "id",
      identities: keys)
    try file.bank.add(release)
    try file.write()
    terminal.print(release.dataset.hex)
    terminal.talk("  \(counted(release.items.count, "item")) in release \(printable(release.name)); specs pin the digest above as `sha256`")
    return .ok
  }
}

private func bankName(_ path: String) -> String {
  let name = path.split(separator: "/").last.map(String.init) ?? path
  return name.split(separator: ".").first.map(String.init) ?? name
}

private func retireItems(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  let date = try day(invocation)
  return try orFail(.usage) {
    var file = try BankFile(invocation.string("bank") ?? "")
    var items = invocation.string("items")?.split(separator: ",").map(String.init) ?? []
    let opened = try invocation.string("opened").map { try SealedSet($0) }
    if let opened {
      let states = file.bank.states()
      items += try opened.openedIDs().filter { states[$0].map { $0 != .burned } ?? false }
    }
    try file.bank.end(items, as: opened != nil || invocation.flag("burned") ? .burned : .retired, on: date)
    try file.write()
    terminal.talk("  \(counted(items.count, "item")) noted")
    return .ok
  }
}

private func showBank(_ invocation: Invocation, on terminal: Terminal) throws(Failure) -> ExitStatus {
  try orFail(.usage) {
    let bank = try BankFile(invocation.string("bank") ?? "")
    let exposure = try bank.exposure(in: invocation.strings("runs"))
    if invocation.string("format") == "json" {
      terminal.print(json(of: bank.bank, exposure).canonicalText)
    } else {
      terminal.print(text(of: bank.bank, exposure, terminal.printStyle))
      for path in exposure.others { terminal.talk("  \(printable(path)) asks no release of this bank") }
    }
    return .ok
  }
}

private func text(of bank: QuestionBank, _ exposure: BankFile.Exposure, _ style: Style) -> String {
  let states = bank.states()
  var rows: [[String]] = []
  for (place, release) in bank.releases.enumerated() {
    let asked = release.items.map { exposure.counts[$0] ?? 0 }
    let linking = place == 0 ? "" : "\(bank.linking(bank.releases[place - 1], release).count)"
    rows.append(
      [
        printable(release.name), "\(release.date)", "\(release.items.count)", linking,
      ] + QuestionBank.State.allCases.map { state in "\(release.items.count { states[$0] == state })" } + [
        "\(asked.min() ?? 0) to \(asked.max() ?? 0)", release.dataset.short + "…",
      ])
  }
  let columns = ["release", "from", "items", "linking"] + QuestionBank.State.allCases.map(\.word) + ["asked", "set"]
  return
    (["\(printable(bank.name)): \(counted(states.count, "item")) in \(counted(bank.releases.count, "release"))", ""]
    + Table(columns.map { Table.Column($0) }, rows: rows).lines(style: style)
    + ["", "linking: items of the release before that are not burned; asked: by how many of \(counted(exposure.runs, "evaluation"))"])
    .joined(separator: "\n")
}

private func json(of bank: QuestionBank, _ exposure: BankFile.Exposure) -> JSON {
  let states = bank.states()
  let items = states.sorted { $0.key < $1.key }.map { id, state in
    ["asked": .number(Double(exposure.counts[id] ?? 0)), "id": .string(id), "state": .string(state.word)] as JSON
  }
  let releases = bank.releases.enumerated().map { place, release in
    [
      "dataset": .string(release.dataset.hex), "date": .string("\(release.date)"), "items": .number(Double(release.items.count)),
      "linking": place == 0 ? .null : .number(Double(bank.linking(bank.releases[place - 1], release).count)),
      "name": .string(release.name),
    ] as JSON
  }
  return ["items": .array(items), "name": .string(bank.name), "releases": .array(releases), "runs": .number(Double(exposure.runs))]
}
