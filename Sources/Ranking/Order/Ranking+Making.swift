public import Record

extension Ranking {
  /// Ranks the systems of a table by a formula, and grades them by a scale.
  ///
  /// A score and a grade follow from the system's own leaves; rank, letters and tests are among systems that did the same work.
  /// - Parameters:
  ///   - source: Where the formula comes from, in words.
  ///   - day: The day to judge the scale's expiry by, YYYY-MM-DD.
  public init(
    _ table: LeafTable, by formula: ScoreFormula, source: String, scale: GradeScale? = nil, day: String? = nil,
    resampling: Resampling = Resampling(), obstacles known: [Obstacle] = []
  ) {
    let systems = table.systems.sorted { ($0.name, $0.root?.hex ?? "") < ($1.name, $1.root?.hex ?? "") }
    var made = RankingMaker(systems, formula, resampling)
    made.obstacles = known
    made.compareWork()
    made.noteStanding()
    let grades = made.grades(scale, day: day)
    self.init(
      formula: Formula(formula, source: source), scale: scale, obstacles: made.obstacles, systems: made.entries(grades),
      tests: made.tests, draws: resampling.draws, seed: U64(resampling.seed))
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
