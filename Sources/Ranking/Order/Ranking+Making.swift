public import Record

extension Ranking {
  /// What to rank by.
  public struct Request: Sendable {
    /// How leaves become scores.
    public var formula: ScoreFormula
    /// Where the formula comes from, in words.
    public var source: String
    /// The scale that grades.
    public var scale: GradeScale?
    /// Who stands behind the scale.
    public var scaleOrigin: ScaleOrigin?
    /// The profile that chooses.
    public var profile: BuyerProfile?
    /// The day to judge the scale's expiry by, YYYY-MM-DD.
    public var day: String?
    /// How to resample.
    public var resampling = Resampling()
    /// How many weights are drawn; 0 for none.
    public var weightDraws = 10_000
    /// Whether other orders are wanted.
    public var hasViews = false

    /// A ranking by a formula.
    public init(_ formula: ScoreFormula, source: String, scale: GradeScale? = nil, profile: BuyerProfile? = nil, day: String? = nil) {
      (self.formula, self.source, self.scale, self.profile, self.day) = (formula, source, scale, profile, day)
    }
  }

  /// Ranks the systems of a table by a formula, and grades them by a scale.
  ///
  /// A score and a grade follow from the system's own leaves; rank, letters and tests are among systems that did the same work.
  /// - Throws: A profile that the formula cannot be weighed by.
  public init(_ table: LeafTable, _ request: Request, obstacles known: [Obstacle] = []) throws(RankingFault) {
    let formula = try request.profile.map { (profile) throws(RankingFault) in try request.formula.weighed(by: profile) } ?? request.formula
    let space = try request.profile.map { (profile) throws(RankingFault) in try WeightSpace(formula.branches, profile) }
    var choice = request.profile.map { ProfileChoice(table.systems, $0) }
    let out = Set(choice?.excluded.map(\.system) ?? [])
    let systems = table.systems.filter { !out.contains($0.name) }.sorted { ($0.name, $0.root?.hex ?? "") < ($1.name, $1.root?.hex ?? "") }
    var made = RankingMaker(systems, formula, request.resampling)
    made.obstacles += known
    made.compareWork()
    made.noteStanding()
    let grades = made.grades(request.scale, day: request.day)
    choice?.divide(made.ranked.map { ($0.system, $0.score.score) }, by: request.profile?.per ?? [])
    let scores = made.ranked.map { ($0.system.name, $0.score) }
    self.init(
      formula: Formula(formula, source: request.source), scale: request.scale, scaleOrigin: request.scaleOrigin,
      obstacles: made.obstacles, systems: made.entries(grades),
      tests: made.tests,
      weights: request.weightDraws > 0 && formula.branches.count > 1 && !scores.isEmpty
        ? WeightReport(
          scores, formula, in: space ?? WeightSpace(formula.branches), scale: request.scale, draws: request.weightDraws,
          seed: request.resampling.seed) : nil,
      views: request.hasViews ? Views(scores, formula) : nil, choice: choice, draws: request.resampling.draws,
      seed: U64(request.resampling.seed))
  }

  /// Whether every system was compared as like with like and has a score.
  public var isClean: Bool { !obstacles.contains(where: \.isRefusal) && systems.allSatisfy { $0.rank != nil } && !systems.isEmpty }
}

extension Ranking.Formula {
  init(_ formula: ScoreFormula, source: String) {
    self.init(
      source: source, mean: formula.mean, branches: zip(formula.branches, formula.branchWeights).map { Branch(id: $0, weight: $1.text) },
      terms: formula.terms.map {
        Term(
          id: $0.id, branch: $0.branch, metric: $0.metric, better: $0.better, unit: $0.unit, reference: $0.reference.text,
          weight: $0.weight.text)
      })
  }
}

extension ScoreFormula {
  /// The formula with the weights of a profile; where ranges or orders forbid them, with the nearest that are allowed.
  ///
  /// - Throws: `weights` for a branch that there is none of, for weights that add up to nothing, or where no weights are allowed.
  public func weighed(by profile: BuyerProfile) throws(RankingFault) -> ScoreFormula {
    var wanted = branchWeights
    for own in profile.weights {
      guard let place = branches.firstIndex(of: own.branch) else {
        throw RankingFault(.weights, "`\(own.branch)` is no branch; there are \(branches.joined(separator: ", "))")
      }
      wanted[place] = Fraction(own.weight)
    }
    guard let first = weighing(wanted) else { throw RankingFault(.weights, "the weights of the profile add up to nothing") }
    let space = try WeightSpace(branches, profile)
    guard let nearest = space.nearest(to: first.branchWeights), let formula = weighing(nearest) else {
      throw RankingFault(.weights, "no weights satisfy all ranges and orders")
    }
    return formula
  }
}
