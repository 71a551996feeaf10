internal import Attest
public import Record
internal import Score

/// The items of evaluations with what was said about them, from the files of a run or of a bundle.
public struct AnswerReading {
  /// Hands over the lines of a file under `data/`, named by its digest; `false` where it cannot be read to its end.
  public typealias Lines = (_ folder: String, _ digest: Digest, _ take: ([UInt8]) -> Void) -> Bool

  private let plan: Plan
  private let lines: Lines
  private let data: (Digest) -> [UInt8]?

  /// A reading of the files that belong to a plan.
  ///
  /// - Parameter data: The bytes of a dataset; without them what counts as right is not told.
  public init(_ plan: Plan, lines: @escaping Lines, data: @escaping (Digest) -> [UInt8]?) {
    (self.plan, self.lines, self.data) = (plan, lines, data)
  }

  /// Hands over the first items of a trial in their order.
  ///
  /// Complexity: linear in the lines of the trial; memory grows with `limit`.
  ///
  /// - Returns: Whether the item records could be read.
  public func forEach(of trial: TrialLine, first limit: Int, _ take: (AnsweredItem) -> Void) -> Bool {
    guard let digest = trial.items, let node = plan.node(trial.node), case .evaluate(let work) = node.work else { return false }
    var records: [ItemRecord] = []
    let isRead = lines("items", digest) { line in
      if records.count < limit, let record = try? ItemRecord(canonical: line) { records.append(record) }
    }
    guard isRead else { return false }
    let subject = try? plan.subject(work.subject)?.resolved()
    let expected = expected(node, trial, records.count)
    func answered(_ place: Int, _ transcript: Transcript?) -> AnsweredItem {
      var item = AnsweredItem(records[place], expected: expected.indices.contains(place) ? expected[place] : [])
      if let transcript { item.tell(transcript, as: subject) }
      return item
    }
    var next = 0
    if let transcripts = trial.transcripts, plan.sealedInput(of: node) == nil {
      _ = lines("transcripts", transcripts) { line in
        guard next < records.count, let transcript = try? Transcript(canonical: line), case .item(let position) = transcript.exchange else {
          return
        }
        while next < records.count, records[next].position < position {
          take(answered(next, nil))
          next += 1
        }
        guard next < records.count, records[next].position == position else { return }
        take(answered(next, transcript))
        next += 1
      }
    }
    for place in next..<max(next, records.count) { take(answered(place, nil)) }
    return true
  }

  /// What counts as right for the first questions of a trial; nothing where a dataset is not at hand.
  private func expected(_ node: Node, _ trial: TrialLine, _ count: Int) -> [[String]] {
    var answers: [[String]] = []
    do throws(RunFault) {
      let evaluation = try Evaluation(
        plan: plan, node: node, trial: trial.index,
        data: { id throws(RunFault) in
          guard let bytes = plan.input(id).flatMap({ data($0.sha256) }) else {
            throw RunFault(.bundleIncomplete, "the dataset `\(id)` is not at hand")
          }
          return bytes
        },
        isSound: true,
        streamKey: { purpose throws(RunFault) in plan.seed.streamKey(node: node.id, trial: trial.index, purpose: purpose) })
      var items = evaluation.items()
      while answers.count < count, let item = try items.next() { answers.append(item.answers) }
      return answers
    } catch {
      return []
    }
  }
}

extension AnsweredItem {
  /// Takes in what was sent and what came back.
  fileprivate mutating func tell(_ transcript: Transcript, as subject: (any SubjectKind)?) {
    turns = AnsweredItem.turns(of: transcript.request)
    if transcript.fault == nil, let reading = try? subject?.reading(transcript.response) {
      reply = reading.answer.text.isEmpty ? reading.answer.refusal ?? "" : reading.answer.text
    } else {
      let body = String(String.UnicodeScalarView(transcript.response.unicodeScalars.prefix(2000)))
      failure = transcript.status == 0 ? transcript.fault ?? "no answer came" : "HTTP \(transcript.status): \(body)"
    }
  }

  /// The messages of a request: of a chat, or the one text of a completion; any other request as it stands.
  private static func turns(of request: JSON) -> [Turn] {
    if case .array(let messages)? = request.object?["messages"] {
      return messages.map { message in Turn(role: text(message.object?["role"]), text: text(message.object?["content"])) }
    }
    return [Turn(role: "user", text: text(request.object?["prompt"] ?? request))]
  }

  private static func text(_ value: JSON?) -> String {
    switch value {
    case .string(let text): text
    case nil: ""
    case let value?: value.canonicalText
    }
  }
}
