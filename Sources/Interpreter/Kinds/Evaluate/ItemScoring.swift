internal import Record
internal import Score

/// What comes of one item: its subject's answer, what its scorer has to know from others, and the judgement.
struct ItemScoring {
  let evaluation: Evaluation
  let item: EvaluationItem
  private(set) var log = TranscriptLog()
  /// What the subject said, where it is an answer at all.
  private(set) var reading: Reading?
  /// Whether nothing is on record of the item's own question.
  private(set) var isUnasked = false
  /// What the scorer needs and what is not on record, with the subject that it goes to.
  private(set) var unasked: [(subject: String, query: Query)] = []

  /// Why an answer that was cut is not judged, with both ways out.
  static let cutReason =
    "the answer was cut at its greatest length; raise `max-tokens`, or have what came judged with `errors: { cut: judged }`"

  /// The most that a scorer may need to know about one item.
  static let queryLimit = 256

  init(_ evaluation: Evaluation, _ item: EvaluationItem) { (self.evaluation, self.item) = (evaluation, item) }

  /// The record of the item.
  mutating func record<Asked: Subject & ~Copyable>(from subject: inout Asked) throws(RunFault) -> ItemRecord {
    var record = ItemRecord(
      position: item.position, id: item.id, cluster: item.cluster, stratum: item.stratum,
      variant: item.asking.variant.map { evaluation.arrangement.variants[$0].name },
      order: item.asking.order.isEmpty ? nil : item.asking.order, right: item.correct.isEmpty ? nil : item.correct, outcome: .error)
    let told = try log.ask(evaluation.query(item), of: evaluation.subject, &subject)
    isUnasked = told.isMissing
    switch told.reading {
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
    case .cut where evaluation.work.errors.cut == nil && !evaluation.scorers.allSatisfy(\.scorer.takesCut):
      (record.outcome, record.reason) = (.cut, ItemScoring.cutReason)
    case .withheld: (record.outcome, record.reason) = (.withheld, "a filter of the subject withheld the answer")
    case .whole, .cut:
      let extraction: Extraction
      do throws(ExtractionFault) {
        extraction = try evaluation.extractor.extraction(
          from: reading.answer.text, refusal: reading.answer.refusal, choices: item.scored.choices)
      } catch {
        record.reason = error.reason
        return
      }
      switch try scores(of: extraction, in: reading.answer, from: &subject) {
      case .failure(let unusable): record.reason = unusable.reason
      case .success(let scores):
        record.outcome = extraction.outcome
        record.extracted = extraction.extracted(from: reading.answer.text)
        record.scores = scores
      }
    }
  }

  /// The scores under the declared rules and at the ends of their family.
  private mutating func scores<Asked: Subject & ~Copyable>(
    of extraction: Extraction, in reply: Answer, from subject: inout Asked
  ) throws(RunFault) -> Result<[String: Rational], Unusable> {
    var scores: [String: Rational] = [:]
    var number = 0
    let hasDegrees = evaluation.work.hasDegrees
    for (scorer, settings) in evaluation.scorers {
      func scoring(_ found: Extraction.Found?) throws(RunFault) -> Scoring {
        do { return try scorer.score(Answer(found, of: extraction, in: reply), item.scored, settings) } catch { throw RunFault(error) }
      }
      let point: [String: Rational]
      switch try judgement(try scoring(extraction.answer), &number, from: &subject) {
      case .failure(let unusable): return .failure(unusable)
      case .success(let judgement): point = judgement.scores
      }
      scores.merge(point) { own, _ in own }
      guard hasDegrees, !scorer.isAsking(settings) else { continue }
      for (degree, found) in [(ExtractionDegree.strict, extraction.strict), (.lenient, extraction.lenient)] {
        let judged: [String: Rational]
        if found?.value == extraction.answer?.value {
          judged = point
        } else {
          guard case .judged(let judgement) = try scoring(found) else { return .failure(Unusable("its scorer gives no judgement")) }
          judged = judgement.scores
        }
        for (name, score) in judged { scores[degree.name(of: name)] = score }
      }
    }
    if hasDegrees { scores[ExtractionDegree.obedience] = Rational(extraction.strict == nil ? 0 : 1) }
    return .success(scores)
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
      if told.isMissing || told.isFailed { unasked.append((id, query)) }
      switch told.reading {
      case .success(let reading) where needed.isLikelihood:
        do throws(Unusable) { replies.append(try likelihood(reading, needed, query)) } catch {
          problem = problem ?? Unusable("\(query.exchange): \(error.reason)")
        }
      case .success(let reading) where reading.ending == .whole:
        do throws(ExtractionFault) { replies.append(try text(of: reading.answer, to: needed)) } catch {
          problem = problem ?? Unusable("\(query.exchange): \(error.reason)")
        }
      case .success: problem = problem ?? Unusable("\(query.exchange): the reply did not come to its end")
      case .failure(let unusable): problem = problem ?? Unusable("\(query.exchange): \(unusable.reason)")
      }
    }
    return problem.map(Result.failure) ?? .success(replies)
  }

  /// The likelihood of a text as its scorer is handed it.
  private func likelihood(_ reading: Reading, _ needed: ScoringQuery, _ query: Query) throws(Unusable) -> String {
    guard case .likelihood(let text) = needed, case .request(let request) = query.content else {
      throw Unusable("it was asked something else")
    }
    let likelihood = try evaluation.subject.likelihood(of: text, request, reading)
    do {
      return String(decoding: try likelihood.canonicalBytes(), as: UTF8.self)
    } catch {
      throw Unusable("its likelihood is no number")
    }
  }

  /// A reply as its scorer is handed it: an answer to the item's own prompt as extraction finds it, empty where that is none.
  private func text(of answer: Answer, to needed: ScoringQuery) throws(ExtractionFault) -> String {
    switch needed {
    case .again, .put: break
    case .ask, .likelihood: return answer.text
    }
    let extraction = try evaluation.extractor.extraction(from: answer.text, refusal: answer.refusal, choices: item.choices)
    return extraction.answer?.value ?? ""
  }
}

extension ScoringQuery {
  /// Whether it asks how likely a text is.
  fileprivate var isLikelihood: Bool { if case .likelihood = self { true } else { false } }
}
