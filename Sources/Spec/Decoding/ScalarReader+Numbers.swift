internal import Record
internal import Text

extension ScalarReader {
  /// - Parameter word: What may stand in the number's place.
  func integer(_ range: ClosedRange<Int>, or word: String? = nil) throws(Reported) -> Int {
    guard scalar.isPlain, CoreScalar(scalar.text) == .integer else {
      throw wrong(word.map { "a whole number or `\($0)`" } ?? "a whole number", help: helpForInteger(word))
    }
    guard let value = value(Int.self), range.contains(value) else {
      throw outOfRange(
        range.upperBound == .max ? "at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  private func helpForInteger(_ word: String?) -> String? {
    if !scalar.isPlain, CoreScalar(scalar.text) == .integer { return "remove the quotes" }
    return word.flatMap { didYouMean(scalar.text, among: [$0]) }.map { "did you mean `\($0)`?" } ?? NumberHint.whole(scalar)
  }

  func seed() throws(Reported) -> UInt64 {
    guard scalar.isPlain, CoreScalar(scalar.text) == .integer else {
      throw wrong("a whole number", help: "a seed is an exact integer from 0 to \(UInt64.max)")
    }
    guard let value = value(UInt64.self) else { throw outOfRange("from 0 to \(UInt64.max)") }
    return value
  }

  private func value<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
    scalar.text.hasPrefix("0x") ? Number(scalar.text.dropFirst(2), radix: 16) : Number(scalar.text)
  }

  // MARK: - Amounts

  func number(_ bounds: NumberBounds) throws(Reported) -> Rational {
    let value = try amount(.number).value
    guard bounds.contains(value) else {
      throw outOfRange(bounds.phrase, help: NumberHint.percent(value, bounds, scalar.text))
    }
    return value
  }

  /// An amount above 0.
  func quantity(_ dimension: Dimension) throws(Reported) -> Quantity {
    let quantity = try amount(dimension)
    guard Rational(0) < quantity.value else { throw outOfRange("above 0") }
    return quantity
  }

  /// A lower bound, with or without its sign.
  func atLeast(_ dimension: Dimension) throws(Reported) -> Quantity {
    var text = scalar.text[...]
    if text.hasPrefix(">=") { text = text.dropFirst(2).drop { $0 == " " } }
    let skipped = scalar.text.utf8.count - text.utf8.count
    let place = skipped > 0 ? TextPlace(scalar, span).span(skipped..<scalar.text.utf8.count) : span
    let bound = YAMLValue(place, .scalar(Scalar(text: String(text), style: scalar.style)))
    return try ScalarReader(bound, schema, what, problems).quantity(dimension)
  }

  /// A quantity on either side of 0, or none.
  func amount(_ dimension: Dimension) throws(Reported) -> Quantity {
    guard let quantity = QuantityReader(problems: problems, what: what).read(scalar, span, dimension) else {
      throw problems.reported(earlier: what.description, at: span)
    }
    return quantity
  }

  /// An amount that has to be whole in a unit so many times smaller than the base unit.
  func whole(_ quantity: Quantity, _ unit: String, to scale: Int = 1) throws(Reported) -> U64 {
    if let scaled = quantity.value.multiplied(by: Rational(scale)), scaled.denominator == 1, let value = UInt64(exactly: scaled.numerator) {
      return U64(value)
    }
    throw problems.error(
      .outOfRange, "\(quantity.dimension.noun) that is not a whole number of \(unit)", at: span, "cannot be kept exactly")
  }
}
