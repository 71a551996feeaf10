internal import Attest
internal import Record

/// The transcripts of a trial in a bundle, read one after another as they are asked for, so that one of them stands in memory at a time.
final class BundleTranscripts {
  private let folder: BundleFolder
  private var rest: ArraySlice<Digest>
  private var next: Transcript?
  /// Those that no question of the plan asked for, or that stand out of order.
  private(set) var unasked = 0
  /// The first of them that is no record.
  private(set) var malformed: RecordFault?

  init(_ folder: BundleFolder, _ trial: TrialLine) throws(RunFault) {
    self.folder = folder
    rest = trial.transcripts[...]
    try advance()
  }

  /// The transcript of an exchange, where it is there; exchanges are asked for in their order.
  ///
  /// - Throws: Where the bundle does not hold a transcript that the trial names.
  func transcript(_ exchange: Exchange) throws(RunFault) -> Transcript? {
    while let found = next, found.exchange < exchange {
      unasked += 1
      try advance()
    }
    guard let found = next, found.exchange == exchange else { return nil }
    try advance()
    return found
  }

  /// Looks at what was not asked for.
  func finish() throws(RunFault) {
    while next != nil {
      unasked += 1
      try advance()
    }
  }

  private func advance() throws(RunFault) {
    next = nil
    while next == nil, let digest = rest.popFirst() {
      guard let bytes = folder.namedFile("transcripts", digest) else {
        throw RunFault(.noSuchFile, "the bundle does not hold the transcript \(digest.hex)")
      }
      do {
        next = try Transcript(canonical: bytes)
      } catch {
        malformed = malformed ?? error
      }
    }
  }
}
