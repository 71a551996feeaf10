/// The environment of a run (`data/environment.json`): every field with its value, its source and what it can affect.
public struct Fingerprint: Record, Hashable {
  /// The name and version of the format.
  public var schema = "urn:etalon:environment:v1"
  /// By dotted name, such as `cpu.model`.
  public var fields: [String: FingerprintField]
  /// Things that make a comparison doubtful: `ld-preload-set`, `cpu-quota`, `virtualised`, … sorted.
  public var taints: [String]
  /// Volatile facts at the moment of the probe (load, free memory, MHz): evidence, never compared.
  public var evidence: [String: JSON]

  /// A fingerprint; taints are sorted bytewise.
  public init(fields: [String: FingerprintField], taints: [String], evidence: [String: JSON]) {
    self.fields = fields
    self.taints = taints.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    self.evidence = evidence
  }
}

/// One fact about a host, or why it could not be had.
public struct FingerprintField: Sendable, Hashable, Codable {
  /// What a difference in the field can change.
  public var effect: Effect
  /// Where the value comes from.
  public var source: Source
  /// Present unless the source is `absent`.
  public var value: JSON?
  /// Why there is no value.
  public var reason: String?

  /// A fact that was found out on the host.
  public init(_ effect: Effect, probed value: JSON) {
    self.effect = effect
    source = .probed
    self.value = value
  }

  /// A fact that somebody declared.
  public init(_ effect: Effect, declared value: JSON) {
    self.effect = effect
    source = .declared
    self.value = value
  }

  /// A fact that could not be found out, and why.
  public init(_ effect: Effect, absent reason: String) {
    self.effect = effect
    source = .absent
    self.reason = reason
  }

  /// What a difference in a field can change.
  public enum Effect: String, Sendable, Hashable, Codable, CaseIterable {
    /// Bits of results.
    case result
    /// The speed of a run.
    case performance
    /// Neither results nor speed; it helps people to recognise a host.
    case informational
  }

  /// Where a value comes from.
  public enum Source: String, Sendable, Hashable, Codable, CaseIterable { case probed, declared, absent }
}
