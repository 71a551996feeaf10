/// Posts JSON over HTTP, several requests at a time; libcurl does it, and a test has its own.
protocol HTTPTransport: ~Copyable {
  var limits: HTTPLimits { get }
  /// How many requests are under way.
  var count: Int { get }
  /// Starts a request; `false` where it cannot be one.
  mutating func post(_ body: [UInt8], to url: String, isDirect: Bool, authorization: String?, tag: Int) -> Bool
  /// Drives all requests until one finishes or the time is over.
  mutating func next(milliseconds: Int) -> HTTPAnswer?
}

/// How long a client waits, and how much it takes.
struct HTTPLimits: Hashable {
  var timeoutMilliseconds = 120_000
  var connectMilliseconds = 10_000
  var answerBytes = 4 << 20
}

/// What became of one request.
struct HTTPAnswer {
  /// The number the request was posted with.
  let tag: Int
  var ending: Ending
  /// The HTTP status; 0 where none came.
  var status: Int
  var body: [UInt8]
  /// How often the request went out again because a kept connection had died.
  var resent = 0
  /// Seconds the server asks to wait before the next try.
  var retryAfter = 0
  /// What went wrong with the connection, in the transport's words.
  var message = ""
  /// How often a secret stood in it, and was taken out.
  var redactions = 0

  enum Ending { case answered, broken, timedOut, tooLarge, refused }
}

extension HTTPAnswer {
  /// The answer without a secret.
  func scrubbed(by scrubber: Scrubber) -> HTTPAnswer {
    var answer = self
    (answer.body, answer.redactions) = scrubber.scrub(body)
    answer.message = String(decoding: scrubber.scrub(Array(message.utf8)).bytes, as: UTF8.self)
    return answer
  }
}
