internal import Record
internal import Spec

/// An OpenAI-compatible HTTP endpoint as a subject.
struct EndpointSubject: Hashable {
  /// The base address up to and with `/v1`.
  let url: String
  let model: String
  /// A label that the user's own configuration binds to a host and a secret; never the secret.
  let credential: String?

  static let word = "endpoint"

  private static let url = Setting<String>.required("url", .url, "The base address up to and with `/v1`.")
  private static let model = Setting<String>.required("model", .text, "The model's name, as the endpoint knows it.")
  private static let credential = Setting<String?>.optional(
    "credential", .name, "A label that your own configuration binds to a host and a secret; never the secret.")

  static let entry = SubjectEntry(
    word: word, noun: "an endpoint", summary: "An OpenAI-compatible HTTP endpoint; using it needs `--allow network=HOST`.",
    settings: [url.entry, model.entry, credential.entry])

  init(url: String, model: String, credential: String? = nil) {
    (self.url, self.model, self.credential) = (url, model, credential)
  }

  /// How a plan names it.
  var access: SubjectPlan.Access {
    SubjectPlan.Access(
      EndpointSubject.word,
      Settings().with(EndpointSubject.url, url).with(EndpointSubject.model, model).with(EndpointSubject.credential, credential))
  }
}

extension EndpointSubject: SubjectKind {
  init(_ settings: Settings) throws(RunFault) {
    url = try settings.read(EndpointSubject.url)
    model = try settings.read(EndpointSubject.model)
    credential = try settings.read(EndpointSubject.credential)
  }

  /// A request to the chat completions.
  func request(_ prompt: Prompt) -> JSON {
    var messages: [JSON] = []
    if let system = prompt.system { messages.append(["role": "system", "content": .string(system)]) }
    for turn in prompt.turns { messages.append(["role": .string(turn.role.rawValue), "content": .string(turn.text)]) }
    var request: JSON.Object = JSON.Object([
      .init("model", .string(model)), .init("messages", .array(messages)), .init("max_tokens", .number(Double(prompt.maxTokens))),
      .init("temperature", .number(prompt.temperature)), .init("seed", .number(Double(prompt.seed))), .init("stream", false),
    ])
    if let share = prompt.topP { request["top_p"] = .number(share) }
    if !prompt.stop.isEmpty { request["stop"] = .array(prompt.stop.map { .string($0) }) }
    return .object(request)
  }

  func reading(_ response: String) throws(Unusable) -> Reading { try Reading(chat: response) }

  func unusable(_ transcript: Transcript) -> String {
    let place = (try? EndpointAddress(url).authority) ?? "of the plan"
    let hint =
      switch transcript.status {
      case 0: "is the server running?"
      case 401, 403: "check the endpoint's `credential`"
      case 404: "check the path of the endpoint's `url` and its `model`"
      default: "see its log"
      }
    return "the endpoint \(place) gives no usable answer: \(transcript.fault ?? "none"); \(hint)"
  }

  func open(_ surroundings: Surroundings) throws(RunFault) -> any Subject {
    let address = try EndpointAddress(url)
    try surroundings.permissions.check(address)
    let secret = try secret(for: address, surroundings)
    let client = try HTTPClient(limits: surroundings.limits, secret: secret)
    return Conversation(
      self, at: address, authorization: secret.map { "Bearer \($0.value)" }, over: client, surroundings.policy,
      surroundings.bench)
  }

  /// The secret of the credential: sent to the host the user bound it to, and never in the clear over a network.
  private func secret(for address: EndpointAddress, _ surroundings: Surroundings) throws(RunFault) -> Secret? {
    guard let label = credential else { return nil }
    guard address.scheme == .https || address.isLoopback else {
      throw RunFault(
        .notAllowed, "the credential `\(label)` is not sent over plain http", help: "use an https address")
    }
    guard let secret = try surroundings.secret(label, address) else {
      throw RunFault(
        .notAllowed, "your credentials.yaml binds no secret `\(label)` to \(address.authority)", help: "add it with `host` and `secret`")
    }
    return secret
  }
}
