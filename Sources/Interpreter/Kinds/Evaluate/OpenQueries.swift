internal import Record

/// The items without a usable answer on record, found one after another as their queries are wanted.
final class OpenItems {
  private let evaluation: Evaluation
  private let isAnswered: (Exchange) throws(RunFault) -> Bool
  private var items: ItemSequence
  /// Items that were passed over, since they have one.
  private(set) var answered = 0

  init(_ evaluation: Evaluation, _ isAnswered: @escaping (Exchange) throws(RunFault) -> Bool) {
    (self.evaluation, self.isAnswered) = (evaluation, isAnswered)
    items = evaluation.items()
  }

  /// The query of the next one, or `nil` behind the last.
  func next() throws(RunFault) -> Query? {
    while let item = try items.next() {
      if try !isAnswered(.item(item.position)) { return try evaluation.query(item) }
      answered += 1
    }
    return nil
  }
}

/// What a scorer needs from one subject and what is not on record, found item after item as it is wanted.
final class OpenScoringQueries {
  private let evaluation: Evaluation
  private let subject: String
  private var items: ItemSequence
  private var recorded: RecordedSubject
  private var found: [Query] = []
  private let wasTried: (Exchange) -> Bool

  /// - Parameter wasTried: Whether an exchange was asked in this attempt already; one that failed then is not asked once more.
  init(
    _ evaluation: Evaluation, of subject: String, _ line: @escaping (Exchange) throws(RunFault) -> TranscriptLine?,
    wasTried: @escaping (Exchange) -> Bool = { _ in false }
  ) {
    (self.evaluation, self.subject, self.wasTried) = (evaluation, subject, wasTried)
    items = evaluation.items()
    recorded = RecordedSubject(line)
  }

  /// The next one, or `nil` behind the last.
  func next() throws(RunFault) -> Query? {
    while found.isEmpty {
      guard let item = try items.next() else { return nil }
      var scoring = ItemScoring(evaluation, item)
      _ = try scoring.record(from: &recorded)
      found = scoring.unasked.filter { $0.subject.utf8.elementsEqual(subject.utf8) && !wasTried($0.query.exchange) }.map(\.query).reversed()
    }
    return found.popLast()
  }
}
