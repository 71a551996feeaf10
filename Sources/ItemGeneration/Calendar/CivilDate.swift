/// A date of the Gregorian calendar, from the year 1 to 9999.
struct CivilDate: Hashable {
  var year: Int
  var month: Int
  var day: Int

  /// The days that have a date, since 1970-01-01.
  static let days = -719_162...2_932_896

  static func outside(_ range: Range<Int>) -> EvaluationFault {
    EvaluationFault(message: "leaves the calendar, which goes from the year 1 to 9999", range: range)
  }

  /// The date of a day of `days`.
  init(days: Int) {
    // Years begin in March here, so that the leap day is the last one of its year (H. Hinnant, "chrono-compatible low-level date algorithms").
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * ofYear + 2) / 153
    day = ofYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// A date; `nil` where there is no such one.
  init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), (1...CivilDate.length(year, month)).contains(day) else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// A date written as `2024-02-29`.
  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2], parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The day since 1970-01-01.
  var days: Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear - 719_468
  }

  static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
  static func length(_ year: Int, _ month: Int) -> Int { month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31 }

  /// From 1 for Monday to 7 for Sunday.
  static func weekday(_ days: Int) -> Int { ((days + 3) % 7 + 7) % 7 + 1 }

  /// Such as `2024-02-29`.
  var text: String { CivilDate.padded(year, 4) + "-" + CivilDate.padded(month, 2) + "-" + CivilDate.padded(day, 2) }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
  ]
  static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
  static let chineseWeekdays = ["一", "二", "三", "四", "五", "六", "日"]

  /// Such as `29 February 2024` and `2024年2月29日`.
  func long(_ language: ItemLanguage) -> String {
    language == .zh ? "\(year)年\(month)月\(day)日" : "\(day) \(CivilDate.months[month - 1]) \(year)"
  }
}
