extension TextStep {
  /// Writes dates as YYYY-MM-DD, and months of a year as YYYY-MM: `2026年11月27日`, `二〇二六年十一月`, `2026/11/27`, `27 November 2026`,
  /// `Nov. 27th, 2026`.
  ///
  /// A date is one of the Gregorian calendar with a year of four digits, and no letter or digit touches it. `11/27/2026` stays: whether
  /// day or month comes first is not said.
  static func dates(_ text: Scalars) -> Scalars {
    let reader = DateReader(text: text)
    var result = Scalars()
    result.reserveCapacity(text.count)
    var at = 0
    while at < text.count {
      if at == 0 || !DateReader.touches(text[at - 1]) || ChineseNumeral.isNumeral(text[at]), let (date, end) = reader.date(at: at) {
        result += date
        at = end
      } else {
        result.append(text[at])
        at += 1
      }
    }
    return result
  }
}

/// Reads one date at a place of a text; each form takes at most 40 scalars.
private struct DateReader {
  let text: Scalars

  typealias Found = (date: Scalars, end: Int)

  /// Whether a scalar beside a date makes it part of something else.
  static func touches(_ scalar: Unicode.Scalar) -> Bool { ScalarKind.isDigit(scalar) || ScalarKind.isASCIILetter(scalar) }

  func date(at place: Int) -> Found? {
    let first = text[place]
    if ScalarKind.isDigit(first) { return chinese(place) ?? numeric(place) ?? dayFirst(place) }
    if ChineseNumeral.isNumeral(first) { return chinese(place) }
    return ScalarKind.isASCIILetter(first) ? monthFirst(place) : nil
  }

  /// `2026年11月27日`, with `号` too, in digits or numerals; without the day a month.
  private func chinese(_ place: Int) -> Found? {
    guard let (year, afterYear) = number(place, before: "年"), year >= 1000, let (month, afterMonth) = number(afterYear, before: "月") else {
      return nil
    }
    if let (day, end) = number(afterMonth, before: "日") ?? number(afterMonth, before: "号") { return written(year, month, day, end) }
    return written(year, month, nil, afterMonth)
  }

  /// `2026-11-27`, `2026/11/27`, `2026.11.27`.
  private func numeric(_ place: Int) -> Found? {
    guard let (year, afterYear) = digits(place, atMost: 4), year >= 1000, afterYear < text.count,
      "-/.".unicodeScalars.contains(text[afterYear]), let (month, afterMonth) = digits(afterYear + 1, atMost: 2),
      text.has([text[afterYear]], at: afterMonth), let (day, end) = digits(afterMonth + 1, atMost: 2)
    else { return nil }
    return written(year, month, day, end)
  }

  /// `27 November 2026`, `27th of Nov. 2026`.
  private func dayFirst(_ place: Int) -> Found? {
    guard let (day, afterDay) = digits(place, atMost: 2) else { return nil }
    var at = spaces(ordinal(afterDay))
    if text.has(["o", "f"], at: at) { at = spaces(at + 2) }
    guard at > afterDay, let (month, afterMonth) = monthName(at), let (year, end) = year(gap(afterMonth)) else { return nil }
    return written(year, month, day, end)
  }

  /// `November 27, 2026`, `November 2026`.
  private func monthFirst(_ place: Int) -> Found? {
    guard let (month, afterMonth) = monthName(place) else { return nil }
    let at = gap(afterMonth)
    if let (year, end) = year(at) { return written(year, month, nil, end) }
    guard let (day, afterDay) = digits(at, atMost: 2), let (year, end) = year(gap(ordinal(afterDay))) else { return nil }
    return written(year, month, day, end)
  }

  private func written(_ year: Int, _ month: Int, _ day: Int?, _ end: Int) -> Found? {
    guard (1000...9999).contains(year), (1...12).contains(month), end == text.count || !DateReader.touches(text[end]) else { return nil }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    guard let day else { return (Scalars("\(year)-\(two(month))"), end) }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    guard (1...length).contains(day) else { return nil }
    return (Scalars("\(year)-\(two(month))-\(two(day))"), end)
  }

  private func digits(_ place: Int, atMost count: Int) -> (Int, Int)? {
    guard place <= text.count else { return nil }
    let run = Scalars(text[place...].prefix(count + 1).prefix(while: ScalarKind.isDigit))
    guard run.count <= count, let value = run.decimal else { return nil }
    return (value, place + run.count)
  }

  private func year(_ place: Int) -> (Int, Int)? { digits(place, atMost: 4).flatMap { $0.0 >= 1000 ? $0 : nil } }

  /// Digits or Chinese numerals before a mark, with spaces around.
  private func number(_ place: Int, before mark: Unicode.Scalar) -> (Int, Int)? {
    let start = spaces(place)
    guard start < text.count else { return nil }
    let window = text[start...].prefix(8)
    let run = ScalarKind.isDigit(text[start]) ? window.prefix(while: ScalarKind.isDigit) : window.prefix(while: ChineseNumeral.isNumeral)
    let end = spaces(start + run.count)
    guard let value = Scalars(run).decimal ?? ChineseNumeral.whole(run), text.has([mark], at: end) else { return nil }
    return (value, end + 1)
  }

  /// Behind `st`, `nd`, `rd` or `th`.
  private func ordinal(_ place: Int) -> Int {
    [["s", "t"], ["n", "d"], ["r", "d"], ["t", "h"]].contains { text.has($0, at: place) } ? place + 2 : place
  }

  private func spaces(_ place: Int) -> Int {
    place + text[min(place, text.count)...].prefix(4).prefix(while: ScalarKind.isSpace).count
  }

  /// Behind a comma or full stop and spaces, of which there is at least one.
  private func gap(_ place: Int) -> Int {
    spaces(text.has([","], at: place) || text.has(["."], at: place) ? place + 1 : place)
  }

  private func monthName(_ place: Int) -> (Int, Int)? {
    let word = Scalars(text[place...].prefix(10).prefix(while: ScalarKind.isASCIILetter))
    let name = Normalization.folded(word.text)
    guard word.count >= 3,
      let month = DateReader.months.firstIndex(where: { $0 == name || $0.prefix(3) == name || (name == "sept" && $0 == "september") })
    else { return nil }
    return (month + 1, place + word.count)
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
  ]
}
