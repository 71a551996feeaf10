internal import Attest
internal import Record

// What subjects answered, and what was made of it.
extension Journal {
  func transcript(of id: TrialID, _ exchange: Exchange) throws(RunFault) -> Transcript? {
    let sql = "SELECT record FROM answer WHERE node = ? AND trial = ? AND exchange = ? ORDER BY position DESC LIMIT 1"
    let rows = try database.rows(sql, [.text(id.node), .integer(id.index), .text(exchange.recordText)])
    guard let bytes = rows.first?.first?.blob else { return nil }
    guard let transcript = try? Transcript(canonical: bytes) else { throw RunFault.corruptJournal(path, "an answer has another shape") }
    return transcript
  }

  func keep(_ transcript: Transcript, _ event: EventLog.Event) throws(RunFault) {
    let bytes = try Journal.record(transcript)
    func moment(_ time: UInt64?) -> Cell { time.map { .integer(Int(clamping: $0)) } ?? .null }
    let times = event.times
    try begin()
    try database.execute(
      """
      INSERT INTO answer (node, trial, exchange, digest, record, scheduled, sent, first, last, ended, retries, usable) \
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(transcript.node), .integer(transcript.trial), .text(transcript.exchange.recordText), .text(SHA256.digest(of: bytes).hex),
        .blob(bytes), moment(times.scheduled), moment(times.sent), moment(times.first), moment(times.last), moment(times.end),
        .integer(event.retries), .integer(event.isAnswered ? 1 : 0),
      ])
    try commit()
  }

  func events(of id: TrialID) throws(RunFault) -> [EventLog.Event] {
    let sql = """
      SELECT exchange, scheduled, sent, first, last, ended, retries, usable FROM answer WHERE node = ? AND trial = ? ORDER BY position
      """
    var latest: [Exchange: EventLog.Event] = [:]
    try database.execute(sql, [.text(id.node), .integer(id.index)]) { row throws(RunFault) in
      guard let event = EventLog.Event(row) else { throw .corruptJournal(path, "the times of an answer are none") }
      latest[event.exchange] = event
    }
    return Array(latest.values)
  }

  func keepItems(_ piece: [UInt8], number: Int, of id: TrialID) throws(RunFault) {
    try begin()
    // The first piece begins anew: an attempt that was broken off may have left some.
    if number == 0 { try removeItems(of: id) }
    try database.execute("INSERT INTO items VALUES (?, ?, ?, ?)", [.text(id.node), .integer(id.index), .integer(number), .blob(piece)])
  }

  /// Removes the pieces of a trial's item records.
  func removeItems(of id: TrialID) throws(RunFault) {
    try database.execute("DELETE FROM items WHERE node = ? AND trial = ?", [.text(id.node), .integer(id.index)])
  }

  /// Trials whose answers are on record and which a further attempt may complete: evaluations that failed or were cut.
  var incomplete: [FinishedTrial] {
    let evaluations = Set(plan.nodes.filter { $0.work.kind == .evaluate }.map(\.id))
    return trials.values.filter { trial in
      (trial.status == .failed || trial.status == .cut) && !trial.transcripts.isEmpty && evaluations.contains(trial.node)
    }
  }

  /// The file of a trial's item records, read piece by piece while a bundle is written; `nil` where it has none.
  func itemRecords(of trial: FinishedTrial) -> BundleDraft.Stream? {
    guard let digest = trial.items else { return nil }
    return BundleDraft.Stream(digest) { take throws(AttestFault) in
      // Two kinds of fault meet here: that of the journal, which is read, and that of the file, which is written.
      var ofFile: AttestFault?
      do throws(RunFault) {
        try self.itemPieces(of: trial.id) { piece throws(RunFault) in
          guard ofFile == nil else { return }
          do throws(AttestFault) { try take(piece) } catch { ofFile = error }
        }
      } catch { throw AttestFault(error.code.rawValue, error.message, help: error.help) }
      if let ofFile { throw ofFile }
    }
  }

  private func itemPieces(of id: TrialID, _ take: ([UInt8]) throws(RunFault) -> Void) throws(RunFault) {
    let sql = "SELECT piece FROM items WHERE node = ? AND trial = ? ORDER BY number"
    try database.execute(sql, [.text(id.node), .integer(id.index)]) { row throws(RunFault) in try take(row.first?.blob ?? []) }
  }
}

extension EventLog.Event {
  /// A row of the journal: exchange, five moments, retries and whether the answer is usable.
  fileprivate init?(_ row: [Cell]) {
    guard row.count == 8, let exchange = row[0].text.flatMap({ Exchange(recordText: $0) }), let scheduled = row[1].integer,
      let sent = row[2].integer, let end = row[5].integer, let retries = row[6].integer, let usable = row[7].integer
    else { return nil }
    func moment(_ number: Int) -> UInt64 { UInt64(clamping: number) }
    let times = QueryTimes(
      scheduled: moment(scheduled), sent: moment(sent), first: row[3].integer.map(moment), last: row[4].integer.map(moment), end: moment(end))
    self.init(exchange: exchange, times: times, retries: retries, isAnswered: usable != 0)
  }
}
