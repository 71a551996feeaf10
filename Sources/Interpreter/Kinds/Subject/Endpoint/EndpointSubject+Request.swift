internal import Record

extension EndpointSubject {
  /// The request that puts a prompt to the endpoint, without the keys that it refuses and with its own names for others.
  func request(_ prompt: Prompt) -> JSON {
    let isChat = api == .chat
    var members: [JSON.Object.Member] = []
    members.reserveCapacity(8)
    func add(_ name: String, _ value: JSON?) { if let value { members.append(JSON.Object.Member(name, value)) } }
    // In the order of canonical JSON, in which an object is made without sorting.
    add("echo", !isChat && prompt.isEcho ? true : nil)
    add("logprobs", prompt.logprobs.map { isChat ? true : .number(Double($0)) })
    add("max_tokens", .number(Double(prompt.maxTokens)))
    add("messages", isChat ? messages(prompt) : nil)
    add("model", .string(model))
    add("prompt", isChat ? nil : text(prompt))
    add("seed", .number(Double(prompt.seed)))
    add("stop", prompt.stop.isEmpty ? nil : .array(prompt.stop.map { .string($0) }))
    add("stream", .bool(prompt.isStream))
    add("stream_options", prompt.isStream ? ["include_usage": true] : nil)
    add("temperature", .number(prompt.temperature))
    add("top_logprobs", isChat ? prompt.logprobs.map { .number(Double($0)) } : nil)
    add("top_p", prompt.topP.map { .number($0) })
    return .object(adapted(JSON.Object(members)))
  }

  private func messages(_ prompt: Prompt) -> JSON {
    func message(_ role: String, _ text: String) -> JSON {
      .object(JSON.Object([JSON.Object.Member("content", .string(text)), JSON.Object.Member("role", .string(role))]))
    }
    var messages: [JSON] = []
    if let system = prompt.system { messages.append(message("system", system)) }
    for turn in prompt.turns { messages.append(message(turn.role.rawValue, turn.text)) }
    return .array(messages)
  }

  /// One text: system message and turns with an empty line between them, and what the reply begins with directly behind.
  private func text(_ prompt: Prompt) -> JSON {
    var turns = prompt.turns
    let beginning = turns.count > 1 && turns.last?.role == .assistant ? turns.removeLast().text : nil
    let text = ([prompt.system].compactMap { $0 } + turns.map(\.text)).joined(separator: "\n\n")
    return .string(beginning.map { text + $0 } ?? text)
  }

  /// The request in the endpoint's own words.
  private func adapted(_ members: JSON.Object) -> JSON.Object {
    guard !omitted.isEmpty || !renamed.isEmpty else { return members }
    var own = members
    for name in omitted { own[name] = nil }
    for (name, other) in renamed {
      guard let value = members[name] else { continue }
      if own[name] != nil { own[name] = nil }
      own[other] = value
    }
    return own
  }
}
