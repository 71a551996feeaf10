internal import Attest
internal import Record

/// The transcripts of a trial in a bundle, read one after another as they are asked for, so that one of them stands in memory at a time.
final class BundleTranscripts {
  private let folder: BundleFolder
  private var rest: ArraySlice<Digest>
  private var next: Transcript?
  /// The first of them that is no record.
  private(set) var fault: RecordFault?
  /// Those that no question of the plan asked for, or that stand out of order.
  private(set) var unasked = 0

  init(_ folder: BundleFolder, _ trial: TrialLine) {
    self.folder = folder
    rest = trial.transcripts[...]
    advance()
  }

  /// The transcript of an exchange, where it is there; exchanges are asked for in their order.
  func transcript(_ exchange: Exchange) -> Transcript? {
    while let found = next, found.exchange < exchange {
      unasked += 1
      advance()
    }
    guard let found = next, found.exchange == exchange else { return nil }
    advance()
    return found
  }

  /// Looks at what was not asked for.
  func finish() {
    while next != nil {
      unasked += 1
      advance()
    }
  }

  private func advance() {
    next = nil
    while next == nil, let digest = rest.popFirst() {
      guard let bytes = folder.namedFile("transcripts", digest) else { continue }
      do {
        next = try Transcript(canonical: bytes)
      } catch {
        fault = fault ?? error
      }
    }
  }
}
