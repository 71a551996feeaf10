internal import Record

/// Posts JSON over HTTP to one target, several requests at a time; libcurl does it, and a test has its own.
protocol HTTPTransport: ~Copyable {
  var limits: HTTPLimits { get }
  /// How many requests are under way.
  var count: Int { get }
  /// Starts a request; `false` where it cannot be one.
  mutating func post(_ body: [UInt8], tag: Int) -> Bool
  /// Drives all requests until one finishes or the time is over.
  mutating func next(milliseconds: Int) -> HTTPAnswer?
}

/// Where requests go.
struct HTTPTarget: Hashable {
  var url: String
  /// Whether the environment's proxy is passed by.
  var isDirect = false
  /// Whether answers come as streams of events, whose moments are kept.
  var isStream = false
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
  /// The body; of a stream its canonical form.
  var body: [UInt8]
  /// How often the request went out again because a kept connection had died.
  var resent = 0
  /// Seconds the server asks to wait before the next try.
  var retryAfter = 0
  /// What went wrong with the connection, in the transport's words.
  var message = ""
  /// How often a secret stood in it, and was taken out.
  var redactions = 0
  /// When the last byte came.
  var last: UInt64?
  /// The pieces that a stream came in: the bytes up to and with each, and when it was there.
  var pieces: [(end: Int, time: UInt64)] = []
  /// When each event of a stream was there.
  var moments: [UInt64] = []

  enum Ending { case answered, broken, timedOut, tooLarge, refused }
}

extension HTTPAnswer {
  /// Gives a stream its canonical form, and each event the moment at which its last byte was there.
  mutating func keepStream() {
    guard !pieces.isEmpty, EventStream.isStream(body) else { return }
    let stream = EventStream(body)
    var piece = 0
    moments = stream.events.map { event in
      while piece < pieces.count - 1, pieces[piece].end < event.end { piece += 1 }
      return pieces[piece].time
    }
    body = stream.canonical
    pieces = []
  }

  /// Lets go of a stream whose pieces give a secret together; taken apart like that it would stand in the record.
  private mutating func withhold(repeating scrubber: Scrubber) {
    guard let whole = try? ReplyBody(body).json.canonicalBytes, case let count = scrubber.scrub(whole).count, count > 0 else { return }
    body = Array(#"{"error":"the answer repeats the credential in pieces, so it is not kept"}"#.utf8)
    (moments, redactions) = ([], redactions + count)
  }

  /// The answer without a secret.
  func scrubbed(by scrubber: Scrubber) -> HTTPAnswer {
    var answer = self
    (answer.body, answer.redactions) = scrubber.scrub(body)
    if !moments.isEmpty { answer.withhold(repeating: scrubber) }
    answer.message = String(decoding: scrubber.scrub(Array(message.utf8)).bytes, as: UTF8.self)
    return answer
  }
}
