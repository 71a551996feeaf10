internal import CCurl

/// Owns a libcurl client: posts JSON to one target, several requests at a time, over connections that are kept.
///
/// Redirects are never followed, so neither a prompt nor a secret reaches a host that was not named.
@safe struct HTTPClient: HTTPTransport, ~Copyable {
  private let handle: OpaquePointer
  private var running: [Int: OpaquePointer]
  let limits: HTTPLimits
  private let scrubber: Scrubber?

  /// - Parameter secret: What is sent as a bearer token, and taken out of every answer.
  init(to target: HTTPTarget, limits: HTTPLimits = HTTPLimits(), secret: Secret? = nil) throws(RunFault) {
    var reason = [CChar](repeating: 0, count: 200)
    let opened = unsafe reason.withUnsafeMutableBufferPointer { why in
      unsafe target.url.withCString { url in
        unsafe HTTPClient.withText(secret.map { "Bearer \($0.value)" }) { authorization in
          var settings = unsafe etalon_http_target()
          unsafe settings.url = url
          unsafe settings.authorization = authorization
          unsafe settings.timeout_ms = limits.timeoutMilliseconds
          unsafe settings.connect_timeout_ms = limits.connectMilliseconds
          unsafe settings.answer_limit = limits.answerBytes
          unsafe settings.is_direct = target.isDirect
          unsafe settings.keeps_moments = target.isStream
          // Everything the settings point to is copied before the call returns.
          return unsafe etalon_client_open(&settings, why.baseAddress, Int32(why.count))
        }
      }
    }
    guard let opened = unsafe opened else { throw HTTPClient.absent(reason) }
    unsafe handle = opened
    unsafe running = [:]
    self.limits = limits
    scrubber = secret.map { Scrubber($0) }
  }

  deinit {
    let client = unsafe handle
    unsafe running.values.forEach { unsafe etalon_transfer_free(client, $0) }
    unsafe etalon_client_close(handle)
  }

  private static func withText<Result>(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Result) -> Result {
    guard let text else { return body(nil) }
    return unsafe text.withCString { unsafe body($0) }
  }

  private static func absent(_ reason: [CChar]) -> RunFault {
    let text = String(decoding: reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return RunFault(.noLibcurl, "an endpoint needs libcurl: \(text)", help: "apt-get install libcurl4")
  }

  /// The version of libcurl.
  static func version() throws(RunFault) -> String {
    var reason = [CChar](repeating: 0, count: 200)
    let text = unsafe reason.withUnsafeMutableBufferPointer { why in
      unsafe etalon_curl_version(why.baseAddress, Int32(why.count)).map { unsafe String(cString: $0) }
    }
    guard let text else { throw absent(reason) }
    return text
  }

  /// How many requests are under way.
  var count: Int { unsafe running.count }

  /// Starts a request; `false` where libcurl will not have it.
  mutating func post(_ body: [UInt8], tag: Int) -> Bool {
    let client = unsafe handle
    // The body is copied before the call returns.
    let transfer = unsafe body.withUnsafeBufferPointer { unsafe etalon_client_post(client, $0.baseAddress, $0.count, Int64(tag)) }
    guard let transfer = unsafe transfer else { return false }
    unsafe running[tag] = transfer
    return true
  }

  /// Drives all requests until one finishes or the time is over.
  mutating func next(milliseconds: Int) -> HTTPAnswer? {
    guard let transfer = unsafe etalon_client_next(handle, Int32(clamping: milliseconds)) else { return nil }
    let tag = Int(unsafe etalon_transfer_tag(transfer))
    unsafe running[tag] = nil
    defer { unsafe etalon_transfer_free(handle, transfer) }
    var length = 0
    let bytes = unsafe etalon_transfer_body(transfer, &length)
    var answer = HTTPAnswer(
      tag: tag, ending: HTTPAnswer.Ending(unsafe etalon_transfer_ending(transfer)), status: unsafe etalon_transfer_status(transfer),
      // The body has that many bytes until the transfer is freed.
      body: unsafe Array(UnsafeBufferPointer(start: bytes, count: length)),
      resent: Int(clamping: unsafe etalon_transfer_resent(transfer)),
      retryAfter: Int(clamping: unsafe etalon_transfer_retry_after(transfer)),
      message: unsafe String(cString: etalon_transfer_message(transfer)))
    let last = unsafe etalon_transfer_last(transfer)
    answer.last = last == 0 ? nil : last
    var count = 0
    if let moments = unsafe etalon_transfer_moments(transfer, &count) {
      // There are that many until the transfer is freed.
      answer.pieces = unsafe UnsafeBufferPointer(start: moments, count: count).map { ($0.end, $0.nanoseconds) }
    }
    answer.keepStream()
    return scrubber.map { answer.scrubbed(by: $0) } ?? answer
  }
}

extension HTTPAnswer.Ending {
  init(_ ending: etalon_transfer_end) {
    switch ending {
    case etalon_transfer_answered: self = .answered
    case etalon_transfer_timed_out: self = .timedOut
    case etalon_transfer_too_large: self = .tooLarge
    case etalon_transfer_broken: self = .broken
    default: self = .refused
    }
  }
}
