/// The fully resolved spec: everything that decides what a run does, and nothing that depends on the machine.
///
/// Its canonical JSON is `data/plan.json`, and that file's SHA-256 names it. It is a function of spec bytes, overrides, input digests and
/// the catalogue's version alone: `threads: all` stays symbolic, seeds are a root and a rule.
public struct Plan: Record, Hashable {
  public static let schemaName = "urn:etalon:plan:v2"

  public var schema = Plan.schemaName
  /// The version of the language the spec was written in.
  public var language: Int
  /// The version of the catalogue it was resolved with.
  public var catalogue: Int
  public var name: String
  public var title: String?
  public var seed: Seed
  public var spec: SpecPins
  public var parameters: [String: String]
  public var overrides: [Override]
  public var division: Division
  /// What a child spec changed although its parent locked it; empty in the standard division.
  public var deviations: [Deviation]
  public var targets: [TargetPlan]
  public var inputs: [InputPlan]
  public var subjects: [SubjectPlan]
  /// The cells, each after everything it needs.
  public var nodes: [Node]
  public var claims: [Claim]
  public var weighting: Weighting?

  public init(
    language: Int, catalogue: Int, name: String, title: String?, seed: Seed, spec: SpecPins, parameters: [String: String] = [:],
    overrides: [Override], division: Division, deviations: [Deviation], targets: [TargetPlan], inputs: [InputPlan],
    subjects: [SubjectPlan], nodes: [Node], claims: [Claim], weighting: Weighting?
  ) {
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
  public func target(_ id: String) -> TargetPlan? { targets.first { $0.id == id } }
  public func input(_ id: String) -> InputPlan? { inputs.first { $0.id == id } }
  public func subject(_ id: String) -> SubjectPlan? { subjects.first { $0.id == id } }
}

/// The root seed and the rule that gives every stream its key.
public struct Seed: Sendable, Hashable, Codable {
  public var root: U64
  /// `etalon-stream/1`: the key of a stream is SHA-256 of the canonical JSON array [root, node id, trial index, purpose].
  public var rule = "etalon-stream/1"

  public init(root: U64) { self.root = root }
}

/// The spec files a plan was resolved from, by digest.
public struct SpecPins: Sendable, Hashable, Codable {
  public var root: Digest
  /// Inherited specs, the nearest first.
  public var parents: [Digest]

  public init(root: Digest, parents: [Digest] = []) {
    self.root = root
    self.parents = parents
  }
}

/// A value given on the command line in place of the spec's.
public struct Override: Sendable, Hashable, Codable {
  public var path: String
  public var value: String

  public init(path: String, value: String) {
    self.path = path
    self.value = value
  }
}

/// Whether a result may call itself by its parent's name.
public enum Division: String, Sendable, Hashable, Codable { case standard, custom }

/// One locked path that a child spec changed.
public struct Deviation: Sendable, Hashable, Codable {
  public var path: String
  public var inherited: String?
  public var here: String?

  public init(path: String, inherited: String?, here: String?) {
    self.path = path
    self.inherited = inherited
    self.here = here
  }
}
