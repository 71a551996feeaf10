public import Record

/// The weights of branches that are allowed: shares that add up to 1, within ranges and orders.
public struct WeightSpace: Sendable, Hashable {
  /// The names of the branches.
  public var branches: [String]
  /// The least share of each.
  public var least: [Fraction]
  /// The greatest share of each.
  public var greatest: [Fraction]
  /// Pairs of places of which the first has at least the share of the second.
  public var order: [[Int]]

  /// All shares of these branches.
  public init(_ branches: [String]) {
    self.branches = branches
    least = branches.map { _ in .zero }
    greatest = branches.map { _ in .one }
    order = []
  }

  /// The shares that a profile allows.
  ///
  /// - Throws: `weights` for a branch that the formula does not have.
  public init(_ branches: [String], _ profile: BuyerProfile) throws(RankingFault) {
    self.init(branches)
    func place(_ name: String) throws(RankingFault) -> Int {
      guard let place = branches.firstIndex(of: name) else {
        throw RankingFault(.weights, "`\(name)` is no branch; there are \(branches.joined(separator: ", "))")
      }
      return place
    }
    for range in profile.ranges {
      let index = try place(range.branch)
      (least[index], greatest[index]) = (Fraction(range.range.low), Fraction(range.range.high))
    }
    for pair in profile.order { order.append([try place(pair.above), try place(pair.below)]) }
    guard nearest(to: branches.map { _ in Fraction(Rational(1, over: Int128(max(1, branches.count))) ?? Rational(1)) }) != nil else {
      throw RankingFault(.weights, "no weights satisfy all ranges and orders")
    }
  }

  /// Whether weights lie in the space.
  func contains(_ weights: [Double]) -> Bool {
    weights.indices.allSatisfy { least[$0].real - 1e-12 <= weights[$0] && weights[$0] <= greatest[$0].real + 1e-12 }
      && order.allSatisfy { weights[$0[0]] >= weights[$0[1]] }
  }

  /// The allowed weights nearest to others, by how much of the whole moves; `nil` where none are allowed.
  ///
  /// - Parameter gains: Further conditions: Σ gain · weight of at least a bound.
  func nearest(to weights: [Fraction], gaining gains: [(gain: [Fraction], bound: Fraction)] = []) -> [Fraction]? {
    // The weights are `weights + up − down`, with `up` and `down` from 0 on, and half of their sum moves.
    let count = weights.count
    var program = LinearProgram(cost: [Fraction](repeating: .one, count: 2 * count))
    func row(_ gain: [Fraction]) -> [Fraction] { gain + gain.map { -$0 } }
    func unit(_ place: Int) -> [Fraction] { (0..<count).map { $0 == place ? .one : .zero } }
    func value(_ gain: [Fraction]) -> Fraction { zip(gain, weights).reduce(.zero) { $0 + $1.0 * $1.1 } }
    let all = [Fraction](repeating: .one, count: count)
    program.add(row(all), .equal, .one - value(all))
    for place in 0..<count {
      program.add(row(unit(place)), .atLeast, least[place] - weights[place])
      program.add(row(unit(place)), .atMost, greatest[place] - weights[place])
    }
    for pair in order {
      let gain = zip(unit(pair[0]), unit(pair[1])).map { $0 - $1 }
      program.add(row(gain), .atLeast, -value(gain))
    }
    for (gain, bound) in gains { program.add(row(gain), .atLeast, bound - value(gain)) }
    guard case .least(let moves) = program.solved() else { return nil }
    return (0..<count).map { weights[$0] + moves[$0] - moves[count + $0] }
  }
}
