/// A date of the Chinese calendar, from the lunar year 1979 to 2100.
///
/// Earlier years are left out: printed calendars and later computations differ by a day for some months of 1933, 1954 and 1978.
struct LunarDate: Hashable {
  var year: Int
  /// From 1.
  var month: Int
  var day: Int
  /// Whether the month is the second of its number.
  var isLeap: Bool

  static let years = 1979...2100
  /// The day of the first day of the first year, since 1970-01-01.
  private static let epoch = 3314

  /// For each year: in the low 4 bits the number of the month that stands twice, 0 for none; above them a bit for each of its 12 or 13
  /// months, the first month lowest, that is set where the month has 30 days and not 29.
  private static let table: [Int] = [
    0x0b696, 0x0da90, 0x0d920, 0x1d254, 0x0d250, 0x1a4da, 0x0a560, 0x02b60, 0x05b56, 0x06d50, 0x0ea90, 0x1e925,
    0x0e920, 0x0d260, 0x0a563, 0x0a570, 0x14d68, 0x035a0, 0x06d50, 0x16c95, 0x07490, 0x06930, 0x152b4, 0x052b0,
    0x0a5b0, 0x155a2, 0x056a0, 0x1b557, 0x0ba40, 0x0b490, 0x1a935, 0x0a950, 0x052d0, 0x0aad4, 0x0ab50, 0x15aa9,
    0x05d20, 0x0da50, 0x1d4a6, 0x0d4a0, 0x0c950, 0x152e4, 0x05560, 0x0ab50, 0x15b22, 0x06d20, 0x0ea56, 0x07250,
    0x064b0, 0x0c975, 0x0cab0, 0x055a0, 0x0ad63, 0x0b690, 0x1752b, 0x0b520, 0x0b250, 0x1a4b6, 0x0a4b0, 0x04ab0,
    0x055b5, 0x05ad0, 0x0b6a0, 0x1b522, 0x0d920, 0x1d257, 0x0d250, 0x0a550, 0x14ad5, 0x04b60, 0x05b50, 0x0daa3,
    0x0ec90, 0x1e928, 0x0e920, 0x0d260, 0x0a566, 0x0a570, 0x05560, 0x06d54, 0x07550, 0x07490, 0x0e933, 0x06930,
    0x152b7, 0x052b0, 0x0a5b0, 0x155a5, 0x056a0, 0x0b650, 0x174a4, 0x0b4a0, 0x1a958, 0x0a950, 0x052d0, 0x0aad6,
    0x0ab50, 0x05aa0, 0x0ba54, 0x0da50, 0x0d4a0, 0x1c953, 0x0c960, 0x194e7, 0x05560, 0x0ab50, 0x15b25, 0x06d20,
    0x0ea50, 0x0e4a4, 0x068b0, 0x0c978, 0x04ab0, 0x055b0, 0x0ad66, 0x0b6a0, 0x07520, 0x17254, 0x0b450, 0x0a8b0,
    0x149b2, 0x04ab0,
  ]

  /// The months of a year in their order, with their first days counted from the first day of the year.
  private static func months(of year: Int) -> (months: [(number: Int, isLeap: Bool, start: Int, length: Int)], length: Int) {
    let entry = table[year - years.lowerBound]
    let leap = entry & 15
    var months: [(Int, Bool, Int, Int)] = []
    var start = 0
    for place in 0..<(leap == 0 ? 12 : 13) {
      let length = 29 + (entry >> (4 + place) & 1)
      let isBehind = leap > 0 && place >= leap
      months.append((isBehind ? place : place + 1, leap > 0 && place == leap, start, length))
      start += length
    }
    return (months, start)
  }

  /// The first day of each year, and the day behind the last one.
  private static let starts: [Int] = years.reduce(into: [epoch]) { $0.append($0[$0.count - 1] + months(of: $1).length) }

  /// The days that have a date, since 1970-01-01.
  static let days = starts[0]...(starts[starts.count - 1] - 1)

  /// The date of a day; `nil` outside `days`.
  init?(days day: Int) {
    guard LunarDate.days.contains(day), let next = LunarDate.starts.firstIndex(where: { $0 > day }) else { return nil }
    let year = LunarDate.years.lowerBound + next - 1
    let offset = day - LunarDate.starts[next - 1]
    guard let month = LunarDate.months(of: year).months.last(where: { $0.start <= offset }) else { return nil }
    self.init(year: year, month: month.number, day: offset - month.start + 1, isLeap: month.isLeap)
  }

  init(year: Int, month: Int, day: Int, isLeap: Bool) { (self.year, self.month, self.day, self.isLeap) = (year, month, day, isLeap) }

  /// The day since 1970-01-01; `nil` where there is no such date.
  var days: Int? {
    guard LunarDate.years.contains(year),
      let month = LunarDate.months(of: year).months.first(where: { $0.number == self.month && $0.isLeap == isLeap }),
      (1...month.length).contains(day)
    else { return nil }
    return LunarDate.starts[year - LunarDate.years.lowerBound] + month.start + day - 1
  }

  private static let monthNames = ["正月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "冬月", "腊月"]
  private static let digits = ["十", "一", "二", "三", "四", "五", "六", "七", "八", "九"]

  /// Such as `闰四月初五`.
  var chinese: String {
    let tens = day <= 10 ? "初" : day == 20 ? "二" : day < 20 ? "" : day == 30 ? "三" : "廿"
    return (isLeap ? "闰" : "") + LunarDate.monthNames[month - 1] + tens + (day > 10 && day < 20 ? "十" : "") + LunarDate.digits[day % 10]
  }
}

/// The cycle of sixty of the ten stems and the twelve branches.
enum SexagenaryCycle {
  private static let stems = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"]
  private static let branches = ["子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉", "戌", "亥"]
  private static let animals = [
    ItemLanguage.en: ["Rat", "Ox", "Tiger", "Rabbit", "Dragon", "Snake", "Horse", "Goat", "Monkey", "Rooster", "Dog", "Pig"],
    .zh: ["鼠", "牛", "虎", "兔", "龙", "蛇", "马", "羊", "猴", "鸡", "狗", "猪"],
  ]

  /// The name of a place in the cycle, from 0: `甲子`.
  static func name(_ place: Int) -> String { stems[place % 10] + branches[place % 12] }
  /// The animal of a branch, from 0.
  static func animal(_ branch: Int, _ language: ItemLanguage) -> String { animals[language]?[branch] ?? "" }
}
