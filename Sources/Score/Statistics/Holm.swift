/// Holm's step-down adjustment of p-values of several tests, so that the chance of any false finding among them stays below the level.
///
/// Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979). Complexity: O(n log n).
/// - Returns: The adjusted p-values in the order given: each the greatest of (n − i) · p over the tests that are at most as large.
public func holmAdjusted(_ values: [Double]) -> [Double] {
  let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
  var adjusted = values
  var least = 0.0
  for (rank, index) in order.enumerated() {
    least = max(least, min(1, Double(values.count - rank) * values[index]))
    adjusted[index] = least
  }
  return adjusted
}
