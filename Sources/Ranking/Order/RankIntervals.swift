internal import Kernels

/// Between which ranks a system may be.
enum RankIntervals {
  /// For these tasks: better than those that are surely worse, worse than those that are surely better.
  ///
  /// From tests that hold together at 5 %, so all intervals do (Mogstad, Romano, Shaikh and Wilhelm, 2024).
  static func here(count: Int, tests: [PairTests.Test]) -> [(best: Int, worst: Int)] {
    var ranks = [(best: Int, worst: Int)](repeating: (1, count), count: count)
    for test in tests where test.holm < Ranking.level {
      let (better, worse) = test.ratio > 1 ? (test.first, test.second) : (test.second, test.first)
      ranks[worse].best += 1
      ranks[better].worst -= 1
    }
    return ranks
  }

  /// The fewest tasks that say something about another one.
  static let fewestTasks = 6

  /// For a task of the kind that was not measured: each draw takes one of the tasks, and one draw of its items or samples.
  ///
  /// - Parameter values: For each system and each task the logarithm of its ratio.
  /// - Returns: The ranks within which 95 % of the draws lie; `nil` with fewer than six tasks.
  static func elsewhere(_ values: [[Double]], deviations: [[[Double]?]], weights: [Double], seed: UInt64, draws: Int) -> [(
    best: Int, worst: Int
  )]? {
    let tasks = weights.indices.filter { weights[$0] > 0 }
    guard tasks.count >= fewestTasks, values.count > 1 else { return nil }
    var hash = ContentHash()
    hash.add("a new task")
    var stream = hash.stream(seed: seed)
    var counts = [[Int]](repeating: [Int](repeating: 0, count: values.count + 1), count: values.count)
    for draw in 0..<draws {
      let task = pick(tasks, weights, stream.uniform())
      let drawn = values.indices.map { system in values[system][task] + (deviations[system][task]?[draw] ?? 0) }
      for (rank, tied) in ranks(drawn) { for system in tied { counts[system][rank] += 1 } }
    }
    return counts.map { interval($0, draws) }
  }

  private static func pick(_ tasks: [Int], _ weights: [Double], _ uniform: Double) -> Int {
    var rest = uniform * tasks.reduce(0) { $0 + weights[$1] }
    for task in tasks {
      rest -= weights[task]
      if rest < 0 { return task }
    }
    return tasks[tasks.count - 1]
  }

  /// The systems by rank; those with equal values share the best of their places.
  private static func ranks(_ values: [Double]) -> [(rank: Int, systems: [Int])] {
    var found: [(rank: Int, systems: [Int])] = []
    for (place, system) in values.indices.sorted(by: { (values[$1], $0) < (values[$0], $1) }).enumerated() {
      if let last = found.last, values[last.systems[0]] == values[system] {
        found[found.count - 1].systems.append(system)
      } else {
        found.append((place + 1, [system]))
      }
    }
    return found
  }

  private static func interval(_ counts: [Int], _ draws: Int) -> (best: Int, worst: Int) {
    let tail = draws / 40
    var (best, worst, seen) = (1, counts.count - 1, 0)
    for rank in counts.indices {
      seen += counts[rank]
      if seen > tail {
        best = max(1, rank)
        break
      }
    }
    seen = 0
    for rank in counts.indices.reversed() {
      seen += counts[rank]
      if seen > tail {
        worst = max(1, rank)
        break
      }
    }
    return (best, worst)
  }
}
