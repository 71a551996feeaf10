/// A number as somebody printed it: all values that are rounded to its digits.
public struct PrintedNumber: Sendable, Hashable {
  /// The least value, half a unit of the last digit below.
  public let low: Fraction
  /// The greatest value.
  public let high: Fraction

  /// Reads digits such as `92.730`; zeros at the end behind the point are taken for padding.
  ///
  /// `nil` for other text, a sign, or more than 40 digits.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard text.utf8.count <= 40, (1...2).contains(parts.count), let whole = parts.first, !whole.isEmpty else { return nil }
    var behind = parts.count == 2 ? parts[1] : ""
    while behind.last == "0" { behind = behind.dropLast() }
    guard "\(whole)\(behind)".utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    let unit = "1" + String(repeating: "0", count: behind.count)
    guard let value = Fraction(text: "\(whole)\(behind)/\(unit)"), let half = Fraction(text: "1/\(unit)")?.divided(by: Fraction(2)) else { return nil }
    low = max(.zero, value - half)
    high = value + half
  }

  private init(low: Fraction, high: Fraction) { (self.low, self.high) = (low, high) }

  /// The middle, which is the number as it is printed.
  public var value: Fraction { (low + high).divided(by: Fraction(2)) ?? low }

  /// Whether some value is in both.
  public func meets(_ other: PrintedNumber) -> Bool { low <= other.high && other.low <= high }

  /// Whether it is printed with more digits.
  public func isFiner(than other: PrintedNumber) -> Bool { high - low < other.high - other.low }

  /// All products of a value of each; for numbers from 0 on.
  public static func * (left: PrintedNumber, right: PrintedNumber) -> PrintedNumber {
    PrintedNumber(low: left.low * right.low, high: left.high * right.high)
  }

  /// All powers of its values.
  public func power(_ exponent: Int) -> PrintedNumber {
    (1..<max(1, exponent)).reduce(self) { power, _ in power * self }
  }
}
