internal import Attest
internal import Record

// What subjects answered.
extension Journal {
  func line(of id: TrialID, _ exchange: Exchange) throws(RunFault) -> TranscriptLine? {
    guard let row = try latest("record", of: exchange, in: id) else { return nil }
    guard let line = row.blob.flatMap({ try? TranscriptLine(canonical: $0) }), line.exchange == exchange else {
      throw RunFault.corruptJournal(path, "an answer has another shape")
    }
    return line
  }

  func hasAnswers(of id: TrialID) throws(RunFault) -> Bool {
    let sql = "SELECT 1 FROM answer WHERE node = ? AND trial = ? LIMIT 1"
    return try !database.rows(sql, [.text(id.node), .integer(id.index)]).isEmpty
  }

  func isAnswered(_ exchange: Exchange, of id: TrialID) throws(RunFault) -> Bool {
    try latest("usable", of: exchange, in: id) == .integer(1)
  }

  /// A column of the latest answer to an exchange.
  private func latest(_ column: String, of exchange: Exchange, in id: TrialID) throws(RunFault) -> Cell? {
    let sql = """
      SELECT \(column) FROM answer WHERE node = ? AND trial = ? AND item = ? AND number = ? ORDER BY position DESC LIMIT 1
      """
    let (item, number) = exchange.place
    return try database.rows(sql, [.text(id.node), .integer(id.index), .integer(item), .integer(number)]).first?.first
  }

  func keep(_ transcript: Transcript, _ event: EventLog.Event, of id: TrialID) throws(RunFault) {
    func moment(_ time: UInt64?) -> Cell { time.map { .integer(Int(clamping: $0)) } ?? .null }
    let (times, place) = (event.times, transcript.exchange.place)
    let sql = """
      INSERT INTO answer (node, trial, item, number, scheduled, sent, first, last, ended, retries, resends, tokens, gaps, usable, record) \
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    let values: [Cell] = [
      .text(id.node), .integer(id.index), .integer(place.item), .integer(place.number), moment(times.scheduled), moment(times.sent),
      moment(times.first), moment(times.last), moment(times.end), .integer(event.retries), .integer(event.resends),
      event.tokens.map { .integer($0) } ?? .null, event.gaps.isEmpty ? .null : .blob(event.gaps.flatMap { littleEndianBytes($0) }),
      .integer(event.isAnswered ? 1 : 0),
      .blob(try transcript.line()),
    ]
    try begin()
    try database.execute(sql, values)
  }

  func eachItemEvent(of id: TrialID, _ take: (EventLog.Event) throws(RunFault) -> Void) throws(RunFault) {
    let sql = """
      SELECT item, scheduled, sent, first, last, ended, retries, resends, tokens, gaps, usable FROM answer \
      WHERE node = ? AND trial = ? AND item >= 0 AND number = -1 ORDER BY item, position
      """
    var latest: EventLog.Event?
    try database.execute(sql, [.text(id.node), .integer(id.index)]) { row throws(RunFault) in
      guard let event = EventLog.Event(row) else { throw .corruptJournal(path, "the times of an answer are none") }
      if let last = latest, last.exchange != event.exchange { try take(last) }
      latest = event
    }
    if let latest { try take(latest) }
  }

  /// Whether the latest answer to any exchange of a trial is none that can be used, so that asking again may give one.
  func hasOpenQuestions(_ id: TrialID) throws(RunFault) -> Bool {
    let sql = """
      SELECT 1 FROM answer AS a WHERE node = ? AND trial = ? AND usable = 0 AND NOT EXISTS (SELECT 1 FROM answer AS b \
      WHERE b.node = a.node AND b.trial = a.trial AND b.item = a.item AND b.number = a.number AND b.position > a.position) LIMIT 1
      """
    return try !database.rows(sql, [.text(id.node), .integer(id.index)]).isEmpty
  }
}

extension EventLog.Event {
  /// A row of the journal: the item, five moments, retries, resends, tokens, gaps and whether the answer is usable.
  fileprivate init?(_ row: [Cell]) {
    guard row.count == 11, let item = row[0].integer, let scheduled = row[1].integer, let sent = row[2].integer,
      let end = row[5].integer, let retries = row[6].integer, let resends = row[7].integer,
      let usable = row[10].integer
    else { return nil }
    func moment(_ number: Int) -> UInt64 { UInt64(clamping: number) }
    let times = QueryTimes(
      scheduled: moment(scheduled), sent: moment(sent), first: row[3].integer.map(moment), last: row[4].integer.map(moment),
      end: moment(end))
    self.init(exchange: .item(item), times: times, retries: retries, isAnswered: usable != 0)
    (self.resends, tokens) = (resends, row[8].integer)
    gaps = EventLog.Event.gaps(row[9].blob ?? [])
  }

  /// Times between pieces of output, of 8 bytes each.
  private static func gaps(_ bytes: [UInt8]) -> [UInt64] {
    stride(from: 0, to: bytes.count - bytes.count % 8, by: 8).map { start in
      bytes[start..<start + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
  }
}
