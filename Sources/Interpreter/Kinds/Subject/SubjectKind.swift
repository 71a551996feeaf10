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

  /// What a usable answer says, from what it sent.
  func reading(_ response: String) throws(Unusable) -> Reading

  /// What to tell where it gives no usable answer at all, from the transcript of the first probe.
  func unusable(_ transcript: Transcript) -> String

  /// Reaches it, with no more than the surroundings allow.
  func open(_ surroundings: Surroundings) throws(RunFault) -> any Subject
}

/// Every kind of subject that a plan may name, one line each.
let subjectKinds: [any SubjectKind.Type] = [
  EndpointSubject.self,
  PythonSubject.self,
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
  /// Texts that end the answer.
  var stop: [String] = []

  /// One message.
  struct Turn: Hashable {
    var role: PromptPlan.Role
    var text: String
    init(_ role: PromptPlan.Role, _ text: String) { (self.role, self.text) = (role, text) }
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
  /// Whether the tokens were counted.
  var hasUsage = false

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
  /// The secret of a label for an address, from the user's own configuration.
  var secret: (_ label: String, _ address: EndpointAddress) throws(RunFault) -> Secret? = Credentials.userSecret
}
