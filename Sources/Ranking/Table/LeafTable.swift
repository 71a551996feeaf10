public import Record

/// Systems with their leaves: all that ranking knows, from whatever source it comes.
///
/// A score, a grade and a rank are functions of such a table and a formula; nothing else enters.
public struct LeafTable: Sendable, Hashable {
  /// The systems; their order says nothing.
  public var systems: [System]

  /// A table of systems.
  public init(_ systems: [System] = []) { self.systems = systems }

  /// A system with what is known of it.
  public struct System: Sendable, Hashable {
    /// What people call it, unique in the table.
    public var name: String
    /// What kind of system it is.
    public var kind: SystemKind
    /// The root of its bundle; `nil` where it comes from elsewhere.
    public var root: Digest?
    /// Who stands behind its numbers.
    public var standing: Standing
    /// Systems with the same key did the same work: the digest of all that decides what their metrics mean; `nil` where nobody knows.
    public var work: String?
    /// Its metrics.
    public var leaves: [Leaf]
    /// What is declared or recorded of it beside metrics.
    public var facts: [Fact]

    /// A system of all its parts.
    public init(
      name: String, kind: SystemKind, root: Digest? = nil, standing: Standing, work: String? = nil, leaves: [Leaf], facts: [Fact] = []
    ) {
      self.name = name
      self.kind = kind
      self.root = root
      self.standing = standing
      self.work = work
      self.leaves = leaves
      self.facts = facts
    }
  }
}

/// Who stands behind the numbers of a system.
public struct Standing: Sendable, Hashable, Codable {
  /// Whether the records are whole and their scores follow from them; `false` where that was not or could not be checked.
  public var isVerified: Bool
  /// What is known, in a clause: `intact, signed by lab`, or why it is not verified.
  public var words: String
  /// Who says that the numbers come out again, where somebody whom the verifier trusts does.
  public var reproducedBy: [String]
  /// What disturbed the host while it was measured, in clauses.
  public var disturbances: [String]

  /// A standing in words.
  public init(isVerified: Bool, words: String, reproducedBy: [String] = [], disturbances: [String] = []) {
    self.isVerified = isVerified
    self.words = words
    self.reproducedBy = reproducedBy
    self.disturbances = disturbances
  }

  /// Numbers that somebody else published.
  public static func imported(from source: String) -> Standing {
    Standing(isVerified: false, words: "not verified: imported from \(source)")
  }
}

/// One metric of one cell of a system.
public struct Leaf: Sendable, Hashable {
  /// The name of the workload.
  public var workload: String
  /// The place in its matrix, axes sorted.
  public var coordinates: [Coordinate]
  /// The name of the metric.
  public var metric: String
  /// The base unit of its dimension.
  public var unit: String
  /// Which side is better.
  public var better: Direction
  /// The exact point: a share or count as it is, a measured number as the decimal of its record.
  public var point: Fraction
  /// What it was derived from, for resampling.
  public var observations: Observations

  /// A metric of all its parts.
  public init(
    workload: String, coordinates: [Coordinate] = [], metric: String, unit: String = "1", better: Direction, point: Fraction,
    observations: Observations = .exact
  ) {
    self.workload = workload
    self.coordinates = coordinates
    self.metric = metric
    self.unit = unit
    self.better = better
    self.point = point
    self.observations = observations
  }

  /// How a person writes it: `gemm[type=f32].throughput`.
  public var id: String {
    let place = coordinates.isEmpty ? "" : "[" + coordinates.map { "\($0.axis)=\($0.value)" }.joined(separator: ",") + "]"
    return workload + place + "." + metric
  }
}

/// What a leaf was derived from.
public enum Observations: Sendable, Hashable {
  /// Nothing that varies: it comes out again as it is, and says nothing about other draws.
  case exact
  /// The mean score of items; those of the same set are the same items, so systems are paired by them.
  case items([ItemScore], set: String)
  /// Samples of trials, in the metric's unit, and the percentile of all of them; `nil` for the mean.
  case samples([[Double]], percent: Int?)
  /// One value for each trial, of which it is the mean.
  case trials([Double])
  /// A 95 % interval, where no more is known.
  case interval(low: Double, high: Double)

  /// One item with its score, the mean over trials.
  public struct ItemScore: Sendable, Hashable {
    /// What names the item in its set.
    public var id: String
    /// What it belongs to, where items hang together.
    public var cluster: String?
    /// Its score.
    public var score: Double

    /// An item with its score.
    public init(id: String, cluster: String? = nil, score: Double) {
      self.id = id
      self.cluster = cluster
      self.score = score
    }
  }
}
