/// Whole numbers in words.
enum Numerals {
  /// The ending of an English ordinal.
  static func ending(_ number: Int) -> String {
    guard !(11...13).contains(number % 100) else { return "th" }
    return switch number % 10 {
    case 1: "st"
    case 2: "nd"
    case 3: "rd"
    default: "th"
    }
  }

  private static let small = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
  ]
  private static let tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

  /// A number below 1,000,000: `two hundred five thousand twenty-three`.
  static func english(_ number: Int) -> String {
    if number < 20 { return small[number] }
    if number < 100 { return tens[number / 10] + (number % 10 == 0 ? "" : "-" + small[number % 10]) }
    let unit = number < 1000 ? (100, " hundred") : (1000, " thousand")
    return english(number / unit.0) + unit.1 + (number % unit.0 == 0 ? "" : " " + english(number % unit.0))
  }

  private static let digits = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"]

  /// A number below 1,000,000: `二十万五千零二十三`; 10 to 19 begin with 十.
  static func chinese(_ number: Int) -> String {
    if number == 0 { return digits[0] }
    let (high, low) = (number / 10_000, number % 10_000)
    guard high > 0 else { return group(low, isFirst: true) }
    return group(high, isFirst: true) + "万" + (low == 0 ? "" : (low < 1000 ? digits[0] : "") + group(low, isFirst: false))
  }

  /// A number from 1 to 9999.
  private static func group(_ number: Int, isFirst: Bool) -> String {
    var text = ""
    var isGap = false
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
      let digit = number / unit % 10
      if digit == 0 {
        isGap = !text.isEmpty
        continue
      }
      if isGap { text += digits[0] }
      isGap = false
      // 十二, and not 一十二, at the beginning.
      text += (unit == 10 && digit == 1 && text.isEmpty && isFirst ? "" : digits[digit]) + name
    }
    return text
  }
}
