public import Record

/// How the leaves of a system become its score: terms with exact weights under one kind of mean.
///
/// Nested branches of one kind of mean are one mean over their leaves, so a tree is a list of terms.
public struct ScoreFormula: Sendable, Hashable {
  /// How the ratios are combined.
  public var mean: Weighting.Mean
  /// The terms; their weights add up to 1.
  public var terms: [Term]
  /// The names of the branches under the root, in order.
  public var branches: [String]

  /// One term of the mean.
  public struct Term: Sendable, Hashable {
    /// Its name, unique in the formula.
    public var id: String
    /// The branch under the root that it belongs to.
    public var branch: String
    /// The metric, as text: `gemm[type=f32].throughput`.
    public var metric: String
    /// Which side is better.
    public var better: Direction
    /// The unit that the metric must be in; `nil` where the formula does not say.
    public var unit: String?
    /// What it is divided by.
    public var reference: Fraction
    /// Its share of the whole.
    public var weight: Fraction

    /// A term of all its parts.
    public init(
      id: String, branch: String, metric: String, better: Direction, unit: String?, reference: Fraction, weight: Fraction
    ) {
      self.id = id
      self.branch = branch
      self.metric = metric
      self.better = better
      self.unit = unit
      self.reference = reference
      self.weight = weight
    }
  }

  /// A formula of terms.
  public init(mean: Weighting.Mean, terms: [Term], branches: [String]) {
    self.mean = mean
    self.terms = terms
    self.branches = branches
  }

  /// The weight of each branch under the root.
  public var branchWeights: [Fraction] {
    branches.map { branch in terms.filter { $0.branch == branch }.map(\.weight).reduce(.zero, +) }
  }

  /// The same formula with other weights of the branches; what stands inside a branch keeps its shares.
  ///
  /// `nil` where the weights add up to nothing or one is negative.
  public func weighing(_ weights: [Fraction]) -> ScoreFormula? {
    let sum = weights.reduce(.zero, +)
    guard weights.count == branches.count, weights.allSatisfy({ $0.sign >= 0 }), sum.sign > 0 else { return nil }
    let now = branchWeights
    var copy = self
    for index in terms.indices {
      guard let place = branches.firstIndex(of: terms[index].branch), let share = terms[index].weight.divided(by: now[place]),
        let weight = weights[place].divided(by: sum)
      else { continue }
      copy.terms[index].weight = share * weight
    }
    return copy
  }
}

extension ScoreFormula {
  /// The formula of a scale.
  public init(_ scale: GradeScale) {
    var terms: [Term] = []
    for root in scale.indicators { ScoreFormula.collect(root, under: root.id, Fraction(root.weight), &terms) }
    self.init(mean: scale.mean, terms: terms, branches: scale.indicators.map(\.id))
  }

  private static func collect(_ indicator: Indicator, under branch: String, _ weight: Fraction, _ terms: inout [Term]) {
    for inner in indicator.branches { collect(inner, under: branch, weight * Fraction(inner.weight), &terms) }
    guard let metric = indicator.metric, let better = indicator.better, let reference = indicator.reference else { return }
    terms.append(
      Term(
        id: indicator.id, branch: branch, metric: metric, better: better, unit: reference.dimension.baseUnit,
        reference: Fraction(reference.value), weight: weight))
  }

  /// The formula of a plan's weighting.
  public init(_ weighting: Weighting) {
    var terms: [Term] = []
    for root in weighting.score { ScoreFormula.collect(root, under: root.id, Fraction(root.weight), weighting, &terms) }
    self.init(mean: weighting.mean, terms: terms, branches: weighting.score.map(\.id))
  }

  private static func collect(
    _ branch: ScoreBranch, under root: String, _ weight: Fraction, _ weighting: Weighting, _ terms: inout [Term]
  ) {
    for inner in branch.branches { collect(inner, under: root, weight * Fraction(inner.weight), weighting, &terms) }
    guard let metric = branch.metric, let pinned = weighting.reference.values.first(where: { $0.metric == metric.text }) else { return }
    terms.append(
      Term(
        id: metric.text, branch: root, metric: metric.text, better: metric.direction, unit: metric.dimension.baseUnit,
        reference: Fraction(pinned.value), weight: weight))
  }
}
