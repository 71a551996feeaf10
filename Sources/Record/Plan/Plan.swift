/// The fully resolved spec: everything that decides what a run does, and nothing that depends on the machine.
///
/// Its canonical JSON is `data/plan.json`, and that file's SHA-256 names it. It is a function of spec bytes, overrides, input digests and
/// the catalogue's version alone: `threads: all` stays symbolic, seeds are a root and a rule.
public struct Plan: Record, Hashable {
  /// The name and version of the format.
  public static let schemaName = "urn:etalon:plan:v2"

  /// The name and version of the format, `urn:etalon:plan:v2`.
  public var schema = Plan.schemaName
  /// The version of the language the spec was written in.
  public var language: Int
  /// The version of the catalogue it was resolved with.
  public var catalogue: Int
  /// The spec's name, which names the evaluation.
  public var name: String
  /// What the evaluation is, in a line.
  public var title: String?
  /// Where all streams of random numbers begin.
  public var seed: Seed
  /// The spec files it was resolved from.
  public var spec: SpecPins
  /// The parameters of the spec by name, with the values that were used.
  public var parameters: [String: String]
  /// What the command line set in place of the spec.
  public var overrides: [Override]
  /// Whether the spec keeps the rules of its standard.
  public var division: Division
  /// What a child spec changed although its parent locked it; empty in the standard division.
  public var deviations: [Deviation]
  /// What is measured on, in the order of the spec.
  public var targets: [TargetPlan]
  /// The files that are read, in the order of the spec.
  public var inputs: [InputPlan]
  /// The models under evaluation, in the order of the spec.
  public var subjects: [SubjectPlan]
  /// The cells, each after everything it needs.
  public var nodes: [Node]
  /// What is judged after the run, in the order of the spec.
  public var claims: [Claim]
  /// How metrics become a score; absent where the spec declares none.
  public var weighting: Weighting?
  /// The root of the bundle whose answers it judges anew; absent of a plan that is run.
  ///
  /// So a derivation is known by the digest of its plan: without this field it is another plan.
  public var derivedFrom: Digest?

  /// A plan of its parts.
  public init(
    language: Int, catalogue: Int, name: String, title: String?, seed: Seed, spec: SpecPins, parameters: [String: String] = [:],
    overrides: [Override], division: Division, deviations: [Deviation], targets: [TargetPlan], inputs: [InputPlan],
    subjects: [SubjectPlan], nodes: [Node], claims: [Claim], weighting: Weighting?, derivedFrom: Digest? = nil
  ) {
    self.derivedFrom = derivedFrom
    self.language = language
    self.catalogue = catalogue
    self.name = name
    self.title = title
    self.seed = seed
    self.spec = spec
    self.parameters = parameters
    self.overrides = overrides
    self.division = division
    self.deviations = deviations
    self.targets = targets
    self.inputs = inputs
    self.subjects = subjects
    self.nodes = nodes
    self.claims = claims
    self.weighting = weighting
  }

  /// The cell of an id, or `nil`.
  ///
  /// Complexity: O(n).
  public func node(_ id: String) -> Node? { nodes.first { $0.id == id } }
  /// The target of an id, or `nil`; complexity O(n).
  public func target(_ id: String) -> TargetPlan? { targets.first { $0.id == id } }
  /// The input of an id, or `nil`; complexity O(n).
  public func input(_ id: String) -> InputPlan? { inputs.first { $0.id == id } }
  /// The subject of an id, or `nil`; complexity O(n).
  public func subject(_ id: String) -> SubjectPlan? { subjects.first { $0.id == id } }
}

/// The root seed and the rule that gives every stream its key.
public struct Seed: Sendable, Hashable, Codable {
  /// The number that the spec gives.
  public var root: U64
  /// `etalon-stream/1`: the key of a stream is SHA-256 of the canonical JSON array [root, node id, trial index, purpose].
  public var rule = "etalon-stream/1"
  /// The value of the pulse that the rule `etalon-stream/2` adds to the array, in hexadecimal.
  ///
  /// It comes after the plan, so it is no part of it and is not written with it.
  public var pulse: String?

  /// The rule by which streams depend on the pulse of a beacon.
  public static let beaconRule = "etalon-stream/2"

  /// A seed.
  ///
  /// - Parameter needsPulse: Whether streams depend on the pulse of a beacon too.
  public init(root: U64, needsPulse: Bool = false) {
    self.root = root
    if needsPulse { rule = Seed.beaconRule }
  }

  /// Whether streams depend on the pulse of a beacon.
  public var needsPulse: Bool { rule == Seed.beaconRule }

  private enum CodingKeys: CodingKey { case root, rule }
}

/// The spec files a plan was resolved from, by digest.
public struct SpecPins: Sendable, Hashable, Codable {
  /// The digest of the spec that was asked for.
  public var root: Digest
  /// Inherited specs, the nearest first.
  public var parents: [Digest]

  /// The digests of a spec and of those it inherits from.
  public init(root: Digest, parents: [Digest] = []) {
    self.root = root
    self.parents = parents
  }
}

/// A value given on the command line in place of the spec's.
public struct Override: Sendable, Hashable, Codable {
  /// The path of the key, such as `parameters.rows`.
  public var path: String
  /// The value, as the command line wrote it.
  public var value: String

  /// A value at a path.
  public init(path: String, value: String) {
    self.path = path
    self.value = value
  }
}

/// Whether a result keeps the rules that its spec or a parent of it sets.
public enum Division: String, Sendable, Hashable, Codable, CaseIterable {
  /// Every locked path is as the rules have it.
  case standard
  /// A locked path was changed.
  case custom
  /// Nothing is locked, so there is no standard to keep.
  case none
}

/// One locked path that a child spec changed.
public struct Deviation: Sendable, Hashable, Codable {
  /// The path of the key.
  public var path: String
  /// The parent's value as text; absent where it had none.
  public var inherited: String?
  /// The child's value as text; absent where it removed the key.
  public var here: String?

  /// A changed value at a path.
  public init(path: String, inherited: String?, here: String?) {
    self.path = path
    self.inherited = inherited
    self.here = here
  }
}
