internal import Record

extension EndpointSubject {
  /// The request that puts a prompt to the endpoint, without the keys that it refuses and with its own names for others.
  func request(_ prompt: Prompt) -> JSON {
    var members = JSON.Object()
    members["model"] = .string(model)
    members["max_tokens"] = .number(Double(prompt.maxTokens))
    members["temperature"] = .number(prompt.temperature)
    members["seed"] = .number(Double(prompt.seed))
    if let share = prompt.topP { members["top_p"] = .number(share) }
    if !prompt.stop.isEmpty { members["stop"] = .array(prompt.stop.map { .string($0) }) }
    members["stream"] = .bool(prompt.isStream)
    if prompt.isStream { members["stream_options"] = ["include_usage": true] }
    switch api {
    case .chat: ask(prompt, inChat: &members)
    case .completions: ask(prompt, inText: &members)
    }
    return .object(adapted(members))
  }

  private func ask(_ prompt: Prompt, inChat members: inout JSON.Object) {
    var messages: [JSON] = []
    if let system = prompt.system { messages.append(["role": "system", "content": .string(system)]) }
    messages += prompt.turns.map { ["role": .string($0.role.rawValue), "content": .string($0.text)] }
    members["messages"] = .array(messages)
    guard let count = prompt.logprobs else { return }
    members["logprobs"] = true
    members["top_logprobs"] = .number(Double(count))
  }

  /// One text: system message and turns with an empty line between them, and what the reply begins with directly behind.
  private func ask(_ prompt: Prompt, inText members: inout JSON.Object) {
    var turns = prompt.turns
    let beginning = turns.count > 1 && turns.last?.role == .assistant ? turns.removeLast().text : nil
    let text = ([prompt.system].compactMap { $0 } + turns.map(\.text)).joined(separator: "\n\n")
    members["prompt"] = .string(beginning.map { text + $0 } ?? text)
    if let count = prompt.logprobs { members["logprobs"] = .number(Double(count)) }
    if prompt.isEcho { members["echo"] = true }
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
