/// How far each part of a system lay from its mean in each draw, as logarithms of its ratio.
public struct Deviations: Sendable {
  /// For each part its deviations, draw by draw; `nil` for one that does not vary.
  public var parts: [[Double]?]
  /// What each part was drawn with; parts with different numbers vary by themselves.
  public var source: [Int]
  /// For each part how far the centre of its draws lies from its point, as a logarithm: that of a share, from what was added unseen.
  public var shift: [Double]
  /// For each part the degrees of freedom of its units; infinite for one that does not vary.
  public var freedom: [Double]

  /// The covariances and reaches that intervals follow from.
  ///
  /// Complexity: O(parts² · draws).
  public var spread: Spread {
    let count = parts.count
    var covariance = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    for i in 0..<count {
      guard let mine = parts[i] else { continue }
      for j in i..<count {
        guard let other = parts[j], source[i] == source[j] else { continue }
        var sum = 0.0
        for draw in mine.indices { sum += mine[draw] * other[draw] }
        covariance[i][j] = sum / Double(max(1, mine.count))
        covariance[j][i] = covariance[i][j]
      }
    }
    return Spread(covariance: covariance, reach: zip(parts, freedom).map { $0 == nil ? 0 : Reach.of(freedom: $1) }, shift: shift)
  }

  /// The deviations of the score's logarithm, draw by draw; empty where nothing varies.
  func combined(pulls: [Double]) -> [Double] {
    var total: [Double] = []
    for (pull, part) in zip(pulls, parts) where pull > 0 {
      guard let part else { continue }
      if total.isEmpty { total = [Double](repeating: 0, count: part.count) }
      for draw in total.indices { total[draw] += pull * part[draw] }
    }
    return total
  }

  /// The least freedom among the parts that pull.
  func freedom(pulls: [Double]) -> Double {
    zip(pulls, zip(parts, freedom)).reduce(.infinity) { $1.0 > 0 && $1.1.0 != nil ? min($0, $1.1.1) : $0 }
  }
}
