internal import CommandTree
internal import Ranking
internal import Record
internal import Score
internal import Text

/// A ranking for people: what is not comparable first, then the table.
struct RankingText {
  let ranking: Ranking
  let style: Style
  let width: Int

  init(_ ranking: Ranking, style: Style, width: Int) {
    (self.ranking, self.style, self.width) = (ranking, style, width)
  }

  var text: String {
    let parts = [head, first, excluded, table, branches, per, weights, views, legend].filter { !$0.isEmpty }
    return parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
  }

  private var head: [String] {
    let systems = counted(ranking.systems.count, "system")
    let resampled = "\(ranking.draws) draws, seed \(ranking.seed.value)"
    return [
      style.bold(systems)
        + " by \(printable(ranking.formula.source)): \(ranking.formula.mean.rawValue) mean of ratios to the reference; \(resampled)"
    ] + scale
  }

  /// What the scale is for, until when, and who stands behind it.
  private var scale: [String] {
    guard let scale = ranking.scale, let origin = ranking.scaleOrigin else { return [] }
    let isExpired = ranking.obstacles.contains { $0.code == .expired }
    let until = isExpired ? "which grades nothing after \(scale.expires)" : "until \(scale.expires)"
    let words = "scale \(scale.name) \(scale.edition): for a \(scale.scope.rawValue), \(until), \(origin.words)"
    let warning = isExpired ? [style.error("the scale has expired: there are no grades")] : []
    return wrapped(printable(words), width: max(40, width)).map(style.dim) + warning
  }

  private var first: [String] {
    ObstacleLines(obstacles: ranking.obstacles, count: ranking.systems.count, style: style, width: width).lines
  }

  private var table: [String] {
    let hasGrades = ranking.systems.contains { $0.grade != nil }
    let hasElsewhere = ranking.systems.contains { $0.elsewhere != nil }
    var columns: [Table.Column] = [Table.Column("rank", .right), Table.Column("system")]
    if hasGrades { columns.append(Table.Column("grade")) }
    columns += [Table.Column("score", .right), Table.Column("95 %"), Table.Column("group"), Table.Column("ranks here")]
    if hasElsewhere { columns.append(Table.Column("on another task")) }
    let rows = ranking.systems.map { entry -> [String] in
      var cells = [entry.rank.map { "\($0)" } ?? "–", entry.name]
      if hasGrades { cells.append(entry.grade.map { $0.text + ($0.cappedBy.isEmpty ? "" : " (capped)") } ?? "none") }
      cells += [
        shown(entry.score) ?? "none",
        shown(entry.low).flatMap { low in shown(entry.high).map { low == $0 ? "exact" : "\(low) to \($0)" } } ?? "",
        entry.letters ?? "", range(entry.here),
      ]
      if hasElsewhere { cells.append(range(entry.elsewhere)) }
      return cells
    }
    return Table(columns, rows: rows).lines(style: style)
  }

  /// The mean ratio of each branch, so that a reader sees where a score comes from.
  private var branches: [String] {
    guard ranking.formula.branches.count > 1 else { return [] }
    let columns = [Table.Column("ratio to the reference")] + ranking.formula.branches.map { Table.Column($0.id, .right) }
    let shares = ["weight"] + ranking.formula.branches.map { Format.percent(Fraction(text: $0.weight)?.real ?? 0, significant: 3) }
    let rows = ranking.systems.filter { $0.score != nil }.map { entry in
      [entry.name]
        + ranking.formula.branches.map { branch in
          ranking.ratio(of: branch.id, entry).map { Format.number($0, significant: 4) } ?? "none"
        }
    }
    return Table(columns, rows: [shares] + rows).lines(style: style)
  }

  func shown(_ score: String?) -> String? { score.flatMap(Double.init).map { Format.number($0, significant: 4) } }

  private func range(_ ranks: [Int]?) -> String {
    guard let ranks, ranks.count == 2 else { return "" }
    return ranks[0] == ranks[1] ? "\(ranks[0])" : "\(ranks[0]) to \(ranks[1])"
  }

  private var legend: [String] {
    var lines = ["group: systems with a common letter are not told apart at 5 % after Holm over all pairs"]
    if ranking.systems.contains(where: { $0.grade.map { $0.worst != $0.best } ?? false }) {
      lines.append("a grade such as `B to C` holds every class that the interval reaches; the worse one is what is claimed")
    }
    return lines.map(style.dim)
  }
}

extension Ranking {
  /// The mean ratio of one branch of a system.
  func ratio(of branch: String, _ entry: Entry) -> Double? {
    let ids = Set(formula.terms.filter { $0.branch == branch }.map(\.id))
    let leaves = entry.leaves.filter { ids.contains($0.term) }
    let terms = leaves.compactMap { leaf in
      Fraction(text: leaf.weight).flatMap { weight in Fraction(text: leaf.ratio).map { (weight.real, $0.real) } }
    }
    let sum = terms.reduce(0) { $0 + $1.0 }
    guard terms.count == leaves.count, sum > 0 else { return nil }
    switch formula.mean {
    case .arithmetic: return terms.reduce(0) { $0 + $1.0 * $1.1 } / sum
    case .geometric:
      return terms.contains { $0.1 <= 0 } ? 0 : PlainMath.exponential(terms.reduce(0) { $0 + $1.0 * PlainMath.logarithm($1.1) } / sum)
    case .harmonic: return terms.contains { $0.1 <= 0 } ? 0 : sum / terms.reduce(0) { $0 + $1.0 / $1.1 }
    }
  }
}
