internal import Record
internal import Score

/// What comes of one item: its subject's answer, what its scorer has to know from others, and the judgement.
struct ItemScoring {
  let evaluation: Evaluation
  let item: EvaluationItem
  private(set) var log = TranscriptLog()
  /// What the subject said, where it is an answer at all.
  private(set) var reading: Reading?
  /// What the scorer needs and what is not on record, with the subject that it goes to.
  private(set) var unasked: [(subject: String, query: Query)] = []

  /// The most that a scorer may need to know about one item.
  static let queryLimit = 256

  init(_ evaluation: Evaluation, _ item: EvaluationItem) { (self.evaluation, self.item) = (evaluation, item) }

  /// The record of the item.
  mutating func record<Asked: Subject & ~Copyable>(from subject: inout Asked) throws(RunFault) -> ItemRecord {
    var record = ItemRecord(position: item.position, id: item.id, cluster: item.cluster, stratum: item.stratum, outcome: .error)
    switch try log.ask(evaluation.query(item), of: evaluation.subject, &subject).reading {
    case .failure(let unusable): record.reason = unusable.reason
    case .success(let reading):
      self.reading = reading
      try judge(reading, &record, from: &subject)
    }
    record.transcript = log.digest
    return record
  }

  private mutating func judge<Asked: Subject & ~Copyable>(
    _ reading: Reading, _ record: inout ItemRecord, from subject: inout Asked
  ) throws(RunFault) {
    switch reading.ending {
    case .cut: (record.outcome, record.reason) = (.cut, "the answer was cut at its greatest length; raise `max-tokens`")
    case .withheld: (record.outcome, record.reason) = (.withheld, "a filter of the subject withheld the answer")
    case .whole:
      switch try judgement(of: reading.answer, from: &subject) {
      case .failure(let unusable): record.reason = unusable.reason
      case .success(let judgement):
        (record.outcome, record.extracted, record.scores) = (judgement.outcome, judgement.extracted, judgement.scores)
      }
    }
  }

  /// What the scorers say together, each judging the same answer.
  private mutating func judgement<Asked: Subject & ~Copyable>(
    of answer: Answer, from subject: inout Asked
  ) throws(RunFault) -> Result<Judgement, Unusable> {
    var merged: Judgement?
    var number = 0
    for (scorer, settings) in evaluation.scorers {
      let scoring: Scoring
      do { scoring = try scorer.score(answer, item.scored, settings) } catch { throw RunFault(error) }
      switch try judgement(scoring, &number, from: &subject) {
      case .failure(let unusable): return .failure(unusable)
      case .success(let judgement): merged = merged.map { $0.joined(by: judgement) } ?? judgement
      }
    }
    return merged.map(Result.success) ?? .failure(Unusable("nothing judges it"))
  }

  /// What one scorer says, once it knows everything that it needs.
  ///
  /// - Parameter number: How many queries about the item there were, counted on.
  private mutating func judgement<Asked: Subject & ~Copyable>(
    _ first: Scoring, _ number: inout Int, from subject: inout Asked
  ) throws(RunFault) -> Result<Judgement, Unusable> {
    var scoring = first
    while case .needs(let queries, let then) = scoring {
      guard number + queries.count <= ItemScoring.queryLimit else {
        return .failure(Unusable("its scorer asks more than \(ItemScoring.queryLimit) queries"))
      }
      switch try replies(to: queries, from: number, &subject) {
      case .failure(let unusable): return .failure(unusable)
      case .success(let replies): scoring = then(replies)
      }
      number += queries.count
    }
    switch scoring {
    case .judged(let judgement): return .success(judgement)
    case .failed(let reason): return .failure(Unusable(reason))
    case .needs: return .failure(Unusable("its scorer gives no judgement"))
    }
  }

  /// The replies to what a scorer needs, all of them or the first problem; what is not on record is noted.
  private mutating func replies<Asked: Subject & ~Copyable>(
    to queries: [ScoringQuery], from first: Int, _ subject: inout Asked
  ) throws(RunFault) -> Result<[String], Unusable> {
    var replies: [String] = []
    var problem: Unusable?
    for (offset, needed) in queries.enumerated() {
      let (id, query) = try evaluation.query(needed, number: first + offset, about: item)
      let told = try log.ask(query, of: evaluation.subject(id), &subject)
      if told.isMissing { unasked.append((id, query)) }
      switch told.reading {
      case .success(let reading) where reading.ending == .whole: replies.append(reading.answer.text)
      case .success: problem = problem ?? Unusable("\(query.exchange): the reply did not come to its end")
      case .failure(let unusable): problem = problem ?? Unusable("\(query.exchange): \(unusable.reason)")
      }
    }
    return problem.map(Result.failure) ?? .success(replies)
  }
}
