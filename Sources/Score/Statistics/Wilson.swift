public import Record

/// The 95 % interval of a proportion: what another draw of as many items from the same source might give.
///
/// Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927). It stands beside an exact share and is
/// never a part of it: a re-execution must give the share itself.
/// - Returns: `nil` when `total` is zero or less than `part`.
public func wilsonInterval(of part: UInt64, total: UInt64) -> Estimate? {
  guard total > 0, part <= total else { return nil }
  let share = Double(part) / Double(total)
  let interval = wilsonInterval(share: share, count: Double(total), reach: Normal.reach95)
  return Estimate(value: share, low: interval.low, high: interval.high)
}

/// Wilson's interval with a count that need not be whole and a quantile that need not be the normal distribution's.
func wilsonInterval(share: Double, count: Double, reach z: Double) -> Interval {
  let centre = share + z * z / (2 * count)
  let reach = z * (share * (1 - share) / count + z * z / (4 * count * count)).squareRoot()
  let scale = 1 + z * z / count
  // At the ends the formula gives 0 and 1 but for rounding.
  let low = share == 0 ? 0 : max(0, (centre - reach) / scale)
  let high = share == 1 ? 1 : min(1, (centre + reach) / scale)
  return Interval(low: min(low, share), high: max(high, share)) ?? Interval(share)
}
