/// Text in which what stands between backticks is code; a backtick without its partner stays as it is.
func codes(_ text: String) -> Markup {
  let parts = text.split(separator: "`", omittingEmptySubsequences: false).map { String($0) }
  var markup = Markup()
  for (place, part) in parts.enumerated() {
    if place % 2 == 0 {
      markup.append(Markup(part))
    } else if place == parts.count - 1 {
      markup.append(Markup("`" + part))
    } else {
      markup.append(tag("code", text: part))
    }
  }
  return markup
}
