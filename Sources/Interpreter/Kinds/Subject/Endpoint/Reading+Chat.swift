internal import Record
internal import Score

extension Reading {
  /// The most values of an answer: nothing that is asked for needs more than a few dozen, and reading must not outlast a time limit.
  private static let nodeLimit = 50_000

  /// Reads the body of a chat completion, which may hold anything.
  ///
  /// - Throws: `Unusable` where there is no answer in it, or where it carries an error beside an answer.
  init(chat body: String) throws(Unusable) {
    let json: JSON
    do {
      json = try JSON(parsing: Array(body.utf8), limits: JSON.Limits(depth: 64, bytes: 8 << 20, nodes: Reading.nodeLimit))
    } catch {
      throw Unusable("the answer is not JSON: \(error.reason) (byte \(error.offset))")
    }
    if let error = json["error"], error != .null { throw Unusable("the answer carries an error: \(Reading.words(of: error))") }
    let choice = try Reading.choice(json)
    let ending = try Reading.ending(choice)
    guard let message = choice["message"] else { throw Unusable("the answer has no `choices[0].message`") }
    let refusal = message["refusal"]?.text
    guard let text = message["content"]?.text ?? (refusal == nil && ending == .whole ? nil : "") else {
      throw Unusable("the answer has no text in `choices[0].message.content`")
    }
    self.init(
      answer: Answer(text, refusal: refusal), ending: ending, model: json["model"]?.text, fingerprint: json["system_fingerprint"]?.text,
      hasUsage: json["usage"]?["completion_tokens"]?.number != nil)
  }

  /// The first choice by its index; servers may send several in any order.
  private static func choice(_ json: JSON) throws(Unusable) -> JSON {
    guard let choices = json["choices"]?.elements, let first = choices.first else { throw Unusable("the answer has no `choices`") }
    guard choices.contains(where: { $0["index"] != nil }) else { return first }
    guard let choice = choices.first(where: { $0["index"]?.number == 0 }) else { throw Unusable("no choice of the answer has the index 0") }
    return choice
  }

  private static func ending(_ choice: JSON) throws(Unusable) -> Ending {
    if let error = choice["error"], error != .null { throw Unusable("the answer carries an error: \(words(of: error))") }
    switch choice["finish_reason"]?.text {
    case "error": throw Unusable("the answer carries an error: its `finish_reason` is `error`")
    case "length": return .cut
    case "content_filter": return .withheld
    default: return .whole
    }
  }

  /// The server's own words about an error.
  private static func words(of error: JSON) -> String {
    String((error["message"]?.text ?? error.text ?? error.canonicalText).prefix(200))
  }
}
