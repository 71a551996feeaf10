internal import Record

/// Every text of a report that is not from a record, with both languages side by side, so that none can lack one.
///
/// Names of metrics, operations, keys and codes are the standard's words and stay as they are; so do sentences of records.
struct PageWords: Sendable, Hashable {
  let language: PageLanguage

  init(_ language: PageLanguage) { self.language = language }

  /// The text in the page's language.
  func say(_ english: String, _ chinese: String) -> String { language == .zh ? chinese : english }

  /// What is said elsewhere in both languages.
  func say(_ text: Bilingual) -> String { say(text.english, text.chinese) }

  /// Parts of a sentence, one after another.
  func list(_ parts: [String]) -> String { parts.joined(separator: say(", ", "、")) }

  /// Sentences or clauses that stand beside one another.
  func clauses(_ parts: [String]) -> String { parts.joined(separator: say("; ", "；")) }

  /// A name and what belongs to it.
  func named(_ name: String, _ text: String) -> String { say("\(name): \(text)", "\(name)：\(text)") }

  /// What stands in parentheses behind a word; nothing for nothing.
  func inParentheses(_ text: String) -> String { text.isEmpty ? "" : say(" (\(text))", "（\(text)）") }

  /// Settings behind a name: ` (batch 64, queries 8192)`, nothing where there are none.
  func inParentheses(_ settings: Settings) -> String {
    inParentheses(
      settings.values.members.map { member in
        let whole = member.value.number.flatMap { Int(exactly: $0) }
        return "\(member.name) \(whole.map(grouped) ?? plainText(member.value, in: language))"
      }.joined(separator: say(", ", "，")))
  }

  /// The beginning of a text that is too long for its place, with how much was left out.
  func shortened(_ text: String, to limit: Int = 240) -> String { Report.shortened(text, to: limit, in: language) }

  /// The end of a text that is too long for its place, with how much was left out.
  func shortenedToEnd(_ text: String, to limit: Int) -> String { Report.shortenedToEnd(text, to: limit, in: language) }

  func moreCharacters(_ count: Int) -> String { say("\(grouped(count)) more characters", "另有 \(grouped(count)) 个字符") }

  /// A span of whole seconds in words: `2 min 5 s`.
  func duration(_ seconds: Int) -> String {
    let (minutes, rest) = seconds.quotientAndRemainder(dividingBy: 60)
    let (hours, minute) = minutes.quotientAndRemainder(dividingBy: 60)
    if hours > 0 { return say("\(grouped(hours)) h \(minute) min", "\(grouped(hours)) 小时 \(minute) 分") }
    return minutes > 0 ? say("\(minutes) min \(rest) s", "\(minutes) 分 \(rest) 秒") : say("\(rest) s", "\(rest) 秒")
  }

  /// A sentence of a record, which is in English; its element says so where the page is not.
  func told(_ sentence: String) -> Markup {
    language == .en ? Markup(sentence) : tag("span", Attribute("lang", PageLanguage.en.tag), text: sentence)
  }

  /// What a list leaves out, and where the records hold it.
  func remainder(_ count: Int, in file: String) -> String {
    say("\(grouped(count)) more are in \(file).", "另有 \(grouped(count)) 条，见 \(file)。")
  }
}
