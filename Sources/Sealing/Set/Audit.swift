public import Attest
public import Record

/// Items of a sealed run that a beacon chose, shown with what was answered and how it was judged: what anybody can score again.
public struct Audit: Sendable, Hashable {
  /// The root of the bundle that is audited.
  public var bundle: Digest
  /// The pulse that chose the items.
  public var pulse: Pulse
  /// The items of the set.
  public var opening: Opening
  /// What the trials of the run have about them.
  public var trials: [Trial]

  /// A trial of the run.
  public struct Trial: Sendable, Hashable {
    public var id: TrialID
    public var items: [Item]

    public init(id: TrialID, items: [Item]) { (self.id, self.items) = (id, items) }
  }

  /// An item of a trial, by its place among all that was asked.
  public struct Item: Sendable, Hashable {
    public var position: Int
    /// The fields `record` and `transcript`.
    public var disclosures: [Disclosure]

    public init(position: Int, disclosures: [Disclosure]) { (self.position, self.disclosures) = (position, disclosures) }

    /// The value of a field.
    public func value(_ name: String) -> JSON? { disclosures.first { $0.name == name }?.value }

    /// What the run's record of the item must commit to.
    public var commitment: Digest { ItemDigests(of: disclosures).leaf }
  }

  static let schema = "etalon-audit-1"

  public init(bundle: Digest, pulse: Pulse, opening: Opening, trials: [Trial]) {
    (self.bundle, self.pulse, self.opening, self.trials) = (bundle, pulse, opening, trials)
  }

  /// The items of a set that a pulse chooses for a bundle, which nobody can foresee: the first in the order of SHA-256 of root, pulse and index.
  ///
  /// Complexity: O(n log n) in the items of the set.
  public static func chosen(_ count: Int, of total: Int, bundle: Digest, pulse: Pulse) -> [Int] {
    let seed = bundle.bytes + Array(pulse.value.utf8)
    let ranked = (0..<total).map { index in
      (rank: SHA256.digest(of: seed + (0..<8).map { UInt8(truncatingIfNeeded: index >> (56 - 8 * $0)) }), index: index)
    }
    return ranked.sorted { $0.rank < $1.rank }.prefix(count).map(\.index).sorted()
  }

  /// The record, canonical.
  public var json: JSON {
    let trials = trials.map { trial in
      [
        "index": .number(Double(trial.id.index)), "node": .string(trial.id.node),
        "items": .array(
          trial.items.map { item in
            ["disclosures": .array(item.disclosures.map { .string($0.text) }), "position": .number(Double(item.position))]
          }),
      ] as JSON
    }
    return [
      "bundle": .string(bundle.hex), "opening": opening.json, "pulse": .string(String(decoding: pulse.bytes, as: UTF8.self)),
      "schema": .string(Audit.schema), "trials": .array(trials),
    ]
  }

  /// Reads an audit.
  ///
  /// - Throws: `seal-audit`, `seal-opening`, `pulse-malformed`.
  public init(_ bytes: [UInt8]) throws(AttestFault) {
    guard let record = try? JSON(parsing: bytes, limits: JSON.Limits(depth: 12, bytes: 256 << 20, nodes: 10_000_000)),
      record["schema"]?.text == Audit.schema, let bundle = record["bundle"]?.text.flatMap(Digest.init(hex:)),
      let pulse = record["pulse"]?.text, let opening = record["opening"], let trials = record["trials"]?.elements
    else { throw Audit.fault("it is no record of the schema `\(Audit.schema)`") }
    self.bundle = bundle
    self.pulse = try Pulse(reading: Array(pulse.utf8))
    self.opening = try Opening(opening)
    self.trials = []
    for trial in trials { self.trials.append(try Audit.trial(trial)) }
  }

  private static func trial(_ record: JSON) throws(AttestFault) -> Trial {
    guard let node = record["node"]?.text, let index = record["index"]?.number.flatMap({ Int(exactly: $0) }), let items = record["items"]?.elements
    else { throw fault("a trial is malformed") }
    var read: [Item] = []
    for item in items {
      guard let position = item["position"]?.number.flatMap({ Int(exactly: $0) }), position >= 0, let texts = item["disclosures"]?.elements
      else { throw fault("an item is malformed") }
      let disclosures = texts.compactMap { $0.text.flatMap(Disclosure.init) }
      guard disclosures.count == texts.count else { throw fault("a field of item \(position) is malformed") }
      read.append(Item(position: position, disclosures: disclosures))
    }
    return Trial(id: TrialID(node: node, index: index), items: read)
  }

  private static func fault(_ reason: String) -> AttestFault {
    AttestFault("seal-audit", "the audit cannot be read: \(reason)", help: "it is the file that `etalon dataset audit` wrote")
  }
}
