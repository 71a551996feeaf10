internal import Kernels
public import Record

/// Weighted means whose value does not depend on the order of the terms.
public enum Means {
  /// A number and its share of the whole.
  public struct Term: Sendable, Hashable {
    /// The number.
    public var value: Double
    /// Its share, exactly.
    public var weight: Rational

    /// Makes a term.
    public init(_ value: Double, weight: Rational) {
      self.value = value
      self.weight = weight
    }
  }

  /// The mean of terms whose weights add up to 1; `nil` without terms, or where a term lies outside the mean's range.
  ///
  /// Geometric and harmonic means take numbers from 0 on; a zero with a weight makes them 0.
  public static func mean(_ kind: Weighting.Mean, of terms: [Term]) -> Double? {
    let terms = terms.filter { $0.weight.numerator != 0 }
    guard !terms.isEmpty, terms.allSatisfy({ $0.value.isFinite }) else { return nil }
    if terms.allSatisfy({ $0.value == terms[0].value }) { return kind == .arithmetic || terms[0].value >= 0 ? terms[0].value : nil }
    let mean: Double
    switch kind {
    case .arithmetic: mean = total(of: terms) { DoubleDouble($0) }.rounded
    case .geometric, .harmonic:
      guard terms.allSatisfy({ $0.value >= 0 }) else { return nil }
      if terms.contains(where: { $0.value == 0 }) { return 0 }
      mean =
        kind == .geometric
        ? ScoreMath.exponential(total(of: terms, ScoreMath.logarithm))
        : (DoubleDouble(1) / total(of: terms) { DoubleDouble(1) / DoubleDouble($0) }).rounded
    }
    return mean.isFinite ? mean : nil
  }

  /// The mean of numbers of equal weight.
  public static func mean(_ kind: Weighting.Mean, of numbers: [Double]) -> Double? {
    guard let share = Rational(1, over: Int128(max(1, numbers.count))) else { return nil }
    return mean(kind, of: numbers.map { Term($0, weight: share) })
  }

  /// The weighted sum of a function of the values; its two parts are added exactly, so the order does not matter.
  private static func total(of terms: [Term], _ function: (Double) -> DoubleDouble) -> DoubleDouble {
    var sum = ExactAccumulator()
    for term in terms {
      let part = weighted(function(term.value), by: term.weight)
      sum.add(part.high)
      sum.add(part.low)
    }
    let high = sum.value
    sum.add(-high)
    return DoubleDouble(high: high, low: sum.value)
  }

  private static func weighted(_ number: DoubleDouble, by weight: Rational) -> DoubleDouble {
    guard weight.numerator.magnitude <= 1 << 53, weight.denominator <= 1 << 53 else { return number * DoubleDouble(weight.real) }
    return number * DoubleDouble(Double(weight.numerator)) / DoubleDouble(Double(weight.denominator))
  }
}
