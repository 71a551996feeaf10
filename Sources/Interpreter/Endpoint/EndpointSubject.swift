internal import Record
internal import Spec

/// An OpenAI-compatible HTTP endpoint as a subject.
struct EndpointSubject {
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

  init(_ access: SubjectPlan.Access) throws(RunFault) {
    guard access.word == EndpointSubject.word else {
      throw RunFault("invalid-plan", "a subject of the kind `\(access.word)` is no endpoint", isLocal: true)
    }
    url = try access.settings.read(EndpointSubject.url)
    model = try access.settings.read(EndpointSubject.model)
    credential = try access.settings.read(EndpointSubject.credential)
  }

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
