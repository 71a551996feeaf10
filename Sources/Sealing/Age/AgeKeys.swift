public import Attest
internal import CSodium
internal import Text

/// Whom an age file is encrypted to: a public X25519 key, written `age1…`.
public struct AgeRecipient: Sendable, Hashable, CustomStringConvertible {
  /// The point, 32 bytes.
  package let point: [UInt8]

  init(point: [UInt8]) { self.point = point }

  /// Reads `age1…`.
  ///
  /// A secret key is refused without being repeated in the message.
  ///
  /// - Throws: `age-recipient`, `age-recipient-kind`, `age-recipient-secret`.
  public init(_ text: String) throws(AttestFault) {
    if text.utf8.count > 4, text.uppercased().contains("AGE-SECRET-KEY-") {
      throw AttestFault(
        "age-recipient-secret", "a secret key stands where a recipient belongs",
        help: "give the line that begins with `age1`; whoever may have seen the secret key can open what is sealed to it, so make a new one")
    }
    let bytes = try SecretBytes.zeroed(32)
    guard Bech32.decode(Array(text.utf8).span, prefix: "age", into: bytes) else { throw AgeRecipient.refusal(text) }
    point = bytes.withBytes { span in (0..<32).map { span[$0] } }
  }

  private static func refusal(_ text: String) -> AttestFault {
    for (prefix, kind) in [("age1pq1", "a post-quantum key"), ("age1tag", "a key on a token"), ("ssh-", "an SSH key"), ("age1yubikey", "a key of a plugin")]
    where text.hasPrefix(prefix) {
      return AttestFault(
        "age-recipient-kind", "\(quoted(String(text.prefix(16)))) is \(kind), and only X25519 recipients are taken here",
        help: "`age-keygen` makes one: 62 characters that begin with `age1`")
    }
    return AttestFault(
      "age-recipient", "\(quoted(String(text.prefix(80)))) is no age recipient", help: "it has 62 characters, begins with `age1`, and ends with a checksum")
  }

  /// The text that names it.
  public var description: String { Bech32.encode(point.span, prefix: "age") }
}

/// What opens an age file: a secret X25519 key; its bytes are wiped when it goes.
public final class AgeIdentity: Sendable {
  private let scalar: SecretBytes
  /// Whom files are encrypted to that this opens.
  public let recipient: AgeRecipient

  init(scalar: consuming SecretBytes) throws(AttestFault) {
    var point = [UInt8](repeating: 0, count: 32)
    _ = unsafe scalar.withPointer { unsafe crypto_scalarmult_base(&point, $0) }
    self.scalar = scalar
    recipient = AgeRecipient(point: point)
  }

  /// A fresh one from the system's randomness.
  public static func generate() throws(AttestFault) -> AgeIdentity { try AgeIdentity(scalar: try SecretBytes.random(32)) }

  /// The secret shared with a point; `nil` for a point of small order.
  func shared(with point: [UInt8]) throws(AttestFault) -> SecretBytes? { try AgeIdentity.shared(scalar, with: point) }

  static func shared(_ scalar: borrowing SecretBytes, with point: [UInt8]) throws(AttestFault) -> SecretBytes? {
    let secret = try SecretBytes.zeroed(32)
    let isDone = unsafe scalar.withPointer { scalar in
      unsafe secret.withPointer { secret in unsafe crypto_scalarmult(secret, scalar, point) == 0 }
    }
    guard isDone else { return nil }
    return secret
  }

  /// The line of an identity file, `AGE-SECRET-KEY-1…`, for the time of the call.
  package func withText<Value>(_ body: (String) -> Value) -> Value {
    body(scalar.withBytes { Bech32.encode($0, prefix: "age-secret-key-") }.uppercased())
  }

  static let prefix = "age-secret-key-"

  /// The identity of one line.
  static func line(_ text: borrowing Span<UInt8>) throws(AttestFault) -> AgeIdentity? {
    let scalar = try SecretBytes.zeroed(32)
    guard Bech32.decode(text, prefix: prefix, into: scalar) else { return nil }
    return try AgeIdentity(scalar: scalar)
  }
}

extension AgeIdentity {
  /// The identities of a file as `age-keygen` writes it: one a line, with comments behind `#`.
  ///
  /// Messages never repeat a line of it.
  ///
  /// - Parameter name: How messages call the file.
  /// - Throws: `age-identity-file`.
  package static func all(in text: borrowing SecretBytes, named name: String) throws(AttestFault) -> [AgeIdentity] {
    var (identities, start, number): ([AgeIdentity], Int, Int) = ([], 0, 0)
    while start < text.count {
      var end = start
      while end < text.count, text[end] != 0x0A { end += 1 }
      number += 1
      let (from, to) = (start, end > start && text[end - 1] == 0x0D ? end - 1 : end)
      start = end + 1
      guard to > from, text[from] != UInt8(ascii: "#") else { continue }
      let line = try text.withBytes { (bytes) throws(AttestFault) in try SecretBytes.copy(of: bytes.extracting(from..<to)) }
      guard let identity = try line.withBytes({ (bytes) throws(AttestFault) in try AgeIdentity.line(bytes) }) else {
        throw unreadable(name, "line \(number) is no X25519 identity")
      }
      identities.append(identity)
    }
    guard !identities.isEmpty else { throw unreadable(name, "it holds none") }
    return identities
  }

  static func unreadable(_ name: String, _ reason: String) -> AttestFault {
    AttestFault(
      "age-identity-file", "cannot use the identity file `\(name)`: \(reason)",
      help: "`age-keygen -o FILE` or `etalon dataset key FILE` makes one; identities of other kinds are not taken")
  }
}
