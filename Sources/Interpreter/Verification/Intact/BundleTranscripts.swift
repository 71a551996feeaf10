internal import Attest
internal import Record

/// The transcripts of a trial in a bundle, read one after another as they are asked for, so that one of them stands in memory at a time.
///
/// Their order and shape were checked where the bundle was read.
final class BundleTranscripts {
  private var lines: RecordLines<TranscriptLine>
  private var next: TranscriptLine?
  /// Those that no question of the plan asked for.
  private(set) var unasked = 0

  init(_ folder: BundleFolder, _ trial: TrialLine) throws(RunFault) {
    guard let lines = folder.transcripts(of: trial) else {
      throw RunFault(.noSuchFile, "the bundle does not hold the transcripts of `\(trial.id)`")
    }
    self.lines = lines
    try advance()
  }

  /// The transcript of an exchange, where it is there; exchanges are asked for in their order.
  func transcript(_ exchange: Exchange) throws(RunFault) -> Transcript? { try line(exchange)?.transcript }

  /// The same as its line.
  func line(_ exchange: Exchange) throws(RunFault) -> TranscriptLine? {
    while let found = next, found.exchange < exchange { try skip() }
    guard let found = next, found.exchange == exchange else { return nil }
    try advance()
    return found
  }

  /// Looks at what was not asked for.
  func finish() throws(RunFault) {
    while next != nil { try skip() }
  }

  private func skip() throws(RunFault) {
    if next?.exchange != EvaluationSeal.keyExchange { unasked += 1 }
    try advance()
  }

  private func advance() throws(RunFault) {
    do throws(LineFault) {
      next = try lines.next()?.record
    } catch {
      throw RunFault(.bundleNotIntact, "its transcripts cannot be read again: \(error.words)")
    }
  }
}
