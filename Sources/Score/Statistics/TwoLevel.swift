internal import Kernels
internal import Record

/// The mean over invocations with the interval that the next run falls under: invocations are the draws, samples only refine each of them.
///
/// Kalibera and Jones, "Rigorous Benchmarking in Reasonable Time" (ISMM 2013): the variance of the mean follows from the values of the
/// invocations alone, S²/n with Student's t of n − 1 degrees of freedom; the part between them is S² less what samples explain, at least 0.
/// Positive values are taken by their logarithms, so that a time and its rate say the same; else as they are.
struct TwoLevel: Hashable {
  /// The geometric mean of positive values, else the arithmetic one.
  let value: Double
  /// The 95 % interval.
  let low: Double
  let high: Double
  let spread: InvocationSpread

  /// What one invocation gave: the value, and the ends of its own interval where its samples suffice for one.
  struct Part: Hashable {
    var value: Double
    var ends: Interval?
  }

  /// A drift with a smaller p-value is no chance.
  static let driftLevel = 0.01

  /// `nil` with fewer than two invocations.
  ///
  /// Complexity: O(n).
  init?(_ parts: [Part]) {
    guard parts.count > 1, parts.allSatisfy({ $0.value.isFinite }) else { return nil }
    let isLogarithmic = parts.allSatisfy { $0.value > 0 }
    func scaled(_ value: Double) -> Double { isLogarithmic ? ScoreMath.logarithm(value).rounded : value }
    func back(_ value: Double) -> Double { isLogarithmic ? ScoreMath.exponential(DoubleDouble(value)) : value }
    let values = parts.map { scaled($0.value) }
    let count = Double(parts.count)
    let mean = ExactAccumulator(values).value / count
    let variance = ExactAccumulator(values.map { ($0 - mean) * ($0 - mean) }).value / (count - 1)
    let error = (variance / count).squareRoot()
    let isConstant = Set(parts.map(\.value)).count == 1
    let reach = StudentT.reach95(freedom: count - 1) * error
    value = isConstant ? parts[0].value : back(mean)
    low = isConstant ? value : back(mean - reach)
    high = isConstant ? value : back(mean + reach)
    let squares = parts.compactMap { part in
      part.ends.flatMap { ends in isLogarithmic && ends.low <= 0 ? nil : TwoLevel.square(scaled(ends.high) - scaled(ends.low)) }
    }
    let within = squares.count == parts.count ? ExactAccumulator(squares).value / count : nil
    spread = InvocationSpread(
      invocations: parts.count, logarithmic: isLogarithmic, error: isConstant ? 0 : error,
      between: isConstant ? 0 : max(0, variance - (within ?? 0)).squareRoot(), within: within?.squareRoot(),
      drift: isConstant ? nil : TwoLevel.drift(values, mean: mean))
  }

  /// The square of the standard error that a 95 % interval of this length stands for.
  private static func square(_ length: Double) -> Double {
    let error = length / (2 * Normal.reach95)
    return error * error
  }

  /// By how much a straight line over the order of the invocations rises, where Student's test of its slope says that it does.
  private static func drift(_ values: [Double], mean: Double) -> Double? {
    guard values.count > 3 else { return nil }
    let count = Double(values.count)
    let middle = (count - 1) / 2
    let places = values.indices.map { Double($0) - middle }
    let spread = ExactAccumulator(places.map { $0 * $0 }).value
    let slope = ExactAccumulator(zip(places, values).map { $0 * ($1 - mean) }).value / spread
    let residuals = ExactAccumulator(zip(places, values).map { place, value in square(of: value - mean - slope * place) }).value
    guard slope != 0 else { return nil }
    let error = (residuals / (count - 2) / spread).squareRoot()
    let chance = error > 0 ? 1 - StudentT.probability(within: abs(slope) / error, freedom: count - 2) : 0
    return chance < driftLevel ? slope * (count - 1) : nil
  }

  private static func square(of number: Double) -> Double { number * number }
}
