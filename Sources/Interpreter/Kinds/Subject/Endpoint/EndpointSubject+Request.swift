internal import Record

extension EndpointSubject {
  /// The request that puts a prompt to the endpoint, without the keys that it refuses and with its own names for others.
  func request(_ prompt: Prompt) -> JSON {
    var members = JSON.Object()
    members["model"] = .string(model)
    members["max_tokens"] = .number(Double(prompt.maxTokens))
    members["temperature"] = .number(prompt.temperature)
    members["seed"] = .number(Double(prompt.seed))
    members["stream"] = .bool(prompt.isStream)
    if prompt.isStream { members["stream_options"] = ["include_usage": true] }
    switch api {
    case .chat:
      var messages: [JSON] = []
      if let system = prompt.system { messages.append(["role": "system", "content": .string(system)]) }
      messages.append(["role": "user", "content": .string(prompt.user)])
      members["messages"] = .array(messages)
      if let count = prompt.logprobs {
        members["logprobs"] = true
        members["top_logprobs"] = .number(Double(count))
      }
    case .completions:
      members["prompt"] = .string([prompt.system, prompt.user].compactMap { $0 }.joined(separator: "\n\n"))
      if let count = prompt.logprobs { members["logprobs"] = .number(Double(count)) }
      if prompt.isEcho { members["echo"] = true }
    }
    return .object(adapted(members))
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
