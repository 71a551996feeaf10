/// The one-line form of OpenSSH public keys (RFC 8709): algorithm, base64 of two length-prefixed fields, comment.
enum SSHPublicKey {
  static let algorithm = "ssh-ed25519"

  static func read(_ text: String) throws(AttestFault) -> PublicKey {
    let lines = text.split(whereSeparator: \.isNewline)
    let parts = (lines.first ?? "").split(separator: " ", omittingEmptySubsequences: true)
    guard lines.count == 1, parts.count >= 2, parts[0].utf8.elementsEqual(algorithm.utf8), let blob = Base64.decode(String(parts[1]))
    else { throw PublicKey.fault("not one `ssh-ed25519` line") }
    let head = field(Array(algorithm.utf8)) + [0, 0, 0, 32]
    guard blob.starts(with: head), let key = PublicKey(Array(blob.dropFirst(head.count))) else {
      throw PublicKey.fault("not an Ed25519 key inside an `ssh-ed25519` line")
    }
    return key
  }

  /// A field with its length before it, four bytes, big-endian.
  static func field(_ bytes: [UInt8]) -> [UInt8] {
    let count = UInt32(truncatingIfNeeded: bytes.count)
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) } + bytes
  }
}
