internal import Record

extension Timestamp {
  /// Seconds since 1970-01-01T00:00:00Z (proleptic Gregorian calendar).
  var secondsSince1970: Int {
    // checked: the bytes are ASCII digits where they are read, since a timestamp has one form.
    let digits = recordText.utf8.map { Int($0) - 48 }
    func number(_ range: Range<Int>) -> Int { range.reduce(0) { $0 * 10 + (digits.indices.contains($1) ? digits[$1] : 0) } }
    let (month, day) = (number(5..<7), number(8..<10))
    // Civil date to days: H. Hinnant, "chrono-compatible low-level date algorithms".
    let year = number(0..<4) - (month <= 2 ? 1 : 0)
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    return days * 86_400 + number(11..<13) * 3600 + number(14..<16) * 60 + number(17..<19)
  }
}
