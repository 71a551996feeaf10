internal import Record

extension PureFunction {
  static let dates: [PureFunction] = [
    PureFunction(
      "date", [("year", .number), ("month", .number), ("day", .number)], .date, "a date of the Gregorian calendar; there has to be one"
    ) {
      (call) throws(EvaluationFault) in
      guard let date = CivilDate(year: try call.whole(0), month: try call.whole(1), day: try call.whole(2)) else {
        throw call.fault("is no date")
      }
      return .date(date.days)
    },
    PureFunction("is_date", [("year", .number), ("month", .number), ("day", .number)], .truth, "whether there is such a date") {
      (call) throws(EvaluationFault) in
      .truth(CivilDate(year: try call.whole(0), month: try call.whole(1), day: try call.whole(2)) != nil)
    },
    PureFunction("year", [("d", .date)], .number, "the year of a date") { (call) throws(EvaluationFault) in
      .integer(CivilDate(days: try call.date(0)).year)
    },
    PureFunction("month", [("d", .date)], .number, "the month of a date, from 1") { (call) throws(EvaluationFault) in
      .integer(CivilDate(days: try call.date(0)).month)
    },
    PureFunction("day", [("d", .date)], .number, "the day of the month") { (call) throws(EvaluationFault) in
      .integer(CivilDate(days: try call.date(0)).day)
    },
    PureFunction("weekday", [("d", .date)], .number, "1 for Monday to 7 for Sunday") { (call) throws(EvaluationFault) in
      .integer(CivilDate.weekday(try call.date(0)))
    },
    PureFunction("weekday_name", [("d", .date)], .text, "`Monday`; in Chinese `星期一`") { (call) throws(EvaluationFault) in
      let place = CivilDate.weekday(try call.date(0)) - 1
      return .text(call.language == .zh ? "星期" + CivilDate.chineseWeekdays[place] : CivilDate.weekdays[place])
    },
    PureFunction("long_date", [("d", .date)], .text, "`29 February 2024`; in Chinese `2024年2月29日`") { (call) throws(EvaluationFault) in
      .text(CivilDate(days: try call.date(0)).long(call.language))
    },
    PureFunction("day_of_year", [("d", .date)], .number, "1 for January 1") { (call) throws(EvaluationFault) in
      let days = try call.date(0)
      var first = CivilDate(days: days)
      (first.month, first.day) = (1, 1)
      return .integer(days - first.days + 1)
    },
    PureFunction(
      "add_months", [("d", .date), ("n", .number)], .date, "the same day so many months later, or the last one of a shorter month"
    ) {
      (call) throws(EvaluationFault) in
      var date = CivilDate(days: try call.date(0))
      let count = date.year * 12 + date.month - 1 + (try call.whole(1, -120_000...120_000))
      guard (12..<120_000).contains(count) else { throw CivilDate.outside(call.range) }
      (date.year, date.month) = (count / 12, count % 12 + 1)
      date.day = min(date.day, CivilDate.length(date.year, date.month))
      return .date(date.days)
    },
    PureFunction("days_in_month", [("year", .number), ("month", .number)], .number, "how many days a month has") {
      (call) throws(EvaluationFault) in
      .integer(CivilDate.length(try call.whole(0, 1...9999), try call.whole(1, 1...12)))
    },
    PureFunction("is_leap", [("year", .number)], .truth, "whether a year of the Gregorian calendar has 366 days") {
      (call) throws(EvaluationFault) in .truth(CivilDate.isLeap(try call.whole(0, 1...9999)))
    },
  ]

  static let chinese: [PureFunction] = [
    PureFunction(
      "lunar", [("d", .date)], .list(.number), "year, month, day of the Chinese calendar, and 1 for a leap month, else 0; from 1979 to 2100"
    ) {
      (call) throws(EvaluationFault) in
      let date = try call.lunar(0)
      return .list([.integer(date.year), .integer(date.month), .integer(date.day), .integer(date.isLeap ? 1 : 0)])
    },
    PureFunction(
      "from_lunar", [("year", .number), ("month", .number), ("day", .number), ("leap", .number)], .date,
      "the date of a day of the Chinese calendar; there has to be one"
    ) {
      (call) throws(EvaluationFault) in
      let date = LunarDate(
        year: try call.whole(0), month: try call.whole(1, 1...12), day: try call.whole(2), isLeap: try call.whole(3, 0...1) == 1)
      guard let days = date.days else { throw call.fault("is no date of the Chinese calendar from 1979 to 2100") }
      return .date(days)
    },
    PureFunction("lunar_text", [("d", .date)], .text, "month and day of the Chinese calendar, such as `闰四月初五`") {
      (call) throws(EvaluationFault) in .text(try call.lunar(0).chinese)
    },
    PureFunction("stem_branch", [("n", .number)], .text, "the name of a place in the cycle of sixty, from 0 for 甲子") {
      (call) throws(EvaluationFault) in .text(SexagenaryCycle.name(try call.whole(0, 0...59)))
    },
    PureFunction("year_cycle", [("year", .number)], .number, "the place of a year of the Chinese calendar in the cycle of sixty: 1984 is 0")
    {
      (call) throws(EvaluationFault) in .integer(cycle(try call.whole(0, 1...9999) - 4, 60))
    },
    PureFunction("day_cycle", [("d", .date)], .number, "the place of a day in the cycle of sixty: 2000-01-07 is 0") {
      (call) throws(EvaluationFault) in .integer(cycle(try call.date(0) - 10_963, 60))
    },
    PureFunction("animal", [("year", .number)], .text, "the animal of a year of the Chinese calendar, `Rat` or `鼠` for 1984") {
      (call) throws(EvaluationFault) in
      .text(SexagenaryCycle.animal(cycle(try call.whole(0, 1...9999) - 4, 12), call.language))
    },
  ]

  private static func cycle(_ number: Int, _ length: Int) -> Int { (number % length + length) % length }
}

extension FunctionCall {
  fileprivate func lunar(_ position: Int) throws(EvaluationFault) -> LunarDate {
    guard let date = LunarDate(days: try date(position)) else {
      throw fault("lies outside the years 1979 to 2100 of the Chinese calendar that are known here")
    }
    return date
  }
}
