/// A linear program in exact rational numbers: the least `cost · x` over x from 0 on with `rows` satisfied.
///
/// Two phases of the simplex method with Bland's rule, which cannot go round in circles; what it finds is proved, not approximated.
struct LinearProgram {
  /// What is minimised.
  var cost: [Fraction]
  /// The conditions.
  var rows: [Row] = []

  /// A condition on the variables.
  struct Row {
    var coefficients: [Fraction]
    var relation: Relation
    var bound: Fraction
  }

  enum Relation { case atMost, atLeast, equal }

  /// What came of it.
  enum Outcome {
    case least([Fraction])
    /// Nothing satisfies all conditions: a proof that there is none.
    case infeasible
    case unbounded
  }

  init(cost: [Fraction]) { self.cost = cost }

  mutating func add(_ coefficients: [Fraction], _ relation: Relation, _ bound: Fraction) {
    rows.append(Row(coefficients: coefficients, relation: relation, bound: bound))
  }

  /// Solves it. Complexity: exponential in the worst case, as ever; tens of variables take milliseconds.
  func solved() -> Outcome {
    var tableau = Tableau(self)
    guard tableau.dropArtificials() else { return .infeasible }
    tableau.price(cost)
    guard tableau.run() else { return .unbounded }
    return .least(tableau.solution(cost.count))
  }
}

/// Rows of coefficients with the right side last, and the row of reduced costs.
private struct Tableau {
  private var rows: [[Fraction]]
  private var basis: [Int]
  private var reduced: [Fraction]
  private let structural: Int
  private let width: Int
  private var open: Int

  init(_ program: LinearProgram) {
    let count = program.cost.count
    let slacks = program.rows.filter { $0.relation != .equal }.count
    structural = count + slacks
    width = structural + program.rows.count
    open = width
    (rows, basis) = ([], [])
    var slack = count
    for (index, row) in program.rows.enumerated() {
      var line = row.coefficients + [Fraction](repeating: .zero, count: width - count) + [row.bound]
      if row.relation != .equal {
        line[slack] = row.relation == .atMost ? .one : -.one
        slack += 1
      }
      if row.bound.sign < 0 { line = line.map { -$0 } }
      line[structural + index] = .one
      rows.append(line)
      basis.append(structural + index)
    }
    reduced = [Fraction](repeating: .zero, count: width + 1)
  }

  /// The first phase: no artificial variable stays above 0; `false` where one has to.
  mutating func dropArtificials() -> Bool {
    var cost = [Fraction](repeating: .zero, count: width)
    for index in structural..<width { cost[index] = .one }
    price(cost)
    guard run(), reduced[width].isZero else { return false }
    for row in rows.indices where basis[row] >= structural {
      if let column = (0..<structural).first(where: { !rows[row][$0].isZero }) { pivot(row, column) }
    }
    open = structural
    return true
  }

  /// The reduced costs of a cost under the present basis.
  mutating func price(_ cost: [Fraction]) {
    func own(_ column: Int) -> Fraction { column < cost.count ? cost[column] : .zero }
    reduced = (0...width).map { column in
      rows.indices.reduce(column < width ? own(column) : .zero) { $0 - own(basis[$1]) * rows[$1][column] }
    }
  }

  /// Goes on while something improves; `false` where it improves without end.
  mutating func run() -> Bool {
    while let column = (0..<open).first(where: { reduced[$0].sign < 0 }) {
      var best: (row: Int, ratio: Fraction)?
      for row in rows.indices where rows[row][column].sign > 0 {
        guard let ratio = rows[row][width].divided(by: rows[row][column]) else { continue }
        if best.map({ ratio < $0.ratio || (ratio == $0.ratio && basis[row] < basis[$0.row]) }) ?? true { best = (row, ratio) }
      }
      guard let best else { return false }
      pivot(best.row, column)
    }
    return true
  }

  private mutating func pivot(_ row: Int, _ column: Int) {
    guard let inverse = Fraction.one.divided(by: rows[row][column]) else { return }
    rows[row] = rows[row].map { $0 * inverse }
    for other in rows.indices where other != row && !rows[other][column].isZero {
      let factor = rows[other][column]
      for place in 0...width where !rows[row][place].isZero { rows[other][place] = rows[other][place] - factor * rows[row][place] }
    }
    let factor = reduced[column]
    for place in 0...width where !rows[row][place].isZero { reduced[place] = reduced[place] - factor * rows[row][place] }
    basis[row] = column
  }

  func solution(_ count: Int) -> [Fraction] {
    var values = [Fraction](repeating: .zero, count: count)
    for (row, variable) in basis.enumerated() where variable < count { values[variable] = rows[row][width] }
    return values
  }
}
