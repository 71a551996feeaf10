public import Record

/// How far the logarithms of a system's ratios may lie off, from resampling: what an interval for any weights follows from.
///
/// The score's logarithm moves by Σ g d, with d the deviations of the parts and g their pull: the weight under a geometric mean, and
/// w r / s or w s / r under the others. Its standard error is √(gᵀ C g), and its 95 % interval goes t times that to each side.
public struct Spread: Sendable, Hashable {
  /// The covariances of the parts' logarithms, in the order of the parts.
  public var covariance: [[Double]]
  /// For each part the reach of a 95 % interval in standard errors: Student's t of its units; 0 for one that is exact.
  public var reach: [Double]
  /// For each part how far the centre of its draws lies from its point; an end goes with it where that is further out.
  public var shift: [Double]

  /// The interval of a score with these parts.
  ///
  /// - Returns: Both ends in millionths, rounded; the score itself where nothing varies.
  public func interval(of score: SystemScore, _ mean: MeanKind) -> (low: UInt64, high: UInt64) {
    let pulls = score.pulls(mean)
    let distance = self.distance(pulls: pulls)
    let shift = zip(pulls, self.shift).reduce(0) { $0 + $1.0 * $1.1 }
    guard distance > 0, !score.score.isZero else { return (score.score.millionths, score.score.millionths) }
    let real = score.score.real
    return (
      ExactScore.millionths(of: real * PlainMath.exponential(min(0, shift) - distance)),
      ExactScore.millionths(of: real * PlainMath.exponential(max(0, shift) + distance))
    )
  }

  /// Half the length of the 95 % interval of the logarithm.
  public func distance(pulls: [Double]) -> Double {
    var (variance, reach) = (0.0, 0.0)
    for i in pulls.indices {
      for j in pulls.indices { variance += pulls[i] * pulls[j] * covariance[i][j] }
      if pulls[i] > 0, covariance[i][i] > 0 { reach = max(reach, self.reach[i]) }
    }
    return variance > 0 ? reach * variance.squareRoot() : 0
  }
}

extension SystemScore {
  /// How much the score's logarithm moves with that of each part.
  public func pulls(_ mean: MeanKind) -> [Double] {
    parts.map { part in
      switch mean {
      case .geometric: part.weight.real
      case .arithmetic: score.isZero ? 0 : part.weight.real * part.ratio.real / score.real
      case .harmonic: part.ratio.isZero ? 0 : part.weight.real * score.real / part.ratio.real
      }
    }
  }
}
