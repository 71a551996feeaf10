// X.509 certificates through libcrypto.
internal import CCrypto
internal import Glibc

/// Certificates that a verifier trusts: what others must lead to.
@safe
struct Certificates: ~Copyable {
  private let store: OpaquePointer
  /// How many there are.
  let count: Int

  /// The certificates of a text in PEM; `nil` where it holds anything that is none.
  init?(pem text: String) {
    guard let store = unsafe X509_STORE_new() else { return nil }
    var count = 0
    let isWhole = unsafe Certificate.forEach(inPEM: text) { certificate in
      count += 1
      return unsafe X509_STORE_add_cert(store, certificate) == 1
    }
    guard isWhole else {
      unsafe X509_STORE_free(store)
      return nil
    }
    unsafe self.store = unsafe store
    self.count = count
  }

  deinit { unsafe X509_STORE_free(store) }

  /// Hands out the store with a count of its own, for certificates as they were at a time.
  func withStore<Value>(at seconds: Int, _ body: (OpaquePointer) -> Value) -> Value {
    unsafe X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store), time_t(seconds))
    unsafe X509_STORE_up_ref(store)
    return unsafe body(store)
  }
}

/// One certificate, for the key inside it.
@safe
struct Certificate: ~Copyable {
  private let certificate: OpaquePointer

  /// The first certificate of a text in PEM.
  init?(pem text: String) {
    var first: OpaquePointer? = nil
    _ = unsafe Certificate.forEach(inPEM: text) { certificate in
      if unsafe first == nil {
        unsafe X509_up_ref(certificate)
        unsafe first = unsafe certificate
      }
      return true
    }
    guard let first = unsafe first else { return nil }
    unsafe certificate = unsafe first
  }

  deinit { unsafe X509_free(certificate) }

  /// SHA-512 over its DER, the name that beacons give it.
  var sha512: [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 64)
    var count: UInt32 = 64
    guard unsafe X509_digest(certificate, EVP_sha512(), &bytes, &count) == 1, count == 64 else { return nil }
    return bytes
  }

  /// Whether its RSA key made a signature (PKCS #1 v1.5 with SHA-512) over a message.
  func verifies(_ signature: [UInt8], over message: [UInt8]) -> Bool {
    guard let key = unsafe X509_get0_pubkey(certificate), unsafe EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA,
      let context = unsafe EVP_MD_CTX_new()
    else { return false }
    defer { unsafe EVP_MD_CTX_free(context) }
    guard unsafe EVP_DigestVerifyInit(context, nil, EVP_sha512(), nil, key) == 1 else { return false }
    defer { ERR_clear_error() }
    return unsafe EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
  }

  /// Hands over the certificates of a text in PEM, each for the time of the call; `false` where the text holds anything else, or a call says so.
  fileprivate static func forEach(inPEM text: String, _ body: (OpaquePointer) -> Bool) -> Bool {
    defer { ERR_clear_error() }
    var bytes = Array(text.utf8)
    guard !bytes.isEmpty, bytes.count < 1 << 20 else { return false }
    return unsafe bytes.withUnsafeMutableBytes { buffer in
      guard let source = unsafe BIO_new_mem_buf(buffer.baseAddress, Int32(buffer.count)) else { return false }
      defer { unsafe _ = BIO_free(source) }
      while let certificate = unsafe PEM_read_bio_X509(source, nil, nil, nil) {
        defer { unsafe X509_free(certificate) }
        guard unsafe body(certificate) else { return false }
      }
      // The end of the text looks like a missing start line; whatever else stopped the reading is an error.
      return Int32(truncatingIfNeeded: ERR_peek_last_error() & 0x7FFFFF) == PEM_R_NO_START_LINE
    }
  }
}
