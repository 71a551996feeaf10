internal import Kernels
internal import Record

/// The standard error of a mean whose observations come in clusters that share something: a passage, a template, a repeated item.
///
/// CR2, the bias-reduced cluster-robust estimator (Bell and McCaffrey, "Bias reduction in standard errors for linear regression with
/// multi-stage samples", Survey Methodology 28, 2002), which has a closed form for a mean: with the weights w of the observations, which
/// add up to 1, p = Σ w and s = Σ w (y − mean) of a cluster, the variance is Σ s² / (1 − p). Clusters of equal size give the plain
/// cluster-robust variance with G/(G − 1), clusters of one observation the textbook's s²/n.
struct ClusteredMean: Hashable {
  /// The mean that the error belongs to.
  let mean: Double
  /// The standard error.
  let error: Double
  /// Satterthwaite's degrees of freedom by Bell and McCaffrey: G − 1 for clusters of equal size, fewer else, never below 1.
  let freedom: Double
  /// How many clusters there are.
  let clusters: Int

  /// What the observations of a cluster add up to.
  struct Cluster: Hashable {
    /// Σ w.
    var weight = 0.0
    /// Σ w (y − mean), in the order of the observations.
    var residual = 0.0
  }

  /// `nil` with fewer than two clusters, which say nothing about others.
  init?(mean: Double, clusters: [Cluster]) {
    guard clusters.count > 1, clusters.allSatisfy({ $0.weight > 0 && $0.weight < 1 }) else { return nil }
    self.mean = mean
    self.clusters = clusters.count
    error = ExactAccumulator(clusters.map { $0.residual * $0.residual / (1 - $0.weight) }).value.squareRoot()
    let squares = ExactAccumulator(clusters.map { $0.weight * $0.weight }).value
    let shares = clusters.map { $0.weight * $0.weight / (1 - $0.weight) }
    let sum = ExactAccumulator(shares).value
    let cross = sum * sum - ExactAccumulator(shares.map { $0 * $0 }).value
    freedom = max(1, 1 / (squares + cross))
  }

  /// The mean of numbers that are each a cluster of their own.
  init?(of numbers: [Double]) {
    guard let mean = Means.mean(.arithmetic, of: numbers) else { return nil }
    let weight = 1 / Double(numbers.count)
    self.init(mean: mean, clusters: numbers.map { Cluster(weight: weight, residual: weight * ($0 - mean)) })
  }

  /// The 95 % interval by Student's t.
  var interval95: Interval? {
    let reach = StudentT.reach95(freedom: freedom) * error
    return Interval(low: mean - reach, high: mean + reach)
  }
}
