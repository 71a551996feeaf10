internal import Text

/// How numbers stand on the page. Everything is computed with exactly rounded operations, so that two hosts print the same bytes.

/// A power of ten, correctly rounded.
func power(ofTen exponent: Int) -> Double { Double("1e\(exponent)") ?? 0 }

/// The exponent of the leading decimal digit; 0 for zero and for what is not finite.
func decimalExponent(_ value: Double) -> Int {
  guard value.isFinite, value != 0 else { return 0 }
  let magnitude = value.magnitude
  // The binary exponent gives it up to one; 78913 / 2^18 is log10(2) to six digits.
  var exponent = (Int(magnitude.exponent) * 78_913) >> 18
  while exponent < 308, magnitude >= power(ofTen: exponent + 1) { exponent += 1 }
  while exponent > -323, magnitude < power(ofTen: exponent) { exponent -= 1 }
  return exponent
}

/// A number with a fixed number of decimals; thousands are grouped by a narrow space.
func fixed(_ value: Double, _ decimals: Int) -> String {
  guard value.isFinite else { return "–" }
  let places = min(max(decimals, 0), 12)
  let scaled = (value.magnitude * power(ofTen: places)).rounded()
  guard scaled < 9e15 else { return scientific(value) }
  let digits = String(Int(scaled))
  let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
  let whole = grouped(Int(padded.dropLast(places)) ?? 0)
  let sign = value < 0 && scaled != 0 ? "−" : ""
  return places == 0 ? sign + whole : sign + whole + "." + padded.suffix(places)
}

/// A whole number with its thousands apart.
func grouped(_ value: Int) -> String {
  let digits = Array(String(value.magnitude))
  var text = value < 0 ? "−" : ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0, digits.count > 4 { text += "\u{202F}" }
    text.append(digit)
  }
  return text
}

/// A number with so many significant digits.
func significant(_ value: Double, _ digits: Int = 4) -> String {
  guard value.isFinite else { return "–" }
  if value == 0 { return "0" }
  let exponent = decimalExponent(value)
  guard (-5...14).contains(exponent) else { return scientific(value) }
  return fixed(value, digits - 1 - exponent)
}

private func scientific(_ value: Double) -> String {
  let exponent = decimalExponent(value)
  let superscripts: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
  let digits = String(exponent.magnitude).compactMap(\.wholeNumberValue).map { superscripts[$0] }
  // Two steps, since the power itself may lie below the smallest number.
  let half = exponent / 2
  let mantissa = value / power(ofTen: half) / power(ofTen: exponent - half)
  return fixed(mantissa, 3) + "×10" + (exponent < 0 ? "⁻" : "") + String(digits)
}

/// A coordinate in a drawing: at most two decimals, no grouping.
func coordinate(_ value: Double) -> String {
  guard value.isFinite else { return "0" }
  let hundredths = Int((min(max(value, -1e6), 1e6) * 100).rounded())
  let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
  let sign = hundredths < 0 ? "-" : ""
  if rest == 0 { return "\(sign)\(whole)" }
  if rest % 10 == 0 { return "\(sign)\(whole).\(rest / 10)" }
  return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
}

/// A horizontal position as a share of the drawing's width.
func percent(_ value: Double) -> String { coordinate(value) + "%" }

/// `1 sample`, `2 samples`, thousands apart.
func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
  "\(grouped(count)) \(inflected(count, noun, plural))"
}

/// The logarithm to base 2 of a positive number, by the series of the inverse hyperbolic tangent.
///
/// Only additions, products and quotients, so that every host draws at the same place; good to about 13 digits.
func binaryLogarithm(_ value: Double) -> Double {
  guard value > 0, value.isFinite else { return 0 }
  let ratio = (value.significand - 1) / (value.significand + 1)
  var (term, sum) = (ratio, 0.0)
  for index in 0..<18 {
    sum += term / Double(2 * index + 1)
    term *= ratio * ratio
  }
  return Double(value.exponent) + 2 * sum * 1.442695040888963407
}
