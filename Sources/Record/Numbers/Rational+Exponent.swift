extension Rational {
  /// The exact value of a decimal number with an optional exponent, such as `1.5e3`; `nil` for other text or more digits than fit.
  public init?(decimalWithExponent text: some StringProtocol) {
    let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
    var mantissa = parts.first.map { String($0) } ?? ""
    if mantissa.hasPrefix("+") { mantissa.removeFirst() }
    if mantissa.hasSuffix(".") { mantissa.removeLast() }
    if mantissa.hasPrefix(".") { mantissa = "0" + mantissa }
    if mantissa.hasPrefix("-.") { mantissa = "-0" + mantissa.dropFirst() }
    guard let value = Rational(decimal: mantissa) else { return nil }
    guard parts.count == 2 else {
      self = value
      return
    }
    guard let exponent = Int(parts[1]), (-38...38).contains(exponent), let scale = Rational.powerOfTen(exponent.magnitude),
      let scaled = (exponent < 0 ? Rational(1, over: scale) : Rational(scale, over: 1)).flatMap({ value.multiplied(by: $0) })
    else { return nil }
    self = scaled
  }

  private static func powerOfTen(_ exponent: UInt) -> Int128? {
    var power: Int128 = 1
    for _ in 0..<exponent {
      let (product, overflow) = power.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      power = product
    }
    return power
  }
}
