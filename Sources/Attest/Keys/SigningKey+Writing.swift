// Writing a key pair: the private half first, for its owner alone, never over a file that is there.
internal import CCrypto
internal import CSodium
internal import Glibc

extension SigningKey {
  /// Writes the private key as PKCS#8 PEM with mode 0600; a file that exists is never replaced.
  ///
  /// - Parameters:
  ///   - path: Where the file is made.
  ///   - passphrase: Encrypts the file (PBES2 with AES-256-CBC), where given.
  public func write(to path: String, passphrase: String? = nil) throws(AttestFault) {
    let text = if let passphrase { try encrypted(passphrase) } else { try plainPEM() }
    try createKeyFile(path, mode: 0o600) { (file) throws(SystemError) in
      try text.withBytes { (bytes) throws(SystemError) in try file.write(bytes) }
    }
  }

  /// PKCS#8 PEM of the key in memory that is wiped.
  private func plainPEM() throws(AttestFault) -> SecretBytes {
    let count = KeyDER.privateKeyHead.count + 32
    guard let der = SecretBytes(count: count) else { throw SigningKey.outOfMemory }
    for (index, byte) in KeyDER.privateKeyHead.enumerated() { der[index] = byte }
    withSeed { seed in for index in 0..<32 { der[KeyDER.privateKeyHead.count + index] = seed[index] } }
    // 48 bytes make one line of exactly 64 digits.
    var body = der.withBytes { Base64.encode($0) }
    defer { unsafe body.withUnsafeMutableBytes { unsafe sodium_memzero($0.baseAddress, $0.count) } }
    let head = Array("-----BEGIN \(PEM.privateKeyLabel)-----\n".utf8)
    let tail = Array("\n-----END \(PEM.privateKeyLabel)-----\n".utf8)
    guard let text = SecretBytes(count: head.count + body.count + tail.count) else { throw SigningKey.outOfMemory }
    for (index, byte) in head.enumerated() { text[index] = byte }
    for index in body.indices { text[head.count + index] = body[index] }
    for (index, byte) in tail.enumerated() { text[head.count + body.count + index] = byte }
    return text
  }

  private func encrypted(_ passphrase: String) throws(AttestFault) -> SecretBytes {
    let failure = AttestFault("key-unwritable", "libcrypto could not encrypt the key")
    let key = unsafe withSeed { seed in
      unsafe seed.withUnsafeBytes { bytes in
        unsafe EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), 32)
      }
    }
    guard let key = unsafe key, let sink = unsafe BIO_new(BIO_s_mem()) else { throw failure }
    defer {
      unsafe EVP_PKEY_free(key)
      unsafe _ = BIO_free(sink)
    }
    let words = Array(passphrase.utf8CString)
    let done = unsafe words.withUnsafeBufferPointer {
      unsafe PEM_write_bio_PKCS8PrivateKey(sink, key, EVP_aes_256_cbc(), $0.baseAddress, Int32($0.count - 1), nil, nil)
    }
    guard done == 1, let text = SecretBytes(count: Int(unsafe BIO_ctrl_pending(sink))) else { throw failure }
    let count = unsafe text.withPointer { unsafe BIO_read(sink, $0, Int32(text.count)) }
    guard Int(count) == text.count else { throw failure }
    return text
  }
}

extension PublicKey {
  /// Writes the key as SPKI PEM; a file that exists is never replaced.
  public func write(to path: String) throws(AttestFault) {
    let text = Array(pem.utf8)
    try createKeyFile(path, mode: 0o644) { (file) throws(SystemError) in try file.write(text.span) }
  }
}

/// Creates the file of a key; one that is there is never replaced.
private func createKeyFile(
  _ path: String, mode: mode_t, fill: (borrowing OpenFile) throws(SystemError) -> Void
) throws(AttestFault) {
  do {
    try createFile(path, mode: mode, fill: fill)
  } catch {
    throw error.number == EEXIST
      ? AttestFault("key-exists", "`\(path)` exists already", help: "name another file; a key is never written over")
      : error.fault("write", path)
  }
}
