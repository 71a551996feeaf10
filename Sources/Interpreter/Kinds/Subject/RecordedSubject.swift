internal import Record

/// The transcripts of an earlier run in place of who wrote them: the same requests get the same replies, and nobody else is asked.
///
/// A run scores what it has on record by it, and a verification does exactly the same.
struct RecordedSubject: Subject {
  /// What is on record of an exchange; each is asked for at most once, in their order.
  let transcript: (Exchange) throws(RunFault) -> Transcript?
  private var waiting: [Query] = []

  init(_ transcript: @escaping (Exchange) throws(RunFault) -> Transcript?) { self.transcript = transcript }

  var abilities: Abilities { Abilities(queries: .request) }

  mutating func submit(_ query: Query) { waiting.append(query) }

  mutating func next(until time: UInt64) throws(RunFault) -> Reply? {
    guard let query = waiting.popLast() else { return nil }
    return Reply(ticket: query.ticket, content: try content(for: query))
  }

  private func content(for query: Query) throws(RunFault) -> Reply.Content {
    guard let transcript = try transcript(query.exchange) else { return .missing("it was not asked") }
    guard case .request(let request) = query.content, transcript.exchange == query.exchange, transcript.request == request,
      transcript.fault != nil || transcript.status == 200
    else { return .missing("the transcript is of another request") }
    return .response(
      Reply.Response(
        status: transcript.status, body: transcript.response, fault: transcript.fault, redactions: transcript.redactions ?? 0))
  }
}
