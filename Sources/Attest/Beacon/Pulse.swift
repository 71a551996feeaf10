public import Record

/// A pulse of the NIST Randomness Beacon that seeds can depend on; whether to believe it is judged by a policy.
public struct Pulse: Sendable, Hashable {
  /// The file as the beacon's service wrote it.
  public let bytes: [UInt8]
  /// When it was published.
  public let time: Timestamp
  /// Seconds from each pulse of the beacon to the next.
  public let period: Int64
  /// What seeds depend on, in lower-case hexadecimal digits.
  public let value: String

  /// The name of its file among the evidence of a bundle.
  public static let fileName = "nist.pulse.json"
  /// The most bytes of a file.
  public static let sizeLimit = NISTPulse.sizeLimit

  /// Reads a pulse; its output must be what its fields and signature give, so that a damaged file is no pulse.
  ///
  /// - Throws: `pulse-malformed`.
  public init(reading bytes: [UInt8]) throws(AttestFault) {
    let pulse = try NISTPulse(reading: bytes)
    guard pulse.isOutputRight else { throw NISTPulse.malformed("its output is not the digest of its fields and signature") }
    (self.bytes, time, period, value) = (bytes, pulse.time, pulse.period, hexadecimal(pulse.value))
  }
}
