internal import Attest
internal import Record
internal import Text

/// The recorded answers of programs and interpreters that run on any machine: a verifier asks them once more.
///
/// What an interpreter says of a program does not depend on time or place, so another verdict here is a difference. A program that
/// answers promises nothing, so another answer only leaves the trial unchecked.
struct LocalAnswers {
  private let records: BundleRecords
  private let folder: BundleFolder
  private let request: VerificationRequest
  private let inputs: InputReader

  init(_ records: BundleRecords, _ folder: BundleFolder, _ request: VerificationRequest) {
    (self.records, self.folder, self.request) = (records, folder, request)
    inputs = InputReader(plan: records.plan, search: request.inputSearch)
  }

  /// What asking again came to.
  enum Fate {
    /// The same, or there was nobody to ask.
    case same
    case differs(Finding)
    case notDone(String, help: String?)
  }

  /// Asks the programs of a trial again whose answers were found to give its results.
  func fate(of line: TrialLine) throws(RunFault) -> Fate {
    guard let node = records.plan.node(line.node), case .evaluate = node.work else { return .same }
    let plan = records.plan
    do throws(RunFault) {
      let evaluation = try Evaluation(
        plan: plan, node: node, trial: line.index, data: { id throws(RunFault) in try inputs.bytes(id) }, isSound: true,
        streamKey: { purpose throws(RunFault) in plan.seed.streamKey(node: node.id, trial: line.index, purpose: purpose) })
      var runners: [String: any Subject] = [:]
      for id in [evaluation.work.subject] + evaluation.askedByScorers {
        let kind = try evaluation.subject(id)
        guard kind.isLocal else { continue }
        runners[id] = try kind.open(Surroundings(permissions: request.permissions, bench: .system))
      }
      guard !runners.isEmpty else { return .same }
      let seal = try plan.sealedInput(of: node).map { input throws(RunFault) in try RescoredAnswers.seal(of: line, input, inputs, folder) }
      let transcripts = try BundleTranscripts(folder, line)
      let recorded = RecordedSubject { exchange throws(RunFault) in
        guard let kept = try transcripts.line(exchange) else { return nil }
        return try seal?.opened(kept.transcript).asLine() ?? kept
      }
      var subject = AskedAgain(recorded, runners, kinds: { id in try? evaluation.subject(id) })
      var derivation = ItemDerivation(evaluation)
      try derivation.derive(from: &subject) { _ in }
      return subject.fate(of: line)
    } catch {
      if error.code == .interrupted { throw error }
      return .notDone(error.message, help: error.help)
    }
  }
}

/// The recorded answers, each held against what its program says here.
private struct AskedAgain: Subject {
  private var recorded: RecordedSubject
  private var runners: [String: any Subject]
  private let kinds: (String) -> (any SubjectKind)?
  private var waiting: Query?
  private var asked = 0
  private var different: (query: Query, then: String, now: String)?
  private var doubtful: (count: Int, first: String)?

  init(_ recorded: RecordedSubject, _ runners: [String: any Subject], kinds: @escaping (String) -> (any SubjectKind)?) {
    (self.recorded, self.runners, self.kinds) = (recorded, runners, kinds)
  }

  var abilities: Abilities { recorded.abilities }

  mutating func submit(_ query: Query) {
    waiting = query
    recorded.submit(query)
  }

  mutating func next(until time: UInt64) throws(RunFault) -> Reply? {
    let reply = try recorded.next(until: time)
    if let query = waiting, case .response(let response)? = reply?.content { try askAgain(query, response) }
    waiting = nil
    return reply
  }

  private mutating func askAgain(_ query: Query, _ then: Reply.Response) throws(RunFault) {
    guard var runner = runners[query.subject], let kind = kinds(query.subject) else { return }
    let content = try runner.reply(to: query).content
    runners[query.subject] = runner
    asked += 1
    guard case .response(let now) = content else { return doubt(query, "there is no answer here") }
    switch kind.comparison(of: then, with: now) {
    case .same: return
    case .different(let old, let new): if different == nil { different = (query, old, new) }
    case .doubtful(let reason): doubt(query, reason)
    }
  }

  private mutating func doubt(_ query: Query, _ reason: String) {
    doubtful = ((doubtful?.count ?? 0) + 1, doubtful?.first ?? "\(query.exchange): \(reason)")
  }

  func fate(of line: TrialLine) -> LocalAnswers.Fate {
    if let different {
      return .differs(
        Finding(
          "result-differs", path: "\(line.id)",
          "\(different.query.exchange): what \(quoted(different.query.subject)) runs comes to another verdict here",
          expected: different.then,
          found: different.now))
    }
    guard let doubtful else { return .same }
    return .notDone("\(doubtful.count) of \(asked) answers of programs do not come out here; \(doubtful.first)", help: nil)
  }
}
