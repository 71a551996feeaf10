public import Record

/// The 95 % interval of a proportion: what another draw of as many items from the same source might give.
///
/// Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927). It is information beside an exact
/// share, never a part of it: a re-execution must give the share itself.
/// - Returns: `nil` when `total` is zero or less than `part`.
public func wilsonInterval(of part: UInt64, total: UInt64) -> Estimate? {
  guard total > 0, part <= total else { return nil }
  // The 97.5 % point of the normal distribution, to the nearest binary64 number.
  let z = 1.959963984540054
  let count = Double(total)
  let share = Double(part) / count
  let centre = share + z * z / (2 * count)
  let reach = z * (share * (1 - share) / count + z * z / (4 * count * count)).squareRoot()
  let scale = 1 + z * z / count
  // At the ends the formula gives 0 and 1 but for rounding.
  let low = part == 0 ? 0 : max(0, (centre - reach) / scale)
  let high = part == total ? 1 : min(1, (centre + reach) / scale)
  return Estimate(value: share, low: low, high: high)
}
