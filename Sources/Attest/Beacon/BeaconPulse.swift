internal import Record

/// The kinds of beacon that this release can check.
///
/// drand is not offered: its signatures are BLS12-381, and no packaged library of this project's hosts has that curve.
public enum BeaconKind: String, Sendable, Hashable, CaseIterable {
  /// The NIST Randomness Beacon, version 2.0 (NIST IR 8213).
  case nist

  /// What its pulses are read as.
  var pulse: any BeaconPulse.Type {
    switch self {
    case .nist: NISTPulse.self
    }
  }
}

/// A public random value that nobody knew before its time.
protocol BeaconPulse: Sendable {
  /// Reads a pulse that is hostile until proven otherwise.
  ///
  /// - Throws: `pulse-malformed`.
  init(reading bytes: [UInt8]) throws(AttestFault)

  /// When it was published.
  var time: Timestamp { get }
  /// What seeds depend on.
  var value: [UInt8] { get }

  /// Demands that the beacon of a certificate published it.
  ///
  /// - Throws: `pulse-untrusted`.
  func verify(under certificate: borrowing Certificate) throws(AttestFault)
}
