internal import Record
internal import Text

/// Makes a ranking step by step.
struct RankingMaker {
  let systems: [LeafTable.System]
  let formula: ScoreFormula
  let resampling: Resampling
  /// What came of each system.
  let outcomes: [Result<SystemScore, RankingFault>]
  var obstacles: [Ranking.Obstacle] = []

  /// The positions of the systems with a score.
  private let scored: [Int]
  private let deviations: [Int: Deviations]
  /// The positions of the systems that are ranked, best first.
  private(set) var order: [Int] = []
  /// Every pair of them, by their places in the order.
  private(set) var foundTests: [PairTests.Test] = []
  /// Whether a pair of places is told apart, row by row.
  private(set) var isApart: [Bool] = []

  init(_ systems: [LeafTable.System], _ formula: ScoreFormula, _ resampling: Resampling) {
    (self.systems, self.formula, self.resampling) = (systems, formula, resampling)
    let outcomes = systems.map { RankingMaker.outcome($0, formula) }
    self.outcomes = outcomes
    let scored = outcomes.indices.filter { (try? outcomes[$0].get()) != nil }
    self.scored = scored
    let all = resampling.deviations(of: scored.compactMap { try? outcomes[$0].get() })
    deviations = Dictionary(zip(scored, all)) { first, _ in first }
    for (index, outcome) in outcomes.enumerated() {
      if case .failure(let fault) = outcome {
        obstacles.append(Ranking.Obstacle(code: fault.code, systems: [systems[index].name], reason: fault.reason, isRefusal: true))
      }
    }
  }

  private static func outcome(_ system: LeafTable.System, _ formula: ScoreFormula) -> Result<SystemScore, RankingFault> {
    do throws(RankingFault) { return .success(try SystemScore(system, formula)) } catch { return .failure(error) }
  }

  func score(_ index: Int) -> SystemScore? { try? outcomes[index].get() }

  /// Ranks those that did the same work as most; of equally many those with the smallest key.
  mutating func compareWork() {
    var groups: [String: [Int]] = [:]
    for index in scored { groups[systems[index].work ?? "", default: []].append(index) }
    let chosen = groups.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }
    for (key, members) in groups.sorted(by: { $0.key < $1.key }) where key != chosen?.key {
      obstacles.append(
        Ranking.Obstacle(
          code: .work, systems: members.map { systems[$0].name },
          reason: "other work than that of \(counted(chosen?.value.count ?? 0, "system")) here: a score-relevant key of the plan differs",
          isRefusal: true))
    }
    rank(chosen?.value ?? [])
  }

  private mutating func rank(_ members: [Int]) {
    order = members.sorted { left, right in
      guard let mine = score(left)?.score, let theirs = score(right)?.score else { return left < right }
      switch mine.order(to: theirs) {
      case .greater: return true
      case .less: return false
      case .equal: return left < right
      }
    }
    let scores = order.compactMap(score)
    let pulls = scores.map { $0.pulls(formula.mean) }
    let own = order.map { deviations[$0] ?? Deviations(parts: [], source: [], shift: [], freedom: []) }
    foundTests =
      PairTests(
        scores, draws: zip(own, pulls).map { $0.combined(pulls: $1) }, freedom: zip(own, pulls).map { $0.freedom(pulls: $1) }
      ).tests
    isApart = [Bool](repeating: false, count: order.count * order.count)
    for test in foundTests where test.holm < Ranking.level {
      isApart[test.first * order.count + test.second] = true
      isApart[test.second * order.count + test.first] = true
    }
  }

  /// The systems in their order, with their scores.
  var ranked: [(system: LeafTable.System, score: SystemScore)] {
    order.compactMap { index in score(index).map { (systems[index], $0) } }
  }

  func deviationsOf(_ index: Int) -> Deviations { deviations[index] ?? Deviations(parts: [], source: [], shift: [], freedom: []) }

  /// Says what stands behind the numbers, where that is less than a reader would think.
  mutating func noteStanding() {
    obstacles += Ranking.Obstacle.standing(of: systems)
    let names = Dictionary(grouping: systems.filter { $0.root != nil }, by: \.root).values.filter { $0.count > 1 }
    for same in names.map({ $0.map(\.name) }).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      obstacles.append(Ranking.Obstacle(code: .repeated, systems: same, reason: "they are one bundle", isRefusal: false))
    }
  }

  /// The grade of each system, or nothing where the scale grades none.
  mutating func grades(_ scale: GradeScale?, day: String?) -> [GradeRange?] {
    guard let scale else { return systems.map { _ in nil } }
    if let day, scale.expires < day {
      obstacles.append(
        Ranking.Obstacle(
          code: .expired, systems: [], reason: "the scale `\(scale.name)` grades nothing after \(scale.expires)", isRefusal: true))
      return systems.map { _ in nil }
    }
    let strangers = systems.filter { $0.kind != scale.scope }.map(\.name)
    if !strangers.isEmpty {
      obstacles.append(
        Ranking.Obstacle(
          code: .scope, systems: strangers, reason: "the scale grades a \(scale.scope.rawValue), and this is none", isRefusal: true))
    }
    return systems.indices.map { index in
      guard systems[index].kind == scale.scope, let score = score(index) else { return nil }
      return scale.grade(score, formula, spread: deviations[index]?.spread)
    }
  }
}
