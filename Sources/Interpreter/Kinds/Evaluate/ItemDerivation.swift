internal import Record
internal import Score

/// Scores an evaluation from what its subject said, item after item, in memory that does not grow with them.
///
/// A run and a verification both derive here, from the same transcripts.
struct ItemDerivation {
  let evaluation: Evaluation
  /// What the items so far add up to.
  private(set) var tally: ItemTally
  /// What their variants do to them.
  private var variants: VariantTally
  /// The first item without a usable answer, and why.
  private(set) var problem: String?
  /// How many questions there were, and how many of them have no usable answer.
  private var (asked, missing): (UInt64, UInt64) = (0, 0)
  /// The first item that nobody was asked about; that is no error of a subject.
  private var unasked: String?
  private var served = ServedNames()
  private var tokens = TokenSums()
  private var probes: [Int: ProbeAnswer] = [:]
  /// How many probes and items have lines that cannot be as they are, and the first of these.
  private(set) var contradictions: (count: Int, first: String?) = (0, nil)
  /// Probes without a transcript.
  private(set) var unaskedProbes: [Int] = []
  /// Why the subject's likelihoods cannot be believed.
  private var echoProblem: String?

  init(_ evaluation: Evaluation) {
    self.evaluation = evaluation
    tally = ItemTally(evaluation.outputs, of: evaluation.scorers.map(\.scorer), errors: evaluation.work.errors.treat)
    variants = VariantTally(evaluation.scorers.flatMap(\.scorer.outputs), variants: evaluation.arrangement.variants.map(\.name))
  }

  /// Goes through probes and items in their order.
  ///
  /// - Parameters:
  ///   - transcripts: Takes the lines of each probe and each item as they come.
  ///   - readings: Takes what each item was answered, `nil` where that is no answer.
  ///   - items: Takes each item's record as it comes.
  mutating func derive<Asked: Subject & ~Copyable>(
    from subject: inout Asked, transcripts: (_ lines: [UInt8]) throws(RunFault) -> Void = { _ in },
    readings: (Reading?) -> Void = { _ in }, items take: (ItemRecord) throws(RunFault) -> Void
  ) throws(RunFault) {
    let probe = SubjectProbe(evaluation: evaluation)
    for number in probe.all { try transcripts(try deriveProbe(number, from: &subject)) }
    if evaluation.needsEcho { echoProblem = try probe.echoProblem(probes) }
    var items = evaluation.items()
    while let item = try items.next() {
      var scoring = ItemScoring(evaluation, item)
      let record = try scoring.record(from: &subject)
      readings(scoring.reading)
      if let reading = scoring.reading {
        served.add(reading)
        tokens.add(reading.usage)
      }
      if let reason = record.reason, problem == nil { problem = "item \(item.position): \(reason)" }
      if scoring.isUnasked, unasked == nil { unasked = "item \(item.position): \(record.reason ?? "it was not asked")" }
      asked += 1
      if !record.outcome.isScored { missing += 1 }
      note(scoring.log)
      tally.add(record)
      variants.add(record)
      try transcripts(scoring.log.lines)
      try take(record)
    }
  }

  private mutating func note(_ log: TranscriptLog) {
    guard let contradiction = log.contradiction else { return }
    contradictions = (contradictions.count + 1, contradictions.first ?? contradiction)
  }

  private mutating func deriveProbe<Asked: Subject & ~Copyable>(_ number: Int, from subject: inout Asked) throws(RunFault) -> [UInt8] {
    var log = TranscriptLog()
    let query = try SubjectProbe(evaluation: evaluation).query(number, generated: probes[SubjectProbe.generated]?.text ?? "")
    let told = try log.ask(query, of: evaluation.subject, &subject)
    note(log)
    if told.isMissing { unaskedProbes.append(number) }
    if case .success(let reading) = told.reading {
      served.add(reading)
      probes[number] = ProbeAnswer(reading)
    }
    return log.lines
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
    if let echoProblem { return .failed(echoProblem) }
    if let problem,
      let reason = evaluation.work.errors.reason(
        missing, of: asked, first: unasked ?? problem, variants: evaluation.arrangement.variants.count, isWhole: unasked == nil)
    {
      return .failed(reason)
    }
    let file = ResultValue("items", .replayed, .digest(items))
    return .results(tally.results + variants.results + [file] + SubjectProbe.results(probes) + served.results + tokens.results)
  }
}
