public import Record

/// `etalon rank`: systems by score, with what is not comparable first, and enough of the leaves to compute everything again.
public struct Ranking: Record, Hashable {
  /// The name and version of the format.
  public var schema = "urn:etalon:ranking:v1"
  /// How leaves became scores.
  public var formula: Formula
  /// The scale that graded, where one did.
  public var scale: GradeScale?
  /// Who stands behind the scale, as far as who ranked could tell; absent where no file of a scale graded.
  public var scaleOrigin: ScaleOrigin?
  /// What is not comparable and why.
  public var obstacles: [Obstacle]
  /// The systems, best first; those without a rank last.
  public var systems: [Entry]
  /// Every pair of ranked systems.
  public var tests: [Test]
  /// What the order owes to the weights; absent with one branch.
  public var weights: WeightReport?
  /// Other orders, named so; absent where nobody asked.
  public var views: Views?
  /// What a buyer's profile made of the systems.
  public var choice: ProfileChoice?
  /// How many draws there were, and their seed.
  public var draws: Int
  /// The seed of the draws.
  public var seed: U64

  /// The level at which a difference is told.
  public static let level = 0.05

  /// Who stands behind a scale; without an author and a key nobody signed it.
  public struct ScaleOrigin: Sendable, Hashable, Codable {
    /// SHA-256 of the scale's canonical JSON.
    public var digest: Digest
    /// Who signed it, where the policy of who ranked believes them.
    public var author: String?
    /// The key that its signature names, where that policy does not know it: then nobody checked the signature.
    public var keyid: String?

    /// What is known of a scale.
    public init(digest: Digest, author: String? = nil, keyid: String? = nil) {
      (self.digest, self.author, self.keyid) = (digest, author, keyid)
    }
  }

  /// A formula with exact numbers as texts `n` or `n/d`.
  public struct Formula: Sendable, Hashable, Codable {
    /// Where it comes from: `scale NAME`, `weighting of the plan`, `profile NAME`.
    public var source: String
    /// How ratios are combined.
    public var mean: Weighting.Mean
    /// The branches under the root.
    public var branches: [Branch]
    /// The terms.
    public var terms: [Term]

    /// A branch with its weight.
    public struct Branch: Sendable, Hashable, Codable {
      /// Its name.
      public var id: String
      /// Its exact weight.
      public var weight: String
    }

    /// A term with its weight and reference.
    public struct Term: Sendable, Hashable, Codable {
      /// Its name.
      public var id: String
      /// The branch that it belongs to.
      public var branch: String
      /// The metric.
      public var metric: String
      /// Which side is better.
      public var better: Direction
      /// The unit of metric and reference.
      public var unit: String?
      /// The exact reference.
      public var reference: String
      /// The exact weight of the term.
      public var weight: String
    }
  }

  /// Something that keeps systems from being compared as like with like, or that a reader should know first.
  public struct Obstacle: Sendable, Hashable, Codable {
    /// The kind; `etalon explain CODE` has a page on each.
    public var code: RankingFault.Code
    /// The names of the systems.
    public var systems: [String]
    /// What it is, in a clause.
    public var reason: String
    /// Whether they have no rank because of it.
    public var isRefusal: Bool

    /// An obstacle of some systems.
    public init(code: RankingFault.Code, systems: [String], reason: String, isRefusal: Bool) {
      self.code = code
      self.systems = systems
      self.reason = reason
      self.isRefusal = isRefusal
    }
  }

  /// A system with its place.
  public struct Entry: Sendable, Hashable, Codable {
    /// What people call it.
    public var name: String
    /// What kind of system it is.
    public var kind: SystemKind
    /// The root of its bundle.
    public var root: Digest?
    /// Who stands behind its numbers.
    public var standing: Standing
    /// Its rank; equal scores share one.
    ///
    /// Absent where it is not ranked.
    public var rank: Int?
    /// The ranks it may have for these tasks: best and worst.
    public var here: [Int]?
    /// The ranks it may have for another task of the kind.
    public var elsewhere: [Int]?
    /// Systems with a common letter are not told apart.
    public var letters: String?
    /// The score rounded to six digits behind the point; absent where there is none.
    public var score: String?
    /// Both ends of its 95 % interval, likewise.
    public var low: String?
    /// The upper end.
    public var high: String?
    /// Its grade on the scale.
    public var grade: GradeRange?
    /// Why there is no score.
    public var fault: RankingFault?
    /// Its leaves in the order of the formula's terms.
    public var leaves: [LeafEntry]
    /// The covariances of the leaves' logarithms, row by row; empty where nothing varies.
    public var covariance: [[Double]]
    /// What is known beside metrics.
    public var facts: [Fact]
  }

  /// A leaf with exact numbers as texts.
  public struct LeafEntry: Sendable, Hashable, Codable {
    /// The cell and metric.
    public var id: String
    /// The id of the formula's term that it counts in.
    public var term: String
    /// The exact point, in the term's unit.
    public var point: String
    /// The exact ratio to the reference; above 1 is better.
    public var ratio: String
    /// The exact weight in the whole.
    public var weight: String
    /// How many standard errors its 95 % interval reaches to each side; 0 where it does not vary.
    public var reach: Double
    /// How far the centre of its draws lies from its point, as a logarithm.
    public var shift: Double
    /// What its spread covers: `items`, `samples`, `trials`, `interval`, or `nothing`.
    public var covers: String
  }

  /// A test of a pair.
  public struct Test: Sendable, Hashable, Codable {
    /// The names of the pair.
    public var first, second: String
    /// By what factor the first is better.
    public var ratio: Double
    /// The 95 % interval of the factor.
    public var low, high: Double
    /// The p-value, two-sided, and after Holm.
    public var p: Double
    /// The p-value after Holm over all pairs.
    public var holm: Double
    /// How it was computed.
    public var method: Method
  }

  /// How a p-value was computed.
  public enum Method: String, Sendable, Hashable, Codable, CaseIterable {
    /// Distance in standard errors of the paired bootstrap, by Student's t.
    case bootstrap
    /// McNemar's test, mid-p.
    case mcnemar = "mcnemar-mid-p"
    /// Nothing varies: the numbers are equal or are not.
    case exact
  }
}
