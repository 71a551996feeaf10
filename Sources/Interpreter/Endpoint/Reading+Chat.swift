internal import Record

/// A request to the chat completions of an OpenAI-compatible endpoint.
struct ChatRequest: Hashable {
  var model: String
  var system: String?
  var user: String
  var maxTokens: Int
  var temperature: Double
  var seed: Int

  /// The body, as it is sent and recorded.
  var json: JSON {
    var messages: [JSON] = []
    if let system { messages.append(["role": "system", "content": .string(system)]) }
    messages.append(["role": "user", "content": .string(user)])
    return [
      "model": .string(model), "messages": .array(messages), "max_tokens": .number(Double(maxTokens)), "temperature": .number(temperature),
      "seed": .number(Double(seed)), "stream": false,
    ]
  }
}

/// What a chat completion says, read from a body that may hold anything.
struct ChatAnswer: Hashable {
  var text: String
  /// Why generation ended, such as `stop` or `length`.
  var finish: String?
  var hasUsage: Bool
  /// The server's name for its own configuration.
  var fingerprint: String?

  /// Why a body is no usable answer.
  struct Unusable: Error { let reason: String }

  /// Reads the body of an answer with status 200.
  init(_ body: String) throws(Unusable) {
    let json: JSON
    do {
      json = try JSON(parsing: Array(body.utf8), limits: JSON.Limits(depth: 64, bytes: 8 << 20, nodes: 500_000))
    } catch {
      throw Unusable(reason: "the answer is not JSON: \(error.reason) (byte \(error.offset))")
    }
    guard let choice = json["choices"]?.elements?.first else { throw Unusable(reason: "the answer has no `choices`") }
    guard let message = choice["message"] else { throw Unusable(reason: "the answer has no `choices[0].message`") }
    guard let text = message["content"]?.text else {
      let refusal = message["refusal"]?.text.map { ": refused with \"\($0.prefix(100))\"" } ?? ""
      throw Unusable(reason: "the answer has no text in `choices[0].message.content`\(refusal)")
    }
    self.text = text
    finish = choice["finish_reason"]?.text
    hasUsage = json["usage"]?["completion_tokens"]?.number != nil
    fingerprint = json["system_fingerprint"]?.text
  }
}
