// Private keys on disk: PKCS#8 PEM, readable by nobody but their owner.
internal import CCrypto
internal import Glibc
internal import Text

extension SigningKey {
  /// Reads a PKCS#8 PEM file, also an encrypted one.
  ///
  /// A file that others may read is refused.
  ///
  /// - Parameters:
  ///   - path: Where the file stands.
  ///   - passphrase: Asked only when the file is encrypted; `nil` means there is none.
  public init(file path: String, passphrase: () -> String? = { nil }) throws(AttestFault) {
    let text = try SigningKey.readPrivately(path)
    if text.withBytes({ SigningKey.contains($0, PEM.encryptedPrivateKeyLabel) }) {
      guard let words = passphrase() else {
        throw AttestFault("key-encrypted", "the key `\(path)` is encrypted and no passphrase was given", help: "set ETALON_PASSPHRASE")
      }
      try self.init(seed: SigningKey.decrypted(text, passphrase: words, path))
    } else {
      try self.init(seed: SigningKey.plain(text, path))
    }
  }

  /// The bytes of a key file, never outside memory that is wiped.
  package static func readPrivately(_ path: String) throws(AttestFault) -> SecretBytes {
    let file = try OpenFile.regular(path)
    let status: FileStatus
    do { status = try file.status() } catch { throw error.fault("read", path) }
    guard status.permissions & 0o077 == 0 else {
      let mode = String(status.permissions, radix: 8)
      throw AttestFault(
        "key-permissions", "the private key `\(path)` has mode 0\(mode): others may read it", help: "chmod 600 \(shellQuoted(path))")
    }
    guard status.size > 0, status.size <= 16 << 10 else { throw unreadable(path, "not the size of a key file") }
    guard let bytes = SecretBytes(count: status.size) else { throw outOfMemory }
    let count: Int
    do {
      count = try retrying { unsafe bytes.withPointer { unsafe pread(file.descriptor, $0, bytes.count, 0) } }
    } catch {
      throw error.fault("read", path)
    }
    guard count == bytes.count else { throw unreadable(path, "it changed while it was read") }
    return bytes
  }

  private static func plain(_ text: borrowing SecretBytes, _ path: String) throws(AttestFault) -> SecretBytes {
    guard let der = SecretBytes(count: text.count), let seed = SecretBytes(count: 32) else { throw outOfMemory }
    var count = 0
    let isBlock = text.withBytes { text in
      PEM.decode(text, label: PEM.privateKeyLabel) { byte in
        der[count] = byte
        count += 1
      }
    }
    guard isBlock else {
      throw unreadable(
        path, text.withBytes { contains($0, "OPENSSH PRIVATE KEY") } ? "an OpenSSH key, not PKCS#8" : "not one PKCS#8 PEM block")
    }
    let place = der.withBytes { KeyDER.seed(inPKCS8: $0.extracting(0..<count)) }
    guard let place else { throw unreadable(path, "not an Ed25519 key in PKCS#8 (RFC 8410)") }
    for (index, position) in place.enumerated() { seed[index] = der[position] }
    return seed
  }

  /// Decrypts PKCS#8 (PBES2 and whatever else libcrypto reads) with a passphrase.
  private static func decrypted(_ text: borrowing SecretBytes, passphrase: String, _ path: String) throws(AttestFault) -> SecretBytes {
    guard let seed = SecretBytes(count: 32) else { throw outOfMemory }
    let wrong = AttestFault("key-passphrase", "the key `\(path)` does not open with this passphrase")
    let source = unsafe text.withPointer { unsafe BIO_new_mem_buf($0, Int32(text.count)) }
    guard let source = unsafe source else { throw outOfMemory }
    defer { unsafe _ = BIO_free(source) }
    // With a text for `u` and no callback, libcrypto takes it as the passphrase and never asks the terminal.
    let words = Array(passphrase.utf8CString)
    let opened = unsafe words.withUnsafeBufferPointer {
      unsafe PEM_read_bio_PrivateKey(source, nil, nil, UnsafeMutableRawPointer(mutating: $0.baseAddress))
    }
    guard let key = unsafe opened else {
      ERR_clear_error()
      throw wrong
    }
    defer { unsafe EVP_PKEY_free(key) }
    var count = 32
    let got = unsafe seed.withPointer { unsafe EVP_PKEY_get_raw_private_key(key, $0, &count) }
    guard unsafe EVP_PKEY_get_base_id(key) == EVP_PKEY_ED25519, got == 1, count == 32 else {
      ERR_clear_error()
      throw unreadable(path, "not an Ed25519 key")
    }
    return seed
  }

  private static func unreadable(_ path: String, _ reason: String) -> AttestFault {
    AttestFault(
      "key-unreadable", "cannot use the private key `\(path)`: \(reason)",
      help: "`etalon key new FILE` makes one; `openssl genpkey -algorithm ed25519` does too")
  }

  private static func contains(_ text: borrowing Span<UInt8>, _ word: String) -> Bool {
    let word = Array(word.utf8)
    guard text.count >= word.count else { return false }
    for start in 0...(text.count - word.count) {
      var matches = true
      for offset in word.indices where text[start + offset] != word[offset] {
        matches = false
        break
      }
      if matches { return true }
    }
    return false
  }
}
