internal import Attest
internal import Record
internal import Text

// Files of a bundle that are read row by row while it is written, so that none of them has to fit into memory.
extension Journal {
  /// A file that trials left.
  func artifact(_ digest: Digest) -> BundleDraft.Stream {
    stream(digest) { take throws(RunFault) in try self.eachPiece(of: digest, take) }
  }

  /// The transcripts of a trial; `nil` where it has none.
  func transcripts(of trial: FinishedTrial) -> BundleDraft.Stream? {
    trial.transcripts.map { digest in
      stream(digest) { take throws(RunFault) in try self.eachTranscript(of: trial.id) { (line) throws(RunFault) in try take(line + [0x0A]) }
      }
    }
  }

  /// The item records of a trial; `nil` where it has none.
  func itemRecords(of trial: FinishedTrial) -> BundleDraft.Stream? {
    trial.items.map { digest in
      stream(digest) { take throws(RunFault) in try self.eachItemPiece(of: trial.id, take) }
    }
  }

  /// Hands over the lines of a trial's item records, without line feeds; `false` where they cannot be read.
  func forEachItemLine(of trial: TrialLine, _ take: ([UInt8]) -> Void) -> Bool {
    guard let digest = trial.items else { return false }
    return stream(digest) { (take) throws(RunFault) in try self.eachItemPiece(of: trial.id, take) }.forEachLine(take)
  }

  /// How many answers repeated a secret that was taken out of them.
  func redactedAnswers(of trials: [FinishedTrial]) throws(RunFault) -> Int {
    var count = 0
    let mark = Array(#""redactions":"#.utf8)
    for trial in trials where trial.transcripts != nil {
      try eachTranscript(of: trial.id) { line throws(RunFault) in
        // Inside of a text the quotes are escaped, so the name of the field stands in a line only where the line has the field.
        if line.firstRange(ofBytes: mark) != nil { count += 1 }
      }
    }
    return count
  }

  /// The transcripts that count, in the order of their exchanges: of several the latest, and of a scorer's queries those about the answer
  /// that counts.
  private func eachTranscript(of id: TrialID, _ take: ([UInt8]) throws(RunFault) -> Void) throws(RunFault) {
    let sql = "SELECT item, number, position, record FROM answer WHERE node = ? AND trial = ? ORDER BY item, number, position"
    var held: (item: Int, number: Int, position: Int, line: [UInt8])?
    var answered = (item: -1, position: 0)
    func settle() throws(RunFault) {
      guard let row = held else { return }
      if row.item >= 0, row.number < 0 { answered = (row.item, row.position) }
      if row.item == answered.item, row.position < answered.position { return }
      try take(row.line)
    }
    try database.execute(sql, [.text(id.node), .integer(id.index)]) { row throws(RunFault) in
      guard let item = row[0].integer, let number = row[1].integer, let position = row[2].integer, let line = row[3].blob else {
        throw .corruptJournal(path, "an answer has another shape")
      }
      if let last = held, (last.item, last.number) != (item, number) { try settle() }
      held = (item, number, position, line)
    }
    try settle()
  }

  private func eachItemPiece(of id: TrialID, _ take: ([UInt8]) throws(RunFault) -> Void) throws(RunFault) {
    let sql = "SELECT piece FROM items WHERE node = ? AND trial = ? ORDER BY number"
    try database.execute(sql, [.text(id.node), .integer(id.index)]) { row throws(RunFault) in try take(row.first?.blob ?? []) }
  }

  /// A file that is read by faults of the journal and written by faults of the file; the first of either kind ends it.
  private func stream(
    _ digest: Digest, _ read: @escaping (_ take: ([UInt8]) throws(RunFault) -> Void) throws(RunFault) -> Void
  ) -> BundleDraft.Stream {
    BundleDraft.Stream(digest) { take throws(AttestFault) in
      var ofFile: AttestFault?
      do throws(RunFault) {
        try read { piece throws(RunFault) in
          do throws(AttestFault) {
            try take(piece)
          } catch {
            ofFile = error
            throw RunFault(error)
          }
        }
      } catch { throw ofFile ?? AttestFault(error.code.rawValue, error.message, help: error.help) }
    }
  }
}
