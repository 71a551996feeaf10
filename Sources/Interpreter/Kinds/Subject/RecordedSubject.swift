internal import Record

/// The transcripts of an earlier run in place of who wrote them: the same requests get the same replies, and nobody else is asked.
///
/// A run scores what it has on record by it, and a verification does exactly the same.
struct RecordedSubject: Subject {
  let node: String
  let trial: Int
  /// What is on record of an exchange; each is asked for at most once, in their order.
  let transcript: (Exchange) throws(RunFault) -> Transcript?
  private var waiting: [Query] = []

  init(node: String, trial: Int, transcript: @escaping (Exchange) throws(RunFault) -> Transcript?) {
    self.node = node
    self.trial = trial
    self.transcript = transcript
  }

  var abilities: Abilities { Abilities(queries: .request) }

  mutating func submit(_ query: Query) { waiting.append(query) }

  mutating func next(until time: UInt64) throws(RunFault) -> Reply? {
    guard let query = waiting.popLast() else { return nil }
    return Reply(ticket: query.ticket, content: try content(for: query))
  }

  private func content(for query: Query) throws(RunFault) -> Reply.Content {
    guard let transcript = try transcript(query.exchange) else { return .missing("it was not asked") }
    guard case .request(let request) = query.content, isOf(transcript, query.exchange, request) else {
      return .missing("the transcript is of another request")
    }
    return .response(
      Reply.Response(
        status: transcript.status, body: transcript.response, fault: transcript.fault, redactions: transcript.redactions ?? 0))
  }

  private func isOf(_ transcript: Transcript, _ exchange: Exchange, _ request: JSON) -> Bool {
    transcript.node.utf8.elementsEqual(node.utf8) && transcript.trial == trial && transcript.exchange == exchange
      && transcript.request.canonicalBytes == request.canonicalBytes && (transcript.fault != nil || transcript.status == 200)
  }
}
