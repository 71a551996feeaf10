internal import Attest
internal import CSodium

/// A file's key wrapped for an X25519 key.
enum X25519Stanza {
  static let kind = "X25519"
  private static let purpose = "age-encryption.org/v1/X25519"

  static func wrap(_ key: borrowing SecretBytes, for recipient: AgeRecipient) throws(AttestFault) -> String {
    let ephemeral = try AgeIdentity.generate()
    guard let shared = try ephemeral.shared(with: recipient.point) else {
      throw AttestFault("age-recipient", "the recipient \(recipient) is a point that hides nothing", help: "it is no key that `age-keygen` made")
    }
    let wrapping = try KeyedHash.derive(from: shared, salt: ephemeral.recipient.point + recipient.point, for: purpose)
    let body = key.withBytes { SealedBox.seal($0, key: wrapping, nonce: [UInt8](repeating: 0, count: 12)) }
    return AgeHeader.lines([kind, AgeHeader.base64(ephemeral.recipient.point)], body)
  }

  /// The file's key; `nil` where the stanza is for somebody else.
  static func unwrap(_ stanza: AgeHeader.Stanza, with identity: AgeIdentity) throws(AttestFault) -> SecretBytes? {
    guard stanza.words.count == 2, let share = AgeHeader.base64(stanza.words[1]), share.count == 32, stanza.body.count == 32,
      let shared = try identity.shared(with: share)
    else { throw AgeHeader.fault("an X25519 recipient is malformed") }
    return try AgeFileKey.open(stanza, with: try KeyedHash.derive(from: shared, salt: share + identity.recipient.point, for: purpose))
  }
}

/// A file's key wrapped for a passphrase.
enum ScryptStanza {
  static let kind = "scrypt"
  /// The logarithm of the greatest work: 1 GiB of memory.
  static let limit = 20

  static func unwrap(_ stanza: AgeHeader.Stanza, with passphrase: String) throws(AttestFault) -> SecretBytes? {
    guard stanza.words.count == 3, let salt = AgeHeader.base64(stanza.words[1]), salt.count == 16, stanza.body.count == 32,
      let work = Int(stanza.words[2]), "\(work)" == stanza.words[2], work > 0
    else { throw AgeHeader.fault("a passphrase recipient is malformed") }
    guard work <= limit else { throw AgeHeader.fault("its passphrase takes work 2^\(work), more than 2^\(limit)") }
    let wrapping = try SecretBytes.zeroed(32)
    let (words, salted) = (Array(passphrase.utf8), Array("age-encryption.org/v1/scrypt".utf8) + salt)
    let made = unsafe wrapping.withPointer {
      unsafe crypto_pwhash_scryptsalsa208sha256_ll(words, words.count, salted, salted.count, 1 << UInt64(work), 8, 1, $0, 32)
    }
    guard made == 0 else { throw AttestFault("out-of-memory", "no memory to open an age file by its passphrase") }
    return try AgeFileKey.open(stanza, with: wrapping)
  }
}

/// The key of one file.
enum AgeFileKey {
  static let count = 16

  static func open(_ stanza: AgeHeader.Stanza, with wrapping: borrowing SecretBytes) throws(AttestFault) -> SecretBytes? {
    let key = try SecretBytes.zeroed(count)
    let isOpen = SealedBox.open(stanza.body.span, key: wrapping, nonce: [UInt8](repeating: 0, count: 12), into: key)
    guard isOpen else { return nil }
    return key
  }
}
