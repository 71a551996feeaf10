public import Record

/// One system over time: where a metric changed, and whether the last run is worse than a gate allows.
public struct Trend: Record, Hashable {
  /// The name and version of the format.
  public var schema = "urn:etalon:trend:v1"
  /// What is to be known of the runs: which were left out, are not verified, were disturbed, or are of another system.
  public var notes: [Ranking.Obstacle]
  /// The runs, the earliest first.
  public var runs: [Run]
  /// Each metric that all runs have.
  public var metrics: [MetricTrend]
  /// The chance that any metric shows a change where none changed.
  public var falseAlarms: Double
  /// Each gate with what became of it.
  public var gates: [Verdict]

  /// One run.
  public struct Run: Sendable, Hashable, Codable {
    /// What people call its bundle.
    public var name: String
    /// When it began.
    public var started: Timestamp
    /// The root of the bundle.
    public var root: Digest?

    /// A run.
    public init(name: String, started: Timestamp, root: Digest?) {
      self.name = name
      self.started = started
      self.root = root
    }
  }

  /// One metric over the runs.
  public struct MetricTrend: Sendable, Hashable, Codable {
    /// The cell and metric.
    public var id: String
    /// Its unit.
    public var unit: String
    /// Which side is better.
    public var better: Direction
    /// The values, as exact texts.
    public var values: [String]
    /// The change, where there is one.
    public var change: Change?
    /// The p-value of a change after Holm over the metrics.
    public var p: Double
  }

  /// A change between two runs.
  public struct Change: Sendable, Hashable, Codable {
    /// The place of the first run after it.
    public var at: Int
    /// The mean after it by the mean before it; geometric.
    public var ratio: Double
  }

  /// What became of a gate.
  public struct Verdict: Sendable, Hashable, Codable {
    /// The gate as it was written.
    public var gate: String
    /// The metric that it looked at.
    public var metric: String
    /// What the last run is compared with; absent where no run stands before it.
    public var baseline: Baseline?
    /// The value of the last run, in the unit of the metric.
    public var value: Double
    /// The unit of the metric.
    public var unit: String
    /// The last run by its baseline; 1 without one.
    public var ratio: Double
    /// The 95 % interval of the ratio, for another run like them; absent where nothing gives one.
    public var low, high: Double?
    /// Whether the whole interval, a part of it, or none of it lies beyond the gate.
    public var state: State

    /// The runs before the last one since the last change.
    public struct Baseline: Sendable, Hashable, Codable {
      /// The place of the earliest of them.
      public var first: Int
      /// How many they are.
      public var count: Int
      /// Their geometric mean.
      public var mean: Double
    }

    /// What can become of a gate.
    public enum State: String, Sendable, Hashable, Codable, CaseIterable {
      /// None of the interval: surely no worse than allowed.
      case passes
      /// A part of it.
      case undecided
      /// All of it: surely worse than allowed.
      case fails
    }
  }
}

/// A bound on how much worse the last run may be: `throughput drops 3 %`, `digits-single-stream.p99 rises 5 %`.
public struct TrendGate: Sendable, Hashable {
  /// As it was written.
  public let text: String
  /// The metric: its name, or a pattern with a workload.
  public let metric: String
  /// Whether it looks for less or for more.
  public let drops: Bool
  /// The share.
  public let share: Rational

  /// Reads a gate; `nil` for other text.
  public init?(_ text: String) {
    let words = text.split(separator: " ").map { String($0) }
    guard words.count >= 3, ["drops", "rises"].contains(words[1]) else { return nil }
    let amount = words[2...].joined()
    guard amount.hasSuffix("%"), let percent = Rational(decimal: String(amount.dropLast())), percent.numerator > 0,
      let share = percent.divided(by: Rational(100)), share < Rational(1)
    else { return nil }
    (self.text, metric, drops, self.share) = (text, words[0], words[1] == "drops", share)
  }

  func selects(_ leaf: Leaf) -> Bool { metric.contains(".") ? MetricPattern(metric)?.selects(leaf) ?? false : leaf.metric == metric }
}
