internal import Record
internal import Text

/// Compares item records and transcripts of a bundle with the trials that name them and with each other, line by line.
struct ItemChecks {
  private let folder: BundleFolder
  private(set) var findings: [Finding] = []

  init(records: BundleRecords, folder: BundleFolder) {
    self.folder = folder
    var redacted = 0
    let loads = Set(records.plan.nodes.filter(\.leaves.transcripts).map(\.id))
    let results = Dictionary(records.results.trials.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for trial in records.trials where trial.items != nil || trial.transcripts != nil {
      if let items = trial.items, results[trial.id]?.value("items") != .digest(items) {
        findings.append(
          Finding(
            "items-differ", path: BundleFile.trials,
            "the result `items` of \(quoted("\(trial.id)")) names other item records than its line"))
      } else {
        do throws(ItemFault) { redacted += try check(trial, isNamed: !loads.contains(trial.node)) } catch { findings.append(error.finding) }
      }
    }
    let expected = redacted == 0 ? nil : redacted
    if findings.isEmpty, records.run.redacted != expected {
      findings.append(
        Finding(
          "redacted-differs", path: "\(BundleFile.run)#/redacted", "not the number of answers that repeated a secret",
          expected: expected.map(String.init) ?? "no field", found: records.run.redacted.map(String.init) ?? "no field"))
    }
  }

  /// Every line is a canonical record at its place, and each item names the transcripts that it has.
  ///
  /// Files that are not there are told by others.
  ///
  /// - Parameter isNamed: Whether items name every transcript; of a load its event log does, which others look at.
  /// - Returns: How many answers repeated a secret.
  private func check(_ trial: TrialLine, isNamed: Bool) throws(ItemFault) -> Int {
    if let digest = trial.transcripts, folder.files["data/transcripts/\(digest.hex)"] == nil { return 0 }
    var transcripts = TranscriptMatch(trial, folder)
    if let digest = trial.items, var items = folder.items(of: trial) {
      func place(_ position: Int) -> String { "data/items/\(digest.hex):\(position + 1)" }
      while let record = try ItemChecks.next(&items, place) { try transcripts.match(record, at: place(record.position)) }
    }
    try transcripts.finish(isFinished: isNamed && trial.status == .ok)
    return transcripts.redacted
  }

  private static func next(
    _ items: inout RecordLines<ItemRecord>, _ place: (_ position: Int) -> String
  ) throws(ItemFault) -> ItemRecord? {
    let position = items.count
    func malformed(_ message: String) -> ItemFault { ItemFault("item-malformed", place(position), message) }
    let record: ItemRecord
    do throws(LineFault) {
      guard let line = try items.next() else { return nil }
      record = line.record
    } catch {
      throw malformed(error.words)
    }
    guard record.position == position else { throw malformed("expected the item \(position), found \(record.position)") }
    guard record.outcome.isScored == (record.reason == nil) else { throw malformed("the outcome and the reason do not agree") }
    guard record.outcome.isScored || record.scores.isEmpty else { throw malformed("an item that cannot be scored has scores") }
    guard record.extracted?.isWholeSpan ?? true else { throw malformed("the extracted part is not as long as its span") }
    guard record.outcome == .answer || record.scores[ExtractionDegree.obedience] != Rational(1) else {
      throw malformed("a reply without an answer obeys the form")
    }
    return record
  }
}

extension ItemRecord.Extracted {
  /// Whether the span is one, and as long as the part.
  fileprivate var isWholeSpan: Bool { start >= 0 && end >= start && end - start == text.utf8.count }
}

/// What is wrong with a line of items or transcripts.
struct ItemFault: Error {
  let finding: Finding

  init(_ code: String, _ path: String, _ message: String, expected: String? = nil, found: String? = nil) {
    finding = Finding(code, path: path, message, expected: expected, found: found)
  }
}
