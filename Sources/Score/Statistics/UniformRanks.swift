/// The sum of independent ranks, each uniform on 0, 1, …, m: what the places of one order among m + 1 exchangeable ones add up to.
struct UniformRanks: Sendable, Hashable {
  /// How many ranks there are.
  let count: Int
  /// The greatest rank.
  let most: Int

  /// Up to so many steps the distribution is computed exactly; a longer sum is normal for every purpose.
  private static let exactSteps = 4_000_000

  /// The probability of a sum of at least so many halves; ties that counted a half make it too great, never too small.
  ///
  /// Complexity: O(count² · most) up to four million steps, else O(1).
  func probability(ofHalves halves: Int) -> Double {
    let least = (halves + 1) / 2
    if least <= 0 { return 1 }
    if least > count * most { return 0 }
    return count * count * most <= UniformRanks.exactSteps ? exact(atLeast: least) : normal(atLeast: least)
  }

  /// By the distribution of the sum, one rank after another; a window over the one before gives the next.
  private func exact(atLeast least: Int) -> Double {
    var chances = [1.0]
    for _ in 0..<count {
      var next = [Double](repeating: 0, count: chances.count + most)
      var window = 0.0
      for sum in next.indices {
        window += sum < chances.count ? chances[sum] : 0
        if sum > most { window -= chances[sum - most - 1] }
        next[sum] = max(0, window) / Double(most + 1)
      }
      chances = next
    }
    // The far tail first, so that small numbers are added to small ones.
    return min(1, chances[least...].reversed().reduce(0, +))
  }

  private func normal(atLeast least: Int) -> Double {
    let (count, most) = (Double(count), Double(most))
    let deviation = (count * most * (most + 2) / 12).squareRoot()
    let z = (Double(least) - 0.5 - count * most / 2) / deviation
    let within = Normal.probability(within: z.magnitude)
    return z > 0 ? (1 - within) / 2 : (1 + within) / 2
  }
}
