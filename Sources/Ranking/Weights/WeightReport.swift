public import Record

/// What a ranking owes to its weights: how much of the space of weights keeps it, and what would turn it over.
public struct WeightReport: Sendable, Hashable, Codable {
  /// The share of allowed weights under which the whole order stays.
  public var keepsOrder: Double
  /// Each system with what its place and grade owe to the weights.
  public var systems: [System]
  /// For each system but the last the least change that puts the next one beside it; absent where no allowed weights do, which is proved.
  public var flips: [Flip]
  /// How many weights were drawn.
  public var draws: Int

  /// One system.
  public struct System: Sendable, Hashable, Codable {
    /// Its name.
    public var name: String
    /// The share of allowed weights under which it is first.
    public var isFirst: Double
    /// The share under which its point keeps its class; absent without a scale.
    public var keepsGrade: Double?
    /// The least change of weights that gives another class; absent where none does.
    public var gradeFlip: Flip?
  }

  /// A change of weights.
  public struct Flip: Sendable, Hashable, Codable {
    /// What comes of it: `B beside A`, `class A`.
    public var what: String
    /// The weights, exactly, in the order of the branches; absent where there are none, which is proved.
    public var weights: [String]?
    /// The share of the whole that moves.
    public var moves: Double?
  }
}

extension WeightReport {
  /// Looks at the weights of a ranking.
  ///
  /// - Parameters:
  ///   - systems: The ranked systems, best first, with their scores.
  ///   - space: The weights that are allowed.
  /// Complexity: O(draws · systems · branches), and one linear program for each flip.
  public init(
    _ systems: [(name: String, score: SystemScore)], _ formula: ScoreFormula, in space: WeightSpace, scale: GradeScale? = nil,
    draws: Int = 10_000, seed: UInt64 = 1
  ) {
    let known = systems.compactMap { system in BranchValues(system.score, formula).map { (system.name, $0.values) } }
    let drawn = WeightDraws(space, seed: seed).weights(draws)
    let sums = drawn.map { weights in known.map { zip($0.1, weights).reduce(0) { $0 + $1.0.real * $1.1 } } }
    let count = Double(max(1, drawn.count))
    keepsOrder = Double(sums.count { zip($0, $0.dropFirst()).allSatisfy { $0 >= $1 } }) / count
    let now = formula.branchWeights
    let bands = scale.map { scale in
      scale.classes.map { BranchValues.bound(Fraction($0.from), formula.mean) }
    }
    self.systems = known.enumerated().map { place, system in
      let first = Double(sums.count { sum in sum.allSatisfy { $0 <= sum[place] } }) / count
      guard let bands, let scale else { return System(name: system.0, isFirst: first) }
      let own = WeightReport.place(zip(system.1, now).reduce(0) { $0 + $1.0.real * $1.1.real }, bands)
      let keeps = Double(sums.count { WeightReport.place($0[place], bands) == own }) / count
      return System(
        name: system.0, isFirst: first, keepsGrade: keeps,
        gradeFlip: WeightReport.gradeFlip(system.1, at: own, bands, scale.classes.map(\.name), now, space))
    }
    flips = zip(known, known.dropFirst()).map { better, worse in
      let gain = zip(worse.1, better.1).map { $0 - $1 }
      return WeightReport.flip("\(worse.0) beside \(better.0)", space.nearest(to: now, gaining: [(gain, .zero)]), from: now)
    }
    self.draws = drawn.count
  }

  private static func place(_ sum: Double, _ bands: [Fraction?]) -> Int {
    bands.firstIndex { band in band.map { $0.real <= sum } ?? true } ?? max(0, bands.count - 1)
  }

  private static func flip(_ what: String, _ weights: [Fraction]?, from now: [Fraction]) -> Flip {
    let moves = weights.map { zip($0, now).reduce(Fraction.zero) { $0 + ($1.0 - $1.1).magnitude } }
    return Flip(what: what, weights: weights?.map(\.text), moves: moves.map { $0.real / 2 })
  }

  /// The nearer of the two bounds of the class.
  private static func gradeFlip(
    _ values: [Fraction], at place: Int, _ bands: [Fraction?], _ names: [String], _ now: [Fraction], _ space: WeightSpace
  ) -> Flip? {
    var found: [Flip] = []
    if place > 0, let bound = bands[place - 1] {
      found.append(flip("class \(names[place - 1])", space.nearest(to: now, gaining: [(values, bound)]), from: now))
    }
    if place + 1 < bands.count, let bound = bands[place] {
      found.append(flip("class \(names[place + 1])", space.nearest(to: now, gaining: [(values.map { -$0 }, -bound)]), from: now))
    }
    return found.filter { $0.weights != nil }.min { ($0.moves ?? 1) < ($1.moves ?? 1) }
  }
}
