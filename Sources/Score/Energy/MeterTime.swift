internal import Record

/// The times that meters write.
enum MeterTime {
  /// Nanoseconds since 1970 of seconds since then, such as `1764324000.25`, or of UTC, such as `2026-11-28T10:00:00.25Z`; `nil` of other text.
  ///
  /// A date may have `/` for `-`, a space for `T`, and no `Z`; another zone is none.
  static func nanoseconds(_ text: Substring) -> Int64? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = parts.first else { return nil }
    var fraction = parts.count == 2 ? parts[1] : "0"
    if fraction.hasSuffix("Z") { fraction.removeLast() }
    guard let seconds = whole.contains(":") ? utc(whole) : digits(whole), let part = nanoseconds(ofFraction: fraction) else { return nil }
    let (scaled, isTooLarge) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, isTooFar) = scaled.addingReportingOverflow(part)
    return isTooLarge || isTooFar ? nil : sum
  }

  private static func digits(_ text: Substring) -> Int64? {
    text.utf8.count <= 11 && !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int64(text) : nil
  }

  /// Digits behind the point; what is finer than a nanosecond is cut.
  private static func nanoseconds(ofFraction text: Substring) -> Int64? {
    guard !text.isEmpty, text.utf8.count <= 18, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    let nine = text.prefix(9)
    return Int64(nine + String(repeating: "0", count: 9 - nine.count))
  }

  private static func utc(_ text: Substring) -> Int64? {
    var characters = Array(text)
    if characters.last == "Z" { characters.removeLast() }
    guard characters.count == 19 else { return nil }
    for place in [4, 7] where characters[place] == "/" { characters[place] = "-" }
    if characters[10] == " " { characters[10] = "T" }
    return Timestamp(recordText: String(characters) + "Z").map { Int64($0.secondsSince1970) }
  }
}
