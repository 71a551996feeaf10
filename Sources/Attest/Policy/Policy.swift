public import Record

/// Whom a verifier believes, and what the verifier demands.
///
/// It comes from the verifier alone, never from a bundle or from beside it. `docs/policy.md` describes its file.
public struct Policy: Sendable, Hashable {
  /// In the order of the file.
  public var builders: [Builder]
  /// Properties that must hold, where the command line names none.
  public var require: [PropertyVerdict.Property]
  /// How far measurements may lie from a re-execution's, as a share; the narrower of this and the spec's counts.
  public var tolerance: Rational?
  /// The same for metrics by their name, such as `throughput`; it stands in place of `tolerance`.
  public var bands: [String: Rational]
  /// Whose time tokens (RFC 3161) are believed.
  public var timeAuthorities: [TimeAuthority]
  /// Logs whose checkpoints are believed, each a name with its key.
  public var logs: [NoteKey]
  /// Witnesses whose cosignatures are believed, each a name with its key.
  public var witnesses: [NoteKey]
  /// How many witnesses must have cosigned a checkpoint for its time to count; without it, their times do not count.
  public var quorum: Int?
  /// Beacons whose pulses are believed.
  public var beacons: [BeaconAuthority]
  /// What a verification may cost.
  public var budget: Budget
  /// The most interrupted attempts of a run, together; without it, any number.
  public var interruptions: Int?
  /// The paths that overrides of a run may change; without it, any, and with an empty list none.
  public var overrides: [String]?

  /// A policy that believes builders and demands nothing else; the empty one believes nobody.
  public init(builders: [Builder] = [], require: [PropertyVerdict.Property] = [], tolerance: Rational? = nil) {
    self.builders = builders
    self.require = require
    self.tolerance = tolerance
    bands = [:]
    timeAuthorities = []
    logs = []
    witnesses = []
    quorum = nil
    beacons = []
    budget = Budget()
    interruptions = nil
    overrides = nil
  }

  /// Whether measurements are to be taken again and compared.
  public var boundsMeasurements: Bool { tolerance != nil || !bands.isEmpty }

  /// The policy of `--key FILE --builder ID`: one key for one builder.
  public init(key: PublicKey, builder: String) {
    self.init(builders: [Builder(id: builder, keys: [key])])
  }

  /// The key of an id with those it may speak for.
  func trusted(keyid: String) -> (key: PublicKey, builders: [Builder])? {
    let matching = builders.filter { $0.keys.contains { $0.keyid == keyid } }
    guard let key = matching.first?.keys.first(where: { $0.keyid == keyid }) else { return nil }
    return (key, matching)
  }

  /// The policy with a key added to a builder; a key that is there already changes nothing.
  public func trusting(_ key: PublicKey, for builder: String) -> Policy {
    var policy = self
    if let index = policy.builders.firstIndex(where: { $0.id.utf8.elementsEqual(builder.utf8) }) {
      if !policy.builders[index].keys.contains(key) { policy.builders[index].keys.append(key) }
    } else {
      policy.builders.append(Builder(id: builder, keys: [key]))
    }
    return policy
  }
}
