internal import Attest
internal import Record
internal import Score

/// Scores an evaluation from its transcripts alone: what a run and a verification both do.
struct Rescoring {
  let evaluation: Evaluation

  /// The results of a cell, or why there are none.
  enum Verdict: Equatable {
    case results([ResultValue])
    /// Items without a usable answer: an error, never a zero.
    case failed(String)
  }

  /// Judges the transcripts of one trial.
  ///
  /// Each item needs exactly one transcript of exactly the request that the plan gives, with a usable answer.
  func verdict(_ transcripts: [Transcript]) throws(RunFault) -> Verdict {
    var byItem: [Int: Transcript] = [:]
    for transcript in transcripts where byItem.updateValue(transcript, forKey: transcript.item) != nil {
      return .failed("item \(transcript.item) has several transcripts")
    }
    let named = evaluation.work.scorer
    guard let scorer = Scorer.named(named.name, revision: named.revision) else {
      throw RunFault(
        "no-scorer", "this release has no scorer `\(named.name)` of revision \(named.revision)", help: "use the release that made the plan",
        isLocal: true)
    }
    var correct: [Bool] = []
    var faults: [String] = []
    for item in evaluation.items {
      do {
        let answer = try answer(to: item, byItem[item.position])
        correct.append(isCorrect(answer.text, item, by: scorer))
      } catch {
        faults.append("item \(item.position): \(error.reason)")
      }
    }
    if let first = faults.first {
      return .failed("\(faults.count) of \(evaluation.items.count) items have no usable answer; first, \(first)")
    }
    return .results(results(correct) + EndpointProbe(evaluation: evaluation).results(try probes(byItem)))
  }

  /// Accuracy, and the digest of the canonical JSON array of all verdicts in the order of the items.
  private func results(_ correct: [Bool]) -> [ResultValue] {
    let share = ResultValue.Value.share(of: U64(UInt64(correct.count { $0 })), total: U64(UInt64(correct.count)))
    let verdicts = JSON.array(correct.map { .bool($0) }).canonicalBytes
    return [
      ResultValue("accuracy", .replayed, share), ResultValue("items", .replayed, .digest(SHA256.digest(of: verdicts))),
    ]
  }

  private func answer(to item: EvaluationItem, _ transcript: Transcript?) throws(ChatAnswer.Unusable) -> ChatAnswer {
    guard let transcript else { throw ChatAnswer.Unusable(reason: "it was not asked") }
    let request: JSON
    do {
      request = try evaluation.request(item)
    } catch {
      throw ChatAnswer.Unusable(reason: error.message)
    }
    guard matches(transcript, request) else { throw ChatAnswer.Unusable(reason: "the transcript is of another request") }
    if let fault = transcript.fault { throw ChatAnswer.Unusable(reason: fault) }
    return try ChatAnswer(transcript.response)
  }

  private func matches(_ transcript: Transcript, _ request: JSON) -> Bool {
    transcript.node.utf8.elementsEqual(evaluation.node.utf8) && transcript.trial == evaluation.trial
      && transcript.request.canonicalBytes == request.canonicalBytes && (transcript.fault != nil || transcript.status == 200)
  }

  private func probes(_ byItem: [Int: Transcript]) throws(RunFault) -> [Int: Transcript] {
    var probes: [Int: Transcript] = [:]
    for item in EndpointProbe.all {
      guard let transcript = byItem[item] else { continue }
      let question = try EndpointProbe(evaluation: evaluation).question(item)
      if matches(transcript, question.request) { probes[item] = transcript }
    }
    return probes
  }

  /// An item is right when its answer is one of those that count.
  private func isCorrect(_ answer: String, _ item: EvaluationItem, by scorer: Scorer) -> Bool {
    let settings = evaluation.work.scorer.settings
    return item.answers.contains { scorer.judge(answer, $0, settings).isCorrect }
  }
}

/// The results of an evaluation cell, derived from its transcripts without any network.
///
/// - Returns: The results, or `nil` with the reason where an item has no usable answer.
/// - Throws: `RunFault` where plan or dataset do not fit.
func rescore(
  plan: Plan, node: Node, trial: Int, dataset: [UInt8], transcripts: [Transcript],
  streamKey: @escaping (_ purpose: String) throws(RunFault) -> Digest
) throws(RunFault) -> (results: [ResultValue]?, reason: String?) {
  let evaluation = try Evaluation(plan: plan, node: node, trial: trial, dataset: dataset, streamKey: streamKey)
  switch try Rescoring(evaluation: evaluation).verdict(transcripts) {
  case .results(let results): return (results, nil)
  case .failed(let reason): return (nil, reason)
  }
}
