/// Strengths of players from who beat whom.
///
/// Bradley and Terry (1952); the maximum likelihood by Hunter's minorisation-maximisation ("MM algorithms for generalized Bradley–Terry
/// models", 2004), its intervals from the observed information. A tie is half a win for both.
public struct BradleyTerry: Sendable {
  /// The natural logarithm of each player's strength; they add up to 0.
  public let strengths: [Double]
  /// Half the width of the 95 % interval of each.
  public let reaches: [Double]

  /// The strengths that explain wins best.
  ///
  /// - Parameter wins: `wins[i][j]` is how often player i beat player j.
  /// - Returns: `nil` where the comparisons do not decide them: some players never lost to the others, so that no maximum is finite.
  /// Complexity: O(n² · rounds) and O(n³); at most 100 players.
  public init?(wins: [[Double]]) {
    let count = wins.count
    guard (2...100).contains(count), wins.allSatisfy({ $0.count == count && $0.allSatisfy { $0 >= 0 && $0.isFinite } }),
      BradleyTerry.isConnected(wins)
    else { return nil }
    let weights = BradleyTerry.weights(wins)
    let logarithms = weights.map { ScoreMath.logarithm($0).rounded }
    let mean = logarithms.reduce(0, +) / Double(count)
    strengths = logarithms.map { $0 - mean }
    guard let variances = BradleyTerry.variances(wins, weights) else { return nil }
    reaches = variances.map { 1.959963984540054 * $0.squareRoot() }
  }

  /// Whether every player beat every other, be it over others in between (Ford, 1957).
  private static func isConnected(_ wins: [[Double]]) -> Bool {
    func reaches(_ beats: (Int, Int) -> Bool) -> Bool {
      var (seen, open) = (Set([0]), [0])
      while let player = open.popLast() {
        for other in wins.indices where !seen.contains(other) && beats(player, other) {
          seen.insert(other)
          open.append(other)
        }
      }
      return seen.count == wins.count
    }
    return reaches { wins[$0][$1] > 0 } && reaches { wins[$1][$0] > 0 }
  }

  /// The fixed point of w[i] = W[i] / Σ n[i][j] / (w[i] + w[j]), to a change of 10^-13 or 100,000 rounds.
  private static func weights(_ wins: [[Double]]) -> [Double] {
    let players = wins.indices
    let total = players.map { wins[$0].reduce(0, +) - wins[$0][$0] }
    var weights = [Double](repeating: 1, count: wins.count)
    for _ in 0..<100_000 {
      let next = players.map { i in
        total[i] / players.reduce(0.0) { $1 == i ? $0 : $0 + (wins[i][$1] + wins[$1][i]) / (weights[i] + weights[$1]) }
      }
      let sum = next.reduce(0, +)
      let scaled = next.map { $0 * Double(wins.count) / sum }
      let change = zip(scaled, weights).reduce(0.0) { max($0, abs($1.0 - $1.1) / $1.1) }
      weights = scaled
      if change < 1e-13 { break }
    }
    return weights
  }

  /// The diagonal of the inverse of the information, under strengths that add up to 0: of H + 11ᵀ/n, less 1/n.
  private static func variances(_ wins: [[Double]], _ weights: [Double]) -> [Double]? {
    let players = wins.indices
    let part = 1 / Double(wins.count)
    var matrix = players.map { i in players.map { _ in part } + players.map { $0 == i ? 1.0 : 0.0 } }
    for i in players {
      for j in players where j != i {
        let sum = weights[i] + weights[j]
        let information = (wins[i][j] + wins[j][i]) * weights[i] * weights[j] / (sum * sum)
        matrix[i][i] += information
        matrix[i][j] -= information
      }
    }
    for column in players {
      guard let pivot = (column..<wins.count).max(by: { abs(matrix[$0][column]) < abs(matrix[$1][column]) }), matrix[pivot][column] != 0
      else { return nil }
      matrix.swapAt(column, pivot)
      let scale = matrix[column][column]
      matrix[column] = matrix[column].map { $0 / scale }
      for row in players where row != column && matrix[row][column] != 0 {
        let factor = matrix[row][column]
        for index in matrix[row].indices { matrix[row][index] -= factor * matrix[column][index] }
      }
    }
    return players.map { max(0, matrix[$0][wins.count + $0] - part) }
  }
}
