internal import Record

/// The branches of a system as numbers of which the score is a rising function of the weighted sum.
///
/// Logarithms under a geometric mean, taken to twelve digits behind the point; ratios under an arithmetic one; negative inverses under a
/// harmonic one.
struct BranchValues {
  let values: [Fraction]

  /// `nil` where a branch without value has no such number.
  init?(_ score: SystemScore, _ formula: ScoreFormula) {
    let weights = formula.branchWeights
    var values: [Fraction] = []
    for (branch, whole) in zip(formula.branches, weights) {
      var sum = Fraction.zero
      for part in score.parts where formula.terms[part.term].branch == branch {
        guard let share = part.weight.divided(by: whole), let own = BranchValues.value(part.ratio, formula.mean) else { return nil }
        sum = sum + share * own
      }
      values.append(sum)
    }
    self.values = values
  }

  private static func value(_ ratio: Fraction, _ mean: Weighting.Mean) -> Fraction? {
    switch mean {
    case .arithmetic: return ratio
    case .harmonic: return Fraction.one.divided(by: ratio).map { -$0 }
    case .geometric: return ratio.isZero ? nil : logarithm(ratio)
    }
  }

  private static func logarithm(_ ratio: Fraction) -> Fraction {
    let scaled = (PlainMath.logarithm(ratio.real) * 1e12).rounded()
    return Fraction(BigNatural(UInt64(scaled.magnitude)), over: BigNatural(UInt64(1_000_000_000_000)), isNegative: scaled < 0)
  }

  /// A bound on the score as a bound on the sum.
  static func bound(_ score: Fraction, _ mean: Weighting.Mean) -> Fraction? { value(score, mean) }
}
