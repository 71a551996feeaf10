/// The two DER structures that Ed25519 keys come in (RFC 8410): SubjectPublicKeyInfo and OneAsymmetricKey (PKCS#8, RFC 5958).
enum KeyDER {
  private static let sequence: UInt8 = 0x30
  private static let integer: UInt8 = 0x02
  private static let bitString: UInt8 = 0x03
  private static let octetString: UInt8 = 0x04
  private static let object: UInt8 = 0x06
  /// 1.3.101.112, id-Ed25519.
  private static let ed25519: [UInt8] = [0x2B, 0x65, 0x70]

  static func subjectPublicKeyInfo(_ key: [UInt8]) -> [UInt8] {
    [sequence, 42, sequence, 5, object, 3] + ed25519 + [bitString, 33, 0] + key
  }

  /// The bytes that stand before the 32 bytes of the seed in PKCS#8.
  static let privateKeyHead: [UInt8] =
    [sequence, 46, integer, 1, 0, sequence, 5, object, 3] + ed25519 + [octetString, 34, octetString, 32]

  static func publicKey(fromSubjectPublicKeyInfo der: [UInt8]) -> [UInt8]? {
    var outer = DERReader(count: der.count)
    guard var info = outer.enter(sequence, in: der.span), outer.isAtEnd, isEd25519(&info, in: der.span),
      let bits = info.next(bitString, in: der.span), info.isAtEnd, bits.count == 33, der[bits.lowerBound] == 0
    else { return nil }
    return Array(der[bits.dropFirst()])
  }

  /// The place of the 32-byte seed inside PKCS#8; `nil` for anything else.
  ///
  /// Attributes and a public half may follow it and are passed over.
  static func seed(inPKCS8 der: borrowing Span<UInt8>) -> Range<Int>? {
    var outer = DERReader(count: der.count)
    guard var info = outer.enter(sequence, in: der), outer.isAtEnd, let version = info.next(integer, in: der),
      holds(der, version, [0]) || holds(der, version, [1]), isEd25519(&info, in: der), var wrapped = info.enter(octetString, in: der),
      let seed = wrapped.next(octetString, in: der), wrapped.isAtEnd, seed.count == 32
    else { return nil }
    // [0] attributes, then with version 1 the public half as [1].
    _ = info.next(0xA0, in: der)
    if holds(der, version, [1]) { _ = info.next(0x81, in: der) }
    return info.isAtEnd ? seed : nil
  }

  private static func isEd25519(_ info: inout DERReader, in der: borrowing Span<UInt8>) -> Bool {
    guard var algorithm = info.enter(sequence, in: der), let name = algorithm.next(object, in: der) else { return false }
    return algorithm.isAtEnd && holds(der, name, ed25519)
  }
}
