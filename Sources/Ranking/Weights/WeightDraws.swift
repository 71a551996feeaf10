internal import Kernels

/// Weights drawn evenly from those that are allowed: gaps between sorted uniform numbers, kept where ranges and orders hold.
///
/// Stochastic multicriteria acceptability analysis (Lahdelma, Hokkanen and Salminen, 1998).
struct WeightDraws {
  private let space: WeightSpace
  private let seed: UInt64

  init(_ space: WeightSpace, seed: UInt64) { (self.space, self.seed) = (space, seed) }

  /// So many draws, or fewer where hardly any weights are allowed.
  func weights(_ count: Int) -> [[Double]] {
    let size = space.branches.count
    guard size > 1 else { return [[1]] }
    var hash = ContentHash()
    hash.add("weights")
    var stream = hash.stream(seed: seed)
    var found: [[Double]] = []
    for _ in 0..<(50 * count) where found.count < count {
      let cuts = (0..<(size - 1)).map { _ in stream.uniform() }.sorted()
      let drawn = zip([0] + cuts, cuts + [1]).map { $1 - $0 }
      if space.contains(drawn) { found.append(drawn) }
    }
    return found
  }
}
