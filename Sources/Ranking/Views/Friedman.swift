/// Friedman's test of several systems over several tasks, with the critical difference of Nemenyi (Demšar, JMLR 7, 2006).
public struct Friedman: Sendable, Hashable {
  /// Of each system the mean rank over the tasks, 1 the best; ties share the mean of their places.
  public let meanRanks: [Double]
  /// Friedman's statistic, χ² with k − 1 degrees of freedom.
  public let chiSquare: Double
  /// The less conservative statistic of Iman and Davenport, F with k − 1 and (k − 1)(N − 1) degrees of freedom; infinite for one order throughout.
  public let f: Double
  /// The least difference of mean ranks that is told at 5 %; `nil` beyond ten systems.
  public let criticalDifference: Double?

  /// Studentized ranges at 5 % by √2, for 2 to 10 systems.
  private static let ranges = [1.960, 2.343, 2.569, 2.728, 2.850, 2.949, 3.031, 3.102, 3.164]

  /// The test; `nil` with fewer than two systems or tasks.
  ///
  /// - Parameter tasks: For each task the values of the systems, higher better.
  public init?(_ tasks: [[Double]]) {
    guard let count = tasks.first?.count, count > 1, tasks.count > 1, tasks.allSatisfy({ $0.count == count }) else { return nil }
    var sums = [Double](repeating: 0, count: count)
    for task in tasks {
      for system in 0..<count {
        let above = task.count { $0 > task[system] }
        let equal = task.count { $0 == task[system] }
        sums[system] += Double(above) + Double(equal + 1) / 2
      }
    }
    self.init(meanRanks: sums.map { $0 / Double(tasks.count) }, tasks: tasks.count)
  }

  /// The test of mean ranks over so many tasks.
  public init(meanRanks: [Double], tasks: Int) {
    let (k, n) = (Double(meanRanks.count), Double(tasks))
    self.meanRanks = meanRanks
    let squares = meanRanks.reduce(0) { $0 + $1 * $1 }
    chiSquare = 12 * n / (k * (k + 1)) * (squares - k * (k + 1) * (k + 1) / 4)
    f = (n - 1) * chiSquare / (n * (k - 1) - chiSquare)
    let index = meanRanks.count - 2
    criticalDifference = Friedman.ranges.indices.contains(index) ? Friedman.ranges[index] * (k * (k + 1) / (6 * n)).squareRoot() : nil
  }
}
