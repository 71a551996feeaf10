internal import Record
internal import Score

/// Other ways to order systems: views, shown under their names, never the grade.
///
/// All of them depend on who else is listed, which a grade must not.
public struct Views: Sendable, Hashable, Codable {
  /// Copeland: how many others a system beats on more weight of terms, less those that beat it.
  public var copeland: [Place]
  /// Kemeny: the order with the least weighted disagreement with the terms; absent beyond 14 systems.
  public var kemeny: [String]?
  /// Bradley and Terry: the logarithm of strength from who beats whom on each term; absent where it is not decided.
  public var bradleyTerry: [Place]?

  /// A system with a number.
  public struct Place: Sendable, Hashable, Codable {
    /// Its name.
    public var system: String
    /// The number; more is better.
    public var value: Double
  }

  /// The views of systems with their scores by one formula.
  public init(_ systems: [(name: String, score: SystemScore)], _ formula: ScoreFormula) {
    let wins = Views.wins(systems.map(\.score), formula)
    let names = systems.map(\.name)
    copeland = names.indices.map { i in
      let beats = names.indices.filter { wins[i][$0] > wins[$0][i] }.count
      return Place(system: names[i], value: Double(beats - names.indices.filter { wins[$0][i] > wins[i][$0] }.count))
    }
    kemeny = Kemeny.order(wins).map { $0.map { names[$0] } }
    bradleyTerry = BradleyTerry(wins: wins).map { fit in zip(names, fit.strengths).map { Place(system: $0, value: $1) } }
  }

  /// By how much weight of terms each beats each; a tie is half for both.
  static func wins(_ scores: [SystemScore], _ formula: ScoreFormula) -> [[Double]] {
    let terms = scores.map { score in
      formula.terms.indices.map { term in
        score.parts.filter { $0.term == term }.reduce(0.0) { $0 + ($1.ratio.isZero ? -1e9 : PlainMath.logarithm($1.ratio.real)) }
      }
    }
    return scores.indices.map { i in
      scores.indices.map { j in
        i == j
          ? 0
          : formula.terms.indices.reduce(0.0) { sum, term in
            sum + formula.terms[term].weight.real * (terms[i][term] > terms[j][term] ? 1 : terms[i][term] == terms[j][term] ? 0.5 : 0)
          }
      }
    }
  }
}

/// The order of least disagreement (Kemeny, 1959), by dynamic programming over sets.
enum Kemeny {
  /// The most systems that are ordered so.
  static let most = 14

  /// The best order first to last; of several the one with the smallest numbers first. Complexity: O(2ⁿ n²).
  static func order(_ wins: [[Double]]) -> [Int]? {
    let count = wins.count
    guard (1...most).contains(count) else { return nil }
    var cost = [Double](repeating: .infinity, count: 1 << count)
    var last = [Int](repeating: -1, count: 1 << count)
    cost[0] = 0
    for set in 0..<(1 << count) where cost[set] < .infinity {
      for next in 0..<count where set & (1 << next) == 0 {
        // All that are placed already stand above `next`, which disagrees with what `next` wins against them.
        let added = (0..<count).reduce(0.0) { set & (1 << $1) != 0 ? $0 + wins[next][$1] : $0 }
        let wider = set | 1 << next
        if cost[set] + added < cost[wider] - 1e-12 { (cost[wider], last[wider]) = (cost[set] + added, next) }
      }
    }
    var (set, order) = ((1 << count) - 1, [Int]())
    while set != 0 {
      order.append(last[set])
      set &= ~(1 << last[set])
    }
    return order.reversed()
  }
}
