internal import Attest
internal import Kernels
internal import Record
internal import Score

/// What a load asks its subject, and how it reads what comes back; one for each kind of server.
protocol LoadTarget {
  /// How many different queries there are.
  var count: Int { get }
  /// The content of the query of a sample.
  func content(of sample: Int) -> Query.Content
  /// What a reply adds to the event of its query.
  func read(_ reply: Reply, of sample: Int, into event: inout LoadEvent)
}

/// The questions of a dataset for a subject of the plan, all of them ready before the clock runs.
struct AskedTarget: LoadTarget {
  let subject: any SubjectKind
  let requests: [JSON]
  /// The greatest number of tokens that is asked for.
  private let most: Int
  /// The model as the plan names it; `nil` where the subject is no endpoint.
  private let model: String?

  init(_ asking: EvaluateWork, _ evaluation: Evaluation) throws(RunFault) {
    subject = evaluation.subject
    most = asking.generation.maxTokens
    model = (subject as? EndpointSubject)?.model
    var requests: [JSON] = []
    var items = evaluation.items()
    while let item = try items.next() {
      guard case .request(let request) = try evaluation.query(item).content else { continue }
      requests.append(request)
    }
    self.requests = requests
  }

  var count: Int { requests.count }

  func content(of sample: Int) -> Query.Content { .request(requests[sample]) }

  func read(_ reply: Reply, of sample: Int, into event: inout LoadEvent) {
    guard case .response(let response) = reply.content else {
      event.outcome = .failed
      return
    }
    (event.outcome, event.tokens, event.pieces, event.answer) = facts(of: response)
  }

  /// What a response says, whoever recorded it; the verifier reads transcripts by it.
  func facts(of response: Reply.Response) -> (LoadEvent.Outcome, Int?, Int, UInt64) {
    guard response.fault == nil, let reading = try? subject.reading(response.body) else { return (.failed, nil, 0, 0) }
    let isOther = model.flatMap { model in reading.model.map { !$0.utf8.elementsEqual(model.utf8) } } ?? false
    return (isOther ? .otherModel : .answered, tokens(of: reading), reading.pieces, LoadEvent.mark(of: reading.answer.text))
  }

  /// The number of tokens that a reply tells, where it can be true: each event and no byte holds more than one token, beside the last.
  private func tokens(of reading: Reading) -> Int? {
    guard let told = reading.usage?.completion, told > 0, told <= most else { return nil }
    let bytes = reading.answer.text.utf8.count + (reading.reasoning?.utf8.count ?? 0)
    let hidden = reading.usage?.reasoning ?? 0
    return told >= reading.pieces && told - hidden <= bytes + 1 ? told : nil
  }
}

/// The rows of the test part for a model of our own.
struct ModelTarget: LoadTarget {
  let predictions: [UInt32]

  var count: Int { predictions.count }

  func content(of sample: Int) -> Query.Content { .prepared(sample) }

  func read(_ reply: Reply, of sample: Int, into event: inout LoadEvent) {
    guard case .classes(let classes) = reply.content, classes == [predictions[sample]] else {
      event.outcome = .failed
      return
    }
    event.answer = LoadEvent.mark(of: "\(predictions[sample])")
  }
}

/// A program, run once for each query.
struct ProgramTarget: LoadTarget {
  var count: Int { 1 }
  func content(of sample: Int) -> Query.Content { .prepared(sample) }
  func read(_ reply: Reply, of sample: Int, into event: inout LoadEvent) {
    if case .missing = reply.content { event.outcome = .failed }
  }
}

extension LoadEvent {
  /// The first 48 bits of the digest of an answer.
  static func mark(of text: String) -> UInt64 {
    SHA256.digest(of: Array(text.utf8)).bytes.prefix(6).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
