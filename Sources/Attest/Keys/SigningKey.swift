internal import CSodium

/// An Ed25519 private key; its bytes are wiped when it goes.
public struct SigningKey: ~Copyable {
  /// Seed and public half, as libsodium keeps them.
  private let secret: SecretBytes
  /// The half that others check signatures with.
  public let publicKey: PublicKey

  /// The key of a 32-byte seed.
  init(seed: borrowing SecretBytes) throws(AttestFault) {
    var point = [UInt8](repeating: 0, count: 32)
    guard seed.count == 32, let secret = SecretBytes(count: 64) else { throw SigningKey.outOfMemory }
    let made = unsafe secret.withPointer { secret in
      unsafe seed.withPointer { seed in unsafe crypto_sign_ed25519_seed_keypair(&point, secret, seed) }
    }
    guard made == 0, let key = PublicKey(point) else { throw SigningKey.outOfMemory }
    self.secret = secret
    publicKey = key
  }

  /// A fresh key from the system's randomness.
  public static func generate() throws(AttestFault) -> SigningKey {
    guard let seed = SecretBytes(count: 32) else { throw outOfMemory }
    unsafe seed.withPointer { unsafe randombytes_buf($0, 32) }
    return try SigningKey(seed: seed)
  }

  /// The 64-byte signature over a message; the same for the same message.
  public func signature(over message: [UInt8]) -> [UInt8] {
    var signature = [UInt8](repeating: 0, count: 64)
    // With a whole key this call has no way to fail.
    _ = unsafe secret.withPointer { unsafe crypto_sign_ed25519_detached(&signature, nil, message, UInt64(message.count), $0) }
    return signature
  }

  /// The 32-byte seed, for the time of the call.
  func withSeed<Value, Fault: Error>(_ body: (borrowing Span<UInt8>) throws(Fault) -> Value) throws(Fault) -> Value {
    try secret.withBytes { (bytes) throws(Fault) in try body(bytes.extracting(0..<32)) }
  }

  package static let outOfMemory = AttestFault("out-of-memory", "no memory for a private key")
}
