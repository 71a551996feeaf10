public import Record

/// A score as an exact number: a weighted mean of exact ratios, which need not be rational itself.
///
/// Comparisons and digits are those of the true value. They are decided in binary64 where the distance is plain, and in whole numbers of
/// any size where it is not, so that every correct implementation gives the same answers.
public struct ExactScore: Sendable, Equatable {
  private let mean: Weighting.Mean
  /// The ratios with their weights, which add up to 1.
  let terms: [(ratio: Fraction, weight: Fraction)]
  /// The value to about 14 digits.
  public let real: Double
  /// Whether it is exactly 0.
  public let isZero: Bool

  /// A mean of ratios from 0 on; `nil` without terms, or where one is negative.
  init?(_ mean: Weighting.Mean, _ terms: [(ratio: Fraction, weight: Fraction)]) {
    let terms = terms.filter { $0.weight.sign > 0 }
    guard !terms.isEmpty, terms.allSatisfy({ $0.ratio.sign >= 0 }) else { return nil }
    self.mean = mean
    self.terms = terms
    isZero = mean == .arithmetic ? terms.allSatisfy { $0.ratio.isZero } : terms.contains { $0.ratio.isZero }
    if isZero {
      real = 0
    } else {
      switch mean {
      case .geometric: real = PlainMath.exponential(terms.reduce(0) { $0 + $1.weight.real * PlainMath.logarithm($1.ratio.real) })
      case .arithmetic: real = terms.reduce(0) { $0 + $1.weight.real * $1.ratio.real }
      case .harmonic: real = 1 / terms.reduce(0) { $0 + $1.weight.real / $1.ratio.real }
      }
    }
  }

  /// The exact rational value of an arithmetic or harmonic mean; `nil` for a geometric one.
  private var rational: Fraction? {
    switch mean {
    case .geometric: nil
    case .arithmetic: terms.reduce(.zero) { $0 + $1.weight * $1.ratio }
    case .harmonic:
      isZero
        ? .zero : Fraction.one.divided(by: terms.reduce(.zero) { $0 + ($1.weight.divided(by: $1.ratio) ?? .zero) })
    }
  }

  /// How the score stands to a number from 0 on.
  public func order(to number: Fraction) -> Rational.Order {
    guard !isZero, number.sign > 0 else { return isZero ? (number.isZero ? .equal : .less) : .greater }
    let near = number.real
    if abs(real - near) > 1e-9 * max(real, near) { return real < near ? .less : .greater }
    if let rational { return rational < number ? .less : number < rational ? .greater : .equal }
    return ExactScore.order(ofProduct: terms.map { ($0.ratio.divided(by: number) ?? .zero, $0.weight) })
  }

  /// How two scores stand to each other.
  public func order(to other: ExactScore) -> Rational.Order {
    if isZero || other.isZero { return isZero ? (other.isZero ? .equal : .less) : .greater }
    if abs(real - other.real) > 1e-9 * max(real, other.real) { return real < other.real ? .less : .greater }
    if terms.elementsEqual(other.terms, by: ==), mean == other.mean { return .equal }
    if let mine = rational, let theirs = other.rational { return mine < theirs ? .less : theirs < mine ? .greater : .equal }
    return ExactScore.order(ofProduct: terms + other.terms.map { (Fraction.one.divided(by: $0.ratio) ?? .zero, $0.weight) })
  }

  /// How the product of powers stands to 1: in whole numbers, over the common denominator of the exponents.
  private static func order(ofProduct factors: [(Fraction, Fraction)]) -> Rational.Order {
    var powers: [Fraction: Fraction] = [:]
    for (base, exponent) in factors where base != .one { powers[base, default: .zero] = (powers[base] ?? .zero) + exponent }
    let common = powers.values.reduce(BigNatural.one) {
      $0 * $1.denominator.divided(by: BigNatural.greatestCommonDivisor($0, $1.denominator)).quotient
    }
    let whole = powers.map { ($0.key, $0.value.numerator * common.divided(by: $0.value.denominator).quotient) }
    let shared = whole.reduce(BigNatural.zero) { BigNatural.greatestCommonDivisor($0, $1.1) }
    var (above, below) = (BigNatural.one, BigNatural.one)
    for (base, exponent) in whole {
      guard let times = Int(exponent.divided(by: shared).quotient.text) else { continue }
      above = above * base.numerator.power(times)
      below = below * base.denominator.power(times)
    }
    return above < below ? .less : below < above ? .greater : .equal
  }

  public static func == (left: ExactScore, right: ExactScore) -> Bool { left.order(to: right) == .equal }
}

extension ExactScore {
  /// How many digits behind the point a score is shown with.
  public static let places = 6

  /// The true value rounded to six digits behind the point, a tie upward.
  public var text: String { ExactScore.text(millionths: millionths) }

  /// The true value in millionths, rounded to the nearest whole number, a tie upward.
  public var millionths: UInt64 {
    let scaled = real * 1e6
    guard scaled < 1e15 else { return 1_000_000_000_000_000 }
    let below = UInt64(scaled)
    let part = scaled - Double(below)
    if abs(part - 0.5) > 1e-9 * max(1, scaled) { return part < 0.5 ? below : below + 1 }
    let middle = Fraction(BigNatural(2 * below + 1), over: BigNatural(UInt64(2_000_000)))
    return order(to: middle) == .less ? below : below + 1
  }

  /// Millionths as a decimal number with six digits behind the point.
  public static func text(millionths: UInt64) -> String {
    let digits = "\(millionths % 1_000_000)"
    return "\(millionths / 1_000_000)." + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// A positive number in millionths, rounded to the nearest; what is too large is the greatest that is told.
  static func millionths(of number: Double) -> UInt64 {
    number.isFinite && number < 1e9 ? UInt64(max(0, (number * 1e6).rounded(.toNearestOrAwayFromZero))) : 1_000_000_000_000_000
  }
}
