internal import Record

/// A program in its sandbox as a subject: it is run once for each query, on the caller's thread.
struct ProgramSubject: Subject {
  private let command: CommandRun
  private var waiting: [Query] = []
  private var first: [ResultValue]?

  /// Makes a subject of a command that is laid out.
  init(_ command: CommandRun) { self.command = command }

  var abilities: Abilities { Abilities(queries: .prepared, isInline: true) }

  mutating func submit(_ query: Query) { waiting.append(query) }

  mutating func next(until time: UInt64) throws(RunFault) -> Reply? {
    guard !waiting.isEmpty else { return nil }
    let query = waiting.removeFirst()
    do throws(RunFault) {
      let yield = try command.run()
      // A program whose results change is none that answers.
      if let first, first != yield.results { return Reply(ticket: query.ticket, content: .missing("another result than the first run's")) }
      first = yield.results
      return Reply(ticket: query.ticket, content: .classes([]))
    } catch {
      guard error.code == .commandFailed || error.code == .cut else { throw error }
      return Reply(ticket: query.ticket, content: .missing(error.message))
    }
  }
}
