// The property `intact`: the folder is what its manifest says, and everything derived in it follows from what it was derived from.
internal import Attest
internal import Record
internal import Text

extension PropertyCheck {
  static let intact = PropertyCheck(.intact) { verification in
    let check = IntactCheck(verification.reading, verification.request)
    verification.answers = check.answers
    return check.verdict
  }
}

/// Structure, plan, scores, answers and page of a bundle, checked without executing anything.
struct IntactCheck {
  private let reading: BundleReading
  private let outcomes: [CheckOutcome]
  /// The recorded answers of evaluations, scored again.
  let answers: RescoredAnswers

  init(_ reading: BundleReading, _ request: VerificationRequest) {
    self.reading = reading
    guard let records = reading.records else {
      let unreadable = ["plan", "scores", "kinds", "times"].map { CheckOutcome($0, notDone: "the records cannot be read") }
      answers = RescoredAnswers()
      outcomes = reading.outcomes + unreadable
      return
    }
    var outcomes = reading.outcomes
    let folder = reading.folder
    outcomes += [
      folder.withinBudget("plan") { PlanResolution(records, folder).outcome },
      folder.withinBudget("scores") { ScoreCheck(records, folder).outcome },
      folder.withinBudget("kinds") { KindChecks(records, folder, now: Bench.system.now()).outcome },
      folder.withinBudget("times") { TimeChecks(records, folder).outcome },
    ]
    if let reference = ReferenceCheck(records.plan, places: request.references).outcome { outcomes.append(reference) }
    // What reads a plan's numbers further trusts that they are those of a valid spec.
    let isSound = outcomes.allSatisfy { $0.state == .done || $0.name == "reference" }
    answers = isSound ? RescoredAnswers(records, folder, request) : RescoredAnswers()
    if records.plan.nodes.contains(where: { Recheck($0) == .replayed }) {
      let refusal = CheckOutcome("answers", notDone: "answers to an unchecked plan are not scored")
      outcomes.append(isSound ? folder.outOfBudget("answers") ?? answers.outcome : refusal)
    }
    if let parent = ParentCheck(records, request) { outcomes.append(folder.withinBudget("parent") { parent.outcome }) }
    outcomes.append(folder.withinBudget("page") { PageCheck(reading, records, request).outcome })
    self.outcomes = outcomes
  }

  var verdict: PropertyVerdict {
    let files = counted(reading.folder.files.count, "file")
    let trials = counted(reading.records?.trials.count ?? 0, "trial")
    return PropertyVerdict(.intact, outcomes, holding: "\(files), \(trials); plan, scores and verdicts follow from their sources")
  }
}

extension BundleFolder {
  /// A file named by its digest, where it is there and its bytes still have that digest.
  func namedFile(_ folder: String, _ digest: Digest) -> [UInt8]? {
    guard let bytes = bytes("data/\(folder)/\(digest.hex)"), SHA256.digest(of: bytes) == digest else { return nil }
    return bytes
  }
}
