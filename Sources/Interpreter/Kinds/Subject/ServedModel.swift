internal import Kernels

/// A model of our own in memory, asked about rows that it holds ready.
///
/// It computes on the caller's thread, one query after another. Nothing but the model itself allocates while it answers.
struct ServedModel: Subject {
  private let session: Inference
  private let questions: [TrainingSet]
  /// Queries that wait, and how many of them are answered; the room is used again once all are.
  private var waiting: [Query] = []
  private var answered = 0

  /// Makes a subject that answers prepared questions.
  ///
  /// - Parameter questions: Rows by the index that a query names them with.
  init(_ session: Inference, questions: [TrainingSet]) {
    self.session = session
    self.questions = questions
    waiting.reserveCapacity(1)
  }

  var abilities: Abilities { Abilities(queries: .prepared, isInline: true) }

  mutating func submit(_ query: Query) throws(RunFault) {
    guard case .prepared(let index) = query.content, questions.indices.contains(index) else {
      throw RunFault(.invalidPlan, "a served model takes the rows that it was given")
    }
    waiting.append(query)
  }

  mutating func next(until time: UInt64) throws(RunFault) -> Reply? {
    guard answered < waiting.count, case .prepared(let index) = waiting[answered].content else { return nil }
    let ticket = waiting[answered].ticket
    answered += 1
    if answered == waiting.count {
      waiting.removeAll(keepingCapacity: true)
      answered = 0
    }
    do {
      return Reply(ticket: ticket, content: .classes(try session.classes(questions[index])))
    } catch {
      throw RunFault(kernel: error)
    }
  }
}
