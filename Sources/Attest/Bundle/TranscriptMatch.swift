internal import Record

/// The transcripts of a trial, read beside its items: each line is one that its item names, or a probe's.
struct TranscriptMatch: ~Copyable {
  private var lines: RecordLines<TranscriptLine>?
  private let path: String
  private var next: (record: TranscriptLine, bytes: [UInt8])?
  private var isBegun = false
  /// How many answers repeated a secret.
  private(set) var redacted = 0
  /// How many lines were asked for.
  private var count = 0

  init(_ trial: TrialLine, _ folder: BundleFolder) {
    lines = folder.transcripts(of: trial)
    path = "data/transcripts/\(trial.transcripts?.hex ?? "")"
  }

  /// Takes the lines of an item and compares them with what its record names.
  mutating func match(_ item: ItemRecord, at place: String) throws(ItemFault) {
    try begin()
    try refuse { $0 < item.position }
    var hash: SHA256?
    while let line = next, line.record.exchange.item == item.position {
      if hash == nil { hash = SHA256() }
      hash?.update(line.bytes)
      hash?.update([0x0A])
      try advance()
    }
    let found = hash.take()?.finalize()
    guard found == item.transcript else {
      throw ItemFault(
        "transcript-differs", place, "the item names other transcripts than it has",
        expected: item.transcript?.hex ?? "no transcript", found: found?.hex ?? "no transcript")
    }
  }

  /// Looks at the lines that no item took.
  ///
  /// - Parameter isFinished: Whether the trial came to its end, so that items name all of them.
  mutating func finish(isFinished: Bool) throws(ItemFault) {
    try begin()
    if isFinished { try refuse { _ in true } }
    while next != nil { try advance() }
  }

  /// The first line behind the probes.
  private mutating func begin() throws(ItemFault) {
    guard !isBegun else { return }
    isBegun = true
    repeat { try advance() } while next != nil && next?.record.exchange.item == nil
  }

  private func refuse(_ isStray: (_ item: Int) -> Bool) throws(ItemFault) {
    guard let exchange = next?.record.exchange, let item = exchange.item, isStray(item) else { return }
    throw ItemFault("transcript-differs", place, "no item names the answer to \(exchange)")
  }

  private mutating func advance() throws(ItemFault) {
    let last = next?.record.exchange
    count += 1
    do throws(LineFault) { next = try lines?.next() } catch { throw ItemFault("transcript-malformed", place, error.words) }
    if let redactions = next?.record.redactions {
      guard redactions > 0 else { throw ItemFault("transcript-malformed", place, "redactions are absent where there are none") }
      redacted += 1
    }
    guard let last, let exchange = next?.record.exchange, exchange <= last else { return }
    throw ItemFault("transcript-malformed", place, "\(exchange) does not come after \(last)")
  }

  private var place: String { "\(path):\(count)" }
}
