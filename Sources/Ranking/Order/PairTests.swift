internal import Record
internal import Score

/// Tests of every pair of systems, adjusted together (Holm).
struct PairTests {
  /// One pair.
  struct Test {
    let first, second: Int
    /// By what factor the first is better, and the 95 % interval of that.
    let ratio, low, high: Double
    let p: Double
    var holm: Double
    let method: Ranking.Method
  }

  private(set) var tests: [Test] = []

  /// - Parameters:
  ///   - scores: The systems.
  ///   - draws: Of each the deviations of its score's logarithm; empty where nothing varies.
  ///   - freedom: Of each the least freedom of what pulls.
  init(_ scores: [SystemScore], draws: [[Double]], freedom: [Double]) {
    for first in scores.indices {
      for second in (first + 1)..<max(first + 1, scores.count) {
        tests.append(PairTests.test(first, second, scores, draws, min(freedom[first], freedom[second])))
      }
    }
    for (index, value) in holmAdjusted(tests.map(\.p)).enumerated() { tests[index].holm = value }
  }

  private static func test(_ first: Int, _ second: Int, _ scores: [SystemScore], _ draws: [[Double]], _ freedom: Double) -> Test {
    let (mine, theirs) = (scores[first].score, scores[second].score)
    let isSame = mine.order(to: theirs) == .equal
    guard !mine.isZero, !theirs.isZero else {
      return Test(
        first: first, second: second, ratio: mine.isZero ? 0 : .greatestFiniteMagnitude, low: 0, high: .greatestFiniteMagnitude,
        p: isSame ? 1 : 0, holm: 1, method: .exact)
    }
    let distance = isSame ? 0 : PlainMath.logarithm(mine.real) - PlainMath.logarithm(theirs.real)
    let error = PairTests.error(draws[first], draws[second])
    func ratio(_ steps: Double) -> Double { PlainMath.exponential(distance + steps * error * (error > 0 ? Reach.of(freedom: freedom) : 0)) }
    var (p, method) = (isSame ? 1.0 : 0.0, Ranking.Method.exact)
    if error > 0 { (p, method) = (Reach.p(distance: abs(distance) / error, freedom: freedom), .bootstrap) }
    if let split = PairTests.split(scores[first], scores[second]) {
      (p, method) = (McNemar(first: split.first, second: split.second).midP, .mcnemar)
    }
    return Test(first: first, second: second, ratio: ratio(0), low: ratio(-1), high: ratio(1), p: p, holm: p, method: method)
  }

  /// The standard error of the difference, from draws that pair what is the same.
  private static func error(_ mine: [Double], _ theirs: [Double]) -> Double {
    let count = max(mine.count, theirs.count)
    guard count > 0 else { return 0 }
    var sum = 0.0
    if mine.isEmpty || theirs.isEmpty {
      for value in mine.isEmpty ? theirs : mine { sum += value * value }
    } else {
      for draw in 0..<count { sum += (mine[draw] - theirs[draw]) * (mine[draw] - theirs[draw]) }
    }
    return (sum / Double(count)).squareRoot()
  }

  /// The items that exactly one has right, where both scores rest on right and wrong answers to the same items alone.
  private static func split(_ mine: SystemScore, _ theirs: SystemScore) -> (first: UInt64, second: UInt64)? {
    guard mine.parts.count == 1, theirs.parts.count == 1, mine.parts[0].leaf.better == theirs.parts[0].leaf.better,
      case .items(let left, let set) = mine.parts[0].leaf.observations,
      case .items(let right, let other) = theirs.parts[0].leaf.observations, set == other
    else { return nil }
    let (ours, others) = (ItemGroup.order(left), ItemGroup.order(right))
    guard ours.count == others.count else { return nil }
    var (first, second): (UInt64, UInt64) = (0, 0)
    for (one, another) in zip(ours, others) {
      guard one.id == another.id, one.cluster == nil, another.cluster == nil, [0, 1].contains(one.score), [0, 1].contains(another.score)
      else { return nil }
      if one.score > another.score { first += 1 }
      if one.score < another.score { second += 1 }
    }
    return mine.parts[0].leaf.better == .higher ? (first, second) : (second, first)
  }
}
