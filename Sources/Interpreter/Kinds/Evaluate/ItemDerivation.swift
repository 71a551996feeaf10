internal import Attest
internal import Record
internal import Score

/// Scores an evaluation from what its subject said, item after item, in memory that does not grow with them.
///
/// A run and a verification both derive here, from the same transcripts.
struct ItemDerivation {
  let evaluation: Evaluation
  /// What the items so far add up to.
  private(set) var tally: ItemTally
  /// The transcripts so far, in the order in which they were looked at.
  private(set) var transcripts: [Digest] = []
  /// What the scorer of the last item needs and what is not on record, with the subject that it goes to.
  private(set) var unasked: [(subject: String, query: Query)] = []
  /// The first item without a usable answer, and why.
  private(set) var problem: String?
  private var served = ServedNames()
  private var probes: [Int: ProbeAnswer] = [:]

  /// The most that a scorer may need to know about one item.
  static let queryLimit = 64

  init(_ evaluation: Evaluation) {
    self.evaluation = evaluation
    tally = ItemTally(evaluation.scorer.outputs)
  }

  /// Goes through probes and items in their order.
  ///
  /// - Parameter take: Takes each item's record as it comes.
  mutating func derive<Asked: Subject & ~Copyable>(
    from subject: inout Asked, take: (ItemRecord) throws(RunFault) -> Void
  ) throws(RunFault) {
    for number in SubjectProbe.all { try deriveProbe(number, from: &subject) }
    var items = evaluation.items()
    while let item = try items.next() { try take(try record(of: item, from: &subject)) }
  }

  private mutating func deriveProbe<Asked: Subject & ~Copyable>(_ number: Int, from subject: inout Asked) throws(RunFault) {
    let probe = SubjectProbe(evaluation: evaluation)
    guard case .success(let reading) = try told(probe.query(number), by: evaluation.subject, &subject).reading else { return }
    served.add(reading)
    probes[number] = ProbeAnswer(text: reading.answer.text, hasUsage: reading.hasUsage)
  }

  /// The record of one item.
  mutating func record<Asked: Subject & ~Copyable>(of item: EvaluationItem, from subject: inout Asked) throws(RunFault) -> ItemRecord {
    unasked = []
    let told = try told(evaluation.query(item), by: evaluation.subject, &subject)
    var record = ItemRecord(
      position: item.position, id: item.id, cluster: item.cluster, stratum: item.stratum, outcome: .error, transcript: told.digest)
    switch told.reading {
    case .failure(let unusable): record.reason = unusable.reason
    case .success(let reading):
      served.add(reading)
      try judge(reading, item, &record, from: &subject)
    }
    if let reason = record.reason { problem = problem ?? "item \(item.position): \(reason)" }
    tally.add(record)
    return record
  }

  private mutating func judge<Asked: Subject & ~Copyable>(
    _ reading: Reading, _ item: EvaluationItem, _ record: inout ItemRecord, from subject: inout Asked
  ) throws(RunFault) {
    switch reading.ending {
    case .cut: (record.outcome, record.reason) = (.cut, "the answer was cut at its greatest length; raise `max-tokens`")
    case .withheld: (record.outcome, record.reason) = (.withheld, "a filter of the subject withheld the answer")
    case .whole:
      switch try judgement(of: reading.answer, item, from: &subject) {
      case .failure(let unusable): record.reason = unusable.reason
      case .success(let judgement):
        (record.outcome, record.extracted, record.scores) = (judgement.outcome, judgement.extracted, judgement.scores)
      }
    }
  }

