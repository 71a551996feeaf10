// Item records of evaluations: whether they are there, belong to their trial, and stand in order. They are read line by line.
public import Record
internal import Text

/// Compares the item records of a bundle with the trials that name them.
struct ItemChecks {
  private let folder: BundleFolder
  private(set) var findings: [Finding] = []

  init(records: BundleRecords, folder: BundleFolder) {
    self.folder = folder
    let results = Dictionary(records.results.trials.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for trial in records.trials {
      guard let items = trial.items else { continue }
      guard results[trial.id]?.value("items") == .digest(items) else {
        findings.append(
          Finding(
            "items-differ", path: BundleFile.trials,
            "the result `items` of \(quoted("\(trial.id)")) names other item records than its line"))
        continue
      }
      check(items, of: trial)
    }
  }

  /// Every line is a canonical record at its place, and names a transcript of the trial.
  private mutating func check(_ items: Digest, of trial: TrialLine) {
    let path = "data/items/\(items.hex)"
    guard var lines = folder.lines(path) else { return }
    let transcripts = Set(trial.transcripts)
    var position = 0
    do throws(ItemFault) {
      while let record = try ItemChecks.next(&lines) {
        guard record.position == position else { throw ItemFault("expected the item \(position), found \(record.position)") }
        guard record.transcript.map(transcripts.contains) ?? true else { throw ItemFault("the trial has no such transcript") }
        guard record.outcome.isScored == (record.reason == nil) else { throw ItemFault("the outcome and the reason do not agree") }
        guard record.outcome.isScored || record.scores.isEmpty else { throw ItemFault("an item that cannot be scored has scores") }
        position += 1
      }
    } catch {
      findings.append(Finding("item-malformed", path: "\(path):\(position + 1)", error.message))
    }
  }

  private struct ItemFault: Error {
    let message: String
    init(_ message: String) { self.message = message }
  }

  private static func next(_ lines: inout LineReader) throws(ItemFault) -> ItemRecord? {
    let line: [UInt8]?
    do throws(LineReader.Fault) {
      line = try lines.next()
    } catch {
      throw ItemFault(error.words)
    }
    guard let line else { return nil }
    do throws(RecordFault) {
      return try ItemRecord(canonical: line)
    } catch {
      throw ItemFault(excerpt(error.description))
    }
  }
}

extension LineReader.Fault {
  /// What is wrong, in words.
  public var words: String {
    switch self {
    case .tooLong: "the line is too long"
    case .notEnded: "the last line does not end with a line feed"
    case .unreadable(let words): "cannot be read: \(words)"
    }
  }
}

extension BundleFolder {
  /// Hands over the item records of a trial one after another, in memory that does not grow with them.
  ///
  /// - Parameter take: Takes a record; `false` ends the reading.
  /// - Returns: Whether all lines were records; `false` also where `take` ended it.
  public func forEachItem(of trial: TrialLine, _ take: (ItemRecord) -> Bool) -> Bool {
    guard let items = trial.items, var lines = lines("data/items/\(items.hex)") else { return false }
    do {
      while let line = try lines.next() {
        guard take(try ItemRecord(canonical: line)) else { return false }
      }
      return true
    } catch {
      return false
    }
  }
}
