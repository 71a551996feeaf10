/// Text of any origin with its lines kept apart.
///
/// Line feeds are the only thing of its form that it keeps; everything else that a reader could not see is spelled out.
func lines(_ text: String) -> Markup {
  var markup = Markup()
  var isFirst = true
  for line in text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" }) {
    if !isFirst { markup.append(void("br")) }
    isFirst = false
    markup.append(Markup(String(line)))
  }
  return markup
}

/// The end of a text that is too long for its place, with how much was left out.
func shortenedToEnd(_ text: String, to limit: Int, in language: PageLanguage) -> String {
  let count = text.unicodeScalars.count
  guard count > limit else { return text }
  let words = PageWords(language)
  return words.say("(\(words.moreCharacters(count - limit))) …", "（\(words.moreCharacters(count - limit))）…")
    + String(String.UnicodeScalarView(text.unicodeScalars.suffix(limit)))
}
