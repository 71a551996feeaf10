// Time-stamp responses (RFC 3161) through libcrypto.
internal import CCrypto
internal import Glibc
internal import Record

/// What a time authority says: this digest existed at this time.
///
/// Only `verify` says whether it is to be believed.
@safe
struct TimeToken: ~Copyable {
  private let response: OpaquePointer
  /// SHA-256 of what the time is about.
  let subject: Digest
  /// Seconds since 1970, fractions cut off.
  let seconds: Int

  /// When the authority says that it saw the digest.
  var time: Timestamp { Timestamp(secondsSince1970: seconds) }

  /// The most bytes of a token.
  static let sizeLimit = 256 << 10

  /// Reads a response that is hostile until proven otherwise.
  ///
  /// - Throws: `token-malformed`.
  init(reading bytes: [UInt8]) throws(AttestFault) {
    defer { ERR_clear_error() }
    guard let response = unsafe TimeToken.parse(bytes) else { throw TimeToken.malformed("not a time-stamp response in DER") }
    guard let info = unsafe TS_RESP_get_tst_info(response) else {
      unsafe TS_RESP_free(response)
      throw TimeToken.malformed("the authority did not grant a token")
    }
    let subject = unsafe TimeToken.subject(of: info)
    let seconds = unsafe TimeToken.seconds(of: info)
    guard let subject, let seconds else {
      unsafe TS_RESP_free(response)
      throw TimeToken.malformed(subject == nil ? "what it is about is not named by SHA-256" : "its time cannot be read")
    }
    unsafe self.response = unsafe response
    self.subject = subject
    self.seconds = seconds
  }

  deinit { unsafe TS_RESP_free(response) }

  /// Demands that the token is signed by an authority whose certificate leads to a root, was valid at the token's time and is made for time
  /// stamps.
  ///
  /// - Throws: `token-untrusted`, in libcrypto's words.
  func verify(under roots: borrowing Certificates) throws(AttestFault) {
    ERR_clear_error()
    defer { ERR_clear_error() }
    guard let context = unsafe TS_VERIFY_CTX_new() else { throw AttestFault("out-of-memory", "no memory to check a time token") }
    defer { unsafe TS_VERIFY_CTX_free(context) }
    unsafe TS_VERIFY_CTX_set_flags(context, Int32(TS_VFY_VERSION) | Int32(TS_VFY_SIGNATURE))
    let isVerified = unsafe roots.withStore(at: seconds) { store in
      // The context frees the store, whose count `withStore` raised.
      unsafe TS_VERIFY_CTX_set_store(context, store)
      return unsafe TS_RESP_verify_response(context, response) == 1
    }
    if isVerified { return }
    throw AttestFault("token-untrusted", "the token is not by an authority of that root: \(TimeToken.lastError)")
  }

  private static func parse(_ bytes: [UInt8]) -> OpaquePointer? {
    guard !bytes.isEmpty, bytes.count <= sizeLimit else { return nil }
    return unsafe bytes.withUnsafeBufferPointer { buffer -> OpaquePointer? in
      var place = buffer.baseAddress
      guard let response = unsafe d2i_TS_RESP(nil, &place, buffer.count) else { return nil }
      if unsafe place == buffer.baseAddress?.advanced(by: buffer.count) { return unsafe response }
      unsafe TS_RESP_free(response)
      return nil
    }
  }

  private static func subject(of info: OpaquePointer) -> Digest? {
    guard let imprint = unsafe TS_TST_INFO_get_msg_imprint(info), let algorithm = unsafe TS_MSG_IMPRINT_get_algo(imprint),
      unsafe OBJ_obj2nid(algorithm.pointee.algorithm) == NID_sha256, let message = unsafe TS_MSG_IMPRINT_get_msg(imprint),
      let data = unsafe ASN1_STRING_get0_data(message)
    else { return nil }
    return unsafe Digest(UnsafeBufferPointer(start: data, count: Int(max(0, ASN1_STRING_length(message)))))
  }

  private static func seconds(of info: OpaquePointer) -> Int? {
    var parts = unsafe tm()
    guard let time = unsafe TS_TST_INFO_get_time(info), unsafe ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
    let seconds = unsafe timegm(&parts)
    return seconds > 0 ? seconds : nil
  }

  /// The latest error of libcrypto, with what it says beside it.
  private static var lastError: String {
    var data: UnsafePointer<CChar>? = nil
    var flags: Int32 = 0
    let code = unsafe ERR_peek_last_error_data(&data, &flags)
    let reason = unsafe ERR_reason_error_string(code).map { unsafe String(cString: $0) } ?? "unknown reason"
    let more = unsafe data.map { unsafe String(cString: $0) } ?? ""
    return flags & ERR_TXT_STRING != 0 && !more.isEmpty ? "\(reason) (\(more))" : reason
  }

  private static func malformed(_ reason: String) -> AttestFault {
    AttestFault("token-malformed", "not a time token: \(reason)", help: "`openssl ts -reply -in FILE -text` shows what it is")
  }
}
