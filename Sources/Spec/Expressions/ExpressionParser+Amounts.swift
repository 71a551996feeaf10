internal import Record
internal import Text

/// Numbers with their units, and quoted texts.
extension ExpressionParser {
  mutating func quantity() throws(SyntaxFault) -> Syntax {
    guard let number = NumberScan(bytes, from: at) else { throw unexpected("a number") }
    guard let value = number.value else {
      throw SyntaxFault(
        id: .numberTooLong, headline: "a number with more digits than fit", range: number.range, label: "not kept exactly",
        help: "numbers are exact, with up to 38 digits")
    }
    at = number.range.upperBound
    guard let unit = try unit() else { return Syntax(.quantity(Quantity(value)), number.range.lowerBound..<at) }
    guard let scaled = value.multiplied(by: unit.factor) else {
      throw SyntaxFault(
        id: .numberTooLong, headline: "an amount that does not fit", range: number.range.lowerBound..<at, label: "not kept exactly",
        help: "amounts are exact, with up to 38 digits")
    }
    return Syntax(.quantity(Quantity(scaled, unit.dimension)), number.range.lowerBound..<at)
  }

  /// The unit after a number, if there is one: `%`, letters, letters with `/s`, or `/s` right behind the digits.
  mutating func unit() throws(SyntaxFault) -> Unit? {
    let end = at
    var start = at
    while start < bytes.count, bytes[start] == 0x20 { start += 1 }
    var stop = start
    if start < bytes.count, bytes[start] == UInt8(ascii: "%") {
      stop = start + 1
    } else {
      while stop < bytes.count, isLetter(bytes[stop]) || bytes[stop] >= 0x80 { stop += 1 }
      if stop > start, ExpressionParser.keywords.contains(String(decoding: bytes[start..<stop], as: UTF8.self)) { return nil }
      guard stop > start || start == end else { return nil }
      if stop < bytes.count, bytes[stop] == UInt8(ascii: "/") {
        var wider = stop + 1
        while wider < bytes.count, isLetter(bytes[wider]) { wider += 1 }
        if let unit = Unit.named(String(decoding: bytes[start..<wider], as: UTF8.self)), wider > stop + 1 {
          at = wider
          return unit
        }
      }
    }
    guard stop > start else { return nil }
    let symbol = String(decoding: bytes[start..<stop], as: UTF8.self).replacingGreekMu
    guard let unit = Unit.named(symbol) else {
      throw SyntaxFault(
        id: .unknownUnit, headline: "no unit is called \(quoted(symbol))", range: start..<stop, label: "not a unit",
        help: UnitHint.help(for: symbol, nil))
    }
    at = stop
    return unit
  }

  mutating func quotedText() throws(SyntaxFault) -> Syntax {
    let start = at
    let quote = bytes[at]
    guard let end = bytes[(at + 1)...].firstIndex(of: quote) else {
      throw SyntaxFault(
        id: .expressionSyntax, headline: "a text that is never closed", range: start..<bytes.count, label: "begins here",
        help: "close it with the same quote")
    }
    at = end + 1
    return Syntax(.text(String(decoding: bytes[(start + 1)..<end], as: UTF8.self)), start..<at)
  }
}
