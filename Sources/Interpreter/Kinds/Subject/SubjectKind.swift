internal import Record
internal import Score
internal import Spec

/// A subject as a plan describes it: how it is asked, how it is understood, and how it is reached.
///
/// A new kind is one type in a file of its own and one line in `subjectKinds`.
protocol SubjectKind: Sendable {
  /// How a spec declares it.
  static var entry: SubjectEntry { get }

  /// The subject that a plan's settings mean.
  init(_ settings: Settings) throws(RunFault)

  /// The request that puts a prompt to it, as its transcript records it.
  func request(_ prompt: Prompt) -> JSON

  /// The request that makes it tell how likely a text is behind a prompt; `nil` where it cannot be asked that.
  func likelihoodRequest(of text: String, behind prompt: Prompt) -> JSON?

  /// How likely the text is, from the reply to such a request.
  func likelihood(of text: String, _ request: JSON, _ reading: Reading) throws(Unusable) -> ContinuationLikelihood

  /// Whether it has to be found out what it does with a seed and with the same request again.
  var isProbed: Bool { get }

  /// What a usable answer says, from what it sent.
  func reading(_ response: String) throws(Unusable) -> Reading

  /// Whether a secret goes to it, which it might repeat.
  var sendsSecret: Bool { get }

  /// How often a query goes out again at most where that can help.
  var mostRetries: Int { get }

  /// Whether it runs on any machine, so that a verifier can ask it once more.
  var isLocal: Bool { get }

  /// How an answer of it on record stands to the one that it gives to the same request here.
  func comparison(of then: Reply.Response, with now: Reply.Response) -> LocalComparison

  /// What to tell where it gives no usable answer at all, from the transcript of the first probe.
  func unusable(_ transcript: Transcript) -> String

  /// Reaches it, with no more than the surroundings allow.
  func open(_ surroundings: Surroundings) throws(RunFault) -> any Subject
}

extension SubjectKind {
  var sendsSecret: Bool { false }

  var mostRetries: Int { 0 }

  /// Somebody else's machine is asked by nobody but the run.
  var isLocal: Bool { false }

  func comparison(of then: Reply.Response, with now: Reply.Response) -> LocalComparison { .doubtful("it was not asked again") }

  /// A subject that is no model tells no likelihoods.
  func likelihoodRequest(of text: String, behind prompt: Prompt) -> JSON? { nil }

  func likelihood(of text: String, _ request: JSON, _ reading: Reading) throws(Unusable) -> ContinuationLikelihood {
    throw Unusable("the subject tells no likelihoods of texts")
  }
}

/// Every kind of subject that a plan may name, one line each.
let subjectKinds: [any SubjectKind.Type] = [
  EndpointSubject.self,
  PythonSubject.self,
  ScriptSubject.self,
]

extension SubjectPlan {
  /// The subject that the plan means.
  func resolved() throws(RunFault) -> any SubjectKind {
    guard let kind = subjectKinds.first(where: { $0.entry.word.utf8.elementsEqual(access.word.utf8) }) else {
      throw RunFault(.invalidPlan, "this release knows no subject of the kind `\(access.word)`")
    }
    return try kind.init(access.settings)
  }
}

/// What a subject is to answer, and how, whatever the form of its requests.
struct Prompt: Hashable {
  var system: String?
  /// What was said so far, the question last.
  var turns: [Turn]
  var maxTokens: Int
  var temperature: Double
  var seed: Int
  /// The share of the probability that tokens are drawn from; without it the subject decides.
  var topP: Double?
  /// Texts that end the answer where they come up.
  var stop: [String] = []
  /// Whether the answer is to come piece by piece, as it is made.
  var isStream = false
  /// How many of the most likely tokens are told at each place; without it none are.
  var logprobs: Int?
  /// Whether the prompt's own tokens are told too.
  var isEcho = false

  /// One message.
  struct Turn: Hashable {
    var role: PromptPlan.Role
    var text: String
    init(_ role: PromptPlan.Role, _ text: String) { (self.role, self.text) = (role, text) }
  }
}

extension Prompt {
  /// The prompt whose answer is to come in a way.
  func delivered(as delivery: Delivery) -> Prompt {
    var prompt = self
    (prompt.isStream, prompt.logprobs) = (delivery.stream, delivery.logprobs)
    return prompt
  }
}

/// What a subject's reply says.
struct Reading: Hashable {
  var answer: Answer
  var ending = Ending.whole
  /// The model that says it answered.
  var model: String?
  /// The server's name for its own configuration.
  var fingerprint: String?
  /// How many tokens it took, where the server counts them.
  var usage: TokenUsage?
  /// What the subject thought before it answered, apart from the answer.
  var reasoning: String?
  /// How many pieces of a stream brought something of the answer; none where it came whole.
  var pieces = 0
  /// The tools that it wants to be called.
  var toolCalls: [ToolCall] = []

  /// Whether the tokens of the answer were counted.
  var hasUsage: Bool { usage?.completion != nil }

  /// A call of a tool.
  struct ToolCall: Hashable {
    var name: String
    var arguments: String
  }

  /// Whether the answer came to its end.
  enum Ending {
    case whole
    /// It reached its greatest length.
    case cut
    /// A filter of the subject kept it back.
    case withheld
  }
}

/// Why a reply is no usable answer, in words that can follow a colon.
struct Unusable: Error, Hashable {
  let reason: String
  init(_ reason: String) { self.reason = reason }
}

/// What a subject that is reached from here may use.
struct Surroundings {
  var permissions: Permissions
  var bench: Bench
  var limits = HTTPLimits()
  var policy = RetryPolicy()
  /// Whether answers are asked for piece by piece.
  var isStream = false
  /// Told where the subject makes somebody wait.
  var notice: (SubjectNotice) -> Void = { _ in }
  /// The secret of a label for an address, from the user's own configuration.
  var secret: (_ label: String, _ address: EndpointAddress) throws(RunFault) -> Secret? = Credentials.userSecret
}
