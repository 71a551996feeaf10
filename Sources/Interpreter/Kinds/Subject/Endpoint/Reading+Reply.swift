internal import Record
internal import Score

extension Reading {
  /// Reads the body of a reply of an API, whole or as a stream of events; it may hold anything.
  ///
  /// - Throws: `Unusable` where there is no answer in it, or where it carries an error beside an answer.
  init(reply body: String, of api: EndpointAPI) throws(Unusable) {
    let body = try ReplyBody(Array(body.utf8))
    try self.init(body.json, of: api)
    pieces = body.answering.count
  }

  /// Reads a reply of an API.
  ///
  /// - Throws: `Unusable` where there is no answer in it, or where it carries an error beside an answer.
  init(_ json: JSON, of api: EndpointAPI) throws(Unusable) {
    if let error = ServerWords.error(in: json) { throw Unusable("the answer carries an error: \(error)") }
    let choice = try Reading.choice(json)
    ending = try Reading.ending(choice)
    switch api {
    case .chat:
      guard let message = choice["message"] else { throw Unusable("the answer has no `choices[0].message`") }
      let said = ChatMessage(message)
      guard let text = said.text ?? (said.saysNothing && ending == .whole ? nil : "") else {
        throw Unusable("the answer has no text in `choices[0].message.content`")
      }
      answer = Answer(text, refusal: said.refusal)
      (reasoning, toolCalls) = (said.reasoning, said.toolCalls)
    case .completions:
      guard let text = choice["text"]?.text else { throw Unusable("the answer has no text in `choices[0].text`") }
      answer = Answer(text)
    }
    (model, fingerprint) = (json["model"]?.text, json["system_fingerprint"]?.text)
    usage = json["usage"].flatMap { $0 == .null ? nil : TokenUsage($0) }
    answer.tokens = choice["logprobs"].flatMap { TokenProbability.tokens(of: $0) } ?? []
  }

  /// The first choice by its index; servers may send several in any order.
  private static func choice(_ json: JSON) throws(Unusable) -> JSON {
    guard let choices = json["choices"]?.elements, let first = choices.first else { throw Unusable("the answer has no `choices`") }
    guard choices.contains(where: { $0["index"] != nil }) else { return first }
    guard let choice = choices.first(where: { $0["index"]?.number == 0 }) else { throw Unusable("no choice of the answer has the index 0") }
    return choice
  }

  private static func ending(_ choice: JSON) throws(Unusable) -> Ending {
    if let error = ServerWords.error(in: choice) { throw Unusable("the answer carries an error: \(error)") }
    switch choice["finish_reason"]?.text {
    case let word? where ["error", "abort", "cancelled"].contains(word):
      throw Unusable("the answer carries an error: its `finish_reason` is `\(word)`")
    case "length", "max_tokens": return .cut
    case "content_filter": return .withheld
    default: return .whole
    }
  }
}
