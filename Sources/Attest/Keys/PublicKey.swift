// Ed25519 (RFC 8032), verified under libsodium's strict rule: canonical encodings only, no points of small order.
internal import CSodium
internal import Record

/// An Ed25519 public key.
public struct PublicKey: Sendable, Hashable {
  /// The 32 bytes of the encoded point.
  public let bytes: [UInt8]

  /// A key from exactly 32 bytes, else `nil`; whether they are a point shows at the first verification.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  /// Whether a signature of this key over a message is valid under the strict rule.
  public func verifies(_ signature: [UInt8], over message: [UInt8]) -> Bool {
    guard Sodium.isReady, signature.count == 64 else { return false }
    return unsafe crypto_sign_ed25519_verify_detached(signature, message, UInt64(message.count), bytes) == 0
  }

  /// The key's id as securesystemslib computes it: SHA-256 of the canonical JSON of type, value and scheme, in hexadecimal.
  public var keyid: String {
    let key: JSON = ["keytype": "ed25519", "keyval": ["public": .string(hexadecimal(bytes))], "scheme": "ed25519"]
    return SHA256.digest(of: key.canonicalBytes).hex
  }

  /// SubjectPublicKeyInfo in PEM (RFC 8410), as `openssl pkey -pubout` writes it.
  public var pem: String { PEM.encode(label: PEM.publicKeyLabel, der: KeyDER.subjectPublicKeyInfo(bytes)) }

  /// The line of OpenSSH's `authorized_keys` and `.pub` files.
  public var sshLine: String {
    let blob = SSHPublicKey.field(Array(SSHPublicKey.algorithm.utf8)) + SSHPublicKey.field(bytes)
    return "\(SSHPublicKey.algorithm) \(Base64.encode(blob))"
  }
}

extension PublicKey {
  /// Reads a key from text: SPKI PEM or an `ssh-ed25519` line.
  ///
  /// - Throws: `key-weak` where the bytes are no point that only one secret key has.
  public init(text: String) throws(AttestFault) {
    try self.init(unproven: text)
    guard isStrong else {
      throw AttestFault(
        "key-weak", "these bytes are no Ed25519 key: the point is not canonical, not on the curve or of small order",
        help: "ask its owner for the key anew: anybody can sign for such a point")
    }
  }

  /// Whether the bytes are the canonical encoding of a point of the large prime order.
  private var isStrong: Bool { unsafe Sodium.isReady && crypto_core_ed25519_is_valid_point(bytes) == 1 }

  private init(unproven text: String) throws(AttestFault) {
    let line = text.drop(while: \.isWhitespace)
    if line.utf8.starts(with: SSHPublicKey.algorithm.utf8) {
      self = try SSHPublicKey.read(String(line))
    } else if line.utf8.starts(with: "-----BEGIN".utf8) {
      self = try PublicKey(pem: text)
    } else {
      throw PublicKey.fault("neither a PEM public key nor an `ssh-ed25519` line")
    }
  }

  private init(pem text: String) throws(AttestFault) {
    if text.contains("PRIVATE KEY-----") {
      throw AttestFault(
        "key-not-public", "this is a private key, not a public one",
        help: "`etalon key show FILE` prints its public half; keep the private file to yourself")
    }
    guard let der = PEM.decode(text, label: PEM.publicKeyLabel) else {
      throw PublicKey.fault("not one strict PEM block `\(PEM.publicKeyLabel)`")
    }
    guard let bytes = KeyDER.publicKey(fromSubjectPublicKeyInfo: der), let key = PublicKey(bytes) else {
      throw PublicKey.fault("not an Ed25519 key in SubjectPublicKeyInfo (RFC 8410)")
    }
    self = key
  }

  /// Reads a key file: SPKI PEM or an `ssh-ed25519` line.
  public init(file path: String) throws(AttestFault) {
    let bytes = try readFile(path, limit: 64 << 10)
    guard let text = String(validating: bytes, as: UTF8.self) else { throw PublicKey.fault("`\(path)` is not text") }
    do {
      try self.init(text: text)
    } catch {
      throw AttestFault(error.code, "`\(path)`: \(error.message)", help: error.help)
    }
  }

  static func fault(_ reason: String) -> AttestFault {
    AttestFault("key-unreadable", reason, help: "`etalon key new FILE` makes a key pair; `FILE.pub` is its public half")
  }
}
