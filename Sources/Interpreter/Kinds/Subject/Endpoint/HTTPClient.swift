internal import CCurl

/// Owns a libcurl client: posts JSON, several requests at a time, over connections that are kept.
///
/// Redirects are never followed, so neither a prompt nor a secret reaches a host that was not named.
@safe struct HTTPClient: HTTPTransport, ~Copyable {
  private let handle: OpaquePointer
  private var running: [Int: OpaquePointer]
  let limits: HTTPLimits
  private let scrubber: Scrubber?

  /// - Parameter secret: What is taken out of every answer.
  init(limits: HTTPLimits = HTTPLimits(), secret: Secret? = nil) throws(RunFault) {
    var reason = [CChar](repeating: 0, count: 200)
    let opened = unsafe reason.withUnsafeMutableBufferPointer { unsafe etalon_client_open($0.baseAddress, Int32($0.count)) }
    guard let opened = unsafe opened else {
      let text = String(decoding: reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      throw RunFault(.noLibcurl, "an endpoint needs libcurl: \(text)", help: "apt-get install libcurl4")
    }
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

  /// The version of libcurl.
  var version: String { unsafe String(cString: etalon_client_version(handle)) }

  /// How many requests are under way.
  var count: Int { unsafe running.count }

  /// Starts a request; `false` where libcurl will not have it.
  mutating func post(_ body: [UInt8], to url: String, isDirect: Bool, authorization: String?, tag: Int) -> Bool {
    func start(_ authorization: UnsafePointer<CChar>?) -> OpaquePointer? {
      unsafe url.withCString { address in
        unsafe body.withUnsafeBufferPointer { bytes in
          var request = unsafe etalon_http_request()
          unsafe request.url = address
          unsafe request.body = bytes.baseAddress
          unsafe request.body_length = bytes.count
          unsafe request.authorization = authorization
          unsafe request.timeout_ms = limits.timeoutMilliseconds
          unsafe request.connect_timeout_ms = limits.connectMilliseconds
          unsafe request.answer_limit = limits.answerBytes
          unsafe request.is_direct = isDirect
          // Everything the request points to is copied before the call returns.
          return unsafe etalon_client_post(handle, &request, Int64(tag))
        }
      }
    }
    let transfer: OpaquePointer?
    if let authorization {
      unsafe transfer = authorization.withCString { unsafe start($0) }
    } else {
      unsafe transfer = start(nil)
    }
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
    let answer = HTTPAnswer(
      tag: tag, ending: HTTPAnswer.Ending(unsafe etalon_transfer_ending(transfer)), status: unsafe etalon_transfer_status(transfer),
      // The body has that many bytes until the transfer is freed.
      body: unsafe Array(UnsafeBufferPointer(start: bytes, count: length)),
      resent: Int(clamping: unsafe etalon_transfer_resent(transfer)),
      retryAfter: Int(clamping: unsafe etalon_transfer_retry_after(transfer)),
      message: unsafe String(cString: etalon_transfer_message(transfer)))
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
