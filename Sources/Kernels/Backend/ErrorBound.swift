/// The parts of the forward error bounds of a product of `terms` terms in any order.
struct ErrorBound {
  /// Of the sum of the terms' magnitudes: proved.
  let relative: Double
  /// Of the root of the sum of the terms' squares: expected.
  let expected: Double
  /// What underflow can add.
  let absolute: Double

  /// - Throws: `KernelError` where so many terms have no bound.
  init(terms: Int, of type: ElementType) throws(KernelError) {
    let (roundoff, smallest) = (type.roundoff, type == .f64 ? 0x1p-1074 : 0x1p-149)
    guard terms <= type.mostBoundedTerms else {
      throw KernelError(.tooLarge, "\(terms) terms have no error bound", hint: "make them \(type.mostBoundedTerms) at most")
    }
    let chunks = (terms + 255) / 256
    let levels = chunks <= 1 ? 0 : Int.bitWidth - (chunks - 1).leadingZeroBitCount
    let reference = ErrorBound.gamma(min(terms, 256) + levels, 0x1p-53)
    // The computed |A| |B| may itself be too small by its own rounding: divide it out.
    // The last factor covers the roundings of this very check.
    relative = (ErrorBound.gamma(terms, roundoff) + reference) / (1 - reference) * (1 + 0x1p-40)
    let chain = Double(min(terms, 256) + levels)
    expected = 16 * (roundoff * Double(terms).squareRoot() + 0x1p-53 * chain.squareRoot())
    absolute = 2 * Double(max(terms, 1)) * smallest
  }

  /// The most terms n for which n u is below 1/2, as the proof asks for.
  static func mostTerms(roundoff u: Double) -> Int { Int(exactly: (0.5 / u).rounded(.down)).map { $0 - 1 } ?? .max }

  /// Higham's gamma, for n u below 1/2.
  private static func gamma(_ n: Int, _ u: Double) -> Double {
    let nu = Double(n) * u
    return nu / (1 - nu)
  }
}

extension ElementType {
  /// The most terms of an element of a product that the error bound holds for.
  public var mostBoundedTerms: Int { ErrorBound.mostTerms(roundoff: roundoff) }

  /// The unit roundoff of the type that products are rounded to.
  fileprivate var roundoff: Double { self == .f64 ? 0x1p-53 : 0x1p-24 }
}
