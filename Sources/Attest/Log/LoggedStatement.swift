public import Record

/// An entry of a log of plans: a plan commitment or a void record, each in its envelope.
public struct LoggedStatement: Sendable {
  /// The number of the entry.
  public let number: UInt64
  /// The envelope's bytes, as they are logged.
  public let bytes: [UInt8]
  /// The envelope.
  public let envelope: Envelope
  /// What it says.
  public let statement: Kind

  /// What a log of plans can hold.
  public enum Kind: Sendable, Hashable {
    /// A plan will be run.
    case commitment(PlanCommitment)
    /// A plan will have no result.
    case void(VoidRecord)
  }

  /// The digest of the plan that it is about.
  public var plan: Digest {
    switch statement {
    case .commitment(let commitment): commitment.plan
    case .void(let record): record.plan
    }
  }

  /// Who says it.
  public var builder: String {
    switch statement {
    case .commitment(let commitment): commitment.builder
    case .void(let record): record.builder
    }
  }

  /// When the signer says that it was said.
  public var time: Timestamp {
    switch statement {
    case .commitment(let commitment): commitment.committed
    case .void(let record): record.voided
    }
  }

  /// Reads an entry; no signature is checked.
  ///
  /// - Throws: `log-entry` for anything but an envelope around one of the two statements.
  public init(number: UInt64, _ bytes: [UInt8]) throws(AttestFault) {
    guard let envelope = try? Envelope(reading: bytes), envelope.payloadType.utf8.elementsEqual(Envelope.statementType.utf8) else {
      throw LoggedStatement.fault("it is not an envelope")
    }
    self.number = number
    self.bytes = bytes
    self.envelope = envelope
    if let commitment = try? PlanCommitment(payload: envelope.payload) {
      statement = .commitment(commitment)
    } else if let record = try? VoidRecord(payload: envelope.payload) {
      statement = .void(record)
    } else {
      throw LoggedStatement.fault("it states neither a plan commitment nor a void record")
    }
  }

  private static func fault(_ reason: String) -> AttestFault {
    AttestFault(
      "log-entry", "not an entry for a log of plans: \(reason)",
      help: "`etalon run --commit` makes commitments, `etalon log void` makes void records")
  }

  /// Whether a key of the policy signed it that may speak for the builder; `nil` where the policy does not have the key.
  func isBelieved(under policy: Policy) -> Bool? {
    guard let trusted = policy.trusted(keyid: envelope.keyid) else { return nil }
    return envelope.isSigned(by: trusted.key)
      && trusted.builders.contains { $0.id.utf8.elementsEqual(builder.utf8) && $0.covers(time) }
  }
}
