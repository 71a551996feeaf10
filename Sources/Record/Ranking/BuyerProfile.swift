/// What a buyer needs: weights of their own, and what they cannot do without.
public struct BuyerProfile: Record, Hashable {
  /// The name and version of the format.
  public var schema = "urn:etalon:profile:v1"
  /// The name of the profile.
  public var name: String
  /// Whose needs it states, in a line.
  public var title: String
  /// The scale that the profile weighs anew, a path relative to the profile; `nil` for the one of the command line.
  public var scale: String?
  /// Weights of branches in place of the scale's; a branch that is not named keeps its own.
  public var weights: [BranchWeight]
  /// Bounds within which the weights may lie, where the buyer is not sure.
  public var ranges: [WeightRange]
  /// Pairs of branches of which the first matters at least as much as the second.
  public var order: [WeightOrder]
  /// What a system has to have; one that lacks it is out, whatever its score.
  public var require: [Requirement]
  /// Facts to divide the score by: `price`, `power`, `area`.
  public var per: [String]

  /// A profile of all its parts.
  public init(
    name: String, title: String, scale: String?, weights: [BranchWeight], ranges: [WeightRange], order: [WeightOrder],
    require: [Requirement], per: [String]
  ) {
    self.name = name
    self.title = title
    self.scale = scale
    self.weights = weights
    self.ranges = ranges
    self.order = order
    self.require = require
    self.per = per
  }
}

/// The weight of a branch.
public struct BranchWeight: Sendable, Hashable, Codable {
  /// The name of the branch under the root.
  public var branch: String
  /// Its weight; weights are divided by their sum.
  public var weight: Rational

  /// A branch with its weight.
  public init(branch: String, weight: Rational) {
    self.branch = branch
    self.weight = weight
  }
}

/// A share of the whole that a branch has at least and at most.
public struct WeightRange: Sendable, Hashable, Codable {
  /// The name of the branch.
  public var branch: String
  /// The bounds, from 0 to 1.
  public var range: ClosedRangeOfNumbers

  /// A branch with the bounds of its share.
  public init(branch: String, range: ClosedRangeOfNumbers) {
    self.branch = branch
    self.range = range
  }
}

/// Of two branches the first matters at least as much as the second.
public struct WeightOrder: Sendable, Hashable, Codable {
  /// The branch that matters more.
  public var above: String
  /// The branch that matters less.
  public var below: String

  /// A pair of branches.
  public init(above: String, below: String) {
    self.above = above
    self.below = below
  }
}

/// A condition on one fact of a system.
public struct Requirement: Sendable, Hashable, Codable {
  /// The fact.
  public var fact: String
  /// The least amount or day.
  public var atLeast: Fact.Value?
  /// The greatest amount or day.
  public var atMost: Fact.Value?
  /// Words of which one is enough.
  public var oneOf: [String]?
  /// Words that all have to be there.
  public var allOf: [String]?

  /// A condition on a fact.
  public init(fact: String, atLeast: Fact.Value? = nil, atMost: Fact.Value? = nil, oneOf: [String]? = nil, allOf: [String]? = nil) {
    self.fact = fact
    self.atLeast = atLeast
    self.atMost = atMost
    self.oneOf = oneOf
    self.allOf = allOf
  }
}

/// Facts that somebody declares of systems.
public struct DeclaredFacts: Record, Hashable {
  /// The name and version of the format.
  public var schema = "urn:etalon:facts:v1"
  /// The systems.
  public var systems: [Declaration]

  /// Facts of systems.
  public init(systems: [Declaration]) { self.systems = systems }

  /// Facts of one system.
  public struct Declaration: Sendable, Hashable, Codable {
    /// The name of the system, the end of its bundle's path, or the beginning of its root.
    public var system: String
    /// What is declared.
    public var facts: [Fact]

    /// Facts of a system.
    public init(system: String, facts: [Fact]) {
      self.system = system
      self.facts = facts
    }
  }
}
