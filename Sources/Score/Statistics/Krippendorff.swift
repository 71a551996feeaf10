public import Record

/// The sums that Krippendorff's alpha for interval data follows from, of one unit or of many.
///
/// Krippendorff, "Computing Krippendorff's alpha-reliability" (2011): α = 1 − Do/De over the units that two or more judged.
public struct AgreementSums: Sendable {
  /// The values of all units, their sum and the sum of their squares.
  public var (count, sum, squares) = (Rational(0), Rational(0), Rational(0))
  /// For each unit the sum over ordered pairs of squared differences, divided by one less than its values.
  public var within = Rational(0)

  /// Makes the sums of one unit; `nil` where they do not fit into 128 bits.
  ///
  /// A unit of fewer than two values has none.
  public init?(_ values: [Rational]) {
    guard values.count > 1 else { return }
    func total(_ numbers: [Rational?]) -> Rational? { numbers.reduce(Rational(0)) { sum, number in number.flatMap { sum?.adding($0) } } }
    guard let sum = total(values), let squares = total(values.map { $0.multiplied(by: $0) }),
      let square = sum.multiplied(by: sum), let all = squares.multiplied(by: Rational(values.count))?.subtracting(square),
      let within = all.multiplied(by: Rational(2))?.divided(by: Rational(values.count - 1))
    else { return nil }
    (count, self.sum, self.squares, self.within) = (Rational(values.count), sum, squares, within)
  }

  /// Makes sums from sums.
  public init(count: Rational, sum: Rational, squares: Rational, within: Rational) {
    (self.count, self.sum, self.squares, self.within) = (count, sum, squares, within)
  }

  /// Alpha: 1 for perfect agreement, 0 for what chance gives; `nil` where no value differs or none is paired.
  public var alpha: Double? {
    guard count > Rational(1), let square = sum.multiplied(by: sum), let all = squares.multiplied(by: count)?.subtracting(square),
      let expected = all.multiplied(by: Rational(2))?.divided(by: count).flatMap({
        $0.divided(by: count.subtracting(Rational(1)) ?? Rational(1))
      }),
      let observed = within.divided(by: count), let ratio = observed.divided(by: expected)
    else { return nil }
    return 1 - ratio.real
  }
}
