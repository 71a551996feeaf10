internal import Record

/// The transcripts of an earlier run in place of who wrote them: the same requests get the same replies, and nobody else is asked.
///
/// A run scores what it has on record by it, and a verification does exactly the same.
struct RecordedSubject: Subject {
  /// What is on record of an exchange; each is asked for at most once, in their order.
  let line: (Exchange) throws(RunFault) -> TranscriptLine?
  private var waiting: [Query] = []

  init(_ line: @escaping (Exchange) throws(RunFault) -> TranscriptLine?) { self.line = line }

  var abilities: Abilities { Abilities(queries: .request) }

  mutating func submit(_ query: Query) { waiting.append(query) }

  mutating func next(until time: UInt64) throws(RunFault) -> Reply? {
    guard let query = waiting.popLast() else { return nil }
    return Reply(ticket: query.ticket, content: try content(for: query))
  }

  private func content(for query: Query) throws(RunFault) -> Reply.Content {
    guard let line = try line(query.exchange) else { return .missing("it was not asked") }
    guard case .request(let request) = query.content, line.exchange == query.exchange, line.request.elementsEqual(request.canonicalBytes),
      line.fault != nil || line.status == 200
    else { return .missing("the transcript is of another request") }
    var response = Reply.Response(status: line.status, body: line.response, fault: line.fault, redactions: line.redactions ?? 0)
    // A line that says "0 redactions" is none that a run writes.
    if line.redactions != 0 { response.line = line.bytes }
    return .response(response)
  }
}
