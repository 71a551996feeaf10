public import Attest
internal import CSodium

/// What opens age files.
public enum AgeOpener {
  /// Any of some identities.
  case identities([AgeIdentity])
  /// A passphrase.
  case passphrase(String)
}

/// An age file that is open: any part of what it holds, without the rest (C2SP age v1).
///
/// Only the pieces of 64 KiB that a part touches are decrypted, each of them authentic at its place.
public struct AgeReader: ~Copyable {
  /// How many bytes the file holds.
  public let count: Int
  private let source: Source
  private let start: Int
  private let size: Int
  private let key: SecretBytes
  private let piece: SecretBytes

  /// Bytes of the file; fewer than asked for where it ends.
  public typealias Source = (_ range: Range<Int>) throws(AttestFault) -> [UInt8]

  static let pieceCount = 64 << 10
  private static let boxCount = pieceCount + SealedBox.overhead

  /// Opens a file.
  ///
  /// - Throws: `age-header`, `age-changed`, `age-identity`, `age-payload`.
  public static func open(size: Int, with opener: AgeOpener, source: @escaping Source) throws(AttestFault) -> AgeReader {
    let header = try AgeHeader(try source(0..<min(size, AgeHeader.limit)))
    let fileKey = try AgeReader.key(of: header, opener)
    guard unsafe sodium_memcmp(try AgeHeader.code(over: header.covered, fileKey), header.code, 32) == 0 else {
      throw AttestFault("age-changed", "the head of the age file was changed after it was made", help: "get the file again")
    }
    let nonce = try source(header.count..<min(size, header.count + 16))
    guard nonce.count == 16 else { throw AgeHeader.fault("it ends too early") }
    let payload = size - header.count - 16
    let rest = payload % AgeReader.boxCount
    guard payload >= SealedBox.overhead, rest == 0 || rest > SealedBox.overhead || payload == SealedBox.overhead else {
      throw AgeReader.damaged
    }
    let key = try KeyedHash.derive(from: fileKey, salt: nonce, for: "payload")
    let piece = try SecretBytes.zeroed(AgeReader.pieceCount)
    let reader = AgeReader(
      count: payload - (payload + AgeReader.boxCount - 1) / AgeReader.boxCount * SealedBox.overhead, start: header.count + 16, size: size,
      key: key, piece: piece, source: source)
    // The last piece says that it is the last, so a file that was cut is told before any of it is used.
    try reader.load(max(0, (reader.count - 1) / AgeReader.pieceCount))
    return reader
  }

  private init(
    count: Int, start: Int, size: Int, key: consuming SecretBytes, piece: consuming SecretBytes, source: @escaping Source
  ) {
    (self.count, self.start, self.size, self.source) = (count, start, size, source)
    self.key = key
    self.piece = piece
  }

  package static let damaged = AttestFault(
    "age-payload", "the age file was cut, changed or put together in another order", help: "get the file again; nothing of it is used")

  /// Hands over the bytes of a range, piece by piece.
  public func read<Fault: Error>(
    _ range: Range<Int>, orFault: (AttestFault) -> Fault, _ sink: (borrowing Span<UInt8>) throws(Fault) -> Void
  ) throws(Fault) {
    var at = range.lowerBound
    while at < min(range.upperBound, count) {
      let index = at / AgeReader.pieceCount
      let end = min(range.upperBound, count, (index + 1) * AgeReader.pieceCount)
      do throws(AttestFault) { try load(index) } catch { throw orFault(error) }
      let offset = index * AgeReader.pieceCount
      try piece.withBytes { (bytes) throws(Fault) in try sink(bytes.extracting((at - offset)..<(end - offset))) }
      at = end
    }
  }

  /// The bytes of a range.
  public func bytes(_ range: Range<Int>) throws(AttestFault) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    try read(range, orFault: { $0 }) { (span) throws(AttestFault) in
      unsafe span.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  /// Decrypts one piece.
  private func load(_ index: Int) throws(AttestFault) {
    let from = start + index * AgeReader.boxCount
    let box = try source(from..<min(size, from + AgeReader.boxCount))
    let nonce = AgeReader.nonce(index, isLast: (index + 1) * AgeReader.pieceCount >= count)
    guard SealedBox.open(box.span, key: key, nonce: nonce, into: piece) else { throw AgeReader.damaged }
  }

  static func nonce(_ index: Int, isLast: Bool) -> [UInt8] {
    [0, 0, 0] + (0..<8).map { UInt8(truncatingIfNeeded: index >> (56 - 8 * $0)) } + [isLast ? 1 : 0]
  }

  private static func key(of header: AgeHeader, _ opener: AgeOpener) throws(AttestFault) -> SecretBytes {
    let kinds = header.stanzas.map { $0.words[0] }
    if kinds.contains(ScryptStanza.kind), kinds.count > 1 { throw AgeHeader.fault("a passphrase stands beside other recipients") }
    switch opener {
    case .passphrase(let words):
      if kinds == [ScryptStanza.kind], let key = try ScryptStanza.unwrap(header.stanzas[0], with: words) { return key }
    case .identities(let identities):
      for stanza in header.stanzas where stanza.words[0] == X25519Stanza.kind {
        for identity in identities { if let key = try X25519Stanza.unwrap(stanza, with: identity) { return key } }
      }
    }
    throw noMatch(kinds)
  }

  private static func noMatch(_ kinds: [String]) -> AttestFault {
    let mine = kinds.count(where: { $0 == X25519Stanza.kind })
    let words =
      mine > 0 ? "\(mine) recipient\(mine == 1 ? "" : "s") can open it" : kinds == [ScryptStanza.kind] ? "it opens by a passphrase" : "its recipients are of a kind that is not taken here"
    return AttestFault(
      "age-identity", "no identity that was given opens the age file: \(words)", help: "give the identity whose `age1…` line it was encrypted to")
  }
}

extension AgeReader {
  /// Opens a file that stands in memory.
  public static func open(_ bytes: [UInt8], with opener: AgeOpener) throws(AttestFault) -> AgeReader {
    let bytes = AgeArmor.isArmored(bytes) ? try AgeArmor.decode(bytes) : bytes
    return try open(size: bytes.count, with: opener) { range in range.isEmpty ? [] : Array(bytes[range.clamped(to: 0..<bytes.count)]) }
  }

  /// Everything that it holds.
  public func contents() throws(AttestFault) -> [UInt8] { try bytes(0..<count) }
}
