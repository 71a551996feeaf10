internal import Record
internal import Spec

extension EndpointSubject {
  /// What a spec may set.
  enum Keys {
    static let url = Setting<String>.required("url", .url, "The base address up to and with `/v1`.")
    static let model = Setting<String>.required("model", .text, "The model's name, as the endpoint knows it.")
    static let credential = Setting<String?>.optional(
      "credential", .name, "A label that your own configuration binds to a host and a secret; never the secret.")
    static let api = Setting<String>.standard(
      "api", .word(EndpointAPI.allCases.map(\.rawValue)), EndpointAPI.chat.rawValue,
      "`chat` asks `/chat/completions` with messages, `completions` asks `/completions` with a text to go on with.")
    static let probe = Setting<Bool>.standard(
      "probe", .boolean, "true", "Whether a few requests find out first how it treats a seed and the same request again.")
    static let omit = Setting<[String]?>.optional("omit", .names, "Keys of a request that the server refuses, such as `[seed]`.")
    static let rename = Setting<[String: String]?>.optional(
      "rename", .renaming, "Other names for keys of a request, such as `{ max_tokens: max_completion_tokens }`.")
    static let requestsPerMinute = Setting<Int?>.optional(
      "requests-per-minute", .integer(1...1_000_000), "The most requests that it takes in a minute.")
    static let tokensPerMinute = Setting<Int?>.optional(
      "tokens-per-minute", .integer(1...1_000_000_000), "The most tokens, asked and answered, that it takes in a minute.")
    static let retries = Setting<Int>.standard(
      "retries", .integer(0...20), "4", "How often a request is tried again where the server is busy or the connection broke.")
    static let timeout = Setting<Int>.standard("timeout", .integer(1...86_400), "120", "Seconds that an answer may take.")
  }

  static let entry = SubjectEntry(
    word: word, noun: "an endpoint", summary: "An OpenAI-compatible HTTP endpoint; using it needs `--allow network=HOST`.",
    settings: [
      Keys.url.entry, Keys.model.entry, Keys.credential.entry, Keys.api.entry, Keys.probe.entry, Keys.omit.entry, Keys.rename.entry,
      Keys.requestsPerMinute.entry, Keys.tokensPerMinute.entry, Keys.retries.entry, Keys.timeout.entry,
    ])

  /// How a plan names it.
  var access: SubjectPlan.Access {
    SubjectPlan.Access(
      EndpointSubject.word,
      Settings().with(Keys.url, url).with(Keys.model, model).with(Keys.credential, credential).with(Keys.api, api.rawValue)
        .with(Keys.probe, isProbed).with(Keys.omit, omitted.isEmpty ? nil : omitted).with(Keys.rename, renamed.isEmpty ? nil : renamed)
        .with(Keys.requestsPerMinute, rate.requestsPerMinute).with(Keys.tokensPerMinute, rate.tokensPerMinute)
        .with(Keys.retries, retries).with(Keys.timeout, timeout))
  }
}
