/// The difference of two shares over the same items, with an interval that also holds for few of them.
enum PairedShare {
  /// The 95 % interval of Bonett and Price, "Adjusted Wald confidence interval for a difference of binomial proportions based on paired
  /// data", Journal of Educational and Behavioral Statistics 37 (2012): one more item on each side of the split.
  ///
  /// - Parameters:
  ///   - first: How many items only the first has right.
  ///   - second: How many only the second has right.
  static func interval95(first: Int, second: Int, items: Int) -> Interval {
    let count = Double(items) + 2
    let (left, right) = ((Double(first) + 1) / count, (Double(second) + 1) / count)
    let difference = left - right
    let reach = Normal.reach95 * ((left + right - difference * difference) / count).squareRoot()
    return Interval(low: max(-1, difference - reach), high: min(1, difference + reach)) ?? Interval(difference)
  }
}
