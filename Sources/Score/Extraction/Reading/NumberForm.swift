/// A number with what belongs to it: sign, currency, per cent; `-1,234.5`, `$29.00`, `4２`, `3/4`, `\frac{3}{4}`, `1.5e3`, `十二`.
struct NumberForm {
  /// From the sign or currency to the last digit or per cent sign.
  var range: Range<Int>
  /// The place behind closing brackets and emphasis.
  var end: Int
  /// The number in one spelling: no separators, no zeros that say nothing.
  var key: String

  private static let openings: [Literal] = ["\\boxed{", "\\text{", "\\mathrm{", "\\mathbf{", "\\textbf{", "\\(", "\\["]
  private static let fillers: [Literal] = [
    "approximately", "about", "around", "roughly", "exactly", "simply", "equal to", "only", "therefore", "thus", "the number", "number",
    "大约有", "大约", "约有", "约", "共有", "共", "一共有", "一共",
  ]
  private static let fractions: [Literal] = ["\\frac{", "\\dfrac{", "\\tfrac{"]
  private static let escapedPercent: Literal = "\\%"
  private static let between: Literal = "}{"
  private static let chinese: StaticScalars = "零〇一二三四五六七八九十百千万亿两点负"

  /// The most signs and words that stand before a number, so that a long run of them is not read from each of its places.
  private static let reach = 64
  /// The most scalars of the digits of a number.
  private static let longest = 1000

  /// The number that begins at a place, behind emphasis, brackets and words such as "about".
  init?(_ reply: ReplyText, at start: Int) {
    var index = start
    var steps = 0
    while true {
      steps += 1
      guard steps <= NumberForm.reach else { return nil }
      if let end = reply.behind(any: NumberForm.openings, index) ?? reply.behind(any: NumberForm.fillers, index) {
        index = end
      } else if reply.has("*_`~\"([ =:", index) || (reply[index] == 0x24 && reply.has("\\ $", index + 1)) {
        index += 1
      } else {
        break
      }
    }
    let low = index
    if reply.has("+-", index) { index += 1 }
    while reply.has("$¥€£￥ ", index) && reply.has("$¥€£￥ 0123456789.-", index + 1) { index += 1 }
    if reply[index] == 0x2D, index > low { index += 1 }
    guard let read = NumberForm.fraction(reply, index) ?? NumberForm.decimal(reply, index) ?? NumberForm.chineseNumeral(reply, index) else {
      return nil
    }
    var high = read.end
    var key = (low..<index).contains { reply[$0] == 0x2D } ? "-" + read.key : read.key
    let percent =
      reply.behind(NumberForm.escapedPercent, high)
      ?? (reply.has("%", high) ? high + 1 : reply[high] == 0x20 && reply.has("%", high + 1) ? high + 2 : nil)
    if let percent { (high, key) = (percent, key + "%") }
    guard NumberForm.isBounded(reply, high) else { return nil }
    // A dollar sign on both sides is a formula, not a currency.
    range = (reply[low] == 0x24 && reply[high] == 0x24 ? reply.behindSpaces(low + 1) : low)..<high
    self.key = key
    end = high
    while reply.has("*_`~\")]}$", end) || (reply[end] == 0x5C && reply.has(")]", end + 1)) { end += 1 }
  }

  /// Whether the digits stop here, and are no part of a date, a time, a version or a word.
  private static func isBounded(_ reply: ReplyText, _ end: Int) -> Bool {
    if reply.isWord(end) { return NumberForm.unitLetters(reply, end) }
    if reply.has(".:-/,^", end) { return !reply.isDigit(end + 1) }
    return true
  }

  private static let units: Set<String> = [
    "km", "m", "cm", "mm", "kg", "g", "mg", "l", "ml", "s", "ms", "h", "min", "mph", "hours", "minutes",
  ]

  /// Units that stand right behind a number.
  private static func unitLetters(_ reply: ReplyText, _ end: Int) -> Bool {
    guard let word = reply.word(at: end) else { return false }
    return units.contains(word.text)
  }

  private static func decimal(_ reply: ReplyText, _ start: Int) -> (end: Int, key: String)? {
    var index = start
    var whole = ""
    while reply.isDigit(index) {
      whole.append(digit(reply[index]))
      index += 1
      guard index - start <= longest else { return nil }
      let isGroup = reply[index] == 0x2C && (1...3).allSatisfy { reply.isDigit(index + $0) } && !reply.isDigit(index + 4)
      if isGroup { index += 1 }
    }
    var part = ""
    if reply[index] == 0x2E, reply.isDigit(index + 1) {
      index += 1
      while reply.isDigit(index) {
        part.append(digit(reply[index]))
        index += 1
      }
    }
    guard !whole.isEmpty || !part.isEmpty else { return nil }
    var key = plain(whole, part)
    if reply.has("eE", index), let exponent = integer(reply, index + 1) {
      (index, key) = (exponent.end, key + "e" + exponent.text)
    } else if reply[index] == 0x2F, part.isEmpty, let below = integer(reply, index + 1), !reply.has("/", below.end) {
      (index, key) = (below.end, key + "/" + below.text)
    }
    return (index, key)
  }

  private static func plain(_ whole: String, _ part: String) -> String {
    let low = whole.drop { $0 == "0" }
    var rest = part[...]
    while rest.last == "0" { rest.removeLast() }
    return (low.isEmpty ? "0" : String(low)) + (rest.isEmpty ? "" : "." + rest)
  }

  private static func integer(_ reply: ReplyText, _ start: Int) -> (end: Int, text: String)? {
    var index = start
    var text = ""
    if reply.has("+-", index) {
      if reply[index] == 0x2D { text = "-" }
      index += 1
    }
    let digits = index
    while reply.isDigit(index) {
      text.append(digit(reply[index]))
      index += 1
    }
    return index > digits ? (index, text) : nil
  }

  /// A fraction of LaTeX, such as `\frac{3}{4}`.
  private static func fraction(_ reply: ReplyText, _ start: Int) -> (end: Int, key: String)? {
    guard let above = reply.behind(any: fractions, start).flatMap({ integer(reply, $0) }), let brace = reply.behind(between, above.end),
      let below = integer(reply, brace), reply[below.end] == 0x7D
    else { return nil }
    return (below.end + 1, above.text + "/" + below.text)
  }

  /// A numeral in Chinese, which ends with its clause: "一个" is no number.
  private static func chineseNumeral(_ reply: ReplyText, _ start: Int) -> (end: Int, key: String)? {
    var index = start
    while reply.has(chinese, index) { index += 1 }
    guard index > start, index >= reply.count || !reply.isHan(index) else { return nil }
    return (index, reply.folded(start..<index))
  }

  private static func digit(_ value: UInt32) -> Character { Unicode.Scalar(value).map(Character.init) ?? "0" }
}
