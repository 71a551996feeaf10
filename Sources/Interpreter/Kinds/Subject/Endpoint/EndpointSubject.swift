internal import Record
internal import Spec

/// An OpenAI-compatible HTTP endpoint as a subject.
struct EndpointSubject: Hashable {
  /// The base address up to and with `/v1`.
  var url: String
  var model: String
  /// A label that the user's own configuration binds to a host and a secret; never the secret.
  var credential: String?
  var api = EndpointAPI.chat
  /// Whether it is found out first how the endpoint behaves.
  var isProbed = true
  /// Keys of a request that the server refuses, and are left out.
  var omitted: [String] = []
  /// Keys of a request that the server knows by other names.
  var renamed: [String: String] = [:]
  var rate = RequestRate()
  /// How often a request is tried again.
  var retries = 4
  /// Seconds that an answer may take.
  var timeout = 120

  static let word = "endpoint"

  init(url: String, model: String, credential: String? = nil) {
    (self.url, self.model, self.credential) = (url, model, credential)
  }
}

extension EndpointSubject: SubjectKind {
  init(_ settings: Settings) throws(RunFault) {
    url = try settings.read(Keys.url)
    model = try settings.read(Keys.model)
    credential = try settings.read(Keys.credential)
    api = EndpointAPI(rawValue: try settings.read(Keys.api)) ?? .chat
    isProbed = try settings.read(Keys.probe)
    omitted = try settings.read(Keys.omit) ?? []
    renamed = try settings.read(Keys.rename) ?? [:]
    rate = RequestRate(
      requestsPerMinute: try settings.read(Keys.requestsPerMinute), tokensPerMinute: try settings.read(Keys.tokensPerMinute))
    retries = try settings.read(Keys.retries)
    timeout = try settings.read(Keys.timeout)
  }

  func reading(_ response: String) throws(Unusable) -> Reading { try Reading(reply: response, of: api) }

  var sendsSecret: Bool { credential != nil }

  var mostRetries: Int { retries }

  func unusable(_ transcript: Transcript) -> String {
    let place = (try? EndpointAddress(url).authority) ?? "of the plan"
    let hint =
      switch transcript.status {
      case 0: "is the server running?"
      case 400, 422: "a key that it refuses can be left out (`omit`) or renamed (`rename`)"
      case 401, 403: "check the endpoint's `credential`"
      case 404: "check the path of the endpoint's `url`, its `api` and its `model`"
      default: "see its log"
      }
    return "the endpoint \(place) gives no usable answer: \(transcript.fault ?? "none"); \(hint)"
  }

  func open(_ surroundings: Surroundings) throws(RunFault) -> any Subject {
    let address = try EndpointAddress(url)
    try surroundings.permissions.check(address)
    var limits = surroundings.limits
    limits.timeoutMilliseconds = min(limits.timeoutMilliseconds, timeout * 1000)
    var policy = surroundings.policy
    policy.attempts = min(policy.attempts, retries + 1)
    let target = HTTPTarget(url: address.url(api.resource), isDirect: address.isLoopback, isStream: surroundings.isStream)
    let client = try HTTPClient(to: target, limits: limits, secret: try secret(for: address, surroundings))
    return Conversation(self, over: client, policy, surroundings.bench, notice: surroundings.notice)
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
