internal import Attest
internal import Record
internal import Text

/// The item records that are derived here beside those of a bundle, line by line.
struct ItemComparison: ~Copyable {
  private var writer = ItemWriter { _, _ in }
  private var recorded: LineReader?
  private let path: String
  private let seal: EvaluationSeal?
  private var lines: [UInt8] = []
  private var count = 0
  private var difference: Finding?

  /// - Parameter seal: What hid the records, where the set was sealed.
  init(_ trial: TrialLine, _ folder: BundleFolder, _ seal: EvaluationSeal? = nil) {
    self.seal = seal
    path = "data/items/\(trial.items?.hex ?? "")"
    if let items = trial.items { recorded = folder.lines(named: items, in: "items") } else { recorded = nil }
  }

  /// Takes the lines of transcripts of the item whose record comes next.
  mutating func note(_ lines: [UInt8]) { if seal != nil { self.lines = lines } }

  /// Compares the next record.
  mutating func compare(_ record: ItemRecord) throws(RunFault) {
    let line = try ItemWriter.line(of: try seal?.stored(record, lines) ?? record)
    try writer.add(line: line)
    count += 1
    guard difference == nil else { return }
    let theirs = try next()
    if theirs != line { difference = differs(expected: line, found: theirs) }
  }

  /// The digest of the lines that were derived here, and the first place where the bundle has others.
  consuming func finish() throws(RunFault) -> (digest: Digest, difference: Finding?) {
    if difference == nil, let extra = try next() {
      count += 1
      difference = differs(expected: nil, found: extra)
    }
    let difference = difference
    return (try writer.finish(), difference)
  }

  private mutating func next() throws(RunFault) -> [UInt8]? {
    do throws(LineReader.Fault) {
      return try recorded?.next()
    } catch {
      throw RunFault(.bundleNotIntact, "its item records cannot be read again: \(error.words)")
    }
  }

  private func differs(expected: [UInt8]?, found: [UInt8]?) -> Finding {
    func words(_ line: [UInt8]?) -> String { line.map { excerpt(String(decoding: $0, as: UTF8.self)) } ?? "no line" }
    return Finding(
      "rescored-differs", path: "\(path):\(count)", "the record of an item is not what its transcript gives", expected: words(expected),
      found: words(found))
  }
}
