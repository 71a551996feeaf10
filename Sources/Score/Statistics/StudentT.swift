/// Student's t distribution for real degrees of freedom of at least 1, from + − × ÷ √ of binary64 and correctly rounded ln and e^x.
///
/// P(|T| ≤ t) is the incomplete beta function of y = t²/(ν + t²) with parameters ½ and ν/2, by its series of positive terms
/// (DLMF 8.17.8). `docs/scoring.md` lists the operations in their order, so that others get the same bits.
package enum StudentT {
  /// The probability that |T| is at most `t`.
  ///
  /// Complexity: O(50 + terms); about 5,600 terms for one degree of freedom, about 60 from ten on.
  package static func probability(within t: Double, freedom: Double) -> Double {
    guard t > 0 else { return 0 }
    let square = t * t
    let y = square / (freedom + square)
    var (sum, term, index) = (0.0, 1.0, 0.0)
    while sum + term != sum {
      sum += term
      term *= (freedom + 1 + 2 * index) / (3 + 2 * index) * y
      index += 1
    }
    let exponent = -(freedom / 2) * ScoreMath.logarithm(onePlus: square / freedom)
    return gammaRatio(freedom) * twoByRootOfPi * y.squareRoot() * ScoreMath.exponential(DoubleDouble(exponent)) * sum
  }

  /// The t within which |T| lies with a probability: 60 halvings of 0 to 16.
  ///
  /// `share` is at most 0.95, so that the answer lies below 16.
  package static func quantile(within share: Double, freedom: Double) -> Double {
    var (low, high) = (0.0, 16.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if probability(within: middle, freedom: freedom) < share { low = middle } else { high = middle }
    }
    return high
  }

  /// The half length of a 95 % interval in standard errors.
  package static func reach95(freedom: Double) -> Double { quantile(within: 0.95, freedom: freedom) }

  /// 2/√π, to the nearest binary64 number.
  private static let twoByRootOfPi = 1.1283791670955126

  /// Γ((ν + 1)/2) / Γ(ν/2): up to ν ≥ 100 by its recurrence, from there by its asymptotic series (the terms to ν^-6).
  private static func gammaRatio(_ freedom: Double) -> Double {
    var (factor, nu) = (1.0, freedom)
    while nu < 100 {
      factor *= nu / (nu + 1)
      nu += 2
    }
    let x = 1 / nu
    let series = 1 + x * (-0.25 + x * (0.03125 + x * (0.0390625 + x * (-0.01025390625 + x * (-0.0487060546875 + x * 0.0132598876953125)))))
    return factor * (nu / 2).squareRoot() * series
  }
}

/// The standard normal distribution.
package enum Normal {
  /// The 97.5 % point, to the nearest binary64 number.
  package static let reach95 = 1.959963984540054
  /// The 80 % point, to the nearest binary64 number.
  static let power80 = 0.8416212335729143

  /// The probability that |Z| is at most `z`: √(2/π) e^(−z²/2) Σ z^(2k+1)/(2k+1)!! (Abramowitz and Stegun, 26.2.11).
  package static func probability(within z: Double) -> Double {
    guard z > 0 else { return 0 }
    guard z < 30 else { return 1 }
    var (sum, term, odd) = (0.0, z, 1.0)
    while sum + term != sum {
      sum += term
      odd += 2
      term *= z * z / odd
    }
    return min(1, 0.7978845608028654 * ScoreMath.exponential(DoubleDouble(-(z * z) / 2)) * sum)
  }
}
