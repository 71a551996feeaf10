/// The environment of a run (`data/environment.json`): every field with its value, its source and what it can affect.
public struct Fingerprint: Record, Hashable {
  public var schema = "urn:etalon:environment:v1"
  /// By dotted name, such as `cpu.model`.
  public var fields: [String: FingerprintField]
  /// Things that make a comparison doubtful: `ld-preload-set`, `cpu-quota`, `virtualised`, … sorted.
  public var taints: [String]
  /// Volatile facts at the moment of the probe (load, free memory, MHz): evidence, never compared.
  public var evidence: [String: JSON]

  public init(fields: [String: FingerprintField], taints: [String], evidence: [String: JSON]) {
    self.fields = fields
    self.taints = taints.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    self.evidence = evidence
  }
}

/// One fact about a host, or why it could not be had.
public struct FingerprintField: Sendable, Hashable, Codable {
  public var effect: Effect
  public var source: Source
  /// Present unless the source is `absent`.
  public var value: JSON?
  /// Why there is no value.
  public var reason: String?

  public init(_ effect: Effect, probed value: JSON) {
    self.effect = effect
    source = .probed
    self.value = value
  }

  public init(_ effect: Effect, declared value: JSON) {
    self.effect = effect
    source = .declared
    self.value = value
  }

  public init(_ effect: Effect, absent reason: String) {
    self.effect = effect
    source = .absent
    self.reason = reason
  }

  /// What a difference in a field can change.
  public enum Effect: String, Sendable, Hashable, Codable, CaseIterable {
    /// Bits of results.
    case result
    case performance
    case informational
  }

  public enum Source: String, Sendable, Hashable, Codable { case probed, declared, absent }
}
