internal import Record

extension Evaluations {
  private static let columns = [
    "cell", "subject", "trial", "position", "id", "variant", "category", "cluster", "outcome", "reason", "standing", "rule", "extracted",
    "question", "expected", "right", "reply", "failure",
  ]

  /// Every item on a line, UTF-8, lines end with CR LF (RFC 4180).
  ///
  /// A cell that a spreadsheet would take for a formula begins with an apostrophe.
  func csv() throws(ExportFault) -> [UInt8] {
    var names: Set<String> = []
    try forEachItem { _, _, item in names.formUnion(item.record.scores.keys) }
    let scores = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var bytes: [UInt8] = []
    CSV.append(Evaluations.columns + scores, to: &bytes)
    let subjects = Dictionary(cells.map { ($0.node.id, $0.work.subject) }) { first, _ in first }
    try forEachItem { node, trial, item in
      let values = Evaluations.values(item, node, trial, subjects[node.id] ?? "")
      CSV.append(values + scores.map { name in item.record.scores[name].map { "\($0.real)" } ?? "" }, to: &bytes)
    }
    return bytes
  }

  private static func values(_ item: AnsweredItem, _ node: Node, _ trial: TrialLine, _ subject: String) -> [String] {
    let record = item.record
    return [
      node.id, subject, "\(trial.index)", "\(record.position)", record.id ?? "", record.variant ?? "", record.stratum ?? "",
      record.cluster ?? "", record.outcome.rawValue, record.reason ?? "", node.standing(of: record).rawValue, record.extracted?.rule ?? "",
      record.extracted?.text ?? "", item.question ?? "", item.expected.joined(separator: " | "), item.letters.joined(separator: " "),
      item.reply ?? "", item.failure ?? "",
    ]
  }
}

extension Node {
  /// How an item of this evaluation stands by its leading score.
  func standing(of record: ItemRecord) -> ItemStanding {
    ItemStanding(leadingScore.flatMap { record.scores[$0.name] }, leadingScore?.direction ?? .higher)
  }
}

/// Comma-separated values.
enum CSV {
  /// Appends a line.
  static func append(_ values: [String], to bytes: inout [UInt8]) {
    for (place, value) in values.enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: ",")) }
      append(value, to: &bytes)
    }
    bytes.append(contentsOf: "\r\n".utf8)
  }

  /// Appends a value in quotes where it needs them; a beginning that could be a formula is disarmed.
  ///
  /// Source of the signs: OWASP, "CSV Injection". A number stays a number.
  private static func append(_ value: String, to bytes: inout [UInt8]) {
    let first = value.unicodeScalars.first { !$0.properties.isWhitespace || $0 == "\t" || $0 == "\r" }
    let isFormula = first.map { "=+-@\t\r＝＋－＠".unicodeScalars.contains($0) } ?? false
    let text = isFormula && Double(value)?.isFinite != true ? "'" + value : value
    let needsQuotes = text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D } || text.first == " " || text.last == " "
    guard needsQuotes else { return bytes.append(contentsOf: text.utf8) }
    bytes.append(0x22)
    for byte in text.utf8 {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }
}
