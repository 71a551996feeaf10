internal import Record

/// The leaves of one system as a formula sees them, each a ratio to its reference.
public struct SystemScore: Sendable {
  /// The parts of the mean: one for each cell that a term selects; the cells of a term share its weight.
  public let parts: [Part]
  /// The exact score.
  public let score: ExactScore

  /// One cell in the mean.
  public struct Part: Sendable {
    /// The place of its term in the formula.
    public let term: Int
    /// The leaf.
    public let leaf: Leaf
    /// The leaf over its reference, the other way round where lower is better; above 1 is better.
    public let ratio: Fraction
    /// Its share of the whole.
    public let weight: Fraction
  }

  /// The score of a system.
  ///
  /// - Throws: The first leaf of which no ratio can be made.
  public init(_ system: LeafTable.System, _ formula: ScoreFormula) throws(RankingFault) {
    try formula.check()
    var parts: [Part] = []
    for (index, term) in formula.terms.enumerated() {
      let leaves = try SystemScore.leaves(of: term, in: system)
      guard let share = term.weight.divided(by: Fraction(leaves.count)) else { continue }
      for leaf in leaves { parts.append(Part(term: index, leaf: leaf, ratio: try SystemScore.ratio(leaf, term), weight: share)) }
    }
    guard let score = ExactScore(formula.mean, parts.map { ($0.ratio, $0.weight) }) else {
      throw RankingFault(.weights, "the weights add up to nothing")
    }
    (self.parts, self.score) = (parts, score)
  }

  private static func leaves(of term: ScoreFormula.Term, in system: LeafTable.System) throws(RankingFault) -> [Leaf] {
    guard let pattern = MetricPattern(term.metric) else {
      throw RankingFault(.missing, "`\(term.metric)` is no metric; one is written `workload.metric`")
    }
    var seen: Set<String> = []
    let found = system.leaves.filter { pattern.selects($0) && seen.insert($0.id).inserted }.sorted { $0.id < $1.id }
    guard !found.isEmpty else { throw RankingFault(.missing, "it has no `\(term.metric)`") }
    if let unit = term.unit, let other = found.first(where: { $0.unit != unit }) {
      throw RankingFault(.unit, "`\(other.id)` is in \(other.unit), and the formula wants \(unit)")
    }
    if let other = found.first(where: { $0.better != term.better }) {
      throw RankingFault(.unit, "of `\(other.id)` \(other.better) is better, and the formula says \(term.better)")
    }
    return found
  }

  private static func ratio(_ leaf: Leaf, _ term: ScoreFormula.Term) throws(RankingFault) -> Fraction {
    if leaf.point.sign < 0 { throw RankingFault(.negative, "`\(leaf.id)` is negative, of which no ratio can be made") }
    let ratio = term.better == .higher ? leaf.point.divided(by: term.reference) : term.reference.divided(by: leaf.point)
    guard let ratio else { throw RankingFault(.zero, "`\(leaf.id)` is 0, and lower is better: its ratio has no bound") }
    guard ratio.isZero || (1e-9...1e9).contains(ratio.real) else {
      throw RankingFault(.beyond, "`\(leaf.id)` is more than 10^9 times off its reference")
    }
    return ratio
  }
}

extension ScoreFormula {
  /// The finest weights that are compared exactly: their common denominator.
  static let finest = 20_000

  /// Demands that the formula says something.
  public func check() throws(RankingFault) {
    guard !terms.isEmpty, terms.contains(where: { $0.weight.sign > 0 }) else { throw RankingFault(.weights, "the weights add up to nothing") }
    if let term = terms.first(where: { $0.weight.sign < 0 }) { throw RankingFault(.weights, "the weight of `\(term.id)` is negative") }
    if let term = terms.first(where: { $0.reference.sign <= 0 }) {
      throw RankingFault(.reference, "the reference of `\(term.id)` is not above 0, and nothing can be divided by it")
    }
    let common = terms.reduce(BigNatural.one) {
      $0 * $1.weight.denominator.divided(by: BigNatural.greatestCommonDivisor($0, $1.weight.denominator)).quotient
    }
    guard common <= BigNatural(UInt64(ScoreFormula.finest)) else {
      throw RankingFault(.fine, "the weights have a common denominator above \(ScoreFormula.finest); round them")
    }
  }
}
