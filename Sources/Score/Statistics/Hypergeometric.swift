/// How many of some drawn items are marked, where so many of all are.
package enum Hypergeometric {
  /// The chances of at most and of at least so many marked items among those drawn.
  ///
  /// The probabilities follow from each other by ratios, from the most likely one outwards, and are divided by their sum.
  /// - Parameters:
  ///   - found: The marked items among those drawn.
  ///   - drawn: How many were drawn without return.
  ///   - marked: The marked items among all.
  ///   - total: All.
  /// - Returns: 0 for what cannot be.
  /// Complexity: O(drawn).
  package static func tails(_ found: Int, of drawn: Int, marked: Int, total: Int) -> (atMost: Double, atLeast: Double) {
    guard (0...total).contains(drawn), (0...total).contains(marked) else { return (0, 0) }
    let (least, most) = (max(0, drawn - (total - marked)), min(drawn, marked))
    guard found >= least else { return (0, 1) }
    guard found <= most else { return (1, 0) }
    /// P(k + 1) / P(k).
    func ratio(_ k: Int) -> Double {
      Double(marked - k) / Double(k + 1) * (Double(drawn - k) / Double(total - marked - drawn + k + 1))
    }
    let middle = min(most, max(least, Int((Double(drawn + 1) * Double(marked + 1) / Double(total + 2)))))
    var (all, atMost, atLeast) = (0.0, 0.0, 0.0)
    func take(_ k: Int, _ weight: Double) {
      all += weight
      if k <= found { atMost += weight }
      if k >= found { atLeast += weight }
    }
    take(middle, 1)
    var weight = 1.0
    for k in middle..<most {
      weight *= ratio(k)
      take(k + 1, weight)
    }
    weight = 1
    for k in stride(from: middle - 1, through: least, by: -1) {
      weight /= ratio(k)
      take(k, weight)
    }
    return (atMost / all, atLeast / all)
  }
}
