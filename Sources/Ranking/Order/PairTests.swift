internal import Record
internal import Score

/// Tests of every pair of systems, adjusted together (Holm).
struct PairTests {
  /// One pair.
  struct Test {
    let first, second: Int
    /// By what factor the first is better, and the 95 % interval of that.
    let ratio, low, high: Double
    var p: Double
    var holm: Double
    var method: Ranking.Method

    /// Takes McNemar's p-value of the items that exactly one of the pair has right.
    mutating func judge(by split: (first: UInt64, second: UInt64)) {
      (p, method) = (McNemar(first: split.first, second: split.second).midP, .mcnemar)
    }
  }

  private(set) var tests: [Test] = []

  /// - Parameters:
  ///   - scores: The systems.
  ///   - draws: Of each the deviations of its score's logarithm; empty where nothing varies.
  ///   - freedom: Of each the least freedom of what pulls.
  init(_ scores: [SystemScore], draws: [[Double]], freedom: [Double]) {
    let answers = PairTests.answers(scores)
    let reaches = Dictionary(uniqueKeysWithValues: Set(freedom).map { ($0, Reach.of(freedom: $0)) })
    for first in scores.indices {
      for second in (first + 1)..<max(first + 1, scores.count) {
        let least = min(freedom[first], freedom[second])
        var test = PairTests.test(first, second, scores, draws, least, reach: reaches[least] ?? Reach.of(freedom: least))
        if let mine = answers[first], let theirs = answers[second], mine.group == theirs.group, !scores[first].score.isZero,
          !scores[second].score.isZero
        {
          test.judge(by: mine.split(theirs))
        }
        tests.append(test)
      }
    }
    for (index, value) in holmAdjusted(tests.map(\.p)).enumerated() { tests[index].holm = value }
  }

  private static func test(
    _ first: Int, _ second: Int, _ scores: [SystemScore], _ draws: [[Double]], _ freedom: Double, reach: Double
  ) -> Test {
    let (mine, theirs) = (scores[first].score, scores[second].score)
    let isSame = mine.order(to: theirs) == .equal
    guard !mine.isZero, !theirs.isZero else {
      return Test(
        first: first, second: second, ratio: mine.isZero ? 0 : .greatestFiniteMagnitude, low: 0, high: .greatestFiniteMagnitude,
        p: isSame ? 1 : 0, holm: 1, method: .exact)
    }
    let distance = isSame ? 0 : PlainMath.logarithm(mine.real) - PlainMath.logarithm(theirs.real)
    let error = PairTests.error(draws[first], draws[second])
    func ratio(_ steps: Double) -> Double { PlainMath.exponential(distance + steps * error * (error > 0 ? reach : 0)) }
    var (p, method) = (isSame ? 1.0 : 0.0, Ranking.Method.exact)
    if error > 0 { (p, method) = (Reach.p(distance: abs(distance) / error, freedom: freedom), .bootstrap) }
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

  /// What each system answered, where its score rests on right and wrong answers to items alone.
  private static func answers(_ scores: [SystemScore]) -> [RightAnswers?] {
    var groups: [Resampling.GroupKey: Int] = [:]
    return scores.map { score in
      guard score.parts.count == 1, case .items(let items, let set) = score.parts[0].leaf.observations,
        items.allSatisfy({ $0.cluster == nil && ($0.score == 0 || $0.score == 1) })
      else { return nil }
      let order = ItemGroup.order(items)
      let key = Resampling.GroupKey(ordered: order, set)
      let group = groups[key] ?? groups.count
      groups[key] = group
      let isHigher = score.parts[0].leaf.better == .higher
      return RightAnswers(group: isHigher ? group : -1 - group, order.map { ($0.score == 1) == isHigher })
    }
  }
}

/// Which items a system has right, a bit for each.
private struct RightAnswers {
  /// Systems of one group answered the same items.
  let group: Int
  private let words: [UInt64]

  init(group: Int, _ isRight: [Bool]) {
    self.group = group
    var words = [UInt64](repeating: 0, count: (isRight.count + 63) / 64)
    for (place, right) in isRight.enumerated() where right { words[place / 64] |= 1 << UInt64(place % 64) }
    self.words = words
  }

  /// How many items only this one has right, and how many only the other.
  func split(_ other: RightAnswers) -> (first: UInt64, second: UInt64) {
    var (first, second) = (0, 0)
    for (mine, theirs) in zip(words, other.words) {
      first += (mine & ~theirs).nonzeroBitCount
      second += (theirs & ~mine).nonzeroBitCount
    }
    return (UInt64(first), UInt64(second))
  }
}
