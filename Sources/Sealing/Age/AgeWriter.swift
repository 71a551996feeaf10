public import Attest

/// Encrypts what is written to it to recipients: an age file, piece by piece (C2SP age v1).
public struct AgeWriter: ~Copyable {
  private let key: SecretBytes
  private let sink: Sink
  private var held: [UInt8] = []
  private var index = 0

  /// Takes the bytes of the file in order.
  public typealias Sink = (_ bytes: [UInt8]) throws(AttestFault) -> Void

  /// Begins a file.
  ///
  /// - Throws: `age-recipient` without recipients; what the sink throws.
  public init(to recipients: [AgeRecipient], sink: @escaping Sink) throws(AttestFault) {
    guard !recipients.isEmpty else { throw AttestFault("age-recipient", "nobody could open the file: it has no recipient") }
    let fileKey = try SecretBytes.random(AgeFileKey.count)
    try sink(try AgeHeader.bytes(wrapping: fileKey, for: recipients))
    let random = try SecretBytes.random(16)
    let nonce = random.withBytes { bytes in (0..<16).map { bytes[$0] } }
    try sink(nonce)
    key = try KeyedHash.derive(from: fileKey, salt: nonce, for: "payload")
    self.sink = sink
    held.reserveCapacity(AgeReader.pieceCount)
  }

  /// Appends bytes.
  public mutating func write(_ bytes: [UInt8]) throws(AttestFault) {
    var rest = bytes[...]
    while !rest.isEmpty {
      // Whether a piece is the last shows only when more comes.
      if held.count == AgeReader.pieceCount { try flush(isLast: false) }
      let taken = rest.prefix(AgeReader.pieceCount - held.count)
      held += taken
      rest = rest.dropFirst(taken.count)
    }
  }

  /// Ends the file.
  public consuming func finish() throws(AttestFault) { try flush(isLast: true) }

  private mutating func flush(isLast: Bool) throws(AttestFault) {
    try sink(SealedBox.seal(held.span, key: key, nonce: AgeReader.nonce(index, isLast: isLast)))
    index += 1
    for place in held.indices { held[place] = 0 }
    held.removeAll(keepingCapacity: true)
  }

  /// Bytes as an age file.
  public static func encrypt(_ bytes: [UInt8], to recipients: [AgeRecipient]) throws(AttestFault) -> [UInt8] {
    let made = Made()
    var writer = try AgeWriter(to: recipients) { made.bytes += $0 }
    try writer.write(bytes)
    try writer.finish()
    return made.bytes
  }

  private final class Made { var bytes: [UInt8] = [] }
}
