internal import Record
internal import Text

/// Reads a number with its unit from a scalar that holds nothing else.
struct QuantityReader {
  let problems: Problems
  let what: Phrase

  func read(_ scalar: Scalar, _ span: Span, _ dimension: Dimension) -> Quantity? {
    if let mended = YAMLValue(span, .scalar(scalar)).withoutLookAlikes(problems)?.scalar {
      return QuantityReader(problems: Problems(), what: what).read(mended, span, dimension)
    }
    let place = TextPlace(scalar, span)
    let bytes = Array(scalar.text.utf8)
    guard let number = NumberScan(bytes, from: 0), number.range.upperBound > 0 else {
      problems.error(
        .wrongType, "\(what) has to be \(dimension.noun)", at: span, "this is \(scalar.noun)", help: "such as `\(dimension.example)`")
      return nil
    }
    guard let value = number.value else {
      problems.error(
        .numberTooLong, "the number \(quoted(scalar.text)) has more digits than fit", at: place.span(number.range), "not kept exactly",
        help: "numbers are exact, with up to 38 digits")
      return nil
    }
    var at = number.range.upperBound
    while at < bytes.count, bytes[at] == 0x20 { at += 1 }
    let symbol = String(decoding: bytes[at...], as: UTF8.self).replacingGreekMu
    return quantity(value, symbol, place.span(at..<bytes.count), number: place.span(number.range), dimension, scalar.text)
  }

  private func quantity(
    _ value: Rational, _ symbol: String, _ place: Span, number: Span, _ dimension: Dimension, _ text: String
  ) -> Quantity? {
    if symbol.isEmpty {
      if dimension == .number { return Quantity(value) }
      problems.error(
        .missingUnit, "\(what) needs a unit", at: number, "a number without one",
        help: "such as `\(printable(text)) \(dimension.commonUnit)`",
        fix: Diagnostic.Fix(number, "\(text) \(dimension.commonUnit)"))
      return nil
    }
    guard let unit = Unit.named(symbol) else {
      problems.error(
        .unknownUnit, "no unit is called \(quoted(symbol))", at: place, "not a unit", help: UnitHint.help(for: symbol, dimension))
      return nil
    }
    guard unit.dimension == dimension else {
      problems.error(
        .wrongDimension, "\(what) has to be \(dimension.noun)", at: place, "this is \(unit.dimension.noun)",
        help: "such as `\(dimension.example)`")
      return nil
    }
    guard let scaled = value.multiplied(by: unit.factor) else {
      problems.error(
        .numberTooLong, "the amount \(quoted(text)) does not fit", at: number, "not kept exactly",
        help: "amounts are exact, with up to 38 digits")
      return nil
    }
    return Quantity(scaled, dimension)
  }
}

/// A decimal number at the beginning of a text: digits, a point, digits, an exponent.
struct NumberScan {
  let range: Range<Int>
  /// `nil` where it does not fit.
  let value: Rational?

  /// `nil` where no number begins.
  ///
  /// A sign is part of it.
  init?(_ bytes: [UInt8], from start: Int) {
    var at = start
    if at < bytes.count, bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") { at += 1 }
    let digits = NumberScan.digits(bytes, &at)
    var fraction = 0
    if at + 1 < bytes.count, bytes[at] == UInt8(ascii: "."), isDigit(bytes[at + 1]) {
      at += 1
      fraction = NumberScan.digits(bytes, &at)
    }
    guard digits + fraction > 0 else { return nil }
    NumberScan.exponent(bytes, &at)
    range = start..<at
    value = Rational(decimalWithExponent: String(decoding: bytes[start..<at], as: UTF8.self))
  }

  private static func digits(_ bytes: [UInt8], _ at: inout Int) -> Int {
    let start = at
    while at < bytes.count, isDigit(bytes[at]) { at += 1 }
    return at - start
  }

  /// An `e` belongs to the number only if digits follow.
  private static func exponent(_ bytes: [UInt8], _ at: inout Int) {
    guard at < bytes.count, bytes[at] == UInt8(ascii: "e") || bytes[at] == UInt8(ascii: "E") else { return }
    var next = at + 1
    if next < bytes.count, bytes[next] == UInt8(ascii: "-") || bytes[next] == UInt8(ascii: "+") { next += 1 }
    if digits(bytes, &next) > 0, isDigit(bytes[next - 1]) { at = next }
  }
}

extension Dimension {
  /// The unit that people would write for it.
  var commonUnit: String {
    switch self {
    case .number: "%"
    case .time: "s"
    case .information: "MiB"
    case .rate: "/s"
    case .computing: "Gflop/s"
    case .bandwidth: "GB/s"
    case .energy: "J"
    case .power: "W"
    case .efficiency: "/J"
    }
  }

  var example: String {
    switch self {
    case .number: "0.5"
    case .time: "20 s"
    case .information: "256 MiB"
    case .rate: "500/s"
    case .computing: "10 Gflop/s"
    case .bandwidth: "10 GB/s"
    case .energy: "5 J"
    case .power: "100 W"
    case .efficiency: "5000/J"
    }
  }
}
