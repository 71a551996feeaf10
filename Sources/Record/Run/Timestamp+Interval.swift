extension Timestamp {
  /// The seconds from this time to another; negative where that came first.
  public func seconds(until other: Timestamp) -> Int { other.secondsSince1970 - secondsSince1970 }

  /// The seconds since 1970-01-01T00:00:00Z.
  ///
  /// Days from civil date: H. Hinnant, "chrono-compatible low-level date algorithms".
  public var secondsSince1970: Int {
    // checked: a byte less 48 fits.
    let digits = recordText.utf8.map { Int($0) - 48 }
    func number(_ range: Range<Int>) -> Int { range.reduce(0) { $0 * 10 + digits[$1] } }
    let (month, day) = (number(5..<7), number(8..<10))
    let year = number(0..<4) - (month <= 2 ? 1 : 0)
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    return days * 86_400 + number(11..<13) * 3600 + number(14..<16) * 60 + number(17..<19)
  }
}
