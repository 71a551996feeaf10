// What witnesses say below checkpoints (c2sp.org/tlog-cosignature, cosignature/v1).
public import Record

/// What a witness says: at this time, this was the largest consistent head of the log that it had seen.
public struct Cosignature: Sendable, Hashable {
  /// Whose it is.
  public let witness: NoteKey
  /// Seconds since 1970.
  public let seconds: UInt64

  /// When the witness says that it signed.
  public var time: Timestamp { Timestamp(secondsSince1970: Int(clamping: seconds)) }

  private static func message(_ text: String, at seconds: UInt64) -> [UInt8] { Array("cosignature/v1\ntime \(seconds)\n\(text)".utf8) }

  /// What a witness's line says, where its signature holds.
  init?(_ signature: SignedNote.Signature, of witness: NoteKey, over text: String) {
    guard witness.use == .cosignature, witness.isNamed(by: signature), signature.bytes.count == 72 else { return nil }
    let seconds = signature.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard seconds < 1 << 63, witness.key.verifies(Array(signature.bytes.dropFirst(8)), over: Cosignature.message(text, at: seconds)) else {
      return nil
    }
    self.witness = witness
    self.seconds = seconds
  }

  /// The line of a witness.
  static func line(of text: String, at seconds: UInt64, as name: String, with key: borrowing SigningKey) throws(AttestFault)
    -> SignedNote.Signature
  {
    let id = try NoteKey.named(name, .cosignature, key.publicKey).id
    let time = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: seconds >> UInt64($0)) }
    return SignedNote.Signature(name: name, id: id, bytes: time + key.signature(over: message(text, at: seconds)))
  }
}

extension SignedNote {
  /// The cosignatures of witnesses, each witness at its earliest; `nil` where a line of one of them does not hold.
  public func cosignatures(of witnesses: [NoteKey]) -> [Cosignature]? {
    var found: [Cosignature] = []
    for witness in witnesses {
      var own: [Cosignature] = []
      for line in signatures where witness.isNamed(by: line) {
        guard let cosignature = Cosignature(line, of: witness, over: text) else { return nil }
        own.append(cosignature)
      }
      if let earliest = own.min(by: { $0.seconds < $1.seconds }) { found.append(earliest) }
    }
    return found
  }

  /// Adds the line of a witness; an earlier one of the same name and key gives way.
  public mutating func cosign(as name: String, at seconds: UInt64, with key: borrowing SigningKey) throws(AttestFault) {
    let line = try Cosignature.line(of: text, at: seconds, as: name, with: key)
    signatures.removeAll { $0.id == line.id && $0.name.utf8.elementsEqual(name.utf8) }
    guard signatures.count < SignedNote.signaturesLimit else { throw SignedNote.malformed("it has as many signatures as it can hold") }
    signatures.append(line)
  }
}
