internal import Score

/// A reference convergence point as MLPerf's training rules define it: how much faster than the reference a submission may converge.
///
/// The fastest and the slowest run are left out; the deviation is that of the runs themselves; one-sided t-test of two samples at 5 %.
public struct ConvergencePoint: Sendable, Hashable {
  /// The mean of the reference's runs.
  public let mean: Double
  /// Their standard deviation.
  public let deviation: Double
  /// How many runs count.
  public let runs: Int

  /// The point of a reference's runs; `nil` with fewer than four.
  public init?(epochs: [Double]) {
    guard epochs.count > 3 else { return nil }
    let kept = epochs.sorted().dropFirst().dropLast()
    let mean = kept.reduce(0, +) / Double(kept.count)
    self.init(mean: mean, deviation: (kept.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(kept.count)).squareRoot(), runs: kept.count)
  }

  /// A point between two others, at a batch size between theirs.
  public init(between low: ConvergencePoint, at lowSize: Double, and high: ConvergencePoint, at highSize: Double, size: Double, runs: Int) {
    let share = (size - lowSize) / (highSize - lowSize)
    self.init(
      mean: low.mean + share * (high.mean - low.mean), deviation: low.deviation + share * (high.deviation - low.deviation), runs: runs)
  }

  private init(mean: Double, deviation: Double, runs: Int) { (self.mean, self.deviation, self.runs) = (mean, deviation, runs) }

  /// The least mean of a submission of so many runs, two of which are left out too, that is not told from the reference.
  public func leastMean(submissionRuns: Int) -> Double {
    let own = Double(max(1, submissionRuns - 2))
    let t = StudentT.quantile(within: 0.9, freedom: Double(runs) + own - 2)
    return mean - t * deviation * (1 / Double(runs) + 1 / own).squareRoot()
  }

  /// The greatest speedup that passes, as a share: 0.0353 for 3.53 %.
  public func greatestSpeedup(submissionRuns: Int) -> Double { mean / leastMean(submissionRuns: submissionRuns) - 1 }
}
