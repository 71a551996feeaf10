/// A name that may be broken after its points and brackets, so that a narrow screen does not break it inside a word.
func breakable(_ name: String) -> Markup {
  var markup = Markup()
  var part = ""
  for character in name {
    part.append(character)
    guard character == "." || character == "]" || character == "[" || character == "/" else { continue }
    markup.append(Markup(part))
    markup.append(void("wbr"))
    part = ""
  }
  markup.append(Markup(part))
  return markup
}
