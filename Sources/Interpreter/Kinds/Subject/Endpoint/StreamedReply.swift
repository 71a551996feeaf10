internal import Record

/// A reply that came in pieces, put together into the reply that it would have been as a whole.
struct StreamedReply {
  /// Members of the reply itself: model, fingerprint, usage, error.
  private var head = JSON.Object()
  private var texts: [String: String] = [:]
  private var calls: [Int: Call] = [:]
  private var choice = JSON.Object()
  private var tokens: [String: [JSON]] = [:]
  private var isEnded = false
  /// The events that brought something of the answer, by their position.
  private(set) var answering: [Int] = []

  private struct Call {
    var name = ""
    var arguments = ""
  }

  /// The pieces of text that a delta of a chat may hold.
  private static let textNames = ["content", "reasoning_content", "reasoning", "refusal"]

  /// Puts the events of a stream together.
  ///
  /// - Throws: `Unusable` where an event is no JSON, or where the stream ended before its answer did.
  init(_ stream: EventStream, limits: JSON.Limits) throws(Unusable) {
    for (position, event) in stream.events.enumerated() {
      if event.data == EventStream.terminator {
        isEnded = true
        break
      }
      let piece: JSON
      do {
        piece = try JSON(parsing: event.data, limits: limits)
      } catch {
        throw Unusable("an event of the stream is not JSON: \(error.reason) (byte \(error.offset))")
      }
      if add(piece) { answering.append(position) }
    }
    guard isEnded || head["error"] != nil else { throw Unusable("the stream ended before its answer did") }
  }

  /// Whether the piece brought something of the answer.
  private mutating func add(_ piece: JSON) -> Bool {
    for name in ["model", "system_fingerprint", "usage", "error", "timings"] {
      if let value = piece[name], value != .null { head[name] = value }
    }
    var isAnswer = false
    for part in piece["choices"]?.elements ?? [] where part["index"]?.number ?? 0 == 0 {
      if add(choice: part) { isAnswer = true }
    }
    return isAnswer
  }

  private mutating func add(choice part: JSON) -> Bool {
    let delta = part["delta"] ?? part["message"] ?? .null
    var isAnswer = false
    func take(_ name: String, _ text: String?) {
      guard let text else { return }
      texts[name, default: ""] += text
      if !text.isEmpty { isAnswer = true }
    }
    for name in StreamedReply.textNames { take(name, delta[name]?.text) }
    take("text", part["text"]?.text)
    for call in delta["tool_calls"]?.elements ?? [] {
      add(call: call)
      isAnswer = true
    }
    if let log = part["logprobs"]?.object {
      for member in log.members { tokens[member.name, default: []] += member.value.elements ?? [] }
    }
    for name in ["finish_reason", "error"] {
      if let value = part[name], value != .null { choice[name] = value }
    }
    if choice["finish_reason"] != nil { isEnded = true }
    return isAnswer
  }

  private mutating func add(call: JSON) {
    let index = call["index"]?.number.flatMap { Int(exactly: $0) } ?? 0
    calls[index, default: Call()].name += call["function"]?["name"]?.text ?? ""
    calls[index, default: Call()].arguments += call["function"]?["arguments"]?.text ?? ""
  }

  /// The reply as a whole.
  var whole: JSON {
    var message = JSON.Object()
    for name in StreamedReply.textNames {
      if let text = texts[name] { message[name] = .string(text) }
    }
    if !calls.isEmpty {
      message["tool_calls"] = .array(
        calls.sorted { $0.key < $1.key }.map { ["function": ["name": .string($0.value.name), "arguments": .string($0.value.arguments)]] })
    }
    var choice = choice
    choice["index"] = 0
    if let text = texts["text"] { choice["text"] = .string(text) }
    choice["message"] = .object(message)
    if !tokens.isEmpty {
      var log = JSON.Object()
      for (name, values) in tokens { log[name] = .array(values) }
      choice["logprobs"] = .object(log)
    }
    var reply = head
    reply["choices"] = [.object(choice)]
    return .object(reply)
  }
}
