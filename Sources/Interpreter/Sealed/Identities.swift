public import Attest
internal import Glibc
public import Sealing
internal import Text

/// Identity files: what opens sealed sets.
public enum Identities {
  /// The identities of a file that nobody else may read; one that is encrypted with a passphrase too.
  ///
  /// - Throws: `key-permissions`, `age-identity-file`, `age-identity`, what the file suffers from.
  public static func read(_ path: String, passphrase: () -> String? = { nil }) throws(AttestFault) -> [AgeIdentity] {
    let text = try SigningKey.readPrivately(path)
    if let bytes = ciphertext(text) { return try decrypted(bytes, path, passphrase()) }
    return try AgeIdentity.all(in: text, named: path)
  }

  private static func decrypted(_ bytes: [UInt8], _ path: String, _ words: String?) throws(AttestFault) -> [AgeIdentity] {
    guard let words else {
      throw AttestFault("key-encrypted", "the identity file `\(path)` is encrypted and no passphrase was given", help: "set ETALON_PASSPHRASE")
    }
    return try identities(of: try AgeReader.open(bytes, with: .passphrase(words)).contents(), path)
  }

  private static func identities(of bytes: [UInt8], _ path: String) throws(AttestFault) -> [AgeIdentity] {
    try AgeIdentity.all(in: try SecretBytes.copy(of: bytes.span), named: path)
  }

  /// The identities of a file that was published, so that anybody may read it.
  public static func published(_ path: String) throws(AttestFault) -> [AgeIdentity] {
    try identities(of: try readFile(path, limit: 64 << 10), path)
  }

  /// Makes an identity file that only its owner reads, as `age-keygen` does; gives the recipient.
  public static func make(_ path: String) throws(AttestFault) -> AgeRecipient {
    let identity = try AgeIdentity.generate()
    let file = try NewFile(path, mode: 0o600)
    try file.write(identity.withText { Array("# public key: \(identity.recipient)\n\($0)\n".utf8) })
    try file.finish()
    return identity.recipient
  }

  /// The bytes of an identity file that is itself an age file, which are no secret.
  private static func ciphertext(_ text: borrowing SecretBytes) -> [UInt8]? {
    for word in ["age-encryption.org/", "-----BEGIN AGE"] {
      let word = Array(word.utf8)
      if text.count > word.count, word.indices.allSatisfy({ text[$0] == word[$0] }) { return (0..<text.count).map { text[$0] } }
    }
    return nil
  }
}