  /// What the scorer says, once it knows everything that it needs.
  private mutating func judgement<Asked: Subject & ~Copyable>(
    of answer: Answer, _ item: EvaluationItem, from subject: inout Asked
  ) throws(RunFault) -> Result<Judgement, Unusable> {
    var scoring: Scoring
    do {
      scoring = try evaluation.scorer.score(answer, item.scored, evaluation.work.scorer.settings)
    } catch {
      throw RunFault(error)
    }
    var number = 0
    while case .needs(let queries, let then) = scoring {
      guard number + queries.count <= ItemDerivation.queryLimit else {
        return .failure(Unusable("its scorer asks more than \(ItemDerivation.queryLimit) queries"))
      }
      switch try replies(to: queries, from: number, about: item, &subject) {
      case .failure(let unusable): return .failure(unusable)
      case .success(let replies): scoring = then(replies)
      }
      number += queries.count
    }
    guard case .judged(let judgement) = scoring else { return .failure(Unusable("its scorer gives no judgement")) }
    return .success(judgement)
  }

  /// The replies to what a scorer needs, all of them or the first problem; what is not on record is noted.
  private mutating func replies<Asked: Subject & ~Copyable>(
    to queries: [ScoringQuery], from first: Int, about item: EvaluationItem, _ subject: inout Asked
  ) throws(RunFault) -> Result<[String], Unusable> {
    var replies: [String] = []
    var problem: Unusable?
    for (offset, needed) in queries.enumerated() {
      let (id, query) = try evaluation.query(needed, number: first + offset, about: item)
      let told = try told(query, by: evaluation.subject(id), &subject)
      if told.isMissing { unasked.append((id, query)) }
      switch told.reading {
      case .success(let reading) where reading.ending == .whole: replies.append(reading.answer.text)
      case .success: problem = problem ?? Unusable("\(query.exchange): the reply did not come to its end")
      case .failure(let unusable): problem = problem ?? Unusable("\(query.exchange): \(unusable.reason)")
      }
    }
    return problem.map(Result.failure) ?? .success(replies)
  }

  /// What a subject told, and the transcript of it.
  private struct Told {
    var reading: Result<Reading, Unusable>
    var digest: Digest?
    var isMissing = false
  }

  private mutating func told<Asked: Subject & ~Copyable>(
    _ query: Query, by kind: any SubjectKind, _ subject: inout Asked
  ) throws(RunFault) -> Told {
    switch try subject.reply(to: query).content {
    case .missing(let reason): return Told(reading: .failure(Unusable(reason)), isMissing: true)
    case .classes: return Told(reading: .failure(Unusable("the subject answers with classes, not with text")))
    case .response(let response):
      let digest = try evaluation.transcript(of: query, response).digest()
      transcripts.append(digest)
      if let fault = response.fault { return Told(reading: .failure(Unusable(fault)), digest: digest) }
      do {
        return Told(reading: .success(try kind.reading(response.body)), digest: digest)
      } catch {
        return Told(reading: .failure(error), digest: digest)
      }
    }
  }
}

extension ItemDerivation {
  /// The results of a trial, or why there are none.
  enum Verdict: Equatable {
    case results([ResultValue])
    /// Items without a usable answer: an error, never a zero.
    case failed(String)
  }

  /// What the items come to.
  ///
  /// - Parameter items: The digest of the file of their records.
  func verdict(items: Digest) -> Verdict {
    if let problem {
      return .failed("\(tally.count - tally.scored) of \(tally.count) items have no usable answer; first, \(problem)")
    }
    let file = ResultValue("items", .replayed, .digest(items))
    return .results(tally.results + [file] + SubjectProbe.results(probes) + served.results)
  }
}

extension Evaluation {
  /// The transcript of a query that was answered.
  func transcript(of query: Query, _ response: Reply.Response) -> Transcript {
    var request = JSON.null
    if case .request(let sent) = query.content { request = sent }
    return Transcript(
      node: node, trial: trial, exchange: query.exchange, request: request, status: response.status, response: response.body,
      fault: response.fault, redactions: response.redactions == 0 ? nil : response.redactions)
  }
}

extension Transcript {
  /// The digest that names its file.
  func digest() throws(RunFault) -> Digest {
    do {
      return SHA256.digest(of: try canonicalBytes())
    } catch {
      throw RunFault(.badTranscript, "\(exchange): \(error)")
    }
  }
}
